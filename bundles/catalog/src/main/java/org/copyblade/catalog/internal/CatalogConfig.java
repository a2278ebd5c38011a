package org.copyblade.catalog.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
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
            description =
                    "jdbc:postgresql://HOST:PORT/DATABASE to keep the catalog there instead of in a file; its tables are"
                            + " in the schema 'copyblade'. It must not be a server that a profile protects")
    String url() default "";

    @AttributeDefinition(description = "User of the database, which may create the schema; with a url only")
    String user() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            description =
                    "Password of the user, by reference: $[secret:NAME] or $[env:NAME]; with a url only. The dot keeps it"
                            + " out of the service registry")
    String _password() default "";

    @AttributeDefinition(
            min = "100",
            max = "999999",
            description = "Milliseconds that a change may wait for its turn before it fails")
    int busy_limit_ms() default 5000;
}
