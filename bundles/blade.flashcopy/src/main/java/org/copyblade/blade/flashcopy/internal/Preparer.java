package org.copyblade.blade.flashcopy.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.flashcopy.internal.FlashBinding.Stage;
import org.copyblade.blade.flashcopy.internal.array.CopyOption;
import org.copyblade.blade.flashcopy.internal.array.Ds8000;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.Relation;
import org.copyblade.blade.flashcopy.internal.array.Subsystem;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.rest.Token;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.ThawRecipe;

/**
 * Everything slow before the point in time: proves the pairs free, waits for the background copy of the copy that is taken
 * over, marks the targets, reads the freeze timers, fetches a token for the thaw recipe. For one step.
 */
final class Preparer {

    /** Renames of one step: about a second of a busy management console. */
    private static final int RENAMES_PER_STEP = 256;

    /** A storage takes longer to make a volume than to rename one. */
    private static final int VOLUMES_PER_STEP = 32;

    private static final Duration COPY_PAUSE = Duration.ofSeconds(5);

    /** Of a subsystem that does not tell: documented for CKD, for FB (unconfirmed). */
    private static final Duration DEFAULT_TIMER = Duration.ofSeconds(120);

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final FlashBinding binding;
    private final Call call;

    Preparer(Endpoint endpoint, CopyGroup group, FlashBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Preparation step() throws BladeException, RestException {
        if (binding.stage() == Stage.ESTABLISHED) {
            throw FlashFault.STATE.error(
                    "cannot prepare " + group.id() + ": it is established already", "ask for the state of the copy");
        }
        endpoint.require(binding.system(), "prepare " + group.id(), endpoint.array(), call);
        Set<String> subsystems = new TreeSet<>(binding.sourceSubsystems());
        subsystems.addAll(binding.targetSubsystems());
        StorageView view = endpoint.look(subsystems, sources(), call);
        if (binding.stage() == Stage.PLANNED) {
            List<BoundPair> missing = missing(view);
            if (!missing.isEmpty()) {
                return make(view, missing);
            }
            requireUsable(view);
            List<Pair> left = leftByRestores(view);
            if (!left.isEmpty()) {
                endpoint.withdraw(left, call);
                return new Preparation.Continues(BindingForm.write(binding), 0, Duration.ZERO);
            }
            Optional<Preparation> waiting = awaitOlder(view);
            if (waiting.isPresent()) {
                return waiting.get();
            }
            List<VolumeId> unmarked = unmarked(view);
            List<VolumeId> now = unmarked.subList(0, Math.min(RENAMES_PER_STEP, unmarked.size()));
            mark(now);
            if (now.size() < unmarked.size()) {
                int done = binding.pairs().size() - unmarked.size() + now.size();
                return new Preparation.Continues(
                        BindingForm.write(binding), 100 * done / binding.pairs().size(), Duration.ZERO);
            }
        } else {
            requireMarked(view);
        }
        return prepared();
    }

    /** Targets that the plan would have made: none unless the endpoint says in which pool. */
    private List<BoundPair> missing(StorageView view) {
        return binding.pairs().stream()
                .filter(pair -> endpoint.settings().targetPool().isPresent())
                .filter(pair -> endpoint.settings().targets().contains(pair.target()))
                .filter(pair -> view.volume(pair.target()).isEmpty()
                        && pair.source().flatMap(view::volume).isPresent())
                .toList();
    }

    /** They bear their mark from the beginning: one that is made too late is found by it. */
    private Preparation make(StorageView view, List<BoundPair> missing) throws RestException {
        boolean thin = binding.options().contains(CopyOption.PERMIT_SPACE_EFFICIENT_TARGET);
        endpoint.fan().each(missing.subList(0, Math.min(VOLUMES_PER_STEP, missing.size())), pair -> {
            endpoint.array()
                    .make(
                            pair.target(),
                            Mark.of(group.id()),
                            pair.source().flatMap(view::volume).orElseThrow(),
                            endpoint.settings().targetPool().orElseThrow(),
                            thin,
                            call);
            return pair;
        });
        return new Preparation.Continues(BindingForm.write(binding), 0, Duration.ZERO);
    }

    private void requireUsable(StorageView view) throws BladeException {
        PairCheck check = new PairCheck(endpoint.settings(), view, binding, group.id(), Set.of());
        Members members = new Members(group, binding);
        for (CopyMember member : group.members()) {
            BoundPair bound = members.pairOf(member);
            VolumeId source = bound.source().orElseThrow();
            Optional<Pair> takenOver = binding.predecessor().flatMap(older -> bound.pair());
            List<BladeFinding> findings = new ArrayList<>(check.source(member.name(), source, takenOver));
            view.volume(source)
                    .ifPresent(
                            volume -> findings.addAll(check.target(member.name(), volume, bound.target(), takenOver)));
            for (BladeFinding finding : findings) {
                if (finding.severity() == BladeFinding.Severity.ERROR) {
                    throw FlashFault.TAKEN.error(
                            "cannot prepare " + group.id() + ": member " + finding.subject() + ": " + finding.text(),
                            finding.hint());
                }
            }
        }
    }

    private List<VolumeId> sources() {
        return binding.knownPairs().stream().map(Pair::source).toList();
    }

    /** Without cascading no target can be copied. The copy that was restored is whole without its relation, or used up. */
    private List<Pair> leftByRestores(StorageView view) {
        if (endpoint.settings().rules().cascading()) {
            return List.of();
        }
        return sources().stream()
                .flatMap(source -> view.leftByRestore(source).stream())
                .map(Relation::pair)
                .toList();
    }

    /** A refresh must not begin before the last copy of the pair has ended. */
    private Optional<Preparation> awaitOlder(StorageView view) {
        if (binding.predecessor().isEmpty()) {
            return Optional.empty();
        }
        List<Relation> copying = binding.knownPairs().stream()
                .flatMap(pair -> view.relations().of(pair).stream())
                .filter(relation -> !relation.isCopied())
                .toList();
        if (copying.isEmpty()) {
            return Optional.empty();
        }
        int percent = new Judge(binding, group.id(), view).percent(copying);
        return Optional.of(new Preparation.Continues(BindingForm.write(binding), percent, COPY_PAUSE));
    }

    private List<VolumeId> unmarked(StorageView view) {
        return binding.pairs().stream()
                .map(BoundPair::target)
                .filter(target -> !view.bears(target, group.id()))
                .toList();
    }

    private void requireMarked(StorageView view) throws BladeException {
        List<VolumeId> lost = unmarked(view);
        if (!lost.isEmpty()) {
            throw FlashFault.STATE.error(
                    "cannot prepare " + group.id() + ": target " + lost.get(0) + " does not bear its mark any more",
                    "it was withdrawn; plan a new group");
        }
    }

    private void mark(List<VolumeId> targets) throws RestException {
        endpoint.fan().each(targets, target -> {
            endpoint.array().rename(target, Mark.of(group.id()), call);
            return target;
        });
    }

    /** The shortest freeze timer of these subsystems. */
    static Duration timer(Endpoint endpoint, Set<String> held, Call call) throws RestException {
        List<Subsystem> subsystems =
                endpoint.fan().each(List.copyOf(held), lss -> endpoint.array().subsystem(lss, call));
        return subsystems.stream()
                .map(subsystem -> subsystem.freezeTimer().orElse(DEFAULT_TIMER))
                .min(Duration::compareTo)
                .orElse(DEFAULT_TIMER);
    }

    private Preparation prepared() throws RestException {
        Set<String> held = binding.sourceSubsystems();
        Duration timer = timer(endpoint, held, call);
        return new Preparation.Prepared(
                BindingForm.write(binding.prepared(timer)),
                CopyMethod.FAST,
                held.stream()
                        .map(lss -> new HoldDomain(binding.system() + "/" + lss))
                        .toList(),
                Optional.of(timer),
                Optional.of(thaw(held)));
    }

    /** A token of its own, so that no renewal here makes the one of a guard worthless. */
    private ThawRecipe thaw(Set<String> subsystems) throws RestException {
        Token token = endpoint.array().freshToken(call);
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "X-Auth-Token",
                token.secret().text());
        return new ThawRecipe.HttpRequest(
                "POST",
                endpoint.array().unfreezeUri(),
                headers.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue())
                        .sorted()
                        .toList(),
                Ds8000.unfreezeBody(subsystems),
                token.certificateSha256());
    }
}
