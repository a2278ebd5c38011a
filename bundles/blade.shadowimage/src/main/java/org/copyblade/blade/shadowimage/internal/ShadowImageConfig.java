package org.copyblade.blade.shadowimage.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One storage, as the file {@code org.copyblade.blade.shadowimage-NAME.cfg} describes it. */
@ObjectClassDefinition(name = "ShadowImage endpoint", description = "One Hitachi VSP per configuration")
public @interface ShadowImageConfig {

    String PID = "org.copyblade.blade.shadowimage";

    @AttributeDefinition(description = "Name of the endpoint as profiles and lists write it")
    String endpoint();

    @AttributeDefinition(description = "Host name or address of the server of the REST API")
    String host();

    @AttributeDefinition(min = "1", max = "65535", description = "443 in the storage, 23451 of a separate server")
    int port() default 443;

    @AttributeDefinition(description = "storageDeviceId of the storage, 12 digits")
    String storage_id();

    @AttributeDefinition(description = "User of the storage with the rights that the page of the blade names")
    String user();

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            description = "Password by reference, as in $[secret:vsp1]; the dot keeps it out of the service registry")
    String _password() default "";

    @AttributeDefinition(description = "File whose first line is the password, mode 0600")
    String password_file() default "";

    @AttributeDefinition(description = "SHA-256 of the endpoint's certificate, hex: exactly this one is trusted")
    String certificate_sha256() default "";

    @AttributeDefinition(description = "File of PEM certificates: what they have issued for the host is trusted")
    String ca_file() default "";

    @AttributeDefinition(description = "Trust any certificate; for tests only")
    boolean trust_all() default false;

    @AttributeDefinition(description = "LDEVs that belong to Copyblade as targets, decimal, as 512-767,800")
    String target_volumes() default "";

    @AttributeDefinition(description = "Volume serials of z/OS and their LDEVs, as PROD01=256,PROD02=257")
    String volsers() default "";

    @AttributeDefinition(description = "Device numbers for z/OS of ranges of LDEVs, as 512-767=8200")
    String units() default "";

    @AttributeDefinition(min = "-1", max = "127", description = "Pool of Thin Image snapshots; -1 for none")
    int snapshot_pool() default -1;

    @AttributeDefinition(min = "1", max = "600", description = "Longest time until a connection stands, in seconds")
    int connect_timeout_s() default 10;

    @AttributeDefinition(min = "2", max = "900", description = "Longest time of one request, in seconds")
    int request_timeout_s() default 60;

    @AttributeDefinition(min = "2", max = "128", description = "Most requests at one time; a quarter for background")
    int max_connections() default 16;

    @AttributeDefinition(min = "1", max = "15", description = "Speed of copies whose profile sets none")
    int copy_pace() default ShadowSettings.DEFAULT_PACE;

    @AttributeDefinition(min = "10", max = "600000", description = "Time between two looks at a copy, in milliseconds")
    int look_interval_ms() default 2000;

    @AttributeDefinition(
            min = "0",
            max = "86400",
            description = "Longest time after which a request without answer may still be carried out, in seconds")
    int late_request_limit_s() default 900;

    @AttributeDefinition(description = "reverse: copies back and keeps the copy; quick: swaps and uses it up")
    String restore_mode() default "reverse";
}
