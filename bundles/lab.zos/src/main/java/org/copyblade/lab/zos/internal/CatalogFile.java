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
        List<byte[]> entries = entries();
        int place = place(entries, name);
        return place < 0 ? Optional.empty() : Optional.of(volsers(entries.get(place)));
    }

    /** Volume serials by name. */
    TreeMap<String, List<String>> all() throws ZosException {
        TreeMap<String, List<String>> found = new TreeMap<>();
        for (byte[] entry : entries()) {
            if (entry[0] != 0) {
                found.put(name(entry), volsers(entry));
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
        List<byte[]> entries = entries();
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

    private int free(List<byte[]> entries) throws ZosException {
        for (int place = 0; place < entries.size(); place++) {
            if (entries.get(place)[0] == 0) {
                return place;
            }
        }
        throw new ZosException(Reason.NO_SPACE, "catalog " + file.entry().name() + " is full");
    }

    /** Where the entry of a name is, or -1; as it is written, for a catalog is searched with every data set that is opened. */
    private static int place(List<byte[]> entries, String name) {
        if (name.length() > NAME_BYTES) {
            return -1;
        }
        byte[] written = new byte[NAME_BYTES];
        copy(written, 0, NAME_BYTES, name);
        for (int place = 0; place < entries.size(); place++) {
            if (Arrays.equals(entries.get(place), 0, NAME_BYTES, written, 0, NAME_BYTES)) {
                return place;
            }
        }
        return -1;
    }

    private List<byte[]> entries() throws ZosException {
        List<byte[]> entries = new ArrayList<>();
        for (int track = 0; track < file.entry().tracks(); track++) {
            byte[] content = file.read(track);
            for (int number = 0; number < ENTRIES_ON_A_TRACK; number++) {
                entries.add(Arrays.copyOfRange(content, number * ENTRY_BYTES, (number + 1) * ENTRY_BYTES));
            }
        }
        return entries;
    }

    private void write(int place, byte[] entry) throws ZosException, InterruptedException {
        file.write(place / ENTRIES_ON_A_TRACK, place % ENTRIES_ON_A_TRACK * ENTRY_BYTES, entry);
    }

    private static String name(byte[] entry) {
        return new String(entry, 0, NAME_BYTES, EBCDIC).strip();
    }

    private static List<String> volsers(byte[] entry) {
        List<String> volsers = new ArrayList<>();
        for (int number = 0; number < entry[NAME_BYTES]; number++) {
            volsers.add(new String(entry, NAME_BYTES + 1 + number * VOLSER_BYTES, VOLSER_BYTES, EBCDIC).strip());
        }
        return volsers;
    }

    private static void copy(byte[] entry, int place, int length, String text) {
        Arrays.fill(entry, place, place + length, EBCDIC.encode(" ").get());
        byte[] bytes = text.getBytes(EBCDIC);
        System.arraycopy(bytes, 0, entry, place, Math.min(length, bytes.length));
    }
}
