/**
 * The laboratory's z/OS behind the REST services of z/OSMF, over TLS: jobs that really run against the virtual array,
 * consoles, data sets.
 *
 * <p>{@link org.copyblade.lab.zosmf.ZosmfFace} is the place to begin. What no public source states is marked (unconfirmed)
 * where it is decided; the page of this bundle lists it.
 */
@Export
@Version("1.0.0")
package org.copyblade.lab.zosmf;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
