package org.copyblade.blade.flashcopy.internal;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For tests that each have a laboratory of their own, which copies soon, and one blade that drives it. */
abstract class LaboratoryForEach {

    @TempDir
    Path directory;

    Laboratory laboratory;
    FlashCopyBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 5000");
        blade = laboratory.blade();
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }
}
