package org.copyblade.launcher;

/** The exit statuses of the command line; 3, refused by validation, only ever comes from the platform. */
enum ExitStatus {
    OK(0),
    FAILED(1),
    USAGE(2);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
