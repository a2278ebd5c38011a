package org.copyblade.blade.reflink.internal;

import java.nio.file.Path;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.ExtendedAttributes;
import org.copyblade.linux.FileCalls;

/** A source and a target tree, opened together with what works on them. Not for several threads. */
final class OpenTrees implements AutoCloseable {

    final FileCalls calls = new FileCalls();
    final ExtendedAttributes attributes = new ExtendedAttributes();
    final int source;
    final int target;
    final Cursor cursor;

    OpenTrees(Path source, Path target) throws ErrnoException {
        try {
            this.source = calls.openDirectory(source);
        } catch (ErrnoException e) {
            free();
            throw e;
        }
        try {
            this.target = calls.openDirectory(target);
        } catch (ErrnoException e) {
            calls.close(this.source);
            free();
            throw e;
        }
        cursor = new Cursor(calls, this.target);
    }

    private void free() {
        attributes.close();
        calls.close();
    }

    @Override
    public void close() {
        cursor.close();
        calls.close(target);
        calls.close(source);
        free();
    }
}
