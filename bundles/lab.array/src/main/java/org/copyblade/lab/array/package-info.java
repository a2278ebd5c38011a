/**
 * The laboratory's storage: virtual storage systems whose volumes are sparse files divided in tracks, with point-in-time
 * copy relations as real arrays make them.
 *
 * <p>{@link org.copyblade.lab.array.VirtualArray#open} puts the systems of a seed file on a directory. A face, which speaks
 * a vendor's protocol, drives each {@link org.copyblade.lab.array.StorageSystem}; a host, which runs the protected system,
 * reads and writes {@link org.copyblade.lab.array.HostVolume}s. Faults are asked for by the seed or by command
 * ({@link org.copyblade.lab.array.Faults}), and what happened when is in the {@link org.copyblade.lab.array.OperationLog}.
 *
 * <p>Everything may be called from many threads. What was acknowledged survives the death of the process.
 */
@Export
@Version("1.5.0")
package org.copyblade.lab.array;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
