package org.copyblade.blade.dfsmsdss.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.DssBinding.Stage;
import org.copyblade.blade.dfsmsdss.internal.zos.Zos;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Release;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * The point in time: releases the staged job once and sees it end. Questions may go unanswered for a while, as when z/OSMF is
 * restarted; they are asked again until the deadline. The release is never sent twice.
 */
final class Establisher {

    /** The end of the job is seen this much later at most, and a round trip. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** How long a job is watched whose release was not answered. */
    private static final Duration WATCH = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final DssBinding binding;
    private final Call call;
    private final Zos zos;

    Establisher(Endpoint endpoint, CopyGroup group, DssBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
        this.zos = endpoint.window();
    }

    Establishment establish(Hold hold) throws BladeException {
        JobId job = job(hold);
        if (call.expired() || call.cancelled()) {
            throw DssFault.TOO_LATE.error(
                    "cannot " + doing() + ": the deadline has passed or the call was cancelled", "give it more time");
        }
        Instant at = Instant.now();
        long sentNanos = System.nanoTime();
        release(job);
        Job ended = ended(job, call);
        CopyVerdict verdict = verdict(ended);
        long answeredNanos = System.nanoTime();
        if (!verdict.allDone()) {
            throw verdict.failure(doing(), job, EndedJob.messages(zos, ended, call))
                    .orElseThrow();
        }
        Optional<Release> held = hold.wanted() ? Optional.of(verdict.hold()) : Optional.empty();
        return new Establishment(
                BindingForm.write(binding.established(Optional.of(at), held, verdict)),
                at,
                sentNanos,
                answeredNanos,
                answeredNanos - sentNanos);
    }

    private JobId job(Hold hold) throws BladeException {
        if (binding.stage() == Stage.PLANNED) {
            throw DssFault.STATE.error("cannot " + doing() + ": it is not prepared", "prepare it first");
        }
        if (binding.stage() == Stage.ESTABLISHED) {
            throw DssFault.STATE.error(
                    "cannot " + doing() + ": it is established already",
                    "ask for the state of the copy",
                    Recovery.LOOK_FIRST);
        }
        if (!binding.isFast()) {
            throw DssFault.REQUEST.error(
                    "cannot " + doing() + ": it is copied through the host, and that has no instant",
                    "copy it step by step, or require fast replication");
        }
        if (hold.wanted() && !binding.canHold()) {
            throw DssFault.REQUEST.error(
                    "cannot " + doing() + " under a hold: DFSMSdss holds writes for whole volumes only",
                    "use the method volume, or another consistency");
        }
        return (hold.wanted() ? binding.heldJob() : binding.job())
                .orElseThrow(() ->
                        DssFault.STATE.error("cannot " + doing() + ": its job is not staged", "prepare it first"));
    }

    private String doing() {
        return "establish " + group.id();
    }

    private void release(JobId job) throws BladeException {
        try {
            zos.release(job.ref(), Endpoint.bounds(call));
        } catch (ZosmfException e) {
            if (e.maybeDone()) {
                watch(job);
                throw Failures.once(doing(), e);
            }
            if (e.reason() == Reason.GONE) {
                throw DssFault.STATE.error(
                        "cannot " + doing() + ": job " + job + " is gone", "withdraw the copy and make it again");
            }
            throw Failures.once(doing(), e);
        }
    }

    /** Nobody knows whether the job runs: better to know it before the window is closed. */
    private void watch(JobId job) {
        Duration limit = call.remaining().compareTo(WATCH) < 0 ? call.remaining() : WATCH;
        Call watching = Call.within(limit, call::cancelled, percent -> {});
        try {
            ended(job, watching);
        } catch (BladeException e) {
            // The answer is lost either way, and says so.
        }
    }

    private Job ended(JobId job, Call until) throws BladeException {
        String trouble = "it is not seen to end";
        while (!until.expired() && !until.cancelled()) {
            try {
                Optional<Job> found = zos.job(job.ref(), Endpoint.bounds(until));
                if (found.isEmpty()) {
                    throw DssFault.REPORT.error(
                            "cannot " + doing() + ": job " + job + " was purged before it was seen to end",
                            "keep what runs in the message class of 'job.card' for some hours; withdraw the copy and make it again");
                }
                if (found.get().ended()) {
                    return found.get();
                }
                trouble = "it is " + found.get().status() + " " + found.get().notRunning();
            } catch (ZosmfException e) {
                trouble = askAgain(e);
            }
            pause(until);
        }
        throw unknown(job, trouble);
    }

    private CopyVerdict verdict(Job ended) throws BladeException {
        String trouble = "";
        do {
            try {
                return EndedJob.verdict(zos, ended, binding.copies(), Expectation.copyOf(binding), call);
            } catch (ZosmfException e) {
                trouble = askAgain(e);
            }
            pause(call);
        } while (!call.expired() && !call.cancelled());
        throw unknown(JobId.of(ended), trouble);
    }

    private BladeException unknown(JobId job, String trouble) {
        return DssFault.UNKNOWN.error(
                "cannot " + doing() + ": nobody knows what became of job " + job + ": " + trouble.strip(),
                "ask for the state of the copy; see whether an initiator is free for the class of 'job.card', and z/OSMF");
    }

    /** A question may be asked again; what it was answered for good is thrown. */
    private String askAgain(ZosmfException e) throws BladeException {
        return switch (e.reason()) {
            case DOWN, ANSWER, UNKNOWN, TOO_LATE, CHANGED, REFUSED, GONE -> e.getMessage();
            case CONFIG, CREDENTIALS, RIGHTS, CERTIFICATE ->
                throw DssFault.UNKNOWN.error(
                        "cannot " + doing() + ": the job is released, and nobody can see it end: " + e.getMessage(),
                        e.hint());
        };
    }

    private void pause(Call until) {
        Duration left = until.remaining();
        if (!left.isNegative()) {
            endpoint.rest().accept(left.compareTo(PAUSE) < 0 ? left : PAUSE);
        }
    }
}
