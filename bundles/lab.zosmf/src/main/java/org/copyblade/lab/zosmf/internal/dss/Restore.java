package org.copyblade.lab.zosmf.internal.dss;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.VolumeLabel;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.Dd;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;

/** {@code RESTORE} of what {@link Dump} has written. */
final class Restore {
    private final TaskContext task;
    private final List<String> done = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    Restore(TaskContext task) {
        this.task = task;
    }

    void volume() throws TaskException, ZosException, InterruptedException {
        Device to = task.single("OUTDYNAM", "OUTDDNAME");
        try (OpenDataSet file = input();
                DataInputStream in = stream(file)) {
            require(in, Dump.VOLUME);
            String volser = in.readUTF();
            int tracks = in.readInt();
            HostVolume host = to.system().host(to.volume());
            if (host.volume().tracks() < tracks) {
                throw new TaskException(
                        "ADR306E",
                        "UNABLE TO RESTORE THE VOLUME, IT HAD %d TRACKS AND %s HAS %d"
                                .formatted(tracks, to.volser(), host.volume().tracks()));
            }
            task.messages()
                    .say(
                            "ADR241I",
                            "DDTFP",
                            "01",
                            "TARGET VTOC BEGINNING AT 000000:0001 AND ENDING AT 000000:000E IS OVERLAID");
            boolean renamed = task.command().has("COPYVOLID");
            task.image().devices().expectLabel(to, VolumeLabel.track(renamed ? volser : to.volser()));
            for (int track = in.readInt(); track != Dump.END; track = in.readInt()) {
                task.requireGoing();
                host.write(track, bytes(in));
            }
            identify(to, volser);
        } catch (ArrayException refusal) {
            throw new TaskException("ADR324T", "VOLUME " + to.volser() + " IS UNUSABLE, " + refusal.getMessage());
        } catch (IOException broken) {
            throw new TaskException("ADR324T", "THE DUMP CANNOT BE READ, " + broken.getMessage());
        }
    }

    private void identify(Device to, String volser) throws ZosException, InterruptedException {
        task.image().devices().writeLabel(to);
        if (!task.command().has("COPYVOLID") || to.volser().equals(volser)) {
            return;
        }
        task.messages()
                .say(
                        "ADR320I",
                        "SBRTN",
                        "01",
                        "VOLUME SERIAL " + to.volser() + " ON UNIT " + to.unit() + " IS CHANGED TO " + volser);
        boolean duplicate = task.image().devices().online(volser).isPresent();
        task.image().devices().varyOffline(to.unit());
        if (duplicate) {
            task.messages()
                    .say(
                            "ADR344I",
                            "SBRTN",
                            "01",
                            "VOLSER ON UCB " + to.unit() + " IS A DUPLICATE. VOLUME MADE UNAVAILABLE.");
        } else {
            task.image().devices().varyOnline(to.unit());
        }
    }

    void dataSets() throws TaskException, ZosException, InterruptedException {
        Filter filter = new Filter(task.command().keyword("DATASET").orElseThrow());
        Renames renames = new Renames(task.command().keyword("RENAMEUNCONDITIONAL"));
        Targets targets = new Targets(task);
        try (OpenDataSet file = input();
                DataInputStream in = stream(file)) {
            require(in, Dump.DATA_SETS);
            for (String name = in.readUTF(); !name.isEmpty(); name = in.readUTF()) {
                one(in, name, filter, renames, targets);
            }
        } catch (IOException broken) {
            throw new TaskException("ADR324T", "THE DUMP CANNOT BE READ, " + broken.getMessage());
        }
        report();
    }

