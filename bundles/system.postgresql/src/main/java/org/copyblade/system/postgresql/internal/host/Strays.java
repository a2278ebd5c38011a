package org.copyblade.system.postgresql.internal.host;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.copyblade.system.spi.SystemException;

/**
 * Files of users whom this host does not know, as in a copy from before the server's user had another number. Everything else
 * is left as the copy had it: a key of root's that the server may read must stay root's, else the server refuses it.
 */
public final class Strays {

    private final ServerOwner owner;
    private final Map<Integer, Boolean> known = new HashMap<>();

    /** @param owner gets them */
    public Strays(ServerOwner owner) {
        this.owner = owner;
    }

    /** Gives away what there is of them in a directory, and the directory itself. */
    public void giveAway(Path directory) throws IOException, SystemException {
        SystemException[] refused = new SystemException[1];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) throws IOException {
                return visitFile(inner, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    if (isStray(file)) {
                        owner.own(file);
                    }
                    return FileVisitResult.CONTINUE;
                } catch (SystemException e) {
                    refused[0] = e;
                    return FileVisitResult.TERMINATE;
                }
            }
        });
        if (refused[0] != null) {
            throw refused[0];
        }
    }

    /** Each user is looked up once: there may be a million files. */
    private boolean isStray(Path file) throws IOException, SystemException {
        int uid = ServerOwner.uidOf(file);
        Boolean told = known.get(uid);
        if (told == null) {
            told = ServerOwner.of(file).isKnown();
            known.put(uid, told);
        }
        return !told;
    }
}
