package org.copyblade.system.spi;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Service properties of a {@link ProtectedSystem}: {@code system.kind} and {@code system.name}. */
@ComponentPropertyType
public @interface SystemService {

    /** Kind of system, for example {@code postgresql}. */
    String system_kind();

    /** Name of the system as profiles write it. */
    String system_name() default "";
}
