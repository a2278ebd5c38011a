package org.copyblade.blade.timefinder.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.Term;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.array.VolumeRanges;
import org.copyblade.blade.timefinder.internal.rest.Access;
import org.copyblade.endpoint.HostClock;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.PasswordSource;
import org.copyblade.endpoint.Secret;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.LoggedOperation;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VolumeGroup;
import org.copyblade.lab.powermax.PowerMaxFace;

/** A laboratory with one array in a directory, and blades that drive it over TLS. */
final class Laboratory implements AutoCloseable {

    private final PowerMaxFace face;

    private Laboratory(PowerMaxFace face) {
        this.face = face;
    }

    /** @param keys further keys of the array, each on a line */
    static Laboratory start(Path directory, String keys) throws IOException, SeedException {
        return new Laboratory(PowerMaxFace.start(LabSeed.write(directory, keys), directory.resolve("lab"), 0));
    }

    /** @param unisphere keys of the Unisphere, each on a line */
    static Laboratory start(Path directory, String microcode, String unisphere) throws IOException, SeedException {
        return new Laboratory(
                PowerMaxFace.start(LabSeed.write(directory, microcode, unisphere), directory.resolve("lab"), 0));
    }

    static Laboratory large(Path directory, int sources) throws IOException, SeedException {
        return new Laboratory(PowerMaxFace.start(LabSeed.large(directory, sources), directory.resolve("lab"), 0));
    }

    static Laboratory twoSizes(Path directory) throws IOException, SeedException {
        return new Laboratory(PowerMaxFace.start(LabSeed.twoSizes(directory), directory.resolve("lab"), 0));
    }

    PowerMaxFace face() {
        return face;
    }

    StorageSystem system() {
        return face.array().systems().get(0);
    }

    void fault(Fault fault) {
        face.array().faults().add(fault);
    }

    /** Requests of one operation that were carried out. */
    long carriedOut(String operation) {
        return face.array().log().entries().stream()
                .filter(entry -> entry.operation().equals(operation))
                .filter(entry -> entry.step() == LoggedOperation.Step.EFFECT)
                .count();
    }

    /** Whether everything that was to go wrong has. */
    boolean hasNoFaults() {
        return face.array().faults().pending().isEmpty();
    }

    TimeFinderBlade blade() throws BladeException {
        return blade(settings(Term.UNLIMITED, Duration.ofMillis(20)));
    }

    static TimeFinderBlade blade(TimeFinderSettings settings) throws BladeException {
        return new TimeFinderBlade(new Endpoint(settings), HostClock.system());
    }

    TimeFinderSettings settings(Term term, Duration lateRequestLimit) {
        return settings(LabSeed.ARRAY, () -> new Secret("secret"), term, lateRequestLimit);
    }

    TimeFinderSettings settings(String array, PasswordSource password, Term term, Duration lateRequestLimit) {
        return settings(
                array,
                access(URI.create(face.url()), password),
                new Trust.Pinned(face.fingerprint()),
                term,
                lateRequestLimit);
    }

    static Access access(URI base, PasswordSource password) {
        return new Access(base, "admin", password, new Limits(Duration.ofSeconds(20), Duration.ofSeconds(60), 16));
    }

    static TimeFinderSettings settings(String array, Access access, Trust trust, Term term, Duration lateRequestLimit) {
        Map<String, VolumeId> volsers = new HashMap<>();
        for (int number = 0x0100; number < 0x0120; number++) {
            volsers.put(String.format("PR%04X", number), new VolumeId(String.format("%05X", number)));
        }
        volsers.put("GONE01", new VolumeId("0FFFF"));
        return new TimeFinderSettings(
                "lab",
                array,
                access,
                trust,
                VolumeRanges.parse("00200-0021F"),
                volsers,
                Map.of(new VolumeId("00200"), 0x8200),
                term,
                lateRequestLimit);
    }

    /** A session of somebody else. */
    void pair(String source, String target) throws Exception {
        try (Endpoint endpoint = new Endpoint(settings(Term.UNLIMITED, Duration.ofMillis(20)))) {
            endpoint.array()
                    .clones()
                    .create(
                            List.of(new BoundPair(new VolumeId(source), new VolumeId(target))),
                            Call.within(Duration.ofSeconds(60)));
        }
    }

    /** The same, in another thread. */
    void pairNow(String source, String target) {
        try {
            pair(source, target);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends that session. */
    void unpair(String source, String target) throws Exception {
        try (Endpoint endpoint = new Endpoint(settings(Term.UNLIMITED, Duration.ofMillis(20)))) {
            system().put(new VolumeGroup("ONE", List.of(source.substring(1))));
            system().put(new VolumeGroup("ONE_T", List.of(target.substring(1))));
            endpoint.array().clones().terminate("ONE", "ONE_T", Call.within(Duration.ofSeconds(60)));
        } finally {
            system().deleteGroup("ONE");
            system().deleteGroup("ONE_T");
        }
    }

    /** Activates clones as no blade may: each by a request of its own, and so at an instant of its own. */
    void activateOneByOne(List<BoundPair> pairs, Call call) throws Exception {
        try (Endpoint endpoint = new Endpoint(settings(Term.UNLIMITED, Duration.ofMillis(20)))) {
            for (BoundPair pair : pairs) {
                system().put(new VolumeGroup(
                        "ONE", List.of(pair.source().value().substring(1))));
                system().put(new VolumeGroup(
                        "ONE_T", List.of(pair.target().value().substring(1))));
                endpoint.array().clones().activate(103, "ONE", "ONE_T", call);
            }
        } finally {
            system().deleteGroup("ONE");
            system().deleteGroup("ONE_T");
        }
    }

    /** Nothing of any copy may be left. */
    String leftovers() {
        return system().snapshots().all().isEmpty()
                        && system().groups().isEmpty()
                        && system().relations().isEmpty()
                ? ""
                : "left behind: " + system().snapshots().all() + ", " + system().groups() + ", " + system().relations();
    }

    @Override
    public void close() throws IOException {
        face.close();
    }
}
