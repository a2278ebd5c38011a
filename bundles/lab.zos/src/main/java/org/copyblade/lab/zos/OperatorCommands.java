package org.copyblade.lab.zos;

import org.osgi.annotation.versioning.ConsumerType;

/** Commands that a face adds to those that z/OS has by itself, such as those of JES. */
@ConsumerType
@FunctionalInterface
public interface OperatorCommands {

    /** Carries it out, if it is for it. */
    boolean command(ConsoleCommand command) throws InterruptedException;
}
