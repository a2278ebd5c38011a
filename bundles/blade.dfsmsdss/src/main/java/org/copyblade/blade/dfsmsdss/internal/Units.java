package org.copyblade.blade.dfsmsdss.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.zos.Device;

/**
 * The devices of the endpoint, and what has become of volumes that were known by their serials. A death in the middle of a
 * copy leaves a target under the serial of the volume that was copied onto it, and offline once z/OS starts again with two of
 * one serial (unconfirmed): its device number is the only thing by which it can still be told. Immutable.
 *
 * @param online devices by their serials
 * @param offline device numbers
 */
record Units(Map<Volser, Device> online, Set<String> offline) {

    private static final int SHOWN = 8;

    Units {
        online = Map.copyOf(online);
        offline = Set.copyOf(offline);
    }

    Optional<Device> online(String volser) {
        return Optional.ofNullable(online.get(new Volser(volser)));
    }

    /**
     * Why a volume cannot be meant by its serial; empty if it can.
     *
     * @param noted device numbers of the volumes of a copy by their serials; one that is not there was not noted
     */
    Optional<Loss> loss(String volser, Map<String, String> noted) {
        Optional<Device> device = online(volser);
        Optional<String> unit = Optional.ofNullable(noted.get(volser));
        if (unit.isEmpty() || device.isPresent()) {
            return device.isPresent() ? taken(device.get(), noted) : Optional.of(offline(volser));
        }
        String was = "volume " + volser + ", which was on device " + unit.get();
        Optional<Device> other = online.values().stream()
                .filter(it -> it.unit().equals(unit.get()))
                .findFirst();
        if (other.isPresent()) {
            String serial = other.get().volser().value();
            return Optional.of(new Loss(
                    was + ", is not online, and that device bears serial " + serial,
                    "vary it offline, " + relabel(unit.get(), serial, volser)));
        }
        return Optional.of(
                offline.contains(unit.get())
                        ? new Loss(
                                was
                                        + ", is not online, and that device is offline: a job that died may have taken its serial",
                                "vary it online; if its label bears another serial, "
                                        + relabel(unit.get(), "that serial", volser))
                        : offline(volser));
    }

    /** Devices may get other numbers; but not those of the volumes that the job copies to or from. */
    private static Optional<Loss> taken(Device device, Map<String, String> noted) {
        String volser = device.volser().value();
        return noted.entrySet().stream()
                .filter(other -> other.getValue().equals(device.unit())
                        && !other.getKey().equals(volser))
                .findFirst()
                .map(other -> new Loss(
                        "device " + device.unit() + ", which was volume " + other.getKey() + ", bears serial " + volser
                                + " now",
                        "vary it offline, " + relabel(device.unit(), volser, other.getKey())));
    }

    private static String relabel(String unit, String serial, String volser) {
        return "set its own again by ICKDSF REFORMAT UNIT(" + unit + ") VERIFY(" + serial + ") VOLID(" + volser
                + "), then vary it online";
    }

    /** Devices that are offline, for a hint; empty if there are none. */
    String offlineText() {
        if (offline.isEmpty()) {
            return "";
        }
        int more = offline.size() - Math.min(SHOWN, offline.size());
        return "; offline " + (offline.size() == 1 ? "is device " : "are devices ")
                + offline.stream().sorted().limit(SHOWN).collect(Collectors.joining(", "))
                + (more == 0 ? "" : " and " + more + " more") + ", which may have lost a serial";
    }

    private static Loss offline(String volser) {
        return new Loss("volume " + volser + " is not online", "vary it online");
    }

    /**
     * A volume that cannot be found under its serial where it was.
     *
     * @param text what is so
     * @param hint what to do
     */
    record Loss(String text, String hint) {}
}
