package org.copyblade.lab.zos.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;

/**
 * Records of a sequential data set on its tracks: fixed ones packed in whole blocks, variable ones each behind its
 * descriptor of 4 bytes, never over the end of a track. Undefined ones are a track's bytes.
 */
final class SequentialRecords {
    private static final int TRACK = Emulation.CKD.trackBytes();
    private static final int DESCRIPTOR = 4;

    private SequentialRecords() {}

    static List<byte[]> read(OpenDataSet file) throws ZosException {
        DataSetAttributes form = file.entry().attributes();
        List<byte[]> records = new ArrayList<>();
        long end = file.bytes();
        for (int track = 0; (long) track * TRACK < end; track++) {
            int used = (int) Math.min(TRACK, end - (long) track * TRACK);
            split(form, Arrays.copyOf(file.read(track), used), records);
        }
        return records;
    }

    static void replace(OpenDataSet file, List<byte[]> records) throws ZosException, InterruptedException {
        List<byte[]> tracks = tracks(file.entry().attributes(), records);
        if (tracks.size() > file.entry().tracks()) {
            throw new ZosException(
                    Reason.NO_SPACE,
                    file.entry().name() + " has " + file.entry().tracks() + " tracks, the records need "
                            + tracks.size());
        }
        file.bytes(0);
        for (int track = 0; track < tracks.size(); track++) {
            file.write(track, 0, tracks.get(track));
        }
        file.bytes(tracks.isEmpty() ? 0 : (tracks.size() - 1L) * TRACK + tracks.get(tracks.size() - 1).length);
    }

    static void split(DataSetAttributes form, byte[] track, List<byte[]> records) throws ZosException {
        switch (kind(form)) {
            case 'F' -> {
                int usable = Math.min(track.length, usable(form));
                for (int place = 0; place + form.recordBytes() <= usable; place += form.recordBytes()) {
                    records.add(Arrays.copyOfRange(track, place, place + form.recordBytes()));
                }
            }
            case 'V' -> {
                int place = 0;
                while (place + DESCRIPTOR <= track.length) {
                    int length = Byte.toUnsignedInt(track[place]) << 8 | Byte.toUnsignedInt(track[place + 1]);
                    if (length == 0) {
                        return;
                    }
                    if (length < DESCRIPTOR || place + length > track.length) {
                        throw new ZosException(
                                Reason.INCONSISTENT, "a record has " + length + " bytes, which cannot be");
                    }
                    records.add(Arrays.copyOfRange(track, place + DESCRIPTOR, place + length));
                    place += length;
                }
            }
            default -> records.add(track);
        }
    }

    static List<byte[]> tracks(DataSetAttributes form, List<byte[]> records) throws ZosException {
        List<byte[]> tracks = new ArrayList<>();
        byte[] track = new byte[TRACK];
        int used = 0;
        int usable = kind(form) == 'F' ? usable(form) : TRACK;
        for (byte[] record : records) {
            byte[] stored = stored(form, record);
            if (stored.length > usable) {
                throw new ZosException(
                        Reason.INVALID, "a record of " + record.length + " bytes does not fit on a track");
            }
            if (used + stored.length > usable) {
                tracks.add(track);
                track = new byte[TRACK];
                used = 0;
            }
            System.arraycopy(stored, 0, track, used, stored.length);
            used += stored.length;
        }
        if (used > 0) {
            tracks.add(Arrays.copyOf(track, used));
        }
        return tracks;
    }

    private static byte[] stored(DataSetAttributes form, byte[] record) throws ZosException {
        switch (kind(form)) {
            case 'F' -> {
                if (record.length > form.recordBytes()) {
                    throw new ZosException(
                            Reason.INVALID,
                            "a record of " + record.length + " bytes is longer than " + form.recordBytes());
                }
                byte[] padded = new byte[form.recordBytes()];
                Arrays.fill(padded, CatalogFile.EBCDIC.encode(" ").get());
                System.arraycopy(record, 0, padded, 0, record.length);
                return padded;
            }
            case 'V' -> {
                if (form.recordBytes() > 0 && record.length + DESCRIPTOR > form.recordBytes()) {
                    throw new ZosException(
                            Reason.INVALID,
                            "a record of " + record.length + " bytes is longer than "
                                    + (form.recordBytes() - DESCRIPTOR));
                }
                byte[] described = new byte[record.length + DESCRIPTOR];
                described[0] = (byte) (described.length >> 8);
                described[1] = (byte) described.length;
                System.arraycopy(record, 0, described, DESCRIPTOR, record.length);
                return described;
            }
            default -> {
                return record;
            }
        }
    }

    private static int usable(DataSetAttributes form) throws ZosException {
        int block = Math.max(form.blockBytes(), form.recordBytes());
        if (form.recordBytes() < 1 || block > TRACK || block % form.recordBytes() != 0) {
            throw new ZosException(
                    Reason.INVALID, "records of " + form.recordBytes() + " bytes do not make blocks of " + block);
        }
        return TRACK / block * block;
    }

    private static char kind(DataSetAttributes form) {
        return form.recordFormat().isEmpty() ? 'U' : form.recordFormat().charAt(0);
    }
}
