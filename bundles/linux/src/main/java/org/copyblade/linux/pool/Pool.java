package org.copyblade.linux.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory in which one technology keeps its copies, maybe beside other technologies and strangers.
 *
 * @param path absolute
 * @param technology whose copies we mean
 */
public record Pool(Path path, String technology) {

    /** Name of the pool that lies at the mount point of a source unless the profile names one. */
    public static final String DEFAULT_NAME = ".copyblade";

    private static final Pattern TOMBSTONE = Pattern.compile("\\.([A-Z0-9]+)\\.withdrawn");
    private static final Pattern GROUP = Pattern.compile("[A-Z][A-Z0-9]{7}");

    public Pool {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(technology, "technology");
    }

    public GroupDirectory group(String id) {
        return new GroupDirectory(path, technology, id);
    }

    /** Every group of this technology, those being taken apart included. */
    public List<String> groups() throws IOException {
        List<String> groups = new ArrayList<>();
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return groups;
        }
        try (var entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                Matcher tombstone = TOMBSTONE.matcher(name);
                String id = tombstone.matches() ? tombstone.group(1) : name;
                if (GROUP.matcher(id).matches() && !groups.contains(id) && isOurs(group(id))) {
                    groups.add(id);
                }
            }
        }
        return groups;
    }

    private boolean isOurs(GroupDirectory group) throws IOException {
        boolean entombed = group.entombedMarker()
                .filter(marker -> marker.technology().equals(technology))
                .isPresent();
        return entombed || group.exists();
    }
}
