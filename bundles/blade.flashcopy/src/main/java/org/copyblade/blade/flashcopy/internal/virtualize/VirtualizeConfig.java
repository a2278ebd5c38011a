package org.copyblade.blade.flashcopy.internal.virtualize;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One storage system, as the file {@code org.copyblade.blade.flashcopy.virtualize-NAME.cfg} describes it. */
@ObjectClassDefinition(
        name = "FlashCopy endpoint of Storage Virtualize",
        description = "One FlashSystem or SAN Volume Controller per configuration")
public @interface VirtualizeConfig {
    String PID = "org.copyblade.blade.flashcopy.virtualize";

    @AttributeDefinition(description = "Name of the endpoint as profiles and lists write it")
    String endpoint();

    @AttributeDefinition(description = "Host name or management address of the system")
    String host();

    @AttributeDefinition(min = "1", max = "65535")
    int port() default 7443;

    @AttributeDefinition(description = "User of the storage with the rights that the page of the blade names")
    String user();

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            description = "Password by reference, as in $[secret:svc1]; the dot keeps it out of the service registry")
    String _password() default "";

    @AttributeDefinition(description = "File whose first line is the password, mode 0600")
    String password_file() default "";

    @AttributeDefinition(description = "SHA-256 of the endpoint's certificate, hex: exactly this one is trusted")
    String certificate_sha256() default "";

    @AttributeDefinition(description = "File of PEM certificates: what they have issued for the host is trusted")
    String ca_file() default "";

    @AttributeDefinition(description = "Trust any certificate; for tests only")
    boolean trust_all() default false;

    @AttributeDefinition(
            description = "Volumes that belong to Copyblade as targets, names and beginnings, as cb_*,spare1")
    String target_volumes() default "";

    @AttributeDefinition(description = "Volumes behind directories of this host, as /srv/pg=pg_data,/srv/wal=pg_wal")
    String paths() default "";

    @AttributeDefinition(min = "1", max = "150", description = "Speed of the background copy, in the storage's scale")
    int copy_rate() default 50;

    @AttributeDefinition(min = "1", max = "512", description = "Mappings that one consistency group may have")
    int mappings_per_group() default 512;

    @AttributeDefinition(min = "1", max = "600", description = "Longest time until a connection stands, in seconds")
    int connect_timeout_s() default 10;

    @AttributeDefinition(min = "1", max = "900", description = "Longest time of one request, in seconds")
    int request_timeout_s() default 60;

    @AttributeDefinition(min = "2", max = "128", description = "Most requests at one time; a quarter for background")
    int max_connections() default 8;
}
