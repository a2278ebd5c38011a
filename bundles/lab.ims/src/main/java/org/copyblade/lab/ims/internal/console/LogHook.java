package org.copyblade.lab.ims.internal.console;

import java.util.List;
import java.util.Optional;
import org.copyblade.lab.ims.internal.member.ControlRegion;
import org.copyblade.lab.ims.internal.member.Group;
import org.copyblade.lab.ims.internal.member.Member;
import org.copyblade.lab.ims.internal.member.SuspendToken;

/**
 * The site's hook that suspends the log of a member: no command of IMS does (unconfirmed that there is none). Its commands
 * and all its messages but BSY0315I are composed for the lab.
 */
public final class LogHook {

    /**
     * What it answers.
     *
     * @param condition 0 if it did what it was asked, 4 if there was nothing to resume, 8 if it refused
     */
    public record Answer(int condition, String message) {}

    private final Group group;

    public LogHook(Group group) {
        this.group = group;
    }

    /**
     * Carries out {@code SUSPEND,imsid[,LIMIT=ms]}, {@code RESUME,imsid} or {@code STATUS,imsid}.
     *
     * @param by name of the task or job
     */
    public Answer run(List<String> operands, String by) {
        String imsid = operands.size() < 2 ? "" : operands.get(1);
        Optional<ControlRegion> region = group.member(imsid).flatMap(Member::region);
        if (region.isEmpty()) {
            return new Answer(8, "BSY0319E " + imsid + " is not active");
        }
        return switch (operands.get(0)) {
            case "SUSPEND" -> suspend(region.get(), limitMs(operands), by);
            case "RESUME" -> resume(region.get(), by);
            case "STATUS" ->
                region.get()
                        .suspension()
                        .current()
                        .map(it -> new Answer(0, "BSY0318I " + imsid + " is suspended " + position(it)))
                        .orElse(new Answer(0, "BSY0318I " + imsid + " is not suspended"));
            default -> new Answer(8, "BSY0319E " + operands.get(0) + " is no request");
        };
    }

    private Answer suspend(ControlRegion region, long limitMs, String by) {
        Optional<SuspendToken> token =
                region.suspension().suspend(limitMs * 1_000_000, group.shared().clock());
        return token.map(it -> new Answer(0, "BSY0315I " + region.imsid() + " suspended by " + by + " " + position(it)))
                .orElse(new Answer(8, "BSY0317E " + region.imsid() + " was not suspended"));
    }

    private static Answer resume(ControlRegion region, String by) {
        Optional<SuspendToken> token = region.suspension().current();
        boolean inForce = token.isPresent() && region.suspension().resume(token.get());
        return inForce
                ? new Answer(0, "BSY0316I " + region.imsid() + " resumed by " + by + " " + position(token.get()))
                : new Answer(4, "BSY0317E " + region.imsid() + " was not suspended throughout");
    }

    private long limitMs(List<String> operands) {
        return operands.stream()
                .filter(it -> it.matches("LIMIT=[0-9]{1,6}"))
                .mapToLong(it -> Long.parseLong(it.substring("LIMIT=".length())))
                .findFirst()
                .orElse(group.shared().seed().suspendLimitMs());
    }

    private static String position(SuspendToken token) {
        return String.format("BSN=%08X LSN=%08X_%08X", token.bsn(), token.lsn() >>> 32, token.lsn() & 0xFFFFFFFFL);
    }
}
