/**
 * The copy blade contract: how the Data Copy Manager asks one storage technology for point-in-time copies.
 *
 * <p>A <em>blade</em> is a bundle; it registers one {@link org.copyblade.blade.spi.CopyBlade} service per endpoint (an
 * array, a z/OSMF, this host) with the properties of {@link org.copyblade.blade.spi.BladeService}. The manager names a
 * {@link org.copyblade.blade.spi.CopyGroup}: all volumes or data sets that are copied through one endpoint at one
 * instant for one backup. The life of a group is
 *
 * <pre>
 *   locate, plan     read only
 *   prepare          everything slow, in steps, before the point in time
 *   look             whether it still is as prepared, right before the window; where a blade can
 *   establish        the point in time: all members at one instant, or none
 *   release          lets held writes go, where establish held them
 *   harden           makes the established copy survive a power loss, after the window
 *   query, list      the truth on the storage, never answered from memory
 *   expose, conceal  what this host sees of the copy
 *   restore          reverse copy onto the sources
 *   withdraw         ends the copy and frees its target
 * </pre>
 *
 * <p>A blade keeps no state of its own. What a later call needs is in the {@link org.copyblade.blade.spi.Binding} that
 * the earlier call returned; the manager stores it durably and hands it back, maybe to a newer version of the blade.
 * <em>Established</em> (usable) and <em>copied</em> (independent of the source) are different states.
 *
 * <p>Threads: every method is called from many threads, never twice at once for one group. The manager holds no lock
 * while it calls. A call returns within seconds, except where its deadline says otherwise, and ends early once
 * {@link org.copyblade.blade.spi.Call#cancelled()} is true. Long work is left to the storage or done in steps.
 *
 * <p>Errors: {@link org.copyblade.blade.spi.BladeException} only; the manager acts on its {@code Recovery}, never on
 * its text. The numbered rules (R1 and so on) are runnable in the blade.check bundle.
 */
@Export
@Version("1.11.0")
package org.copyblade.blade.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
