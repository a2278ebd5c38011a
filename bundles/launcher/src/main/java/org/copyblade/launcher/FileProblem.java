package org.copyblade.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What is wrong with a file, in words that name it once. */
final class FileProblem {

    private FileProblem() {}

    /** The same behind the name of the file, once. */
    static String named(IOException cause) {
        return cause instanceof FileSystemException known ? known.getFile() + ": " + of(cause) : of(cause);
    }

    static String of(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "it is there already";
        }
        if (cause instanceof FileSystemException other && other.getReason() != null) {
            return other.getReason();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
