package org.copyblade.blade.flashcopy.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One storage system, as the file {@code org.copyblade.blade.flashcopy-NAME.cfg} describes it. */
@ObjectClassDefinition(name = "FlashCopy endpoint", description = "One DS8000 per configuration")
public @interface FlashCopyConfig {

    String PID = "org.copyblade.blade.flashcopy";

    @AttributeDefinition(description = "Name of the endpoint as profiles and lists write it")
    String endpoint();

    @AttributeDefinition(description = "Host name or address of the management console, or of the proxy before it")
    String host();

    @AttributeDefinition(min = "1", max = "65535")
    int port() default 8452;

    @AttributeDefinition(description = "User of the storage with the rights that the page of the blade names")
    String user();

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            description = "Password by reference, as in $[secret:ds8k1]; the dot keeps it out of the service registry")
    String _password() default "";

    @AttributeDefinition(description = "File whose first line is the password, mode 0600")
    String password_file() default "";

    @AttributeDefinition(description = "Address of the console, where 'host' is a stand-alone proxy")
    String console() default "";

    @AttributeDefinition(description = "SHA-256 of the endpoint's certificate, hex: exactly this one is trusted")
    String certificate_sha256() default "";

    @AttributeDefinition(description = "File of PEM certificates: what they have issued for the host is trusted")
    String ca_file() default "";

    @AttributeDefinition(description = "Trust any certificate; for tests only")
    boolean trust_all() default false;

    @AttributeDefinition(description = "Volumes that belong to Copyblade as targets, as 0200-02FF,0310")
    String target_volumes() default "";

    @AttributeDefinition(description = "Pool in which targets are made that are not there yet, as P1; empty for none")
    String target_pool() default "";

    @AttributeDefinition(description = "Device number of the first volume of a subsystem for z/OS, as 02=8200,03=8300")
    String units() default "";

    @AttributeDefinition(min = "1", max = "600", description = "Longest time until a connection stands, in seconds")
    int connect_timeout_s() default 10;

    @AttributeDefinition(min = "1", max = "900", description = "Longest time of one request, in seconds")
    int request_timeout_s() default 60;

    @AttributeDefinition(min = "2", max = "128", description = "Most requests at one time; a quarter for background")
    int max_connections() default 16;

    @AttributeDefinition(min = "1", max = "4096", description = "Pairs in one establish request")
    int pairs_per_request() default 32;

    @AttributeDefinition(min = "1", max = "3600", description = "Part of the freeze timer that is not used, in seconds")
    int freeze_margin_s() default 10;

    @AttributeDefinition(
            min = "0",
            max = "86400",
            description = "Longest time after which a request without answer may still be carried out, in seconds")
    int late_request_limit_s() default 900;

    @AttributeDefinition(description = "Whether the storage lets a volume be source and target at once")
    boolean cascading() default false;

    @AttributeDefinition(description = "Whether the storage lets a source have several incremental relations")
    boolean multiple_incremental() default false;

    @AttributeDefinition(description = "reverse: waits for the background copy and keeps the copy; fast: uses it up")
    String restore_mode() default "reverse";

    @AttributeDefinition(description = "How a restore writes the pair: original (source:target) or reversed")
    String restore_direction() default "original";
}
