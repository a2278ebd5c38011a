package org.copyblade.lab.zosmf.internal.dss;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.DataSetOnVolume;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.Extent;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.Vtoc;
import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.Dd;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;

/**
 * {@code DUMP}. The format of a dump is the lab's own: {@code ADRLABV1}, the volume, its tracks by number; or
 * {@code ADRLABD1} and data sets with their form and tracks.
 */
final class Dump {
    static final String VOLUME = "ADRLABV1";
    static final String DATA_SETS = "ADRLABD1";
    static final int END = -1;

    private final TaskContext task;

    Dump(TaskContext task) {
        this.task = task;
    }

    void volume() throws TaskException, ZosException, AbendException, InterruptedException {
        Device device = task.single("INDYNAM", "INDDNAME");
        try (Output output = output()) {
            HostVolume host = device.system().host(device.volume());
            DataOutputStream out = output.stream();
            out.writeUTF(VOLUME);
            out.writeUTF(VolumeOrigin.of(host).orElse(device.volser()));
            out.writeInt(host.volume().tracks());
            List<Extent> extents = new ArrayList<>(List.of(new Extent(0, Emulation.TRACKS_PER_CYLINDER)));
            for (DataSetOnVolume dataSet : Vtoc.of(host).dataSets()) {
                extents.addAll(dataSet.extents());
            }
            for (Extent extent : extents) {
                for (int track = extent.first(); track < extent.first() + extent.tracks(); track++) {
                    task.requireGoing();
                    write(out, track, host.read(track));
                }
            }
            out.writeInt(END);
        } catch (ArrayException refusal) {
            throw new TaskException(
                    "ADR324T", "VOLUME " + device.volser() + " CANNOT BE READ, " + refusal.getMessage());
        } catch (IOException full) {
            throw full(full);
        }
        if (task.command().has("FCWITHDRAW")) {
            new FastReplication(task).withdraw(device);
        }
    }

    void dataSets() throws TaskException, ZosException, AbendException, InterruptedException {
        Selection selection = new Selection(task);
        List<DataSetEntry> entries = selection.find();
        try (Output output = output()) {
            output.stream().writeUTF(DATA_SETS);
            selection.each(entries, entry -> write(output.stream(), entry));
            output.stream().writeUTF("");
        } catch (IOException full) {
            throw full(full);
        }
    }

    private void write(DataOutputStream out, DataSetEntry entry)
            throws TaskException, ZosException, InterruptedException {
        try (OpenDataSet file = task.image().dataSets().open(entry, Enqueue.Mode.NONE, task.owner())) {
            out.writeUTF(entry.name());
            out.writeUTF(entry.attributes().organization().name());
            out.writeUTF(entry.attributes().recordFormat());
            out.writeInt(entry.attributes().recordBytes());
            out.writeInt(entry.attributes().blockBytes());
            out.writeLong(file.bytes());
            out.writeBoolean(entry.isCatalogued());
            out.writeInt(entry.pieces().size());
            for (DataSetEntry.Piece piece : entry.pieces()) {
                out.writeUTF(piece.volser());
                out.writeInt(piece.tracks());
            }
            for (int track = 0; track < entry.tracks(); track++) {
                task.requireGoing();
                write(out, track, file.read(track));
            }
            out.writeInt(END);
        } catch (IOException full) {
            throw new TaskException("ADR324T", "OUTPUT IS UNUSABLE, " + full.getMessage());
        }
    }

    private void write(DataOutputStream out, int number, byte[] track) throws IOException {
        int length = track.length;
        while (length > 0 && track[length - 1] == 0) {
            length--;
        }
        out.writeInt(number);
        out.writeInt(length);
        out.write(track, 0, length);
        task.traffic().add(track.length);
    }

    /** An output that may be nowhere. */
    private record Output(DataOutputStream stream, Optional<OpenDataSet> file) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try {
                stream.close();
            } finally {
                file.ifPresent(OpenDataSet::close);
            }
        }
    }

    private Output output() throws TaskException, ZosException, InterruptedException {
        String name = task.command().volsers("OUTDDNAME").stream()
                .findFirst()
                .orElseThrow(() -> new TaskException("ADR144E", "OUTDDNAME IS MISSING"));
        Dd dd = task.step()
                .dd(name)
                .orElseThrow(() -> new TaskException("ADR070E", "DD STATEMENT FOR " + name + " IS MISSING"));
        if (dd.kind() == Dd.Kind.DUMMY) {
            return new Output(new DataOutputStream(OutputStream.nullOutputStream()), Optional.empty());
        }
        OpenDataSet file = open(task, dd);
        return new Output(new DataOutputStream(new BufferedOutputStream(DumpStream.writer(file))), Optional.of(file));
    }

    static OpenDataSet open(TaskContext task, Dd dd) throws TaskException, ZosException, InterruptedException {
        if (dd.kind() != Dd.Kind.DATA_SET || dd.dataSets().isEmpty()) {
            throw new TaskException("ADR070E", "DD " + dd.name() + " IS NO DATA SET");
        }
        Dd.DataSetUse use = dd.dataSets().get(0);
        Optional<DataSetEntry> entry = use.volsers().isEmpty()
                ? task.image().dataSets().find(use.name())
                : task.image().dataSets().find(use.name(), use.volsers().get(0));
        return task.image()
                .dataSets()
                .open(
                        entry.orElseThrow(() -> new TaskException("ADR070E", use.name() + " IS NOT FOUND")),
                        Enqueue.Mode.NONE,
                        task.owner());
    }

    /** A dump that does not fit ends the step as z/OS does. */
    private AbendException full(IOException cause) throws InterruptedException {
        task.requireGoing();
        return new AbendException("SB37", "IEC030I B37-04," + task.step().jobName() + " " + cause.getMessage());
    }
}
