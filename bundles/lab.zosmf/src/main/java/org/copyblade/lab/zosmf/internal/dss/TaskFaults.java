package org.copyblade.lab.zosmf.internal.dss;

import java.time.Duration;
import java.util.Locale;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;

/**
 * What goes wrong with a task of ADRDSSU before its command is carried out; the operation is {@code dss-} and the verb, such
 * as {@code dss-copy}. It is slow, freezes have ended by their timer when it comes, or it leaves its target in pieces.
 */
public final class TaskFaults {
    private static final String SYSTEM = "zosmf";
    private static final long LOOK_MS = 2;

    private final VirtualArray array;

    public TaskFaults(VirtualArray array) {
        this.array = array;
    }

    void before(String verb) throws TaskException, InterruptedException {
        String operation = "dss-" + verb.toLowerCase(Locale.ROOT);
        for (Fault fault : array.faults().take(SYSTEM, operation)) {
            array.log().add(SYSTEM, 0, Step.EVENT, "fault", fault.kind() + " for " + operation);
            switch (fault.kind()) {
                case SLOW -> Thread.sleep(fault.delayMs());
                case TIMER_EXPIRY -> endFreezes();
                case PARTIAL_FAILURE -> throw new TaskException("ADR324T", "THE TARGET IS UNUSABLE, BY A FAULT");
                default -> {
                    // The others are of requests, or of whole jobs.
                }
            }
        }
    }

    private void endFreezes() throws InterruptedException {
        for (StorageSystem system : array.systems()) {
            system.shortenFreezes(Duration.ZERO);
            while (system.subsystems().stream().anyMatch(it -> !it.frozen().isEmpty())) {
                Thread.sleep(LOOK_MS);
            }
        }
    }
}
