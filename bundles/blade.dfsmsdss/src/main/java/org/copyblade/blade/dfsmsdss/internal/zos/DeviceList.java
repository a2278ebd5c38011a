package org.copyblade.blade.dfsmsdss.internal.zos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;

/**
 * Reads the answer to {@code DEVSERV QDASD}: one line per device. The form is that of public examples; that the serial has
 * two digits before those of the storage system is (unconfirmed). Pure.
 */
public final class DeviceList {

    /** Most devices that one command may name. */
    public static final int DEVICES_OF_COMMAND = 256;

    private static final Pattern LINE = Pattern.compile(
            "^\\s*0?([0-9A-F]{4})\\s+(\\S{1,6})\\s+(\\d{4})\\S*\\s+(\\d{7})\\s+(\\d+)\\s+([0-9A-F]{4})\\s+(\\S+)(?:\\s.*)?$");

    private static final Pattern SERIAL = Pattern.compile("(?:\\d{2}(\\d{2})-)?([A-Z0-9]{5,7})");

    private DeviceList() {}

    /** The command for the devices of a subsystem, from its first one on. */
    public static String command(int firstUnit) {
        return String.format("DS QD,%04X,%d", firstUnit, DEVICES_OF_COMMAND);
    }

    /** @param subsystem that the command asked for */
    public static List<Device> read(List<String> lines, String subsystem) {
        List<Device> devices = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line.toUpperCase(Locale.ROOT));
            if (matcher.matches() && Volser.isValid(matcher.group(2))) {
                devices.add(new Device(
                        new Volser(matcher.group(2)),
                        matcher.group(1),
                        matcher.group(4),
                        Integer.parseInt(matcher.group(5)),
                        matcher.group(3) + "-" + serial(matcher.group(7)),
                        subsystem));
            }
        }
        return List.copyOf(devices);
    }

    /** Device numbers of the devices that are not online: no serial is shown for them (unconfirmed which sign stands there). */
    public static List<String> offline(List<String> lines) {
        List<String> units = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line.toUpperCase(Locale.ROOT));
            if (matcher.matches() && !Volser.isValid(matcher.group(2))) {
                units.add(matcher.group(1));
            }
        }
        return List.copyOf(units);
    }

    private static String serial(String text) {
        Matcher matcher = SERIAL.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1) + matcher.group(2);
    }
}
