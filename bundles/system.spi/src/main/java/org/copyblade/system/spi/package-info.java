/**
 * The protected system contract: how the Data Copy Manager discovers, holds, stops, starts and recovers one database
 * system.
 *
 * <p>An adapter bundle registers one {@link org.copyblade.system.spi.ProtectedSystem} service per configured system
 * (factory configuration), with the properties of {@link org.copyblade.system.spi.SystemService}. What a system can do
 * beyond being discovered are small interfaces on the same service: {@link org.copyblade.system.spi.Suspendable} (log
 * suspend), {@link org.copyblade.system.spi.BackupMode}, {@link org.copyblade.system.spi.Restorable},
 * {@link org.copyblade.system.spi.Barrable}, {@link org.copyblade.system.spi.CopyChecker},
 * {@link org.copyblade.system.spi.Registrar}. A missing ability is a missing interface, never a method that refuses.
 *
 * <p>Tokens are pure data: the manager journals a token before the effect it stands for, and any later instance or newer
 * version of the adapter can act on it, also after a crash of everything. Adapters are leased like blades: a stop of the
 * bundle waits until calls have ended, so every call ends by its {@link org.copyblade.system.spi.Deadline}.
 *
 * <p>Threads: called from many threads; never twice at once for one token. Errors:
 * {@link org.copyblade.system.spi.SystemException} only.
 */
@Export
@Version("1.5.0")
package org.copyblade.system.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
