package org.copyblade.system.ims.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.copyblade.system.ims.internal.Operator.Said;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.ZosmfCall;

/** Reads where the logs of all members are. Any thread. */
final class Positions {

    private final ImsSettings settings;
    private final Operator operator;

    Positions(ImsSettings settings, Operator operator) {
        this.settings = settings;
        this.operator = operator;
    }

    Map<Member, Said> ask(Deadline deadline) {
        return ask(Calls.by(deadline)
                .atMost(settings.hook().timeout().plus(settings.hook().proofTimeout())));
    }

    Map<Member, Said> ask(ZosmfCall call) {
        return operator.each(settings.members(), settings.commands().position()::of, member -> LogPoint.LINE, call);
    }

    /** Of all members, or an error that names the one that does not say. */
    List<LogPoint> all(Map<Member, Said> said) throws SystemException {
        List<LogPoint> points = new ArrayList<>();
        for (Map.Entry<Member, Said> member : said.entrySet()) {
            points.add(point(member.getKey(), member.getValue()));
        }
        return points;
    }

    private static LogPoint point(Member member, Said said) throws SystemException {
        if (said instanceof Said.Answer answer) {
            return LogPoint.in(member, answer.lines()).orElseThrow();
        }
        if (said instanceof Said.Failed failed) {
            throw ImsFault.of("read the log position of " + member, failed.why());
        }
        ImsFault fault = said instanceof Said.NotRunning ? ImsFault.DOWN : ImsFault.MEMBER;
        throw fault.error(
                "cannot read the log position of " + member + ": " + said.words(),
                "does " + member + " run, and does 'position.command' reach it?");
    }

    /** Each record number that a log data set of a member ends with counts, and how many there are: closing one is a change too. */
    static Position stopped(List<Member> members, List<ReconRecord> records, Epoch epoch) throws SystemException {
        List<String> words = new ArrayList<>();
        long order = 0;
        for (Member member : members) {
            long last = 0;
            int logs = 0;
            for (ReconRecord record : records) {
                if (record.fields("SSID").contains(member.name())) {
                    for (String number : record.fields("LAST DS LSN")) {
                        last = Math.max(last, number(number));
                        logs++;
                    }
                }
            }
            words.add("stopped " + member + " LSN=" + Long.toHexString(last) + " in " + logs + " log data sets");
            order += last;
        }
        return new Position(String.join("; ", words), order, epoch);
    }

    private static long number(String digits) throws SystemException {
        try {
            return Long.parseUnsignedLong(digits, 16);
        } catch (NumberFormatException e) {
            throw ImsFault.RECON.error("LAST DS LSN is no number: " + digits, "look at SYSPRINT of the job");
        }
    }

    /** The sum of the members' record numbers: each only grows, so it grows with every record of any of them. */
    static Position position(List<LogPoint> points, Epoch epoch) {
        long order = points.stream().mapToLong(LogPoint::lsn).sum();
        return new Position(points.stream().map(LogPoint::toString).collect(Collectors.joining("; ")), order, epoch);
    }
}
