package org.copyblade.manager.internal.manifest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.BodyCodec;
import org.copyblade.manager.internal.copies.Manifest;
import org.copyblade.manager.internal.run.Failure;

/** Reads manifests that lie in files, one at a time: there may be very many. Safe for many threads. */
public final class ManifestFiles {

    static final String SUFFIX = ".json";

    private final BodyCodec codec;

    public ManifestFiles(BodyCodec codec) {
        this.codec = codec;
    }

    /**
     * A manifest that was found.
     *
     * @param file it is in
     * @param text of the manifest
     */
    public record Found(Path file, String text, Manifest manifest) {}

    /** Who is told what a directory shows. */
    public interface Visitor {

        void found(Found found) throws CatalogException, Failure;

        /** A file, or the whole directory, that cannot be read. */
        void unreadable(Path file, String why);
    }

    /** Shows all there is in a directory. A file that cannot be read hides no other. */
    public void in(Path directory, Visitor visitor) throws CatalogException, Failure {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                show(file, visitor);
            }
        } catch (DirectoryIteratorException e) {
            visitor.unreadable(directory, e.getCause().toString());
        } catch (IOException e) {
            visitor.unreadable(directory, e.toString());
        }
    }

    private void show(Path file, Visitor visitor) throws CatalogException, Failure {
        Optional<Found> found = Optional.empty();
        String why = "its text is none";
        try {
            found = parse(file);
        } catch (IOException e) {
            why = e.toString();
        }
        if (found.isPresent()) {
            visitor.found(found.orElseThrow());
        } else {
            visitor.unreadable(file, why);
        }
    }

    /** The manifest in a file; empty if there is none, or none that can be read. */
    Optional<Found> read(Path file) {
        try {
            return parse(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Found> parse(Path file) throws IOException {
        String text = Files.readString(file);
        return codec.readManifest(text).map(manifest -> new Found(file, text, manifest));
    }
}
