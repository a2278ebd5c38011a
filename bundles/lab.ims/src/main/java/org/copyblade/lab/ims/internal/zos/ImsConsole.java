package org.copyblade.lab.ims.internal.zos;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.ims.internal.console.LogHook;
import org.copyblade.lab.ims.internal.console.MemberCommands;
import org.copyblade.lab.ims.internal.member.Group;
import org.copyblade.lab.ims.internal.member.Member;
import org.copyblade.lab.ims.internal.member.Stamp;
import org.copyblade.lab.zos.ConsoleCommand;
import org.copyblade.lab.zos.ConsoleSubsystem;
import org.copyblade.lab.zos.ZosImage;

/**
 * Commands of the operator for the group: with the name of a member before the verb, as a reply to the member's outstanding
 * message, {@code S imsid}, and {@code F IMSLOG,SUSPEND,imsid} for the site's hook. Safe for many threads.
 */
public final class ImsConsole implements ConsoleSubsystem, AutoCloseable {
    private static final String HOOK = "IMSLOG";

    private final ZosImage image;
    private final Group group;
    private final boolean worksAfterStart;
    private final Map<String, Integer> outstanding = new HashMap<>(); // guarded by this
    private volatile boolean closed;

    /** @param worksAfterStart does the ledger of a member begin to work when it was started? */
    public ImsConsole(ZosImage image, Group group, boolean worksAfterStart) {
        this.image = image;
        this.group = group;
        this.worksAfterStart = worksAfterStart;
    }

    /** Issues for each member the message by which it takes commands. */
    public void open() {
        group.members().forEach(this::ask);
    }

    @Override
    public boolean takes(String system, String command) {
        return member(command).isPresent() || started(command).isPresent() || isForHook(command);
    }

    @Override
    public void command(ConsoleCommand command) throws InterruptedException {
        String text = command.text();
        if (isForHook(text)) {
            hook(text, command);
        } else if (started(text).isPresent()) {
            Member member = started(text).get();
            command.respond("IEF403I " + member.imsid() + " - STARTED");
            ask(member);
        } else {
            Member member = member(text).orElseThrow();
            run(member, text.substring(member.imsid().length()), command);
        }
    }

    @Override
    public void close() {
        closed = true;
        group.members().forEach(it -> withdraw(it.imsid()));
    }

    private void run(Member member, String text, ConsoleCommand command) throws InterruptedException {
        answer(member.imsid(), MemberCommands.operation(text), command, () -> new MemberCommands(
                        group.shared(), member, worksAfterStart)
                .run(text));
    }

    private void hook(String text, ConsoleCommand command) throws InterruptedException {
        List<String> operands = Arrays.stream(
                        text.substring(text.indexOf(',') + 1).replace(".", "").split("[ ,]+"))
                .filter(it -> !it.isEmpty())
                .toList();
        String imsid = operands.size() < 2 ? "" : operands.get(1);
        String operation = operands.isEmpty() ? "" : operands.get(0).toLowerCase(java.util.Locale.ROOT);
        answer(
                imsid,
                operation,
                command,
                () -> List.of(new LogHook(group).run(operands, HOOK).message()));
    }

    /** Faults are asked for with the member as system: a request that is lost is a member that does not answer. */
    private void answer(String imsid, String operation, ConsoleCommand command, Supplier<List<String>> work)
            throws InterruptedException {
        List<Fault> faults = image.array().faults().take(imsid, operation);
        boolean silent = false;
        long before = 0;
        long after = 0;
        for (Fault fault : faults) {
            switch (fault.kind()) {
                case LOST_REQUEST, UNAUTHORIZED, SERVER_ERROR -> {
                    return;
                }
                case LOST_REPLY, PARTIAL_FAILURE -> silent = true;
                case LATE_SUCCESS -> before += fault.delayMs();
                case SLOW, TIMER_EXPIRY -> after += fault.delayMs();
            }
        }
        Thread.sleep(before);
        List<String> lines = work.get();
        Thread.sleep(after);
        if (!silent) {
            command.respond(lines.toArray(String[]::new));
        }
    }

    private void ask(Member member) {
        withdraw(member.imsid());
        String message = member.region().isPresent()
                ? "DFS996I *IMS READY*  " + member.imsid()
                : "DFS810A IMS READY "
                        + Stamp.yydddHhmmss(group.shared().clock().next()) + "  " + member.imsid();
        int id = image.console().ask(message, (text, reply) -> {
            synchronized (this) {
                outstanding.remove(member.imsid());
            }
            try {
                run(member, text, reply);
            } finally {
                if (!closed) {
                    ask(member);
                }
            }
        });
        synchronized (this) {
            outstanding.put(member.imsid(), id);
        }
    }

    private void withdraw(String imsid) {
        Integer id;
        synchronized (this) {
            id = outstanding.remove(imsid);
        }
        if (id != null) {
            image.console().withdraw(id);
        }
    }

    private Optional<Member> member(String command) {
        return group.members().stream()
                .filter(it -> command.startsWith(it.imsid())
                        && command.length() > it.imsid().length())
                .findFirst();
    }

    private Optional<Member> started(String command) {
        String[] words = command.replace(".", "").split("[ ,]+");
        return words.length == 2 && (words[0].equals("S") || words[0].equals("START"))
                ? group.member(words[1])
                : Optional.empty();
    }

    private static boolean isForHook(String command) {
        return command.matches("(F|MODIFY) +" + HOOK + ",.*");
    }
}
