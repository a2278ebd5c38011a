package org.copyblade.itests.rig;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.demo.ims.fixture.Laboratory;
import org.copyblade.demo.ims.fixture.ShownCopies;
import org.copyblade.lab.array.Extent;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.DataSets;

/** An area that the group writes to, and what of it came out of backups, read from the laboratory itself. */
final class LabArea {

    /** First qualifiers of what comes out begin so, and of nothing else. */
    private static final String OUT = "OUT";

    private final Laboratory laboratory;

    LabArea(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    /** The first by name that lies on one volume of databases. */
    String name() throws Exception {
        return area().name();
    }

    /** What is there under another first qualifier: absent, whole (as the copies of the backup have it), or broken. */
    String out(String as, List<Backup.Copy> backup) throws Exception {
        DataSetEntry area = area();
        Optional<DataSetEntry> out = dataSets().find(renamed(area.name(), as));
        if (out.isEmpty()) {
            return "absent";
        }
        try (ShownCopies shown = laboratory.copies(backup)) {
            // Areas are never extended, so that it lies in the copy where it lies today.
            DataSetEntry.Piece there = area.pieces().get(0);
            byte[] then = content(there, shown.volumes().get(there.volser()));
            DataSetEntry.Piece piece = out.get().pieces().get(0);
            return Arrays.equals(content(piece, online(piece.volser())), then) ? "whole" : "broken";
        }
    }

    /** Deletes all that came out. */
    String remove() throws Exception {
        String last = area().name();
        for (DataSetEntry entry : dataSets().list(renamed(last, OUT + "*"))) {
            dataSets().delete(entry.name(), "OPERATOR");
        }
        return "removed";
    }

    private static String renamed(String name, String first) {
        return first + name.substring(name.indexOf('.'));
    }

    private DataSetEntry area() throws Exception {
        return dataSets().list(laboratory.plex().seed().prefix() + ".**").stream()
                .filter(entry -> entry.volsers().size() == 1 && entry.tracks() > 1)
                .filter(entry ->
                        laboratory.plex().seed().data().contains(entry.volsers().get(0)))
                .min(Comparator.comparing(DataSetEntry::name))
                .orElseThrow();
    }

    private DataSets dataSets() {
        return laboratory.sysplex().dataSets();
    }

    private HostVolume online(String volser) throws Exception {
        String id = laboratory.sysplex().devices().online(volser).orElseThrow().volume();
        return laboratory.systems().stream()
                .filter(system -> system.volume(id).isPresent())
                .findFirst()
                .orElseThrow()
                .host(id);
    }

    private static byte[] content(DataSetEntry.Piece piece, HostVolume volume) throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Extent extent : piece.extents()) {
            for (int track = extent.first(); track < extent.first() + extent.tracks(); track++) {
                content.write(volume.read(track));
            }
        }
        return content.toByteArray();
    }
}
