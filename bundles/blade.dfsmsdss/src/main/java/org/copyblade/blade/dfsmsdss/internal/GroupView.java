package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.zosmf.Completion;
import org.copyblade.zosmf.Job;

/**
 * One look at what z/OS has of a group.
 *
 * @param hasMap whether its map is there
 * @param fences qualifiers of the fences that are there
 * @param dataSets everything else in the catalog that is the group's
 * @param jobs its jobs that JES still knows
 */
record GroupView(boolean hasMap, Set<String> fences, List<DataSetName> dataSets, List<MarkedJob> jobs) {

    /**
     * A job of the group.
     *
     * @param mark what it does
     * @param job how far it is
     */
    record MarkedJob(JobMark mark, Job job) {
        boolean isWaiting() {
            return job.status() == Job.Status.INPUT;
        }

        /** Whether its cards, or a fence that was gone, kept it from running. */
        boolean wasRefused() {
            return job.completion()
                    .filter(completion -> completion.kind() == Completion.Kind.JCL_ERROR)
                    .isPresent();
        }

        /** Also while nobody says how it is. */
        boolean isRunning() {
            return !isWaiting() && !job.ended();
        }
    }

    GroupView {
        fences = Set.copyOf(fences);
        dataSets = List.copyOf(dataSets);
        jobs = List.copyOf(jobs);
        Objects.requireNonNull(jobs, "jobs");
    }

    /** @param names everything in the catalog below the group */
    static GroupView of(List<DataSetName> names, List<MarkedJob> jobs) {
        Set<String> fences = new TreeSet<>();
        List<DataSetName> others = new ArrayList<>();
        boolean map = false;
        for (DataSetName name : names) {
            if (JobMark.isFence(name.last())) {
                fences.add(name.last());
            } else if (name.last().equals(GroupNames.MAP)) {
                map = true;
            } else {
                others.add(name);
            }
        }
        return new GroupView(map, fences, others, jobs);
    }

    boolean hasFence(JobMark mark) {
        return fences.contains(mark.fence());
    }

    /**
     * The jobs of one purpose and number; more than one if a submit was repeated after a lost answer. First the one that
     * counts: of all jobs behind one fence one runs at most, and the others are refused, or will be.
     */
    List<MarkedJob> jobs(JobMark mark) {
        return jobs.stream()
                .filter(job -> job.mark().equals(mark))
                .sorted(Comparator.comparing(MarkedJob::wasRefused).thenComparing(MarkedJob::isWaiting))
                .toList();
    }

    /** The one of them that counts. */
    Optional<MarkedJob> job(JobMark mark) {
        return jobs(mark).stream().findFirst();
    }

    /** The jobs that copy, held or not. */
    List<MarkedJob> copyJobs() {
        return jobs.stream()
                .filter(job ->
                        job.mark().purpose() == Purpose.COPY || job.mark().purpose() == Purpose.HELD_COPY)
                .toList();
    }

    /** The job that has copied or is copying. Of all jobs behind one fence one runs at most. */
    Optional<MarkedJob> startedCopy() {
        return copyJobs().stream()
                .filter(job -> !job.isWaiting())
                .filter(job -> !hasFence(job.mark()))
                .min(Comparator.comparing(MarkedJob::wasRefused));
    }

    /** The highest number of a purpose that any job or fence bears; 0 if there is none. */
    int lastNumber(Purpose purpose) {
        int ofJobs = jobs.stream()
                .map(MarkedJob::mark)
                .filter(mark -> mark.purpose() == purpose)
                .mapToInt(JobMark::number)
                .max()
                .orElse(0);
        int ofFences = fences.stream()
                .flatMap(fence -> purpose.numberOf(fence).stream().boxed())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        return Math.max(ofJobs, ofFences);
    }

    boolean isEmpty() {
        return !hasMap && fences.isEmpty() && dataSets.isEmpty() && jobs.isEmpty();
    }
}
