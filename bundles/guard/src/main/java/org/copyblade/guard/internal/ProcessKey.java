package org.copyblade.guard.internal;

/**
 * One process of this machine, told apart from a later one with the same number.
 *
 * @param pid its number
 * @param start when it started, in clock ticks since boot
 */
record ProcessKey(long pid, long start) {}
