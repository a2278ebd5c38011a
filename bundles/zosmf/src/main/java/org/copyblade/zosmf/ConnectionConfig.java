package org.copyblade.zosmf;

/**
 * The keys by which every adapter says how its z/OSMF is reached: one more component property type beside the adapter's own.
 * {@link ConnectionReader} checks them.
 */
public @interface ConnectionConfig {

    /** Host name or address of the z/OSMF server, or of the gateway before it. */
    String host();

    /** Port, 1 to 65535. */
    int port() default 443;

    /** Path that a gateway puts before {@code /zosmf}; empty for none. */
    String base_path() default "";

    /** User of z/OS. */
    String user();

    /** Password by reference, as in {@code $[secret:zos1]}; the dot keeps it out of the service registry. */
    String _password() default "";

    /** File whose first line is the password, mode 0600. */
    String password_file() default "";

    /** {@code token} or {@code basic}. */
    String authentication() default "token";

    /** SHA-256 of the server's certificate, hex: exactly this one is trusted. */
    String certificate_sha256() default "";

    /** File of PEM certificates: what they have issued for the host is trusted. */
    String ca_file() default "";

    /** Trust any certificate; for tests only. */
    boolean trust_all() default false;

    /** Longest time until a connection stands, in seconds, 1 to 600. */
    int connect_timeout_s() default 10;

    /** Longest time of one request, in seconds, 1 to 900. */
    int request_timeout_s() default 60;

    /** Most requests at one time, 2 to 128; three quarters are kept for what happens inside a window. */
    int max_connections() default 8;
}
