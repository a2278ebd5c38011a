package org.copyblade.lab.array.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.LabFace;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The commands {@code lab:start}, {@code lab:status} and {@code lab:fault}; one lab at a time. */
@Component(service = LabCommands.class, immediate = true)
@GogoCommand(
        scope = "lab",
        function = {"start", "status", "fault"})
public final class LabCommands {

    @Reference(name = "faces", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<LabFace> faces = List.of();

    private RunningLab lab; // guarded by this; null while none runs

    @Descriptor("opens the lab of a seed file and serves it")
    public synchronized String start(
            @Descriptor("faces to start, separated by commas") @Parameter(names = "--face", absentValue = "ds8000")
                    String names,
            @Descriptor("port of the first face, the others follow; 0 for any that are free")
                    @Parameter(names = "--port", absentValue = "8452")
                    int port,
            @Descriptor("seed file") String seed,
            @Descriptor("directory of the lab") String home)
            throws SeedException, IOException {
        if (lab != null) {
            throw new SeedException("a lab runs already; stop it first");
        }
        List<LabFace> wanted = FaceOrder.of(names, faces);
        lab = RunningLab.start(Path.of(home), SeedFile.read(Path.of(seed)), wanted, port);
        return status();
    }

    @Descriptor("shows where the lab is reached, and what is going on in it")
    public synchronized String status() throws SeedException {
        VirtualArray open = require().array();
        List<String> systems = open.systems().stream()
                .map(system -> "system " + system.settings().serial() + ": "
                        + system.volumes().size() + " volumes, "
                        + system.relations().size() + " relations, frozen "
                        + system.subsystems().stream()
                                .mapToInt(it -> it.frozen().size())
                                .sum()
                        + ", freezes ended by their timer "
                        + system.subsystems().stream()
                                .mapToLong(it -> it.expirations())
                                .sum())
                .toList();
        return String.join("\n", lab.description()) + "\n" + String.join("\n", systems) + "\nfaults to come: "
                + open.faults().pending().size();
    }

    @Descriptor("lets something go wrong, or shows (list) or forgets (clear) what is to go wrong")
    public synchronized String fault(
            @Descriptor("operation it hits, * for any") @Parameter(names = "--operation", absentValue = "*")
                    String operation,
            @Descriptor("serial of the storage system, or what else is hit, such as zosmf or IMS1; * for any")
                    @Parameter(names = "--system", absentValue = "*")
                    String system,
            @Descriptor("how many pass first") @Parameter(names = "--skip", absentValue = "0") int skip,
            @Descriptor("how many are hit, 0 for all") @Parameter(names = "--times", absentValue = "1") int times,
            @Descriptor("milliseconds") @Parameter(names = "--delay-ms", absentValue = "0") long delayMs,
            @Descriptor("index of the element that fails") @Parameter(names = "--element", absentValue = "0")
                    int element,
            @Descriptor("status of HTTP") @Parameter(names = "--status", absentValue = "503") int status,
            @Descriptor("kind of fault, list, or clear") String kind)
            throws SeedException {
        VirtualArray open = require().array();
        if (kind.equals("clear")) {
            open.faults().clear();
        } else if (!kind.equals("list")) {
            require().requireSystem(system);
            open.faults().add(new Fault(kind(kind), operation, system, skip, times, delayMs, element, status));
        }
        List<Fault> pending = open.faults().pending();
        return pending.isEmpty()
                ? "nothing is to go wrong"
                : pending.stream().map(LabCommands::line).collect(Collectors.joining("\n"));
    }

    /** Ends the service and lets the directory go. */
    @Deactivate
    public synchronized void stop() throws IOException {
        if (lab != null) {
            lab.close();
            lab = null;
        }
    }

    private RunningLab require() throws SeedException {
        if (lab == null) {
            throw new SeedException("no lab runs here; start it with copyblade lab start");
        }
        return lab;
    }

    private static Fault.Kind kind(String name) throws SeedException {
        try {
            return Fault.Kind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw new SeedException("there is no fault '" + name + "'; there are "
                    + List.of(Fault.Kind.values()).stream()
                            .map(LabCommands::word)
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String word(Fault.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String line(Fault fault) {
        return word(fault.kind()) + " for operation " + fault.operation() + " of system " + fault.system() + ", after "
                + fault.skip() + ", " + (fault.times() == 0 ? "always" : fault.times() + " times");
    }
}
