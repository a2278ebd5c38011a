package org.copyblade.lab.ims;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.zos.ImsConsole;
import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.ConsoleCommand;
import org.copyblade.lab.zos.ConsoleSubsystem;
import org.copyblade.lab.zos.JobProgram;
import org.copyblade.lab.zos.JobStep;
import org.copyblade.lab.zos.ZosException;

/**
 * The group of an image, opened as soon as its volumes are there: with z/OS, or at a later command if one of them was not
 * online or could not be read. Until then its members are down, and whoever asks for them is told why. Safe for many threads.
 */
final class LateGroup implements AutoCloseable {
    /** Names of the programs that it brings. */
    private static final List<String> PROGRAMS = List.of("DSPURX00", "IMSLOG", "CSLUSPOC");

    /**
     * What there is once the group is open.
     *
     * @param programs of the names above
     */
    record Opened(ImsPlex plex, ImsConsole console, List<JobProgram> programs) {}

    /** Opens it, or says why that cannot be. */
    interface Opener {
        Opened open() throws ZosException;
    }

    private final List<String> members;
    private final Opener opener;
    private Opened opened; // guarded by this, null while it is not open
    private String why = ""; // guarded by this
    private boolean closed; // guarded by this

    LateGroup(List<String> members, Opener opener) {
        this.members = List.copyOf(members);
        this.opener = opener;
    }

    /** Opens it unless it is open. */
    synchronized Opened open() throws ZosException {
        if (closed) {
            throw new ZosException(ZosException.Reason.INVALID, "z/OS ends");
        }
        if (opened == null) {
            try {
                opened = opener.open();
            } catch (ZosException refusal) {
                why = refusal.getMessage();
                throw refusal;
            } catch (DiskFailure failure) {
                why = failure.getMessage();
                throw new ZosException(ZosException.Reason.IO, why);
            }
        }
        return opened;
    }

    synchronized Optional<Opened> opened() {
        return Optional.ofNullable(opened);
    }

    private Optional<Opened> tried() {
        try {
            return Optional.of(open());
        } catch (ZosException toldToWhoAsks) {
            return Optional.empty();
        }
    }

    private synchronized String why() {
        return why;
    }

    List<JobProgram> programs() {
        return PROGRAMS.stream().<JobProgram>map(LateProgram::new).toList();
    }

    ConsoleSubsystem console() {
        return new LateConsole();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (opened != null) {
            opened.console().close();
            opened.plex().close();
        }
    }

    private final class LateProgram implements JobProgram {
        private final String name;

        private LateProgram(String name) {
            this.name = name;
        }

        @Override
        public Set<String> names() {
            return Set.of(name);
        }

        @Override
        public int run(JobStep step) throws AbendException, InterruptedException {
            Opened now = tried().orElseThrow(() -> new AbendException("U0060", "IMS is not there: " + why()));
            JobProgram program = now.programs().stream()
                    .filter(it -> it.names().contains(name))
                    .findFirst()
                    .orElseThrow();
            return program.run(step);
        }
    }

    private final class LateConsole implements ConsoleSubsystem {

        @Override
        public boolean takes(String system, String command) {
            Optional<Opened> now = opened();
            return now.isPresent()
                    ? now.get().console().takes(system, command)
                    : named(command).isPresent();
        }

        @Override
        public void command(ConsoleCommand command) throws InterruptedException {
            Optional<Opened> now = tried();
            if (now.isPresent()) {
                now.get().console().command(command);
            } else {
                String member = named(command.text()).orElseThrow();
                command.respond("DFS3100I " + member + " IS NOT ACTIVE", "IMS IS NOT THERE: " + why());
            }
        }

        /** The member that a command begins with, or that it names after the verb. */
        private Optional<String> named(String command) {
            return members.stream()
                    .filter(it -> command.startsWith(it) && command.length() > it.length()
                            || command.matches("(S|START) +" + it + "[.]?")
                            || command.matches("(F|MODIFY) +IMSLOG,.*\\b" + it + "\\b.*"))
                    .findFirst();
        }
    }
}
