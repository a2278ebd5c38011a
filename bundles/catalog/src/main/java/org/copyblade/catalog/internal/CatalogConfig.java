package org.copyblade.catalog.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keys of {@code org.copyblade.catalog} with their defaults; {@link CatalogSettings} checks the values. */
@ObjectClassDefinition(
        name = "Copyblade catalog",
        description = "Where the manager keeps its runs and backups; a change closes the old one and opens the new one")
@interface CatalogConfig {

    /** Its PID. */
    String PID = "org.copyblade.catalog";

    @AttributeDefinition(
            description =
                    "The file of the embedded catalog, an absolute path; empty means catalog/catalog.db in the data"
                            + " directory. It must not be on a filesystem that a profile freezes or restores")
    String file() default "";

    @AttributeDefinition(
            min = "100",
            max = "999999",
            description = "Milliseconds that a change may wait for its turn before it fails")
    int busy_limit_ms() default 5000;
}
