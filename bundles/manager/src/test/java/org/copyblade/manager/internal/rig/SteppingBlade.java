package org.copyblade.manager.internal.rig;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.copyblade.blade.memory.MemoryBlade;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeInfo.RestoreEffect;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.RestoreChoice;

/**
 * The blade in memory as one of files would do it: it copies back one member a step, and its binding says how many are back.
 * It trusts that: with such a binding it goes on there. One that swaps says besides that no member can be copied back twice.
 */
final class SteppingBlade {

    private static final String BACK = "#back=";

    private SteppingBlade() {}

    /**
     * Over a storage in memory.
     *
     * @param following groups whose targets follow their sources until all is back; empty: none ever do
     * @param refusing whether it refuses every copy back, and will whenever it is asked
     */
    static CopyBlade over(
            MemoryBlade blade, boolean swapping, Optional<Set<String>> following, BooleanSupplier refusing) {
        return (CopyBlade) Proxy.newProxyInstance(
                SteppingBlade.class.getClassLoader(), MemoryBlade.class.getInterfaces(), (proxy, method, arguments) -> {
                    String name = method.getName();
                    if (name.equals("restore")) {
                        Mirrors mirrors = new Mirrors(following, (CopyGroup) arguments[0], (Binding) arguments[1]);
                        mirrors.requireRestorable();
                        if (refusing.getAsBoolean()) {
                            throw new BladeException(
                                    "STEPPING-REFUSED",
                                    "nothing is copied back",
                                    "look at the storage",
                                    BladeException.Recovery.ASK_OPERATOR);
                        }
                        if (following.isPresent() && !isNoted((Binding) arguments[1])) {
                            return new Advance.Continues(noting((Binding) arguments[1], 0), 0, Duration.ofMillis(1));
                        }
                        Advance step = restore(
                                blade, (CopyGroup) arguments[0], (Binding) arguments[1], members(arguments[2]), (Call)
                                        arguments[3]);
                        mirrors.follow(step instanceof Advance.Continues);
                        return step;
                    }
                    if (name.equals("query") || name.equals("planRestore")) {
                        Mirrors mirrors = new Mirrors(following, (CopyGroup) arguments[0], (Binding) arguments[1]);
                        Optional<Object> answer = name.equals("query") ? mirrors.state() : mirrors.findings();
                        if (answer.isPresent()) {
                            return answer.orElseThrow();
                        }
                    }
                    if (swapping && name.equals("chooseRestore")) {
                        return new RestoreChoice.Chosen((Binding) arguments[0], RestoreEffect.CONSUMES_COPY);
                    }
                    if (name.equals("withdraw")) {
                        new Mirrors(following, (CopyGroup) arguments[0], (Binding) arguments[1]).follow(false);
                    }
                    for (int i = 0; arguments != null && i < arguments.length; i++) {
                        arguments[i] = arguments[i] instanceof Binding binding ? plain(binding) : arguments[i];
                    }
                    try {
                        return method.invoke(blade, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** What a storage that mirrors says and refuses while targets follow. */
    private record Mirrors(Optional<Set<String>> following, CopyGroup group, Binding binding) {

        private boolean follows() {
            return following.filter(all -> all.contains(group.id().value())).isPresent();
        }

        private boolean anotherFollows() {
            return following
                    .filter(all ->
                            all.stream().anyMatch(one -> !one.equals(group.id().value())))
                    .isPresent();
        }

        void requireRestorable() throws BladeException {
            if (anotherFollows() || follows() && !isNoted(binding)) {
                throw new BladeException(
                        "STEPPING-STATE",
                        "its volumes are in pairs that are not split",
                        "split them",
                        BladeException.Recovery.FIX_REQUEST);
            }
        }

        Optional<Object> state() {
            if (!follows()) {
                return Optional.empty();
            }
            return Optional.of(
                    isNoted(binding)
                            ? new CopyState.Restoring(50)
                            : new CopyState.Failed("its targets follow their sources"));
        }

        Optional<Object> findings() {
            return anotherFollows()
                    ? Optional.of(List.of(BladeFinding.error(group.id().value(), "has pairs beside it", "split them")))
                    : Optional.empty();
        }

        void follow(boolean now) {
            following.ifPresent(all -> {
                if (now) {
                    all.add(group.id().value());
                } else {
                    all.remove(group.id().value());
                }
            });
        }
    }

    private static List<String> members(Object names) {
        return ((Set<?>) names).stream().map(String.class::cast).sorted().toList();
    }

    private static Advance restore(MemoryBlade blade, CopyGroup group, Binding binding, List<String> members, Call call)
            throws BladeException {
        Binding plain = plain(binding);
        int back = back(binding);
        Set<String> one = new TreeSet<>(Set.of(members.get(back)));
        Advance step = blade.restore(group, plain, one, call);
        if (step instanceof Advance.Continues) {
            step = blade.restore(group, plain, one, call);
        }
        boolean done = back + 1 == members.size();
        return done ? step : new Advance.Continues(noting(plain, back + 1), 50, Duration.ofMillis(1));
    }

    private static Binding noting(Binding plain, int back) {
        return new Binding(plain.version(), plain.data() + BACK + back);
    }

    private static boolean isNoted(Binding binding) {
        return binding.data().contains(BACK);
    }

    private static int back(Binding binding) {
        int at = binding.data().indexOf(BACK);
        return at < 0 ? 0 : Integer.parseInt(binding.data().substring(at + BACK.length()));
    }

    private static Binding plain(Binding binding) {
        int at = binding.data().indexOf(BACK);
        return at < 0 ? binding : new Binding(binding.version(), binding.data().substring(0, at));
    }
}
