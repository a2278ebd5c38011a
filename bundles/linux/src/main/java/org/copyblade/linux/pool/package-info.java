/**
 * Pools: directories that hold copies, one directory per copy group, marked so that the truth about a copy can be read
 * from the storage alone.
 *
 * <p>A {@link org.copyblade.linux.pool.Pool} holds {@link org.copyblade.linux.pool.GroupDirectory} after group directory.
 * Each has a {@link org.copyblade.linux.pool.Marker}, replaced atomically, that says which technology made it and how far
 * it is. A directory without our marker belongs to somebody else and is never touched. Called by host blades; not for
 * several threads at once on one group.
 */
@Export
@Version("1.0.0")
package org.copyblade.linux.pool;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
