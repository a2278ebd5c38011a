/**
 * The laboratory's storage behind the REST interface of IBM Storage Virtualize, over TLS; one address for each storage system
 * of the seed.
 *
 * <p>{@link org.copyblade.lab.virtualize.VirtualizeFace} is the place to begin. What no public source states about the
 * interface is marked (unconfirmed) where it is decided; the page of this bundle lists it.
 */
@Export
@Version("1.0.0")
package org.copyblade.lab.virtualize;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
