package org.copyblade.system.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.MemoryBlade;
import org.copyblade.blade.memory.MemoryClock;
import org.copyblade.blade.memory.MemoryStorage;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.system.check.SystemCopies;
import org.copyblade.system.check.SystemFaultSource;
import org.copyblade.system.check.SystemFixture;
import org.copyblade.system.memory.SystemFaults.Fault;
import org.copyblade.system.memory.SystemFaults.Step;
import org.copyblade.system.spi.CopyChecker.ExposedDataSet;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.SystemLayout;

/** A server in memory, copied by the reference blade, with every fault. */
final class MemorySystemFixture implements SystemFixture, SystemCopies {

    private final MemoryStorage storage = new MemoryStorage(Behaviour.snapshots("one"), MemoryClock.system());
    private final MemoryServer server = MemoryServer.on(storage, "ledger");
    private final MemoryBlade blade = new MemoryBlade(storage);
    private final ProtectedSystem system;
    private final Duration patience;
    private final AtomicLong epochs = new AtomicLong();
    private CopyGroup group;
    private Binding binding;

    /**
     * A fixture.
     *
     * @param patience with a commit; what is sound needs it on a busy machine only, what is not takes all of it
     */
    MemorySystemFixture(Function<MemoryServer, ProtectedSystem> adapter, Duration patience) {
        this.system = adapter.apply(server);
        this.patience = patience;
    }

    @Override
    public ProtectedSystem system() {
        return system;
    }

    @Override
    public void commit() {
        server.commit();
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public long nextEpoch() {
        return epochs.incrementAndGet();
    }

    @Override
    public Optional<SystemCopies> copies() {
        return Optional.of(this);
    }

    @Override
    public Optional<SystemFaultSource> faults() {
        return Optional.of(kind -> {
            switch (kind) {
                case SUSPEND_FAILS -> server.faults().next(Step.SUSPEND, Fault.REFUSED);
                case STRANGER_CONTINUES -> server.continuedByStranger();
                case SESSION_LOST -> server.loseSession();
            }
            return true;
        });
    }

    @Override
    public List<ExposedDataSet> copy(SystemLayout layout) {
        try {
            List<CopyMember> members = new ArrayList<>();
            for (DataSet dataSet : layout.dataSets()) {
                String source = blade.locate(List.of(HostVolume.path(dataSet.place())), call())
                        .get(0)
                        .storageId();
                members.add(CopyMember.whole(dataSet.name(), source));
            }
            group = new CopyGroup(new CopyGroupId("FIXTURE1"), members);
            binding = blade.plan(group, CopyPolicy.builder().build(), call()).binding();
            blade.prepare(group, binding, call());
            blade.establish(group, binding, Hold.NONE, call());
            return blade.expose(group, binding, group.memberNames(), ExposeMode.WRITABLE, call()).exposures().stream()
                    .map(exposure -> new ExposedDataSet(exposure.member(), exposure.location()))
                    .toList();
        } catch (BladeException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void putBack(SystemLayout layout, List<ExposedDataSet> copies) {
        try {
            Advance step = blade.restore(group, binding, group.memberNames(), call());
            while (step instanceof Advance.Continues) {
                step = blade.restore(group, binding, group.memberNames(), call());
            }
        } catch (BladeException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // The storage goes with the fixture.
    }

    private static Call call() {
        return Call.within(Duration.ofSeconds(60));
    }
}
