package org.copyblade.blade.flashcopy.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.copyblade.blade.flashcopy.internal.FlashBinding.Stage;
import org.copyblade.blade.flashcopy.internal.array.CopyOption;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.PairResult;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.endpoint.HostClock;
import org.copyblade.endpoint.Moment;

/**
 * The point in time. All pairs go out at once in as few requests as the storage takes; under a freeze their order does not
 * matter, because a source that is copied holds its writes until all are. Nothing else is asked inside the window.
 */
final class Establisher {

    private final Endpoint endpoint;
    private final HostClock clock;
    private final CopyGroup group;
    private final FlashBinding binding;

    Establisher(Endpoint endpoint, HostClock clock, CopyGroup group, FlashBinding binding) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.group = group;
        this.binding = binding;
    }

    /**
     * What became of one request.
     *
     * @param results of its pairs; empty if it was not answered with success
     * @param failure empty if it was
     */
    private record Outcome(List<PairResult> results, Optional<RestException> failure) {}

    Establishment establish(Hold hold, Call call) throws BladeException {
        requirePrepared();
        if (call.expired() || call.cancelled()) {
            throw FlashFault.TOO_LATE.error(
                    "cannot establish " + group.id() + ": the deadline has passed or the call was cancelled",
                    "give it more time");
        }
        Set<CopyOption> options = binding.options(hold.wanted());
        Moment sent = clock.now();
        long sentNanos = System.nanoTime();
        List<Outcome> outcomes = send(options, call);
        long answeredNanos = System.nanoTime();
        requireAll(outcomes);
        Instant at = sent.wall();
        Optional<Moment> held = hold.wanted() ? Optional.of(sent) : Optional.empty();
        return new Establishment(
                BindingForm.write(binding.established(at, held)),
                at,
                sentNanos,
                answeredNanos,
                answeredNanos - sentNanos);
    }

    private void requirePrepared() throws BladeException {
        if (binding.stage() == Stage.PLANNED) {
            throw FlashFault.STATE.error("cannot establish " + group.id() + ": it is not prepared", "prepare it first");
        }
        if (binding.stage() == Stage.ESTABLISHED) {
            throw FlashFault.STATE.error(
                    "cannot establish " + group.id() + ": it is established already",
                    "ask for the state of the copy",
                    Recovery.LOOK_FIRST);
        }
    }

    /** After the first failure no further request is begun. */
    private List<Outcome> send(Set<CopyOption> options, Call call) {
        AtomicBoolean failed = new AtomicBoolean();
        List<List<Pair>> batches =
                Batches.of(binding.knownPairs(), endpoint.settings().pairsPerRequest());
        return endpoint.windowFan().each(batches, batch -> {
            Outcome outcome = failed.get() ? notSent() : send(batch, options, call);
            if (outcome.failure().isPresent() || !outcome.results().stream().allMatch(PairResult::isDone)) {
                failed.set(true);
            }
            return outcome;
        });
    }

    private static Outcome notSent() {
        return new Outcome(
                List.of(),
                Optional.of(RestException.notSent(
                        RestException.Reason.TOO_LATE, "not sent, because another request had failed")));
    }

    private Outcome send(List<Pair> batch, Set<CopyOption> options, Call call) {
        try {
            return new Outcome(endpoint.windowArray().establish(batch, options, call), Optional.empty());
        } catch (RestException e) {
            return new Outcome(List.of(), Optional.of(e));
        }
    }

    private void requireAll(List<Outcome> outcomes) throws BladeException {
        List<RestException> failures =
                outcomes.stream().flatMap(outcome -> outcome.failure().stream()).toList();
        List<PairResult> refused = outcomes.stream()
                .flatMap(outcome -> outcome.results().stream())
                .filter(result -> !result.isDone())
                .toList();
        if (!refused.isEmpty()) {
            throw known(
                    outcomes,
                    FlashFault.PAIRS.error(
                            "cannot establish " + group.id() + ": " + refused.size() + " of "
                                    + binding.pairs().size() + " pairs failed, first " + words(refused),
                            Failures.cure(refused.get(0).error().split(" ")[0])));
        }
        if (failures.isEmpty()) {
            return;
        }
        boolean nothingDone = outcomes.stream().allMatch(outcome -> outcome.failure()
                .filter(failure -> !failure.maybeDone())
                .isPresent());
        RestException first = failures.stream()
                .filter(failure -> failure.reason() != RestException.Reason.TOO_LATE)
                .findFirst()
                .orElse(failures.get(0));
        String doing = "establish " + group.id();
        BladeException error = Failures.once(doing, first);
        // A refusal of several pairs says nothing of each one, and other requests may have succeeded.
        boolean certain = nothingDone && first.reason() != RestException.Reason.REFUSED;
        throw certain
                ? error
                : known(
                        outcomes,
                        new BladeException(error.code(), error.getMessage(), error.hint(), Recovery.LOOK_FIRST));
    }

    /** Where each request was answered or never sent, a look at the storage tells all, and nothing comes late. */
    private BladeException known(List<Outcome> outcomes, BladeException error) {
        boolean allAnswered =
                outcomes.stream().flatMap(outcome -> outcome.failure().stream()).noneMatch(RestException::maybeDone);
        return allAnswered ? error.keeping(BindingForm.write(binding.nothingUnderWay())) : error;
    }

    private static String words(List<PairResult> refused) {
        List<String> shown = new ArrayList<>();
        for (PairResult result : refused.subList(0, Math.min(3, refused.size()))) {
            shown.add(result.pair() + ": " + result.error());
        }
        return String.join(", ", shown);
    }
}
