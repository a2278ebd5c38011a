package org.copyblade.lab.zos.internal;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.Extent;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;

/** The tracks of a data set over its volumes. Safe for many threads. */
final class OpenTracks implements OpenDataSet {

    /** Writes the end of data into the VTOCs. */
    interface EndOfData {
        void write(DataSetEntry entry, long bytes) throws ZosException, InterruptedException;
    }

    /** Tracks in a row on one volume. */
    private record Run(HostVolume volume, Extent extent, int first) {}

    private final DataSetEntry entry;
    private final List<Run> runs = new ArrayList<>();
    private final Enqueue enqueue;
    private final EndOfData endOfData;
    private volatile long bytes;

    OpenTracks(DataSetEntry entry, List<HostVolume> volumes, Enqueue enqueue, long bytes, EndOfData endOfData) {
        this.entry = entry;
        this.enqueue = enqueue;
        this.bytes = bytes;
        this.endOfData = endOfData;
        int first = 0;
        for (int number = 0; number < volumes.size(); number++) {
            for (Extent extent : entry.pieces().get(number).extents()) {
                runs.add(new Run(volumes.get(number), extent, first));
                first += extent.tracks();
            }
        }
    }

    @Override
    public DataSetEntry entry() {
        return entry;
    }

    @Override
    public byte[] read(int track) throws ZosException {
        Run run = run(track);
        try {
            return run.volume().read(run.extent().first() + track - run.first());
        } catch (ArrayException refusal) {
            throw new ZosException(Reason.IO, entry.name() + ": " + refusal.getMessage());
        }
    }

    @Override
    public void write(int track, int offset, byte[] data) throws ZosException, InterruptedException {
        Run run = run(track);
        if (offset < 0 || offset + (long) data.length > Emulation.CKD.trackBytes()) {
            throw new ZosException(
                    Reason.INVALID, entry.name() + ": a track has no bytes " + offset + "+" + data.length);
        }
        try {
            run.volume().write(run.extent().first() + track - run.first(), offset, data);
        } catch (ArrayException refusal) {
            throw new ZosException(Reason.IO, entry.name() + ": " + refusal.getMessage());
        }
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void bytes(long end) throws ZosException, InterruptedException {
        if (end < 0 || end > (long) entry.tracks() * Emulation.CKD.trackBytes()) {
            throw new ZosException(Reason.NO_SPACE, entry.name() + " cannot hold " + end + " bytes");
        }
        endOfData.write(entry, end);
        bytes = end;
    }

    @Override
    public List<byte[]> records() throws ZosException {
        return SequentialRecords.read(this);
    }

    @Override
    public void replaceRecords(List<byte[]> records) throws ZosException, InterruptedException {
        SequentialRecords.replace(this, records);
    }

    @Override
    public List<String> members() throws ZosException {
        return List.copyOf(new Library(this).directory().keySet());
    }

    @Override
    public List<byte[]> member(String name) throws ZosException {
        return new Library(this).read(name);
    }

    @Override
    public void replaceMember(String name, List<byte[]> records) throws ZosException, InterruptedException {
        new Library(this).replace(name, records);
    }

    @Override
    public void deleteMember(String name) throws ZosException, InterruptedException {
        new Library(this).delete(name);
    }

    @Override
    public void close() {
        enqueue.close();
    }

    private Run run(int track) throws ZosException {
        for (Run run : runs) {
            if (track >= run.first() && track < run.first() + run.extent().tracks()) {
                return run;
            }
        }
        throw new ZosException(Reason.INVALID, entry.name() + " has " + entry.tracks() + " tracks, none " + track);
    }
}
