package org.copyblade.lab.ims.internal.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.copyblade.lab.ims.ImsSeed;
import org.copyblade.lab.ims.internal.data.Database;
import org.copyblade.lab.ims.internal.data.DbBlock;
import org.copyblade.lab.ims.internal.data.DbRecord;
import org.copyblade.lab.ims.internal.data.Definition;
import org.copyblade.lab.ims.internal.data.Definition.Use;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.disk.Space;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.log.ArchivedLog;
import org.copyblade.lab.ims.internal.log.LogDataSets;
import org.copyblade.lab.ims.internal.log.LogNames;
import org.copyblade.lab.ims.internal.log.TodClock;
import org.copyblade.lab.ims.internal.log.UnitToken;
import org.copyblade.lab.ims.internal.recon.DbEntry;
import org.copyblade.lab.ims.internal.recon.DbdsEntry;
import org.copyblade.lab.ims.internal.recon.OldsEntry;
import org.copyblade.lab.ims.internal.recon.Recon;
import org.copyblade.lab.ims.internal.recon.ReconCopy;
import org.copyblade.lab.ims.internal.recon.ReconState;
import org.copyblade.lab.ims.internal.recon.Subsystem;

/** Makes a group that has never run: allocates its data sets, loads the databases, registers everything in RECON. */
public final class Formatter {
    private static final long OPENING_BALANCE = 1_000;
    /** Libraries that jobs for IMS name. They are empty: the programs are part of this z/OS. */
    private static final List<String> LIBRARIES = List.of("SDFSRESL", "DBDLIB", "PROCLIB");

    private final ImsSeed seed;
    private final VolumeSet volumes;
    private final TodClock clock;

    public Formatter(ImsSeed seed, VolumeSet volumes, TodClock clock) {
        this.seed = seed;
        this.volumes = volumes;
        this.clock = clock;
    }

    /**
     * Makes what is not there; interrupted, it is done anew. What RECON holds comes last.
     *
     * @param hasRun on these volumes, which are not made anew then, whatever they hold: they may be half copied back
     */
    public void format(Recon recon, boolean hasRun) {
        boolean formatted = isFormatted();
        if (hasRun && !formatted) {
            throw new DiskFailure("no RECON of " + seed.prefix() + " holds anything, though its members have run");
        }
        if (!formatted) {
            // A death may have left half of a data set, or one that is not catalogued.
            volumes.dataSets().keySet().stream()
                    .filter(it -> it.startsWith(seed.prefix() + "."))
                    .forEach(volumes::delete);
        }
        for (int number = 1; number <= Recon.DATA_SETS; number++) {
            String volser = List.of(seed.logPrimary(), seed.logSecondary(), seed.system())
                    .get(number - 1);
            volumes.allocate(Space.Wanted.on(
                    volser, Recon.name(seed.prefix(), number), ReconCopy.BLOCK_BYTES, true, ReconCopy.TRACKS));
        }
        LIBRARIES.forEach(it -> volumes.allocate(
                Space.Wanted.on(seed.system(), seed.prefix() + "." + it, ReconCopy.BLOCK_BYTES, false, 1)));
        if (formatted) {
            return;
        }
        seed.members().forEach(this::formatLogs);
        allocateDatabases();
        load();
        recon.create(state());
    }

    private boolean isFormatted() {
        return IntStream.rangeClosed(1, Recon.DATA_SETS)
                .mapToObj(it -> volumes.find(Recon.name(seed.prefix(), it), ReconCopy.BLOCK_BYTES))
                .flatMap(Optional::stream)
                .anyMatch(it -> new ReconCopy(it).read().isPresent());
    }

