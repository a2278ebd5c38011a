package org.copyblade.blade.dfsmsdss.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.GroupView.MarkedJob;
import org.copyblade.blade.dfsmsdss.internal.jcl.CopyStyle;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetCommands;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetCommands.Places;
import org.copyblade.blade.dfsmsdss.internal.jcl.FastReplication;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.zos.Device;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.ZosmfException;

/**
 * Copies data sets out of volumes that somebody has exposed, one step. Each try has a number and a fence of its own, as a
 * restore has. A volume is found by its device number: the serial of its label may be that of the volume it is a copy of,
 * and by that name z/OS would read the wrong one.
 */
final class Extractor {

    private static final Duration SOON = Duration.ofMillis(100);
    private static final int VERSION = 1;
    private static final String NUMBER = "number";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Endpoint endpoint;
    private final Extraction extraction;
    private final Call call;

    Extractor(Endpoint endpoint, Extraction extraction, Call call) {
        this.endpoint = endpoint;
        this.extraction = extraction;
        this.call = call;
    }

    Advance step(Optional<Binding> progress) throws BladeException, ZosmfException {
        GroupView view = endpoint.look(extraction.order(), call);
        if (progress.isEmpty()) {
            return begin(view);
        }
        JobMark mark = mark(number(progress.get()));
        Optional<MarkedJob> found = view.job(mark);
        if (found.isEmpty()) {
            if (!view.hasFence(mark)) {
                return begin(view);
            }
            endpoint.submit(mark, false, control(), call);
            return new Advance.Continues(progress.get(), 30, SOON);
        }
        Job job = found.get().job();
        return job.ended() ? ended(view.jobs(mark), progress.get()) : new Advance.Continues(progress.get(), 60, SOON);
    }

    /** The order stands for itself: a fence of an earlier try is as good as a new one. */
    private Advance begin(GroupView view) throws BladeException, ZosmfException {
        sources();
        int number = view.jobs().stream()
                        .map(MarkedJob::mark)
                        .filter(mark -> mark.purpose() == Purpose.EXTRACT)
                        .mapToInt(JobMark::number)
                        .max()
                        .orElse(0)
                + 1;
        endpoint.zos().create(endpoint.names().fence(mark(number)), Endpoint.bounds(call));
        Binding binding =
                new Binding(VERSION, JSON.createObjectNode().put(NUMBER, number).toString());
        return new Advance.Continues(binding, 10, SOON);
    }

    private JobMark mark(int number) {
        return new JobMark(extraction.order().value(), Purpose.EXTRACT, number);
    }

    private static int number(Binding binding) throws BladeException {
        try {
            int number = binding.version() == VERSION
                    ? JSON.readTree(binding.data()).path(NUMBER).asInt()
                    : 0;
            if (number > 0) {
                return number;
            }
        } catch (JsonProcessingException e) {
            // Not in its form, as below.
        }
        throw DssFault.BINDING.error("cannot read the progress of an order", "use a newer blade");
    }

    private List<String> control() throws BladeException, ZosmfException {
        Places places = new Places(sources(), extraction.volumes(), extraction.replace());
        CopyStyle style =
                CopyStyle.plain(FastReplication.PREFERRED, endpoint.settings().parallel());
        return DataSetCommands.copy(extraction.pairs(), style, places);
    }

    /** What z/OS calls the volumes that are online under the device numbers. */
    private List<Volser> sources() throws BladeException, ZosmfException {
        List<Volser> sources = new ArrayList<>();
        if (extraction.units().isEmpty()) {
            return sources;
        }
        var devices = endpoint.devices(call).values();
        for (String unit : extraction.units()) {
            Device device = devices.stream()
                    .filter(found -> found.unit().equals(unit))
                    .findFirst()
                    .orElseThrow(
                            () -> DssFault.REQUEST.error(
                                    "cannot copy data sets for " + extraction.order() + ": device " + unit
                                            + " is not online in the subsystems that 'units' names",
                                    "give the volume a serial of its own with ICKDSF REFORMAT VOLID and vary it online; or add its subsystem to 'units' of the endpoint"));
            sources.add(device.volser());
        }
        for (Volser volume : extraction.volumes()) {
            if (sources.contains(volume) || endpoint.settings().targets().contains(volume)) {
                throw DssFault.REQUEST.error(
                        "cannot copy data sets for " + extraction.order() + ": volume " + volume
                                + " holds copies of volumes, or may come to",
                        "name another volume");
            }
        }
        return sources;
    }

    /** @param jobs that which counts, and others that were submitted for it */
    private Advance ended(List<MarkedJob> jobs, Binding progress) throws BladeException, ZosmfException {
        Job job = jobs.get(0).job();
        List<BoundCopy> copies = extraction.pairs().stream()
                .map(pair -> new BoundCopy(pair.from().value(), pair.to().value()))
                .toList();
        CopyVerdict verdict = EndedJob.verdict(endpoint.zos(), job, copies, Expectation.extraction(), call);
        if (verdict.allDone()) {
            endpoint.warn(extraction.order(), JobId.of(job).toString(), verdict.warnings());
            return new Advance.Done(progress);
        }
        String messages = EndedJob.messages(endpoint.zos(), job, call);
        endpoint.purge(jobs, call);
        throw verdict.failure("copy data sets for " + extraction.order(), JobId.of(job), messages)
                .orElseThrow();
    }
}
