package org.copyblade.lab.zos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.zos.ZosException.Reason;
import org.copyblade.lab.zos.internal.Consoles;
import org.copyblade.lab.zos.internal.DeviceTable;
import org.copyblade.lab.zos.internal.KeptNotes;
import org.copyblade.lab.zos.internal.KeptRestarts;
import org.copyblade.lab.zos.internal.VolumeDataSets;

/** The z/OS of the laboratory over an array that is open already, and that stays open when this is closed. */
public final class LabSysplex implements ZosImage, AutoCloseable {
    private final VirtualArray array;
    private final ZosSettings settings;
    private final DeviceTable devices;
    private final VolumeDataSets dataSets;
    private final Consoles consoles;
    private final AutomaticRestart restarts;
    private final List<RunningSubsystem> running = new ArrayList<>(); // guarded by this
    private final Map<String, JobProgram> programs = new HashMap<>(); // guarded by this
    private volatile JobReader reader = (jcl, owner) -> {
        throw new ZosException(Reason.INVALID, "no job entry subsystem runs here");
    };

    private LabSysplex(VirtualArray array, ZosSettings settings, KeptNotes notes)
            throws ZosException, InterruptedException {
        this.array = array;
        this.settings = settings;
        this.devices = new DeviceTable(array, notes);
        this.dataSets = new VolumeDataSets(devices, settings);
        this.consoles = new Consoles(devices, settings.systems());
        this.restarts = new KeptRestarts(notes);
    }

    /** Brings it up, without subsystems, and makes the catalogs of the seed that are not there. */
    public static LabSysplex open(VirtualArray array) throws ZosException, InterruptedException {
        LabSysplex sysplex = new LabSysplex(array, ZosSettings.of(array), notes(array));
        sysplex.devices.failures().forEach(sysplex.consoles::message);
        sysplex.dataSets.makeCatalogs(sysplex.settings);
        return sysplex;
    }

    private static KeptNotes notes(VirtualArray array) throws ZosException {
        try {
            return new KeptNotes(array.directoryOf("zos"));
        } catch (IOException cause) {
            throw new ZosException(Reason.IO, "z/OS has no directory: " + cause.getMessage());
        }
    }

    /** Starts a subsystem, whose programs and commands are known from then on. */
    public void start(ZosSubsystem subsystem) throws ZosException, InterruptedException {
        RunningSubsystem started = subsystem.start(this);
        started.consoles().forEach(consoles::add);
        started.programs().forEach(this::add);
        synchronized (this) {
            running.add(started);
        }
    }

    /** Adds a program that job steps may name. */
    public synchronized void add(JobProgram program) {
        program.names().forEach(name -> programs.put(name, program));
    }

    public void add(OperatorCommands commands) {
        consoles.add(commands);
    }

    /** Says who takes jobs. */
    public void reader(JobReader other) {
        reader = other;
    }

    public synchronized Optional<JobProgram> program(String name) {
        return Optional.ofNullable(programs.get(name));
    }

    /** By which names faults know parts of the subsystems. */
    public synchronized Set<String> faultSystems() {
        Set<String> names = new TreeSet<>();
        running.forEach(it -> names.addAll(it.faultSystems()));
        return names;
    }

    public ZosSettings settings() {
        return settings;
    }

    public Operator operator() {
        return consoles;
    }

    @Override
    public String sysplex() {
        return settings.sysplex();
    }

    @Override
    public List<String> systems() {
        return settings.systems();
    }

    @Override
    public VirtualArray array() {
        return array;
    }

    @Override
    public Devices devices() {
        return devices;
    }

    @Override
    public DataSets dataSets() {
        return dataSets;
    }

    @Override
    public Console console() {
        return consoles;
    }

    @Override
    public AutomaticRestart restarts() {
        return restarts;
    }

    @Override
    public Map<String, Object> settings(String name) {
        return array.host(name);
    }

    @Override
    public String submit(String jcl, String owner) throws ZosException {
        return reader.submit(jcl, owner);
    }

    /** Ends the subsystems, the last one first. */
    @Override
    public void close() {
        List<RunningSubsystem> ended;
        synchronized (this) {
            ended = List.copyOf(running);
            running.clear();
        }
        for (int index = ended.size() - 1; index >= 0; index--) {
            ended.get(index).close();
        }
        consoles.close();
    }
}
