package org.copyblade.system.postgresql.internal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/**
 * The operating system user that owns and runs a server.
 *
 * @param name of the user; its number again if the system has no name for it
 */
public record ServerOwner(int uid, int gid, String name) {

    /** Owner of a file or directory of the server. */
    public static ServerOwner of(Path path) throws SystemException {
        try {
            UserPrincipal principal = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
            return new ServerOwner(number(path, "unix:uid"), number(path, "unix:gid"), principal.getName());
        } catch (IOException e) {
            throw PgFault.ACCESS.error(
                    "cannot see who owns " + path + ": " + e.getMessage(),
                    "run Copyblade as root or as the server's user");
        }
    }

    /** The user of this name. */
    public static ServerOwner named(String user, Deadline deadline) throws SystemException {
        try {
            int uid = Integer.parseInt(HostCommand.run(deadline, "id", "-u", user));
            return new ServerOwner(uid, Integer.parseInt(HostCommand.run(deadline, "id", "-g", user)), user);
        } catch (SystemException e) {
            throw PgFault.CONFIG.error(
                    "key 'os.user' has the value '" + user + "': " + e.getMessage(), "name a user of this host");
        }
    }

    /** Number of the user to whom a file, or a link itself, belongs. */
    static int uidOf(Path path) throws IOException {
        return number(path, "unix:uid");
    }

    /** Whether this host has a name for it. */
    public boolean isKnown() {
        return !name.matches("[0-9]+");
    }

    /** Whether this process is that user. */
    public boolean isSelf() throws SystemException {
        return uid == self();
    }

    /** Command line that runs a program as this user in a process session of its own. */
    public List<String> commandLine(List<String> command, String... privilegeOptions) throws SystemException {
        List<String> line = new ArrayList<>(List.of("setsid"));
        if (uid == 0) {
            throw PgFault.ACCESS.error(
                    "the server's files belong to root, and PostgreSQL refuses to run as root",
                    "chown the data directory to the server's user");
        }
        if (!isSelf()) {
            if (self() != 0) {
                throw PgFault.ACCESS.error(
                        "cannot run a server of user " + name + " as another user",
                        "run Copyblade as root or as " + name);
            }
            line.addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + gid));
            line.add(isKnown() ? "--init-groups" : "--clear-groups");
            line.addAll(List.of(privilegeOptions));
            line.add("--");
        } else if (privilegeOptions.length > 0) {
            line.add("setpriv");
            line.addAll(List.of(privilegeOptions));
            line.add("--");
        }
        line.addAll(command);
        return line;
    }

    /** The same with all it writes appended to a file, which that user opens: who may only choose its name writes no other. */
    public List<String> commandLine(Path log, List<String> command, String... privilegeOptions) throws SystemException {
        List<String> logged = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >> \"$0\" 2>&1", log.toString()));
        logged.addAll(command);
        return commandLine(logged, privilegeOptions);
    }

    /** Whether a file, or a link itself, is there and belongs to this user. */
    public boolean owns(Path path) {
        try {
            return uidOf(path) == uid;
        } catch (IOException e) {
            return false;
        }
    }

    /** Gives a file to this user; as the user itself it can only be theirs already. */
    public void own(Path path) throws IOException, SystemException {
        if (uidOf(path) == uid && number(path, "unix:gid") == gid) {
            return;
        }
        if (self() == 0) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        } else if (uidOf(path) != uid) {
            throw PgFault.ACCESS.error(
                    path + " does not belong to " + name + ", who runs the server", "run the restore as root");
        }
    }

    private static int self() throws SystemException {
        try {
            return uidOf(Path.of("/proc/self"));
        } catch (IOException e) {
            throw PgFault.HOST.error("cannot read /proc/self: " + e.getMessage(), "is /proc mounted?");
        }
    }

    private static int number(Path path, String attribute) throws IOException {
        LinkOption[] options =
                path.startsWith("/proc") ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        return (Integer) Files.getAttribute(path, attribute, options);
    }
}
