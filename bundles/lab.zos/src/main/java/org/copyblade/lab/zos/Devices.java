package org.copyblade.lab.zos;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The CKD volumes of the array as devices. Those with a label are online from the start; of several with one serial only the
 * first. A label that is changed behind the back of z/OS is seen at the next vary only.
 */
@ProviderType
public interface Devices {

    /** All, by device number. */
    List<Device> all();

    /** The online device with that serial. */
    Optional<Device> online(String volser);

    Optional<Device> unit(String unit);

    /**
     * Varies a device online, reading its label.
     *
     * @throws ZosException if it has no label, or another device with that serial is online
     */
    Device varyOnline(String unit) throws ZosException;

    Device varyOffline(String unit) throws ZosException;

    /**
     * All of a device is about to be overwritten: says what its label is to be afterwards. If z/OS dies before it was written
     * the next start writes it, else that volume would bear the serial of the one that was copied onto it.
     */
    void expectLabel(Device device, byte[] label) throws ZosException;

    /** Writes the label that is expected. */
    void writeLabel(Device device) throws ZosException, InterruptedException;

    /** The device was not overwritten after all, or is to bear the label that it was given. */
    void forgetLabel(Device device) throws ZosException;

    /** Writes another serial into the label of a device, as ICKDSF REFORMAT VOLID does; an online one is known by it then. */
    Device relabel(String unit, String volser) throws ZosException, InterruptedException;
}
