package org.copyblade.api;

/** What makes all copies of one backup fit together. Never changed silently. */
public enum Consistency {
    /** The log writes of every member are held from before the first to after the last establish. */
    LOG_SUSPEND("log-suspend"),
    /** One instant of the storage, or its hold until released, covers everything. */
    STORAGE("storage"),
    /** The system is in backup mode while data is copied; the log is copied after. */
    BACKUP_MODE("backup-mode"),
    /** The system is down. */
    STOPPED("stopped"),
    /** None: a fuzzy copy, for forward recovery only. */
    NONE("none");

    private final String key;

    Consistency(String key) {
        this.key = key;
    }

    /** As written in a profile. */
    public String key() {
        return key;
    }
}
