package org.copyblade.lab.zos.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.zos.DataSetAttributes.Organization;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;

/**
 * A partitioned data set: its first track is the directory, entries of 16 bytes with name (8), first track (2) and length in
 * bytes (4); each member has whole tracks behind it. Whoever changes it holds its name.
 */
final class Library {
    private static final int ENTRY_BYTES = 16;
    private static final int NAME_BYTES = 8;
    private static final int TRACK = Emulation.CKD.trackBytes();
    private static final int MOST_MEMBERS = TRACK / ENTRY_BYTES - 1;

    /**
     * Where a member is.
     *
     * @param first its first track
     * @param bytes its length
     */
    record Member(int first, int bytes) {
        int tracks() {
            return (bytes + TRACK - 1) / TRACK;
        }
    }

    private final OpenTracks file;

    Library(OpenTracks file) throws ZosException {
        if (file.entry().attributes().organization() != Organization.PARTITIONED) {
            throw new ZosException(Reason.INVALID, file.entry().name() + " has no members");
        }
        this.file = file;
    }

    TreeMap<String, Member> directory() throws ZosException {
        TreeMap<String, Member> members = new TreeMap<>();
        ByteBuffer track = ByteBuffer.wrap(file.read(0));
        for (int place = 0; place < MOST_MEMBERS * ENTRY_BYTES && track.get(place) != 0; place += ENTRY_BYTES) {
            String name = new String(track.array(), place, NAME_BYTES, CatalogFile.EBCDIC).strip();
            members.put(
                    name,
                    new Member(
                            Short.toUnsignedInt(track.getShort(place + NAME_BYTES)),
                            track.getInt(place + NAME_BYTES + 2)));
        }
        return members;
    }

    List<byte[]> read(String name) throws ZosException {
        Member member = require(name);
        List<byte[]> records = new ArrayList<>();
        for (int track = 0; track < member.tracks(); track++) {
            int used = Math.min(TRACK, member.bytes() - track * TRACK);
            SequentialRecords.split(
                    file.entry().attributes(), Arrays.copyOf(file.read(member.first() + track), used), records);
        }
        return records;
    }

    void replace(String name, List<byte[]> records) throws ZosException, InterruptedException {
        if (!name.matches("[A-Z@#$][A-Z0-9@#$]{0,7}")) {
            throw new ZosException(Reason.INVALID, "'" + name + "' is no name of a member");
        }
        TreeMap<String, Member> directory = directory();
        List<byte[]> tracks = SequentialRecords.tracks(file.entry().attributes(), records);
        int first = directory.values().stream()
                .mapToInt(it -> it.first() + it.tracks())
                .max()
                .orElse(1);
        boolean full = directory.size() >= MOST_MEMBERS && !directory.containsKey(name);
        if (full || first + tracks.size() > file.entry().tracks()) {
            throw new ZosException(Reason.NO_SPACE, file.entry().name() + " has no space for member " + name);
        }
        for (int track = 0; track < tracks.size(); track++) {
            file.write(first + track, 0, tracks.get(track));
        }
        int bytes = tracks.isEmpty() ? 0 : (tracks.size() - 1) * TRACK + tracks.get(tracks.size() - 1).length;
        directory.put(name, new Member(first, bytes));
        write(directory);
    }

    void delete(String name) throws ZosException, InterruptedException {
        require(name);
        TreeMap<String, Member> directory = directory();
        directory.remove(name);
        write(directory);
    }

    private Member require(String name) throws ZosException {
        Member member = directory().get(name);
        if (member == null) {
            throw new ZosException(Reason.NOT_FOUND, file.entry().name() + " has no member " + name);
        }
        return member;
    }

    /** In one write: whoever reads finds the old directory or the new one. */
    private void write(TreeMap<String, Member> directory) throws ZosException, InterruptedException {
        ByteBuffer track = ByteBuffer.allocate(TRACK);
        directory.forEach((name, member) -> {
            track.put(String.format("%-8s", name).getBytes(CatalogFile.EBCDIC));
            track.putShort((short) member.first());
            track.putInt(member.bytes());
            track.putShort((short) 0);
        });
        file.write(0, 0, track.array());
    }
}
