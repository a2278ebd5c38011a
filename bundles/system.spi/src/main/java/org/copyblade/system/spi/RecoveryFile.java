package org.copyblade.system.spi;

import java.util.Objects;

/**
 * A small file that recovery needs and that is not part of the copied data.
 *
 * @param dataSet name of the data set into whose place it belongs
 * @param path relative to that place
 * @param content text
 */
public record RecoveryFile(String dataSet, String path, String content) {

    public RecoveryFile {
        Objects.requireNonNull(dataSet, "dataSet");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(content, "content");
    }
}
