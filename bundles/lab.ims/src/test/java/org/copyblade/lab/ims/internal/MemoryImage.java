package org.copyblade.lab.ims.internal;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Vtoc;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.zos.ImageSpace;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.Devices;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosSettings;
import org.copyblade.lab.zos.internal.VolumeDataSets;

/** The data sets and catalogs of a z/OS on any volumes, such as those in memory; nothing else of it. */
final class MemoryImage {
    /** On a volume of the logs, as in the sample seed. */
    private static final String CATALOG_VOLUME = "IMSLG2";

    private static final ZosSettings SETTINGS = new ZosSettings(
            "LABPLEX",
            List.of("SY1"),
            List.of(),
            List.of(new ZosSettings.Catalog("UCAT.IMS", CATALOG_VOLUME, 1, List.of("BANKPRD"))),
            List.of(),
            List.of(),
            1,
            1);

    private MemoryImage() {}

    /** Is a write to that track one to a table of contents or the catalog? */
    static boolean isOfSpace(String volser, int track) {
        int end = Vtoc.EXTENT.first() + Vtoc.EXTENT.tracks();
        // The catalog was made first.
        boolean catalog = volser.equals(CATALOG_VOLUME) && track == end;
        return catalog || track >= Vtoc.EXTENT.first() && track < end;
    }

    static VolumeSet catalogued(Map<String, HostVolume> volumes) {
        return VolumeSet.of(volumes, new ImageSpace(dataSets(volumes)));
    }

    static DataSets dataSets(Map<String, HostVolume> volumes) {
        VolumeDataSets dataSets = new VolumeDataSets(devices(volumes), SETTINGS);
        try {
            dataSets.makeCatalogs(SETTINGS);
        } catch (ZosException cause) {
            throw new IllegalStateException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        return dataSets;
    }

    private static Devices devices(Map<String, HostVolume> volumes) {
        StorageSystem storage = only(StorageSystem.class, "host", arguments -> volumes.get((String) arguments[0]));
        return new Devices() {
            @Override
            public List<Device> all() {
                return volumes.keySet().stream()
                        .map(it -> online(it).orElseThrow())
                        .toList();
            }

            @Override
            public Optional<Device> online(String volser) {
                return volumes.containsKey(volser)
                        ? Optional.of(new Device("0000", volser, true, storage, volser))
                        : Optional.empty();
            }

            @Override
            public Optional<Device> unit(String unit) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Device varyOnline(String unit) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Device varyOffline(String unit) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void expectLabel(Device device, byte[] label) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void writeLabel(Device device) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void forgetLabel(Device device) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Device relabel(String unit, String volser) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private interface Answer {
        Object to(Object[] arguments);
    }

    /** Something of which only one method is used. */
    private static <T> T only(Class<T> type, String name, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                MemoryImage.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (!method.getName().equals(name)) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answer.to(arguments);
                }));
    }
}
