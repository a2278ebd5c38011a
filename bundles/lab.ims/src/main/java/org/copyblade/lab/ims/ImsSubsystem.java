package org.copyblade.lab.ims;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.ims.internal.console.LogHook;
import org.copyblade.lab.ims.internal.console.TypeTwoCommands;
import org.copyblade.lab.ims.internal.zos.DbrcProgram;
import org.copyblade.lab.ims.internal.zos.HookProgram;
import org.copyblade.lab.ims.internal.zos.ImagePresence;
import org.copyblade.lab.ims.internal.zos.ImageSpace;
import org.copyblade.lab.ims.internal.zos.ImsConsole;
import org.copyblade.lab.ims.internal.zos.SpocProgram;
import org.copyblade.lab.zos.ConsoleSubsystem;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.JobProgram;
import org.copyblade.lab.zos.RunningSubsystem;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;
import org.copyblade.lab.zos.ZosImage;
import org.copyblade.lab.zos.ZosSubsystem;
import org.osgi.service.component.annotations.Component;

/**
 * IMS as a subsystem of a z/OS image. It runs where the seed has a table {@code hosts.ims}, whose keys are the components of
 * {@link ImsSeed} with underscores, {@code start} (are members started at once that never ran, or were up when z/OS died?)
 * and {@code work} (does their ledger work as soon as they are up?). Safe for many threads.
 */
@Component(service = {ZosSubsystem.class, ImsSubsystem.class})
public final class ImsSubsystem implements ZosSubsystem {
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("prefix", "BANKPRD"),
            Map.entry("plex", "PLEX1"),
            Map.entry("members", List.of("IMS1", "IMS2")),
            Map.entry("olds_pairs", 3),
            Map.entry("olds_blocks", 12),
            Map.entry("database_tracks", 4),
            Map.entry("area_tracks", 2),
            Map.entry("workers", 3),
            Map.entry("think_ms", 5),
            Map.entry("suspend_limit_ms", 30_000));
    private static final ObjectMapper VALUES = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    /** One that runs. */
    record Running(ZosImage image, ImsSeed seed, LateGroup group) {

        /** The group, which is opened if it could not be before. */
        ImsPlex plex() throws ImsException {
            try {
                return group.open().plex();
            } catch (ZosException notThere) {
                throw new ImsException("IMS is not there: " + notThere.getMessage());
            }
        }
    }

    private volatile Running latest; // null while none runs

    @Override
    public String name() {
        return "ims";
    }

    @Override
    public RunningSubsystem start(ZosImage image) throws ZosException {
        Map<String, Object> settings = new HashMap<>(DEFAULTS);
        settings.putAll(image.settings("ims"));
        if (image.settings("ims").isEmpty()) {
            return running(List.of(), List.of(), List.of(), () -> {});
        }
        boolean starts = Boolean.TRUE.equals(settings.getOrDefault("start", true));
        boolean works = Boolean.TRUE.equals(settings.getOrDefault("work", true));
        settings.keySet().removeAll(List.of("start", "work"));
        ImsSeed seed = seed(settings);
        LateGroup group = new LateGroup(seed.members(), () -> open(image, seed, works));
        Running now = new Running(image, seed, group);
        if (opens(image, seed, group)) {
            ImsPlex plex = group.open().plex();
            if (starts) {
                startDue(plex, image);
            }
            if (starts && works) {
                plex.startWork();
            }
        }
        latest = now;
        return running(seed.members(), group.programs(), List.of(group.console()), () -> {
            group.close();
            latest = latest == now ? null : latest;
        });
    }

    /** Who has run before keeps z/OS down no more: its volumes may be brought back. A seed that was never right is refused. */
    private static boolean opens(ZosImage image, ImsSeed seed, LateGroup group) throws ZosException {
        try {
            group.open();
            return true;
        } catch (ZosException refusal) {
            if (!image.restarts().knows(seed.members().get(0))) {
                throw new ZosException(Reason.IO, "IMS cannot be started: " + refusal.getMessage());
            }
            image.console().message("IMS STAYS DOWN: " + refusal.getMessage());
            return false;
        }
    }

    private static LateGroup.Opened open(ZosImage image, ImsSeed seed, boolean works) throws ZosException {
        ImsPlex plex = ImsPlex.open(
                seed,
                volumes(image, seed),
                new ImageSpace(image.dataSets()),
                new ImagePresence(image.restarts()),
                (imsid, message) -> image.console().message(message));
        ImsConsole console = new ImsConsole(image, plex.group(), works);
        console.open();
        return new LateGroup.Opened(
                plex,
                console,
                List.of(
                        new DbrcProgram(plex.group().shared()),
                        new HookProgram(new LogHook(plex.group())),
                        new SpocProgram(new TypeTwoCommands(plex.group()))));
    }

    /**
     * Members that were down when z/OS died stay down, since their volumes may be half copied back; and a z/OS comes up without
     * those whose volumes do not let them start.
     */
    private static void startDue(ImsPlex plex, ZosImage image) throws ZosException {
        List<String> due = new ArrayList<>();
        for (String imsid : plex.seed().members()) {
            if (image.restarts().isDue(imsid)) {
                due.add(imsid);
            } else {
                image.console().message(imsid + " WAS DOWN WHEN Z/OS ENDED, AND STAYS SO UNTIL IT IS STARTED");
            }
        }
        try {
            plex.start(due);
        } catch (ImsException failure) {
            image.console().message(failure.getMessage());
        }
    }

    /** The group that was started last, if it still runs; empty also while its volumes are not there. */
    public Optional<ImsPlex> plex() {
        return Optional.ofNullable(latest).flatMap(it -> it.group().opened()).map(LateGroup.Opened::plex);
    }

    /** What the seed says of the group that was started last, if its z/OS still runs. */
    public Optional<ImsSeed> seed() {
        return Optional.ofNullable(latest).map(Running::seed);
    }

    Optional<Running> latest() {
        return Optional.ofNullable(latest);
    }

    private static ImsSeed seed(Map<String, Object> settings) throws ZosException {
        try {
            return VALUES.convertValue(settings, ImsSeed.class);
        } catch (IllegalArgumentException bad) {
            String why = String.valueOf(bad.getMessage()).lines().findFirst().orElse("");
            throw new ZosException(Reason.INVALID, "hosts.ims: " + why);
        }
    }

    private static Map<String, HostVolume> volumes(ZosImage image, ImsSeed seed) throws ZosException {
        Map<String, HostVolume> volumes = new TreeMap<>();
        for (String volser : seed.volumes()) {
            Device device = image.devices()
                    .online(volser)
                    .orElseThrow(() -> new ZosException(
                            Reason.NOT_FOUND, "hosts.ims names volume " + volser + ", which is not online"));
            try {
                volumes.put(volser, device.system().host(device.volume()));
            } catch (ArrayException cause) {
                throw new ZosException(Reason.IO, "volume " + volser + ": " + cause.getMessage());
            }
        }
        return volumes;
    }

    private static RunningSubsystem running(
            List<String> members, List<JobProgram> programs, List<ConsoleSubsystem> consoles, Runnable end) {
        return new RunningSubsystem() {
            @Override
            public List<JobProgram> programs() {
                return programs;
            }

            @Override
            public List<ConsoleSubsystem> consoles() {
                return consoles;
            }

            @Override
            public Set<String> faultSystems() {
                return Set.copyOf(members);
            }

            @Override
            public void close() {
                end.run();
            }
        };
    }
}
