package org.copyblade.guard.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One manager's use of a guard program: a directory in that of the program which names the manager's process and holds what is
 * the manager's alone. While the process lives the program is in use; once it has died nobody needs what it has left. That it lives
 * a lock proves, which it holds; its process alone may be one that this manager cannot see.
 *
 * @param directory of this use
 * @param manager who uses the program
 */
record ProgramUse(Path directory, ProcessKey manager) {
    private static final String NAME = "used-by-";
    private static final Pattern NAMED = Pattern.compile(NAME + "([0-9]{1,18})-([0-9]{1,18})");

    /** Notes that this process uses a program, and answers what is its own there. Noted already is success. */
    static Path begin(Path program) throws IOException {
        long pid = ProcessHandle.current().pid();
        ProcFiles proc = new ProcFiles();
        Path own = program.resolve(NAME + pid + "-" + (proc.stat(pid) ? proc.start : 0));
        try {
            Files.createDirectory(own);
        } catch (FileAlreadyExistsException e) {
            // There are several who arm guards in one process.
        }
        HeldFile.hold(own);
        if (HeldFile.of(own).isEmpty()) {
            // Whoever clears away has looked just before the lock was there.
            throw new NoSuchFileException(own.toString());
        }
        return own;
    }

    /** Every use of a program that was noted, also by managers that have died. */
    static List<ProgramUse> of(Path program) throws IOException {
        List<ProgramUse> uses = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(program, NAME + "*")) {
            for (Path directory : directories) {
                Matcher named = NAMED.matcher(directory.getFileName().toString());
                if (named.matches()) {
                    uses.add(new ProgramUse(
                            directory, new ProcessKey(Long.parseLong(named.group(1)), Long.parseLong(named.group(2)))));
                }
            }
        }
        return uses;
    }

    /** Whether the manager has died. One of an older version holds no lock, and its process tells. */
    boolean isOver(ProcFiles proc) throws IOException {
        if (manager.pid() == ProcessHandle.current().pid()
                && proc.stat(manager.pid())
                && proc.start == manager.start()) {
            return false;
        }
        List<Path> locks = HeldFile.of(directory);
        if (locks.isEmpty()) {
            return !proc.lives(manager.pid(), manager.start());
        }
        for (Path lock : locks) {
            if (HeldFile.isHeld(lock)) {
                return false;
            }
        }
        return true;
    }
}
