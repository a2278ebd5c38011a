package org.copyblade.manager.internal.rig;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.memory.MemoryBlade;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeInfo.RestoreEffect;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.RestoreChoice;

/**
 * The blade in memory as one of files would do it: it copies back one member a step, and its binding says how many are back.
 * It trusts that: with such a binding it goes on there. One that swaps says besides that no member can be copied back twice.
 */
final class SteppingBlade {

    private static final String BACK = "#back=";

    private SteppingBlade() {}

    static CopyBlade over(MemoryBlade blade, boolean swapping) {
        return (CopyBlade) Proxy.newProxyInstance(
                SteppingBlade.class.getClassLoader(), MemoryBlade.class.getInterfaces(), (proxy, method, arguments) -> {
                    if (method.getName().equals("restore")) {
                        return restore(
                                blade, (CopyGroup) arguments[0], (Binding) arguments[1], members(arguments[2]), (Call)
                                        arguments[3]);
                    }
                    if (swapping && method.getName().equals("chooseRestore")) {
                        return new RestoreChoice.Chosen((Binding) arguments[0], RestoreEffect.CONSUMES_COPY);
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

    private static int back(Binding binding) {
        int at = binding.data().indexOf(BACK);
        return at < 0 ? 0 : Integer.parseInt(binding.data().substring(at + BACK.length()));
    }

    private static Binding plain(Binding binding) {
        int at = binding.data().indexOf(BACK);
        return at < 0 ? binding : new Binding(binding.version(), binding.data().substring(0, at));
    }
}
