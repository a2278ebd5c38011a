package org.copyblade.manager.internal.schedule;

/** Runs that work on backups of a system and do nothing to it. Safe for many threads. */
@FunctionalInterface
interface Onlookers {

    /** Whether one is under way: a backup that is due meanwhile has to wait for it, and is as good after it. */
    boolean at(String system);
}
