package org.copyblade.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was mounted when the table was read; later lines hide earlier ones at the same place. Immutable. */
public final class MountTable {

    private final List<Mount> mounts;

    private MountTable(List<Mount> mounts) {
        this.mounts = List.copyOf(mounts);
    }

    /** The mounts that this process sees. */
    public static MountTable read() throws IOException {
        return parse(Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1));
    }

    /** From lines of {@code /proc/self/mountinfo}. */
    static MountTable parse(List<String> lines) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : lines) {
            int dash = line.indexOf(" - ");
            String[] here = line.substring(0, dash).split(" ");
            String[] filesystem = line.substring(dash + 3).split(" ", 3);
            mounts.add(new Mount(
                    here[2],
                    unescape(here[3]),
                    Path.of(unescape(here[4])),
                    here[5],
                    filesystem[0],
                    unescape(filesystem[1]),
                    filesystem.length > 2 ? filesystem[2] : ""));
        }
        return new MountTable(mounts);
    }

    public List<Mount> all() {
        return mounts;
    }

    /** The mount that holds an absolute path without symbolic links. */
    public Mount holding(Path path) {
        Mount best = null;
        for (Mount mount : mounts) {
            if (path.startsWith(mount.point())
                    && (best == null
                            || mount.point().getNameCount() >= best.point().getNameCount())) {
                best = mount;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException(path + " is not an absolute path");
        }
        return best;
    }

    /** The uppermost mount exactly here, if this is a mount point. */
    public Optional<Mount> at(Path path) {
        Mount holding = holding(path);
        return holding.point().equals(path) ? Optional.of(holding) : Optional.empty();
    }

    /** Mounts strictly below a path. */
    public List<Mount> below(Path path) {
        return mounts.stream()
                .filter(mount ->
                        mount.point().startsWith(path) && !mount.point().equals(path))
                .toList();
    }

    /** The kernel writes blanks and the like as a backslash and three octal digits. */
    private static String unescape(String field) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && i + 3 < field.length()) {
                text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                text.append(field.charAt(i));
            }
        }
        return RawName.show(text.toString());
    }
}
