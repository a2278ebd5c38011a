package org.copyblade.lab.ims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.ims.internal.member.Member;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code lab:ims}. */
@Component(service = ImsCommands.class)
@GogoCommand(scope = "lab", function = "ims")
public final class ImsCommands {
    private final ImsSubsystem subsystem;

    @Activate
    public ImsCommands(@Reference(name = "subsystem") ImsSubsystem subsystem) {
        this.subsystem = subsystem;
    }

    @Descriptor("shows the members, or: work on|off, kill IMSID, abend IMSID, start, disaster, check [VOLUME ...]")
    public String ims(@Descriptor("what, and on whom") String... arguments) throws ImsException {
        ImsSubsystem.Running running = subsystem
                .latest()
                .orElseThrow(
                        () -> new ImsException("no IMS runs here; its seed has no table hosts.ims, or it is down"));
        ImsPlex plex = running.plex();
        List<String> words = List.of(arguments);
        switch (words.isEmpty() ? "status" : words.get(0)) {
            case "status":
                return status(plex);
            case "work":
                if (words.contains("off")) {
                    plex.stopWork();
                } else {
                    plex.startWork();
                }
                return status(plex);
            case "kill":
                member(plex, words).killAlone();
                return status(plex);
            case "abend":
                member(plex, words).abend();
                return status(plex);
            case "start":
                plex.startAll();
                return status(plex);
            case "disaster":
                plex.scratchDatabases();
                return "all members are dead, and their databases are deleted\n" + status(plex);
            case "check":
                return check(running, words.subList(1, words.size()));
            default:
                throw new ImsException("'" + words.get(0) + "' is nothing that can be done;"
                        + " there are status, work, kill, abend, start, disaster, check");
        }
    }

    private static String status(ImsPlex plex) {
        List<String> lines = new ArrayList<>();
        for (Member member : plex.group().members()) {
            lines.add(member.imsid()
                    + member.region()
                            .map(it -> (it.suspension().isSuspended() ? " suspended" : " up")
                                    + (member.isWorking() ? ", works" : ", idle")
                                    + String.format(", LSN %016X, ", it.log().lsn())
                                    + it.units().committed() + " units committed")
                            .orElse(" down"));
        }
        return String.join("\n", lines);
    }

    private static Member member(ImsPlex plex, List<String> words) throws ImsException {
        String imsid = words.size() < 2 ? "" : words.get(1);
        return plex.group().member(imsid).orElseThrow(() -> new ImsException("there is no member '" + imsid + "'"));
    }

    /** Ids of copies, known by their labels; the group's own volumes if there are none. */
    private static String check(ImsSubsystem.Running running, List<String> ids) throws ImsException {
        try {
            Map<String, HostVolume> volumes = ids.isEmpty()
                    ? running.plex().group().shared().volumes().volumes()
                    : labelled(running.image().array().systems(), ids);
            CheckReport report = ImsPlex.check(volumes, running.seed().prefix(), Evidence.none());
            return String.join("\n", report.lines());
        } catch (ArrayException cause) {
            throw new ImsException(cause.getMessage());
        }
    }

    private static Map<String, HostVolume> labelled(List<StorageSystem> systems, List<String> ids)
            throws ArrayException, ImsException {
        Map<String, HostVolume> volumes = new TreeMap<>();
        for (String id : ids) {
            for (StorageSystem system : systems) {
                if (system.volume(id).isPresent() && system.volser(id).isPresent()) {
                    volumes.put(system.volser(id).orElseThrow(), system.host(id));
                }
            }
        }
        if (volumes.size() != ids.size()) {
            throw new ImsException("not all of " + ids + " are volumes with a label of their own");
        }
        return volumes;
    }
}
