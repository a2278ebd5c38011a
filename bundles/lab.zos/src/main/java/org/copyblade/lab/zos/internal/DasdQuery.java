package org.copyblade.lab.zos.internal;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.Subsystem;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.zos.Device;

/** The answer to {@code DEVSERV QDASD}: which volume of which storage system is behind a device. Pure. */
final class DasdQuery {

    /** Of a device that is not online. */
    private static final String NO_SERIAL = "------";

    private DasdQuery() {}

    /**
     * @param first device number that is asked for
     * @param count how many device numbers from there on; null for one
     */
    static List<String> lines(List<Device> devices, String first, String count) {
        int from = Integer.parseInt(first, 16);
        int to = from + (count == null ? 1 : Integer.parseInt(count));
        List<String> lines = new ArrayList<>();
        lines.add("IEE459I DEVSERV QDASD");
        lines.add(" UNIT VOLSER SCUTYPE DEVTYPE     CYL  SSID SCU-SERIAL DEV-SERIAL EFC");
        for (Device device : devices) {
            int unit = Integer.parseInt(device.unit(), 16);
            if (unit >= from && unit < to) {
                device.system().volume(device.volume()).ifPresent(volume -> lines.add(line(device, volume)));
            }
        }
        lines.add("**** %5d DEVICE(S) MET THE SELECTION CRITERIA".formatted(lines.size() - 2));
        return lines;
    }

    private static String line(Device device, Volume volume) {
        String serial = device.system().settings().serial();
        String shown = "01" + serial.substring(0, 2) + "-" + serial.substring(2);
        return " %s %-6s 2107961 2107900 %7d  %-4s %-10s %-10s *OK"
                .formatted(
                        device.unit(),
                        device.online() ? device.volser() : NO_SERIAL,
                        volume.tracks() / Emulation.TRACKS_PER_CYLINDER,
                        device.system()
                                .subsystem(device.volume().substring(0, 2))
                                .map(Subsystem::ssid)
                                .orElse(""),
                        shown,
                        shown);
    }
}
