package org.copyblade.linux;

/** What a directory entry is. */
public enum FileKind {
    FILE,
    DIRECTORY,
    SYMLINK,
    /** A device, a pipe or a socket. */
    SPECIAL;

    private static final int FORMAT_MASK = 0xF000;

    static FileKind ofMode(int mode) {
        return switch (mode & FORMAT_MASK) {
            case 0x8000 -> FILE;
            case 0x4000 -> DIRECTORY;
            case 0xA000 -> SYMLINK;
            default -> SPECIAL;
        };
    }
}
