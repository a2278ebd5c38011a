package org.copyblade.linux.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.copyblade.linux.Mount;

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

    /** Where pools lie that nobody has named: on all of these mounts, but not where a stranger's program says what is there. */
    public static Set<Path> defaults(List<Mount> mounts) {
        return defaults(mounts, Trust.ofThisProcess());
    }

    static Set<Path> defaults(List<Mount> mounts, Trust trust) {
        return mounts.stream()
                .filter(mount -> mount.maker().stream().allMatch(trust::believes))
                .map(mount -> mount.point().resolve(DEFAULT_NAME))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public GroupDirectory group(String id) {
        return group(id, Optional.empty());
    }

    /**
     * The directory of a group in this pool.
     *
     * @param on what the pool lay on when the copy was planned, where known: unless it is there, nothing is called absent
     */
    public GroupDirectory group(String id, Optional<MountedOn> on) {
        return group(id, on, Trust.ofThisProcess());
    }

    GroupDirectory group(String id, Optional<MountedOn> on, Trust trust) {
        return new GroupDirectory(path, technology, id, on, trust);
    }

    /**
     * Every group of this technology, those being taken apart included. What cannot be read or could be the work of a
     * stranger is left out: it hides nothing else.
     *
     * @throws UntrustedException if a stranger could change what is in the pool
     */
    public List<String> groups() throws IOException {
        return groups(Trust.ofThisProcess());
    }

    List<String> groups(Trust trust) throws IOException {
        List<String> groups = new ArrayList<>();
        for (GroupDirectory group : named(trust)) {
            try {
                if (isOurs(group)) {
                    groups.add(group.id());
                }
            } catch (IOException unknown) {
                // It hides nothing else; what is in doubt is told by doubts().
            }
        }
        return groups;
    }

    /**
     * Why what looks like the directory of a group, of whatever technology, is left out: it could be the work of a stranger.
     *
     * @throws UntrustedException if a stranger could change what is in the pool
     */
    public List<UntrustedException> doubts() throws IOException {
        List<UntrustedException> doubts = new ArrayList<>();
        for (GroupDirectory group : named(Trust.ofThisProcess())) {
            try {
                isOurs(group);
            } catch (UntrustedException doubt) {
                doubts.add(doubt);
            } catch (IOException broken) {
                // Of that nobody can say more.
            }
        }
        return doubts;
    }

    /** What has the name of a group, or of one that is being taken apart. */
    private List<GroupDirectory> named(Trust trust) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        if (Trust.isThere(path)) {
            trust.require(path);
            try (var entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    String name = entry.getFileName().toString();
                    Matcher tombstone = TOMBSTONE.matcher(name);
                    ids.add(tombstone.matches() ? tombstone.group(1) : name);
                }
            }
        }
        return ids.stream()
                .filter(id -> GROUP.matcher(id).matches())
                .map(id -> group(id, Optional.empty(), trust))
                .toList();
    }

    private boolean isOurs(GroupDirectory group) throws IOException {
        boolean entombed = group.entombedMarker()
                .filter(marker -> marker.technology().equals(technology))
                .isPresent();
        return entombed || group.exists();
    }
}