    private void one(DataInputStream in, String name, Filter filter, Renames renames, Targets targets)
            throws IOException, InterruptedException {
        DataSetAttributes form = new DataSetAttributes(
                DataSetAttributes.Organization.valueOf(in.readUTF()), in.readUTF(), in.readInt(), in.readInt());
        long end = in.readLong();
        boolean catalogued = in.readBoolean();
        List<DataSetEntry.Piece> pieces = new ArrayList<>();
        List<Integer> shares = new ArrayList<>();
        List<String> volsers = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            volsers.add(in.readUTF());
            shares.add(in.readInt());
            pieces.add(new DataSetEntry.Piece(volsers.get(volsers.size() - 1), List.of()));
        }
        boolean wanted = filter.test(new DataSetEntry(name, form, pieces, catalogued ? "*" : ""));
        String other = renames.rename(name);
        OpenDataSet to = null;
        try {
            if (wanted) {
                DataSetEntry target = targets.make(other, !other.equals(name), form, shares, volsers);
                to = task.image().dataSets().open(target, Enqueue.Mode.EXCLUSIVE, task.owner());
            }
        } catch (TaskException failure) {
            fail(name, failure.id(), failure.getMessage());
        } catch (ZosException failure) {
            fail(name, "ADR709E", failure.getMessage());
        }
        tracks(in, name, to, end);
    }

    /** Reads all tracks of a data set, also of one that is not wanted, and writes them where there is a target. */
    private void tracks(DataInputStream in, String name, OpenDataSet to, long end)
            throws IOException, InterruptedException {
        String trouble = "";
        try {
            for (int track = in.readInt(); track != Dump.END; track = in.readInt()) {
                byte[] content = bytes(in);
                task.requireGoing();
                if (to != null && trouble.isEmpty()) {
                    trouble = write(to, track, content);
                }
            }
            if (to != null && trouble.isEmpty()) {
                to.bytes(end);
                done.add(name);
            }
        } catch (ZosException refusal) {
            trouble = refusal.getMessage();
        } finally {
            if (to != null) {
                to.close();
            }
        }
        if (!trouble.isEmpty()) {
            fail(name, "ADR324E", trouble);
        }
    }

    private static String write(OpenDataSet to, int track, byte[] content) throws InterruptedException {
        try {
            to.write(track, 0, content);
            return "";
        } catch (ZosException refusal) {
            return refusal.getMessage();
        }
    }

    private byte[] bytes(DataInputStream in) throws IOException {
        byte[] content = new byte[Emulation.CKD.trackBytes()];
        in.readFully(content, 0, in.readInt());
        task.traffic().add(content.length);
        return content;
    }

    private void fail(String name, String id, String why) {
        failed.add(name);
        task.messages().say(id, "DTDSC", "02", why.toUpperCase(Locale.ROOT));
    }

    private void report() {
        Messages messages = task.messages();
        if (done.isEmpty() && failed.isEmpty()) {
            messages.say("ADR470W", "DTDSC", "01", "NO DATA SETS SELECTED FOR PROCESSING");
        }
        if (!done.isEmpty()) {
            messages.say("ADR454I", "DTDSC", "01", "THE FOLLOWING DATA SETS WERE SUCCESSFULLY PROCESSED");
            done.forEach(messages::more);
        }
        if (!failed.isEmpty()) {
            messages.say("ADR455W", "DTDSC", "01", "THE FOLLOWING DATA SETS WERE NOT SUCCESSFULLY PROCESSED");
            failed.forEach(messages::more);
            messages.atLeast(8);
        }
    }

    private OpenDataSet input() throws TaskException, ZosException, InterruptedException {
        String name = task.command().volsers("INDDNAME").stream()
                .findFirst()
                .orElseThrow(() -> new TaskException("ADR144E", "INDDNAME IS MISSING"));
        Dd dd = task.step()
                .dd(name)
                .orElseThrow(() -> new TaskException("ADR070E", "DD STATEMENT FOR " + name + " IS MISSING"));
        return Dump.open(task, dd);
    }

    private static DataInputStream stream(OpenDataSet file) {
        return new DataInputStream(new BufferedInputStream(DumpStream.reader(file)));
    }

    private static void require(DataInputStream in, String magic) throws IOException, TaskException {
        if (!in.readUTF().equals(magic)) {
            throw new TaskException("ADR306E", "THE INPUT IS NO SUCH DUMP");
        }
    }
}
