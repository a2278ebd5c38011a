package org.copyblade.system.postgresql.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One protected server, as the file {@code org.copyblade.system.postgresql-NAME.cfg} describes it. */
@ObjectClassDefinition(name = "Protected PostgreSQL server", description = "One server per configuration")
public @interface PostgresConfig {

    String PID = "org.copyblade.system.postgresql";

    @AttributeDefinition(description = "Name of the system as profiles write it")
    String system_name();

    @AttributeDefinition(description = "Host name or address of this host, or the directory of the Unix socket")
    String host() default "localhost";

    @AttributeDefinition(min = "1", max = "65535")
    int port() default 5432;

    @AttributeDefinition(description = "Database to connect to")
    String database() default "postgres";

    @AttributeDefinition(description = "Role: a superuser, or one with the rights that system:analyze names")
    String user() default "postgres";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            description = "Password by reference, as in $[secret:orders]; the dot keeps it out of the service registry")
    String _password() default "";

    @AttributeDefinition(description = "File of host:port:database:user:password lines, mode 0600")
    String passfile() default "";

    @AttributeDefinition(description = "disable, allow, prefer, require, verify-ca or verify-full; TCP only")
    String ssl_mode() default "prefer";

    @AttributeDefinition(description = "Data directory; asked of the server if empty, needed while it is down")
    String data_directory() default "";

    @AttributeDefinition(description = "Directory of the program postgres; found by itself if empty")
    String bin_directory() default "";

    @AttributeDefinition(description = "User that runs the server; owner of the data directory if empty")
    String os_user() default "";

    @AttributeDefinition(description = "Further options of postgres at the start, separated by blanks")
    String start_options() default "";

    @AttributeDefinition(description = "Shell command that starts the server, for one run by a service manager")
    String start_command() default "";

    @AttributeDefinition(description = "Shell command that stops the server, for one run by a service manager")
    String stop_command() default "";

    @AttributeDefinition(description = "File that gets the standard output of a server started here")
    String server_log() default "";

    @AttributeDefinition(description = "Directory for the sockets of clones; its path must be short")
    String runtime_directory() default "/tmp";

    @AttributeDefinition(min = "1", max = "600", description = "Longest time a connection may take, in seconds")
    int connect_timeout_s() default 10;

    @AttributeDefinition(min = "1", max = "86400", description = "Longest time a checkpoint may take, in seconds")
    int checkpoint_timeout_s() default 1800;
}
