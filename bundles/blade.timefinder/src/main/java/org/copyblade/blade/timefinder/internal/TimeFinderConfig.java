package org.copyblade.blade.timefinder.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One array behind one Unisphere, as the file {@code org.copyblade.blade.timefinder-NAME.cfg} describes it. */
@ObjectClassDefinition(name = "TimeFinder endpoint", description = "One PowerMax per configuration")
public @interface TimeFinderConfig {

    String PID = "org.copyblade.blade.timefinder";

    @AttributeDefinition(description = "Name of the endpoint as profiles and lists write it")
    String endpoint();

    @AttributeDefinition(description = "Host name or address of Unisphere for PowerMax")
    String host();

    @AttributeDefinition(min = "1", max = "65535")
    int port() default 8443;

    @AttributeDefinition(description = "Id of the array, 12 digits")
    String array();

    @AttributeDefinition(description = "User of Unisphere with the role that the page of the blade names")
    String user();

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            description = "Password by reference, as in $[secret:pmax1]; the dot keeps it out of the service registry")
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
            description = "Volumes that belong to Copyblade and may show or hold copies, as 00200-002FF,00310")
    String target_volumes() default "";

    @AttributeDefinition(description = "Which volume bears a serial of z/OS, as IMS001=00100,IMS002=00101")
    String volsers() default "";

    @AttributeDefinition(description = "Device number of a volume for z/OS, those behind it follow, as 00200=8200")
    String units() default "";

    @AttributeDefinition(
            min = "0",
            max = "9600",
            description = "Snapshots end by themselves after so many hours; 0: never")
    int snapvx_ttl_h() default 0;

    @AttributeDefinition(
            min = "0",
            max = "9600",
            description = "Nobody can end a snapshot for so many hours; 0: at any time")
    int snapvx_secure_h() default 0;

    @AttributeDefinition(min = "1", max = "600", description = "Longest time until a connection stands, in seconds")
    int connect_timeout_s() default 10;

    @AttributeDefinition(min = "1", max = "900", description = "Longest time of one request, in seconds")
    int request_timeout_s() default 120;

    @AttributeDefinition(min = "2", max = "64", description = "Most requests at one time; a quarter for background")
    int max_connections() default 16;

    @AttributeDefinition(
            min = "0",
            max = "86400",
            description = "Longest time after which a request without answer may still be carried out, in seconds")
    int late_request_limit_s() default 900;
}
