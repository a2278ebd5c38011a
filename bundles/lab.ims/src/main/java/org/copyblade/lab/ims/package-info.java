/**
 * An IMS of the laboratory: a data sharing group that writes a log ahead of its databases, on volumes of the virtual array,
 * and a checker that finds in any copy of those volumes whether a dependency between writes is broken.
 *
 * <p>{@link org.copyblade.lab.ims.ImsPlex} runs one. Everything it must not forget is on the volumes; it may be killed at
 * any moment. Everything may be called from many threads.
 */
@Export
@Version("1.0.0")
package org.copyblade.lab.ims;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
