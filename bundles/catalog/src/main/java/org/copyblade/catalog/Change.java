package org.copyblade.catalog;

import java.util.Objects;
import org.copyblade.api.Evidence;
import org.copyblade.api.Run;

/** One durable change of the catalog. */
public sealed interface Change {

    /** One function per case. */
    interface Cases<R> {
        R saveRun(SaveRun change);

        R saveBackup(SaveBackup change);

        R append(Append change);

        R saveEvidence(SaveEvidence change);

        R saveSetup(SaveSetup change);

        R saveOrder(SaveOrder change);
    }

    /** Calls the function that fits. */
    <R> R fold(Cases<R> cases);

    /** Inserts or replaces a run. */
    record SaveRun(Run run) implements Change {
        public SaveRun {
            Objects.requireNonNull(run, "run");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.saveRun(this);
        }
    }

    /** Inserts or replaces a backup, with the index of its copy groups. */
    record SaveBackup(StoredBackup backup) implements Change {
        public SaveBackup {
            Objects.requireNonNull(backup, "backup");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.saveBackup(this);
        }
    }

    /** Appends to the journal of a run. */
    record Append(JournalEntry entry) implements Change {
        public Append {
            Objects.requireNonNull(entry, "entry");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.append(this);
        }
    }

    /** Inserts or replaces the evidence of a backup. */
    record SaveEvidence(Evidence evidence) implements Change {
        public SaveEvidence {
            Objects.requireNonNull(evidence, "evidence");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.saveEvidence(this);
        }
    }

    /** Inserts or replaces the setup of a profile. */
    record SaveSetup(StoredSetup setup) implements Change {
        public SaveSetup {
            Objects.requireNonNull(setup, "setup");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.saveSetup(this);
        }
    }

    /** Inserts or replaces an order to a blade. */
    record SaveOrder(StoredOrder order) implements Change {
        public SaveOrder {
            Objects.requireNonNull(order, "order");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.saveOrder(this);
        }
    }
}