    private void formatLogs(String imsid) {
        LogNames names = ControlRegion.names(seed, imsid);
        for (int olds = 0; olds < seed.oldsPairs(); olds++) {
            int bytes = ArchivedLog.BLOCK_BYTES;
            volumes.allocate(Space.Wanted.on(seed.logPrimary(), names.primary(olds), bytes, false, seed.oldsBlocks()));
            volumes.allocate(
                    Space.Wanted.on(seed.logSecondary(), names.secondary(olds), bytes, false, seed.oldsBlocks()));
        }
        int interval = RestartPoint.BLOCK_BYTES;
        volumes.allocate(Space.Wanted.on(seed.logPrimary(), names.wads(0), interval, true, LogNames.WADS_TRACKS));
        volumes.allocate(Space.Wanted.on(seed.logSecondary(), names.wads(1), interval, true, LogNames.WADS_TRACKS));
        volumes.allocate(Space.Wanted.on(seed.system(), names.restart(), interval, false, 1));
        LogDataSets.of(volumes, names).formatWads(clock.next());
    }

    private void allocateDatabases() {
        int next = 0;
        for (Definition definition : Definition.LEDGER) {
            List<String> data = seed.data();
            SortedMap<String, Integer> tracks = new TreeMap<>();
            tracks.put(
                    data.get(next % data.size()), definition.isFastPath() ? seed.areaTracks() : seed.databaseTracks());
            if (!definition.isFastPath()) {
                tracks.put(data.get((next + 1) % data.size()), seed.databaseTracks());
            }
            volumes.allocate(new Space.Wanted(
                    definition.dsn(seed.prefix()),
                    DbBlock.BYTES,
                    definition.access().equals("VSAM"),
                    tracks));
            next++;
        }
    }

    private void load() {
        long total = 0;
        List<Database> control = new ArrayList<>();
        for (Database database : Database.openAll(volumes, seed.prefix()).values()) {
            Use use = database.definition().use();
            if (use == Use.CONTROL) {
                control.add(database);
                continue;
            }
            long balance = use == Use.BALANCES ? OPENING_BALANCE : 0;
            load(database, balance, balance);
            total += balance * database.file().blocks() * DbBlock.RECORDS_IN_A_BLOCK;
        }
        for (Database database : control) {
            load(database, total, 0);
        }
    }

    private static void load(Database database, long first, long others) {
        for (int number = 0; number < database.file().blocks(); number++) {
            DbBlock block = DbBlock.create(database.dbd(), number);
            for (int record = 0; record < DbBlock.RECORDS_IN_A_BLOCK; record++) {
                long key = (long) number * DbBlock.RECORDS_IN_A_BLOCK + record;
                block.load(record, new DbRecord(key, key == 0 ? first : others, 0, UnitToken.NONE, 0));
            }
            database.write(number, block);
        }
    }

    private ReconState state() {
        List<OldsEntry> olds = new ArrayList<>();
        List<Subsystem> subsystems = new ArrayList<>();
        for (String imsid : seed.members()) {
            subsystems.add(new Subsystem(imsid, Subsystem.State.ENDED, 0, 0, false));
            for (int number = 0; number < seed.oldsPairs(); number++) {
                OldsEntry unused = OldsEntry.unused(imsid, number);
                olds.add(number == 0 ? unused.opened(clock.next(), 1, 1) : unused);
            }
        }
        List<DbEntry> databases = new ArrayList<>();
        for (Definition definition : Definition.LEDGER) {
            DbdsEntry dataSet = new DbdsEntry(
                    definition.ddn(),
                    definition.dsn(seed.prefix()),
                    definition.organisation(),
                    definition.access(),
                    "CAG1",
                    false,
                    false,
                    List.of(),
                    List.of(),
                    List.of());
            databases.add(new DbEntry(
                    definition.dbd(),
                    databases.size() + 1,
                    definition.isFastPath(),
                    false,
                    false,
                    false,
                    List.of(),
                    List.of(dataSet)));
        }
        return new ReconState(
                0, List.of(1, 2), String.format("%016X", clock.next()), 1, subsystems, databases, olds, List.of());
    }
}
