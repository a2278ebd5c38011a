package org.copyblade.itests.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.itests.process.Tree;

/**
 * Backups of one profile, each begun when the last one has ended, until closed. Remembers which did not become COMPLETE, and
 * from the evidence of those that did, which version of which bundle made them.
 */
final class BackToBack implements AutoCloseable {

    private static final Pattern COMPLETE = Pattern.compile("backup (B\\d+) is COMPLETE");
    private static final Pattern SERVED = Pattern.compile("established by +(\\S+) (\\S+)");

    private final String profile;
    private final ShellSession session;
    private final Thread thread;
    private final List<String> failures = new ArrayList<>(); // guarded by this
    private final Map<String, Set<String>> served = new TreeMap<>(); // guarded by this
    private int backups; // guarded by this
    private volatile boolean stopped;

    private BackToBack(String profile, ShellSession session) {
        this.profile = profile;
        this.session = session;
        this.thread = new Thread(this::run, "back-to-back");
    }

    static BackToBack of(String profile, Tree tree) throws IOException {
        BackToBack backups = new BackToBack(profile, ShellSession.with(tree));
        backups.thread.start();
        return backups;
    }

    private void run() {
        try {
            while (!stopped) {
                one();
            }
        } catch (IOException e) {
            note(e.toString());
        }
    }

    private void one() throws IOException {
        String printed = session.run("slb:backup " + profile);
        Matcher complete = COMPLETE.matcher(printed);
        if (complete.find()) {
            note(SERVED.matcher(session.run("slb:show --evidence " + complete.group(1))));
        } else {
            note(printed);
        }
    }

    private synchronized void note(String failure) {
        failures.add(failure);
    }

    private synchronized void note(Matcher evidence) {
        backups++;
        while (evidence.find()) {
            served.computeIfAbsent(evidence.group(1), bundle -> new TreeSet<>()).add(evidence.group(2));
        }
    }

    /** What the runs said that did not end COMPLETE. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** How many have become COMPLETE. */
    synchronized int backups() {
        return backups;
    }

    /** The versions of a bundle that have made copies. */
    synchronized Set<String> versions(String bundle) {
        return Set.copyOf(served.getOrDefault(bundle, Set.of()));
    }

    /** Begins no more; returns once the last one has ended. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    @Override
    public void close() {
        stopped = true;
        session.close();
    }
}
