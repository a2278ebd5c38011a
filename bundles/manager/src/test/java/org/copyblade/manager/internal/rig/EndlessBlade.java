package org.copyblade.manager.internal.rig;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.copyblade.blade.memory.MemoryBlade;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyState;

/**
 * The blade in memory over a storage that is still at it: what it withdraws or copies back goes on, for as long as that is so;
 * or it copies on when a restore has ended.
 */
final class EndlessBlade {

    private EndlessBlade() {}

    static CopyBlade over(MemoryBlade blade, BooleanSupplier endless, BooleanSupplier copiesOn) {
        return (CopyBlade) Proxy.newProxyInstance(
                EndlessBlade.class.getClassLoader(), MemoryBlade.class.getInterfaces(), (proxy, method, arguments) -> {
                    boolean slow = method.getName().equals("withdraw")
                            || method.getName().equals("restore");
                    if (slow && endless.getAsBoolean()) {
                        return new Advance.Continues((Binding) arguments[1], 30, Duration.ofMillis(5));
                    }
                    if (method.getName().equals("query") && copiesOn.getAsBoolean()) {
                        return new CopyState.Restoring(50);
                    }
                    try {
                        return method.invoke(blade, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
