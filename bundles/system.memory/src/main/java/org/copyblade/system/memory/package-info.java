/**
 * The reference system: a small write-ahead database on volumes of the storage in memory.
 *
 * <p>{@link org.copyblade.system.memory.MemoryServer} is the server process: it commits records to its log volume before
 * it writes pages to its data volumes, takes checkpoints, recycles its log, can be held, stopped, crashed and continued by
 * a stranger. It outlives adapters and managers. {@link org.copyblade.system.memory.MemorySystem} is the adapter, with
 * every ability of the contract; {@link org.copyblade.system.memory.SystemFaults} says what goes wrong and when. A copy
 * of its volumes recovers only if every write is there on which a later one depends, so that it tells a good backup
 * from a bad one.
 *
 * <p>For tests and tools; never in the distribution. Safe for many threads.
 */
@Export
@Version("1.0.0")
package org.copyblade.system.memory;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
