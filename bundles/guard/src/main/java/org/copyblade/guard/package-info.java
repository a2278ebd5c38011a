/**
 * Holds a running server still for milliseconds, and never longer than agreed.
 *
 * <p>A suspension is a <em>lease</em>. {@link org.copyblade.guard.Guards#arm} starts two small processes, the guards, before
 * anything is stopped. Each can let the server go on alone; each watches the other and the manager. They do so when asked, when the
 * suspend limit is over, and when the manager or the other guard dies. {@link org.copyblade.guard.GuardPair#suspend} stops every
 * process of the server, {@link org.copyblade.guard.GuardPair#resume} proves that none of them ran meanwhile and continues them.
 *
 * <p>If the manager and both guards die at the same instant nobody is left to continue the server: the next start calls
 * {@link org.copyblade.guard.Guards#resumeAbandoned} before anything else.
 *
 * <p>A system on another machine goes on by a command that is sent there: {@link org.copyblade.guard.RemoteGuards} arms two guards
 * that have connected and logged in before anything is held, and send it at the limit or when the manager dies.
 *
 * <p>All types may be used from any thread. All points in time are those of {@link System#nanoTime()}, which on Linux is the
 * kernel's monotonic clock and therefore the same in every process of the machine.
 */
@Export
@Version("3.1.0")
package org.copyblade.guard;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
