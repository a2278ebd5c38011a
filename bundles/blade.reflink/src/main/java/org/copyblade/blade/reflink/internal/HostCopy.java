package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.copyblade.blade.reflink.internal.ReflinkBinding.Place;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.linux.pool.Facts;
import org.copyblade.linux.pool.Marker;
import org.copyblade.linux.pool.Stage;

/** Copies a group byte by byte, a second at a time, going on from the binding. */
final class HostCopy {

    private static final String COPY = "copy";

    private final CopyGroup group;
    private final Layout layout;
    private final Call call;

    HostCopy(CopyGroup group, Layout layout, Call call) {
        this.group = group;
        this.layout = layout;
        this.call = call;
    }

    Advance step(ReflinkBinding before) throws BladeException, IOException {
        Marker marker = layout.isThere() ? layout.main().marker().orElse(null) : null;
        if (marker != null && (marker.stage() == Stage.ESTABLISHED || marker.stage() == Stage.DURABLE)) {
            return new Advance.Done(before.with(Place.START).toBinding());
        }
        if (marker == null || marker.stage() != Stage.PREPARED && marker.stage() != Stage.COPYING) {
            throw Failure.state("copy", group.id(), "it is not prepared");
        }
        if (before.method() != CopyMethod.HOST) {
            throw Failure.request(group.id(), "it is copied by reflink", "use establish");
        }
        before.mounted().requireSources("copy", group);
        ReflinkBinding binding = before.place().phase().equals(COPY) ? before : before.with(Place.of(COPY));
        Budget budget = Budget.ofStep(call);
        while (binding.place().member() < group.members().size()) {
            binding = copy(binding, budget);
            if (budget.spent()) {
                layout.main().mark(marker.to(Stage.COPYING).with(Facts.none().with("percent", binding.percent())));
                call.progress(binding.percent());
                return new Advance.Continues(binding.toBinding(), binding.percent(), Duration.ZERO);
            }
        }
        layout.main().mark(marker.established(Instant.now()));
        return new Advance.Done(binding.with(Place.START).toBinding());
    }

    private ReflinkBinding copy(ReflinkBinding binding, Budget budget) throws IOException {
        Place place = binding.place();
        CopyMember member = group.members().get(place.member());
        Path target = layout.copyOf(member);
        Files.createDirectories(target);
        Path linksFile = layout.links(member);
        try (OpenTrees trees = new OpenTrees(Path.of(member.source()), target)) {
            HardLinks links = HardLinks.load(linksFile);
            TreeCopy copy = new TreeCopy(
                    trees,
                    new Exclusion(member),
                    new TreeCopy.Manner(false, Layout.part(group), ""),
                    links,
                    TreeCopy.Begun.at(place),
                    budget);
            Optional<String> paused = TreeWalk.from(trees.calls, trees.source, place.path(), copy);
            links.save(linksFile);
            return binding.with(
                    paused.isPresent()
                            ? place.at(paused.get(), copy.offset(), copy.bytes())
                            : place.nextMember(copy.bytes()));
        }
    }
}
