package org.copyblade.zosmf;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Names one job.
 *
 * @param text correlator, or name and id with a slash between
 * @param path below {@code /restjobs/jobs}, encoded
 */
public record JobRef(String text, String path) {

    public JobRef {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(path, "path");
    }

    /** By correlator: unique for as long as the system keeps jobs, and good for a job that another start has submitted. */
    public static JobRef of(String correlator) {
        if (correlator.isBlank()) {
            throw new IllegalArgumentException("a correlator is not empty");
        }
        return new JobRef(correlator, "/" + encoded(correlator));
    }

    /** By name and id; ids are used again when their number has gone round. */
    public static JobRef of(String name, String id) {
        return new JobRef(name + "/" + id, "/" + encoded(name) + "/" + encoded(id));
    }

    /** '+' stands for a blank in a query only. */
    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
