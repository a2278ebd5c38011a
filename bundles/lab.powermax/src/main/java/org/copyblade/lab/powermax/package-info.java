/**
 * The laboratory's storage behind the REST API of Unisphere for PowerMax, over TLS; one address for all arrays of the seed.
 *
 * <p>{@link org.copyblade.lab.powermax.PowerMaxFace} is the place to begin. What no public source states about the API is
 * marked (unconfirmed) where it is decided; the page of this bundle lists it.
 */
@Export
@Version("1.0.0")
package org.copyblade.lab.powermax;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
