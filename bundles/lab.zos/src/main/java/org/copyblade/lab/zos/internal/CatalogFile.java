package org.copyblade.lab.zos.internal;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;

/**
 * The entries of a user catalog in its own data set: 128 bytes each, name (44), number of volumes, volume serials (6 each).
 * One at a time; whoever uses it sees to that.
 */
final class CatalogFile {
    static final Charset EBCDIC = Charset.forName("IBM037");
    private static final int ENTRY_BYTES = 128;
    private static final int NAME_BYTES = 44;
    private static final int VOLSER_BYTES = 6;
    private static final int MOST_VOLUMES = (ENTRY_BYTES - NAME_BYTES - 1) / VOLSER_BYTES;
    private static final int ENTRIES_ON_A_TRACK = 442;

    private final OpenDataSet file;

    CatalogFile(OpenDataSet file) {
        this.file = file;
    }

    Optional<List<String>> find(String name) throws ZosException {
        byte[] entries = entries();
        int place = place(entries, name);
        return place < 0 ? Optional.empty() : Optional.of(volsers(entries, place));
    }

    /** Volume serials by name. */
    TreeMap<String, List<String>> all() throws ZosException {
        TreeMap<String, List<String>> found = new TreeMap<>();
        byte[] entries = entries();
        for (int place = 0; place < entries.length / ENTRY_BYTES; place++) {
            if (entries[place * ENTRY_BYTES] != 0) {
                found.put(name(entries, place), volsers(entries, place));
            }
        }
        return found;
    }

    /** Enters a name, or replaces its volumes. */
    void put(String name, List<String> volsers) throws ZosException, InterruptedException {
        if (volsers.size() > MOST_VOLUMES) {
            throw new ZosException(Reason.INVALID, name + " is on more than " + MOST_VOLUMES + " volumes");
        }
        byte[] entry = new byte[ENTRY_BYTES];
        copy(entry, 0, NAME_BYTES, name);
        entry[NAME_BYTES] = (byte) volsers.size();
        for (int number = 0; number < volsers.size(); number++) {
            copy(entry, NAME_BYTES + 1 + number * VOLSER_BYTES, VOLSER_BYTES, volsers.get(number));
        }
        byte[] entries = entries();
        int place = place(entries, name);
        if (place < 0) {
            place = free(entries);
        }
        write(place, entry);
    }

    void remove(String name) throws ZosException, InterruptedException {
        int place = place(entries(), name);
        if (place < 0) {
            throw new ZosException(
                    Reason.NOT_FOUND,
                    name + " is not in catalog " + file.entry().name());
        }
        write(place, new byte[ENTRY_BYTES]);
    }

    private int free(byte[] entries) throws ZosException {
        for (int place = 0; place < entries.length / ENTRY_BYTES; place++) {
            if (entries[place * ENTRY_BYTES] == 0) {
                return place;
            }
        }
        throw new ZosException(Reason.NO_SPACE, "catalog " + file.entry().name() + " is full");
    }

    /** Where the entry of a name is, or -1; as it is written, for a catalog is searched with every data set that is opened. */
    private static int place(byte[] entries, String name) {
        if (name.length() > NAME_BYTES) {
            return -1;
        }
        byte[] written = new byte[NAME_BYTES];
        copy(written, 0, NAME_BYTES, name);
        for (int place = 0; place < entries.length / ENTRY_BYTES; place++) {
            int at = place * ENTRY_BYTES;
            if (Arrays.equals(entries, at, at + NAME_BYTES, written, 0, NAME_BYTES)) {
                return place;
            }
        }
        return -1;
    }

    /** All of them, one behind the other. */
    private byte[] entries() throws ZosException {
        int onATrack = ENTRIES_ON_A_TRACK * ENTRY_BYTES;
        byte[] entries = new byte[file.entry().tracks() * onATrack];
        for (int track = 0; track < file.entry().tracks(); track++) {
            System.arraycopy(file.read(track), 0, entries, track * onATrack, onATrack);
        }
        return entries;
    }

    private void write(int place, byte[] entry) throws ZosException, InterruptedException {
        file.write(place / ENTRIES_ON_A_TRACK, place % ENTRIES_ON_A_TRACK * ENTRY_BYTES, entry);
    }

    private static String name(byte[] entries, int place) {
        return new String(entries, place * ENTRY_BYTES, NAME_BYTES, EBCDIC).strip();
    }

    private static List<String> volsers(byte[] entries, int place) {
        int behindName = place * ENTRY_BYTES + NAME_BYTES;
        List<String> volsers = new ArrayList<>();
        for (int number = 0; number < entries[behindName]; number++) {
            volsers.add(new String(entries, behindName + 1 + number * VOLSER_BYTES, VOLSER_BYTES, EBCDIC).strip());
        }
        return volsers;
    }

    private static void copy(byte[] entry, int place, int length, String text) {
        Arrays.fill(entry, place, place + length, EBCDIC.encode(" ").get());
        byte[] bytes = text.getBytes(EBCDIC);
        System.arraycopy(bytes, 0, entry, place, Math.min(length, bytes.length));
    }
}
