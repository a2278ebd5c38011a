/**
 * The reference blade: copies of volumes that live in memory, with faults on demand.
 *
 * <p>{@link org.copyblade.blade.memory.MemoryStorage} is the array: volumes of named slots, targets, holds with a timer,
 * copies, requests that arrive late. It outlives any blade instance and any manager. {@link
 * org.copyblade.blade.memory.MemoryBlade} drives it and keeps nothing of its own. {@link
 * org.copyblade.blade.memory.Behaviour} says which kind of storage is played, {@link
 * org.copyblade.blade.memory.Faults} what goes wrong and when, {@link org.copyblade.blade.memory.BuggyBlade} breaks one
 * rule of the contract at a time. All time comes from a {@link org.copyblade.blade.memory.MemoryClock}, so that a
 * simulation can run on its own.
 *
 * <p>For tests and tools; never in the distribution. Safe for many threads.
 */
@Export
@Version("1.1.0")
package org.copyblade.blade.memory;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
