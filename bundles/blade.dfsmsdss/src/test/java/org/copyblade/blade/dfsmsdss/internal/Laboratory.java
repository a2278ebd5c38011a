package org.copyblade.blade.dfsmsdss.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.copyblade.blade.check.Slots;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobStyle;
import org.copyblade.blade.dfsmsdss.internal.targets.VolserRanges;
import org.copyblade.blade.dfsmsdss.internal.zos.ZosmfZos;
import org.copyblade.blade.drive.LabSlots;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.Secret;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Vtoc;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.NewDataSet;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zosmf.ZosmfFace;
import org.copyblade.zosmf.Authentication;
import org.copyblade.zosmf.DataSetShape;
import org.copyblade.zosmf.Zosmf;
import org.copyblade.zosmf.ZosmfAccess;
import org.copyblade.zosmf.ZosmfException;

/** A laboratory z/OS with one storage system, and blades that drive it over TLS. */
final class Laboratory implements AutoCloseable {

    /** A data set on every source, whose tracks the tests write to: what is not allocated a copy through the host leaves out. */
    static final String SCRATCH = "SCRATCH.TRACKS";

    private static final int SCRATCH_TRACKS = 15;

    private final ZosmfFace face;

    private Laboratory(ZosmfFace face) {
        this.face = face;
    }

    static Laboratory start(Path directory) throws Exception {
        return start(directory, Map.of());
    }

    /** With subsystems whose freezes last so many milliseconds. */
    static Laboratory start(Path directory, Map<String, Integer> freezeTimers) throws Exception {
        return start(directory, seed(freezeTimers));
    }

    /** With volumes that are primaries of a remote mirror. */
    static Laboratory mirrored(Path directory, List<String> primaries) throws Exception {
        String keys = primaries.stream().map(id -> '"' + id + '"').collect(Collectors.joining(", "));
        return start(
                directory,
                seed(Map.of()).replace("name = \"lab\"\n", "name = \"lab\"\nmirror_primaries = [" + keys + "]\n"));
    }

    private static Laboratory start(Path directory, String seed) throws Exception {
        Laboratory laboratory = new Laboratory(open(directory, seed));
        for (String volume : List.of("0100", "0101", "0300")) {
            Vtoc vtoc = Vtoc.of(laboratory.system().host(volume));
            if (vtoc.find(SCRATCH).isEmpty()) {
                vtoc.allocate(SCRATCH, SCRATCH_TRACKS);
            }
        }
        return laboratory;
    }

    /** Makes a data set on a volume and catalogs it, unless it is there. */
    void allocate(String name, String volser) throws Exception {
        DataSets dataSets = face.sysplex().dataSets();
        if (dataSets.find(name).isEmpty()) {
            dataSets.allocate(NewDataSet.on(volser, name, DataSetAttributes.blocks(4096), SCRATCH_TRACKS));
        }
    }

