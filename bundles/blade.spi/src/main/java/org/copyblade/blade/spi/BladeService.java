package org.copyblade.blade.spi;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Service properties of a {@link CopyBlade}: {@code blade}, {@code endpoint} and {@code version}. */
@ComponentPropertyType
public @interface BladeService {

    /** The name of the technology as profiles write it, for example {@code reflink}. */
    String blade();

    /** The endpoint this service drives; a host blade says {@code host}. */
    String endpoint() default "host";

    /** The version of the blade's own behaviour, for lists and for the record of a backup. */
    String version() default "1.0.0";
}
