package org.copyblade.api;

import java.util.Objects;

/**
 * Name of a backup, unique in one catalog.
 *
 * @param value {@code B} and a number, for example {@code B17}
 */
public record BackupId(String value) {

    public BackupId {
        Objects.requireNonNull(value, "value");
        if (!value.matches("B[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("backup is named B and a number, not '" + value + "'");
        }
    }

    /** The id with this number. */
    public static BackupId of(long number) {
        return new BackupId("B" + number);
    }

    /** The number behind the letter. */
    public long number() {
        return Long.parseLong(value.substring(1));
    }

    @Override
    public String toString() {
        return value;
    }
}
