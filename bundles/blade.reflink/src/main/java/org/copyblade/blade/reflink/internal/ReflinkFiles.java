package org.copyblade.blade.reflink.internal;

import java.nio.file.Path;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.pool.GroupDirectory;

/** Names of this blade's own files in the directory of a group. */
final class ReflinkFiles {

    private ReflinkFiles() {}

    /** What was in a member at the point in time; there until the copy is durable. */
    static Path census(GroupDirectory directory, CopyMember member) {
        return directory.path().resolve("." + member.name() + ".census");
    }

    /** Hard links seen so far by stepwise work. */
    static Path links(GroupDirectory directory, CopyMember member) {
        return directory.path().resolve("." + member.name() + ".links");
    }

    /** Name of a file that is not complete yet, in whatever directory it will be. */
    static String part(CopyGroup group) {
        return ".copyblade-" + group.id() + ".part";
    }
}
