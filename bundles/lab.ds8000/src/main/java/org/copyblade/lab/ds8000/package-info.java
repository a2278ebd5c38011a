/**
 * The laboratory's storage behind the RESTful API of a DS8000, over TLS; one address for each storage system of the seed.
 *
 * <p>{@link org.copyblade.lab.ds8000.Ds8000Face} is the place to begin. What no public source states about the API is
 * marked (unconfirmed) where it is decided; the page of this bundle lists it.
 */
@Export
@Version("1.0.0")
package org.copyblade.lab.ds8000;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
