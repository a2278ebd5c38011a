package org.copyblade.lab.array;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The form of an entry of a VTOC: 140 bytes, as z/OS lays out data set control blocks of formats 1 and 4. Fields that the
 * lab does not need are zero.
 */
final class Dscb {
    static final int BYTES = 140;
    private static final int NAME_BYTES = 44;
    private static final int FORMAT = 44;
    private static final int VOLSER = 45;
    private static final int SEQUENCE = 51;
    private static final int EXTENT_COUNT = 59;
    private static final int ORGANIZATION = 82;
    private static final int RECORD_FORMAT = 84;
    private static final int BLOCK_BYTES = 86;
    private static final int RECORD_BYTES = 88;
    private static final int LAST_TRACK = 98;
    private static final int BALANCE = 101;
    private static final int EXTENTS = 105;
    private static final int EXTENT_BYTES = 10;
    private static final byte FORMAT_1 = (byte) 0xF1;
    private static final byte FORMAT_4 = (byte) 0xF4;
    /** An extent on tracks, not on whole cylinders. */
    private static final byte ON_TRACKS = 1;

    private Dscb() {}

    /** The entry that describes the VTOC itself and comes first in it. */
    static byte[] ofVtoc(Extent vtoc) {
        byte[] entry = new byte[BYTES];
        Arrays.fill(entry, 0, NAME_BYTES, (byte) 4);
        entry[FORMAT] = FORMAT_4;
        putExtent(ByteBuffer.wrap(entry), 0, vtoc);
        return entry;
    }

    static boolean isOfVtoc(byte[] entry) {
        return entry[FORMAT] == FORMAT_4;
    }

    static byte[] ofDataSet(DataSetOnVolume dataSet, String volser) {
        ByteBuffer entry = ByteBuffer.allocate(BYTES);
        entry.put(0, String.format("%-44s", dataSet.name()).getBytes(VolumeLabel.EBCDIC));
        entry.put(FORMAT, FORMAT_1);
        entry.put(VOLSER, String.format("%-6s", volser).getBytes(VolumeLabel.EBCDIC));
        DataSetForm form = dataSet.form();
        entry.putShort(SEQUENCE, (short) form.sequence());
        entry.putShort(ORGANIZATION, (short) form.organization());
        entry.put(RECORD_FORMAT, (byte) form.recordFormat());
        entry.putShort(BLOCK_BYTES, (short) form.blockBytes());
        entry.putShort(RECORD_BYTES, (short) form.recordBytes());
        entry.putShort(LAST_TRACK, (short) form.lastTrack());
        entry.putShort(BALANCE, (short) form.balance());
        entry.put(EXTENT_COUNT, (byte) dataSet.extents().size());
        for (int number = 0; number < dataSet.extents().size(); number++) {
            putExtent(entry, number, dataSet.extents().get(number));
        }
        return entry.array();
    }

    /** The data set of an entry; empty if the entry is free or of another format. */
    static Optional<DataSetOnVolume> dataSet(byte[] entry) {
        if (entry[FORMAT] != FORMAT_1) {
            return Optional.empty();
        }
        List<Extent> extents = new ArrayList<>();
        for (int number = 0; number < entry[EXTENT_COUNT]; number++) {
            int first = track(entry, EXTENTS + number * EXTENT_BYTES + 2);
            int last = track(entry, EXTENTS + number * EXTENT_BYTES + 6);
            extents.add(new Extent(first, last - first + 1));
        }
        String name = new String(entry, 0, NAME_BYTES, VolumeLabel.EBCDIC).strip();
        return Optional.of(new DataSetOnVolume(name, extents, form(ByteBuffer.wrap(entry))));
    }

    private static DataSetForm form(ByteBuffer entry) {
        return new DataSetForm(
                Short.toUnsignedInt(entry.getShort(SEQUENCE)),
                Short.toUnsignedInt(entry.getShort(ORGANIZATION)),
                Byte.toUnsignedInt(entry.get(RECORD_FORMAT)),
                Short.toUnsignedInt(entry.getShort(BLOCK_BYTES)),
                Short.toUnsignedInt(entry.getShort(RECORD_BYTES)),
                Short.toUnsignedInt(entry.getShort(LAST_TRACK)),
                Short.toUnsignedInt(entry.getShort(BALANCE)));
    }

    private static void putExtent(ByteBuffer entry, int number, Extent extent) {
        int place = EXTENTS + number * EXTENT_BYTES;
        entry.put(place, ON_TRACKS);
        entry.put(place + 1, (byte) number);
        putTrack(entry, place + 2, extent.first());
        putTrack(entry, place + 6, extent.first() + extent.tracks() - 1);
    }

    /** Two bytes of cylinder, two of head: volumes of the lab have no more than 65,520 cylinders. */
    private static void putTrack(ByteBuffer entry, int place, int track) {
        entry.putShort(place, (short) (track / Emulation.TRACKS_PER_CYLINDER));
        entry.putShort(place + 2, (short) (track % Emulation.TRACKS_PER_CYLINDER));
    }

    private static int track(byte[] entry, int place) {
        ByteBuffer bytes = ByteBuffer.wrap(entry);
        return Short.toUnsignedInt(bytes.getShort(place)) * Emulation.TRACKS_PER_CYLINDER
                + Short.toUnsignedInt(bytes.getShort(place + 2));
    }
}
