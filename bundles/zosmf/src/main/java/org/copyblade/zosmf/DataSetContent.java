package org.copyblade.zosmf;

import java.util.Objects;

/**
 * The text of a data set or member.
 *
 * @param text its lines
 * @param etag names this version for {@link DataSets#write}; empty if z/OSMF gave none
 */
public record DataSetContent(String text, String etag) {

    public DataSetContent {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(etag, "etag");
    }
}
