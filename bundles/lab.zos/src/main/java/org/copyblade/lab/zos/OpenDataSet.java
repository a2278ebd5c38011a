package org.copyblade.lab.zos;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** An open data set: its tracks one after the other over all its volumes. Two writes to one track come one after the other. */
@ProviderType
public interface OpenDataSet extends AutoCloseable {

    DataSetEntry entry();

    /** All bytes of a track of the data set, from 0; zeros where nothing was written. */
    byte[] read(int track) throws ZosException;

    /** Writes part of a track; waits while its volume is frozen. */
    void write(int track, int offset, byte[] data) throws ZosException, InterruptedException;

    /** End of data, in bytes from the first track on; what lies behind it is not part of the content. */
    long bytes();

    /** Sets the end of data. */
    void bytes(long endOfData) throws ZosException, InterruptedException;

    /** The records of a sequential one, up to its end of data. */
    List<byte[]> records() throws ZosException;

    /** Writes records over those of a sequential one and sets its end of data. */
    void replaceRecords(List<byte[]> records) throws ZosException, InterruptedException;

    /** Names of the members of a partitioned one, in order. */
    List<String> members() throws ZosException;

    /**
     * The records of a member.
     *
     * @throws ZosException NOT_FOUND if there is none of that name
     */
    List<byte[]> member(String name) throws ZosException;

    /** Makes a member or replaces it; the space of the old one is lost, as it is on a real volume. */
    void replaceMember(String name, List<byte[]> records) throws ZosException, InterruptedException;

    void deleteMember(String name) throws ZosException, InterruptedException;

    @Override
    void close();
}
