package org.copyblade.itests.rig;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.copyblade.blade.btrfs.internal.BtrfsBlade;
import org.copyblade.blade.dfsmsdss.internal.DfsmsdssBlade;
import org.copyblade.blade.dfsmsdss.internal.DssConfig;
import org.copyblade.blade.flashcopy.internal.FlashCopyBlade;
import org.copyblade.blade.flashcopy.internal.FlashCopyConfig;
import org.copyblade.blade.reflink.internal.ReflinkBlade;
import org.copyblade.blade.shadowimage.internal.ShadowImageBlade;
import org.copyblade.blade.shadowimage.internal.ShadowImageConfig;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.timefinder.internal.TimeFinderBlade;
import org.copyblade.blade.timefinder.internal.TimeFinderConfig;
import org.copyblade.manager.internal.blade.BladeRegistry;
import org.copyblade.zosmf.ConnectionConfig;

/** The shipped blades outside a framework, made from what their files of configuration hold; every call of them is a point. */
final class RigBlades {

    private RigBlades() {}

    /** @param given {@code blade} for each one, and {@code blade:key} for each key of its endpoint */
    static BladeRegistry of(Map<String, String> given) {
        BladeRegistry registry = new BladeRegistry();
        int number = 0;
        for (String name : new TreeSet<>(given.keySet())) {
            if (!name.contains(":")) {
                Map<String, Object> keys = new HashMap<>(RigManager.part(given, name + ":"));
                add(registry, ++number, blade(name, keys));
            }
        }
        return registry;
    }

    private static CopyBlade blade(String name, Map<String, Object> keys) {
        return switch (name) {
            case "reflink" -> new ReflinkBlade();
            case "btrfs" -> new BtrfsBlade();
            case "flashcopy" -> new FlashCopyBlade(RigConfig.of(FlashCopyConfig.class, keys), keys);
            case "dfsmsdss" ->
                new DfsmsdssBlade(
                        RigConfig.of(DssConfig.class, keys), RigConfig.of(ConnectionConfig.class, keys), keys);
            case "timefinder" -> new TimeFinderBlade(RigConfig.of(TimeFinderConfig.class, keys), keys);
            case "shadowimage" -> new ShadowImageBlade(RigConfig.of(ShadowImageConfig.class, keys), keys);
            default -> throw new IllegalArgumentException("no such blade: " + name);
        };
    }

    private static void add(BladeRegistry registry, int number, CopyBlade blade) {
        String name = blade.info().technology();
        registry.addBlade(
                RigReference.of(
                        number, Map.of("blade", name, "endpoint", blade.info().endpoint(), "version", "1")),
                CallPoints.watch(name, blade, CopyBlade.class));
    }
}
