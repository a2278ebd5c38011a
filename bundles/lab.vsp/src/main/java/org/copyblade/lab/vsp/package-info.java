/**
 * The laboratory's storage behind the REST API of a Hitachi VSP (Configuration Manager), over TLS; one address for each
 * storage system of the seed.
 *
 * <p>{@link org.copyblade.lab.vsp.VspFace} is the place to begin. What no public source states about the API is marked
 * (unconfirmed) where it is decided; the page of this bundle lists it.
 */
@Export
@Version("1.0.0")
package org.copyblade.lab.vsp;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