    /** The tracks of a catalogued data set that has one extent. */
    Slots dataSet(String name) {
        try {
            DataSetEntry.Piece piece = face.sysplex()
                    .dataSets()
                    .find(name)
                    .orElseThrow(() -> new IllegalStateException("there is no " + name))
                    .pieces()
                    .get(0);
            Device device = face.sysplex().devices().online(piece.volser()).orElseThrow();
            return new LabSlots(
                    device.system().host(device.volume()),
                    piece.extents().get(0).first(),
                    SCRATCH_TRACKS);
        } catch (ZosException | ArrayException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ZosmfFace open(Path directory, String seed) throws IOException, SeedException {
        Path file = Files.writeString(directory.resolve("seed.toml"), seed);
        return ZosmfFace.start(file, directory.resolve("lab"), 0, List.of());
    }

    private static String seed(Map<String, Integer> freezeTimers) {
        String subsystem =
                """
                  [[systems.subsystems]]
                  id = "%s"
                  type = "ckd"
                  ssid = "FF%s"
                  freeze_timer_ms = %d
                """;
        StringBuilder subsystems = new StringBuilder();
        for (String id : List.of("01", "02", "03", "04")) {
            subsystems.append(subsystem.formatted(id, id, freezeTimers.getOrDefault(id, 120_000)));
        }
        return """
                [[systems]]
                serial = "75ABC11"
                name = "lab"
                background_tracks_per_second = 1000000
                users = [{ name = "admin", password = "secret" }]
                  [[systems.pools]]
                  id = "P1"
                  name = "ckd_pool"
                  type = "ckd"
                  capacity_mib = 8192
                %s
                  [[systems.volumes]]
                  id = "0100"
                  count = 4
                  volser = "PR{id}"
                  cylinders = 5
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0300"
                  count = 2
                  volser = "PR{id}"
                  cylinders = 5
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0320"
                  volser = "PR{id}"
                  cylinders = 9
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0200"
                  count = 12
                  volser = "BK{id}"
                  cylinders = 5
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0400"
                  volser = "SYSRES"
                  cylinders = 20
                  pool = "P1"
                [hosts.zos]
                users = [{ name = "STGADM", password = "secret" }]
                storage_volumes = ["SYSRES"]
                catalogs = [{ name = "UCAT.LAB", volume = "SYSRES", tracks = 15, aliases = ["*"] }]
                """
                .formatted(subsystems);
    }

    ZosmfFace face() {
        return face;
    }

    StorageSystem system() {
        return face.array().systems().get(0);
    }

    void fault(Fault fault) {
        face.array().faults().add(fault);
    }

    /** Requests of one operation that z/OSMF has carried out. */
    long carriedOut(String operation) {
        return face.array().log().entries().stream()
                .filter(entry -> entry.operation().equals(operation) && entry.step() == Step.EFFECT)
                .count();
    }

    /** The scratch tracks of a volume. */
    Slots slots(String volume) {
        try {
            int first = Vtoc.of(system().host(volume))
                    .find(SCRATCH)
                    .orElseThrow(() -> new IllegalStateException("volume " + volume + " has no " + SCRATCH))
                    .extents()
                    .get(0)
                    .first();
            return new LabSlots(system().host(volume), first, SCRATCH_TRACKS);
        } catch (ArrayException e) {
            throw new IllegalStateException(e);
        }
    }

    static DssSettings settings(JobStyle style) {
        return new DssSettings(
                "lab",
                new DataSetName("SYS2.COPYBLD"),
                style,
                VolserRanges.parse("BK0200-BK0209"),
                Map.of("01", 0x0100, "02", 0x0200, "03", 0x0300, "04", 0x0400),
                VolserRanges.parse("SYSRES"),
                Duration.ofSeconds(120),
                true);
    }

    static JobStyle style() {
        return new JobStyle("(ACCT),'COPYBLADE',CLASS=A,MSGCLASS=X", List.of(), List.of());
    }

    ZosmfAccess access() {
        return access(face.url(), "STGADM", "secret", new Trust.Pinned(face.fingerprint()));
    }

    static ZosmfAccess access(String url, String user, String password, Trust trust) {
        return new ZosmfAccess(
                URI.create(url),
                user,
                () -> new Secret(password),
                Authentication.TOKEN,
                trust,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                8);
    }

    DfsmsdssBlade blade() throws ZosmfException {
        return blade(access(), style());
    }

    static DfsmsdssBlade blade(ZosmfAccess access, JobStyle style) throws ZosmfException {
        Zosmf zosmf = Zosmf.of(access);
        DataSetShape shape = DataSetShape.small();
        return new DfsmsdssBlade(
                new Endpoint(
                        settings(style),
                        new ZosmfZos(zosmf, "defcn", shape),
                        new ZosmfZos(zosmf.on(Lane.WINDOW), "defcn", shape)),
                zosmf);
    }

    @Override
    public void close() throws IOException {
        face.close();
    }
}
