package org.copyblade.blade.dfsmsdss.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.copyblade.blade.dfsmsdss.internal.GroupView.MarkedJob;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobDeck;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.zos.Device;
import org.copyblade.blade.dfsmsdss.internal.zos.DeviceList;
import org.copyblade.blade.dfsmsdss.internal.zos.Zos;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.zosmf.DataSetEntry;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One z/OS under one configuration; made anew when the configuration changes.
 *
 * @param settings checked values
 * @param zos for everything outside a window
 * @param window the same z/OS, for what lengthens a window
 * @param log takes what a job that did its work warned of
 * @param rest lets time pass between two questions within a window
 */
record Endpoint(DssSettings settings, Zos zos, Zos window, Consumer<String> log, Consumer<Duration> rest) {

    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

    Endpoint(DssSettings settings, Zos zos, Zos window) {
        this(settings, zos, window, LOG::warn);
    }

    Endpoint(DssSettings settings, Zos zos, Zos window, Consumer<String> log) {
        this(settings, zos, window, log, pause -> LockSupport.parkNanos(pause.toNanos()));
    }

    /** Where no answer has a place for them. Never inside a window. */
    void warn(CopyGroupId of, String job, List<String> warnings) {
        warnings.forEach(warning -> log.accept("job " + job + " of " + of + " warned of " + warning));
    }

    static ZosmfCall bounds(Call call) {
        return ZosmfCall.within(call.remaining(), call::cancelled);
    }

    GroupNames names() {
        return new GroupNames(settings.prefix());
    }

    /** Reads everything that the catalog and JES have of a group; three requests, and one for each job. */
    GroupView look(CopyGroupId group, Call call) throws ZosmfException {
        List<DataSetName> found = new ArrayList<>();
        for (DataSetEntry entry : zos.dataSets(names().pattern(group), bounds(call))) {
            if (DataSetName.isValid(entry.name())) {
                found.add(new DataSetName(entry.name()));
            }
        }
        List<MarkedJob> jobs = new ArrayList<>();
        for (String name : JobMark.jobNames(group.value())) {
            for (Job job : zos.jobs(name, bounds(call))) {
                zos.mark(job.ref(), bounds(call))
                        .filter(mark -> mark.group().equals(group.value()))
                        .ifPresent(mark -> jobs.add(new MarkedJob(mark, job)));
            }
        }
        return GroupView.of(found, jobs);
    }

    /** Submits a job of a group, which is fenced unless it may run at any time. */
    Job submit(JobMark mark, boolean held, List<String> control, Call call) throws ZosmfException {
        Optional<DataSetName> fence =
                mark.purpose() == Purpose.THAW ? Optional.empty() : Optional.of(names().fence(mark));
        JobDeck deck = JobDeck.of(settings.job(), mark.jobName(), mark, held, fence, control);
        return zos.submit(deck, bounds(call));
    }

    /** Purges the submissions of one job, the one that counts last: as long as any is there, it is what the next look finds. */
    void purge(List<MarkedJob> submissions, Call call) throws ZosmfException {
        for (int i = submissions.size() - 1; i >= 0; i--) {
            zos.purge(submissions.get(i).job().ref(), bounds(call));
        }
    }

    /** The maps of all groups that have one. A group whose map is not complete has an empty one. */
    Map<CopyGroupId, Optional<GroupMap>> maps(Call call) throws ZosmfException {
        Map<CopyGroupId, Optional<GroupMap>> maps = new LinkedHashMap<>();
        for (DataSetEntry entry : zos.dataSets(names().pattern(), bounds(call))) {
            Optional<GroupNames.Parts> parts = names().parts(entry.name());
            Optional<CopyGroupId> group = parts.flatMap(GroupNames.Parts::group);
            if (group.isPresent()) {
                maps.putIfAbsent(group.get(), Optional.empty());
                if (parts.get().rest().equals(GroupNames.MAP)) {
                    maps.put(group.get(), map(group.get(), call));
                }
            }
        }
        return maps;
    }

    Optional<GroupMap> map(CopyGroupId group, Call call) throws ZosmfException {
        return zos.read(names().map(group), bounds(call)).flatMap(GroupMap::parse);
    }

    /** Target volumes that a job has left in pieces. */
    List<Volser> spoiled(Call call) throws ZosmfException {
        List<Volser> volumes = new ArrayList<>();
        for (DataSetEntry entry : zos.dataSets(settings.prefix() + "." + GroupNames.SPOILED + ".**", bounds(call))) {
            String last = entry.name().substring(entry.name().lastIndexOf('.') + 1);
            if (last.startsWith("V") && Volser.isValid(last.substring(1))) {
                volumes.add(new Volser(last.substring(1)));
            }
        }
        return volumes;
    }

    /** All volumes of the subsystems that the configuration names; one command each. */
    Map<Volser, Device> devices(Call call) throws ZosmfException {
        return units(call).online();
    }

    /** The same with those that are offline. */
    Units units(Call call) throws ZosmfException {
        Map<Volser, Device> online = new LinkedHashMap<>();
        Set<String> offline = new HashSet<>();
        for (Map.Entry<String, Integer> subsystem : settings.units().entrySet()) {
            List<String> answer = zos.command(DeviceList.command(subsystem.getValue()), bounds(call));
            DeviceList.read(answer, subsystem.getKey()).forEach(device -> online.put(device.volser(), device));
            offline.addAll(DeviceList.offline(answer));
        }
        return new Units(online, offline);
    }
}
