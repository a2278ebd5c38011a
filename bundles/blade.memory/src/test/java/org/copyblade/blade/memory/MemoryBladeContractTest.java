package org.copyblade.blade.memory;

import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.tck.CopyBladeContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** The reference blade keeps every rule, whatever storage it plays. */
@Timeout(60)
class MemoryBladeContractTest {

    @Nested
    class Snapshots extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new MemoryFixture(Behaviour.snapshots("one"), MemoryBlade::new);
        }
    }

    @Nested
    class Pairs extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new MemoryFixture(Behaviour.pairs("one").withPrepareSteps(5), MemoryBlade::new);
        }
    }

    @Nested
    class Jobs extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new MemoryFixture(Behaviour.jobs("one"), MemoryBlade::new);
        }
    }

    @Nested
    class Files extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new MemoryFixture(Behaviour.files("one"), MemoryBlade::new);
        }
    }

    @Nested
    class ThroughTheHost extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new MemoryFixture(Behaviour.files("one").throughHostOnly(), MemoryBlade::new);
        }
    }
}
