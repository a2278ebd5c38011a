package org.copyblade.lab.zos.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.lab.zos.ConsoleCommand;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.Devices;
import org.copyblade.lab.zos.OperatorCommands;
import org.copyblade.lab.zos.ZosException;

/** The few commands of z/OS itself that tools need: outstanding requests, devices, systems, vary. */
final class SystemCommands implements OperatorCommands {
    private static final Pattern DISPLAY_REPLIES = Pattern.compile("(?:D|DISPLAY) +R(?:,.*)?");
    private static final Pattern DISPLAY_UNITS =
            Pattern.compile("(?:D|DISPLAY) +U(?:,[A-Z,]*)?(?:,([0-9A-F]{4})(?:,([0-9]{1,4}))?)?");
    private static final Pattern QUERY_DASD =
            Pattern.compile("(?:DS|DEVSERV) +(?:QD|QDASD),([0-9A-F]{4})(?:,([0-9]{1,3}))?");
    private static final Pattern DISPLAY_SYMBOLS = Pattern.compile("(?:D|DISPLAY) +XCF(?:,.*)?");
    private static final Pattern VARY =
            Pattern.compile("(?:V|VARY) +\\(?([0-9A-F]{4}(?:,[0-9A-F]{4})*)\\)?,(ONLINE|OFFLINE)(?:,.*)?");

    private final Devices devices;
    private final List<String> systems;
    private final Supplier<List<String>> outstanding;

    SystemCommands(Devices devices, List<String> systems, Supplier<List<String>> outstanding) {
        this.devices = devices;
        this.systems = List.copyOf(systems);
        this.outstanding = outstanding;
    }

    @Override
    public boolean command(ConsoleCommand command) {
        Matcher vary = VARY.matcher(command.text());
        Matcher dasd = QUERY_DASD.matcher(command.text());
        Matcher units = DISPLAY_UNITS.matcher(command.text());
        if (DISPLAY_REPLIES.matcher(command.text()).matches()) {
            displayReplies(command);
        } else if (units.matches()) {
            displayUnits(command, units.group(1), units.group(2));
        } else if (dasd.matches()) {
            List<String> lines = DasdQuery.lines(devices.all(), dasd.group(1), dasd.group(2));
            command.respond(lines.toArray(String[]::new));
        } else if (DISPLAY_SYMBOLS.matcher(command.text()).matches()) {
            command.respond("IXC334I DISPLAY XCF", "SYSPLEX SYSTEMS: " + String.join(" ", systems));
        } else if (vary.matches()) {
            for (String unit : vary.group(1).split(",")) {
                vary(command, unit, vary.group(2).equals("ONLINE"));
            }
        } else {
            return false;
        }
        return true;
    }

    private void displayReplies(ConsoleCommand command) {
        List<String> requests = outstanding.get();
        List<String> lines = new ArrayList<>();
        lines.add("IEE112I PENDING REQUESTS");
        lines.add("RM=%d IM=0 CEM=0 EM=0 RU=0 IR=0 NOAMRF".formatted(requests.size()));
        lines.add("ID:R/K T MESSAGE TEXT");
        lines.addAll(requests);
        command.respond(lines.toArray(String[]::new));
    }

    private void displayUnits(ConsoleCommand command, String first, String count) {
        List<String> lines = new ArrayList<>();
        lines.add("IEE457I UNIT STATUS");
        lines.add("UNIT TYPE STATUS        VOLSER     VOLSTATE");
        devices.all().stream()
                .filter(it -> first == null || it.unit().compareTo(first) >= 0)
                .limit(first == null ? Long.MAX_VALUE : count == null ? 1 : Long.parseLong(count))
                .map(it -> "%-4s 3390 %-13s %-6s     %s"
                        .formatted(
                                it.unit(),
                                it.online() ? "O" : "OFFLINE",
                                it.volser(),
                                it.online() ? "PRIV/RSDNT" : "/RSDNT"))
                .forEach(lines::add);
        command.respond(lines.toArray(String[]::new));
    }

    private void vary(ConsoleCommand command, String unit, boolean online) {
        try {
            Device device = online ? devices.varyOnline(unit) : devices.varyOffline(unit);
            command.respond("IEE302I " + device.unit() + (online ? "     ONLINE" : "     OFFLINE"));
        } catch (ZosException refusal) {
            command.respond("IEE313I " + unit + "     UNIT REF. INVALID - " + refusal.getMessage());
        }
    }
}
