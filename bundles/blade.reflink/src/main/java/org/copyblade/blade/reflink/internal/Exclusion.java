package org.copyblade.blade.reflink.internal;

import java.util.HashSet;
import java.util.Set;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.RawName;

/**
 * What a member leaves out: of an excluded directory the content, of anything else the thing itself. A restore leaves it
 * as it is.
 */
final class Exclusion {

    private final Set<String> paths = new HashSet<>();

    Exclusion(CopyMember member) {
        for (String path : member.excluded()) {
            String raw = RawName.of(path);
            paths.add(raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw);
        }
    }

    /** Whether exactly this raw path is excluded. */
    boolean covers(String path) {
        return !paths.isEmpty() && paths.contains(path);
    }

    /** Whether this raw path or a directory above it is excluded. */
    boolean coversOrHolds(String path) {
        for (String at = path; !at.isEmpty(); at = Cursor.parent(at)) {
            if (covers(at)) {
                return true;
            }
        }
        return false;
    }
}
