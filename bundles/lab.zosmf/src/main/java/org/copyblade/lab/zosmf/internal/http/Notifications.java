package org.copyblade.lab.zosmf.internal.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.copyblade.lab.zosmf.internal.jes.Job;

/** Tells those who asked for it that a job has ended: once, and whether they hear it or not. */
public final class Notifications {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LONGEST).build();

    public void ended(Job job) {
        if (!job.identity().notifyUrl().isEmpty()) {
            client.sendAsync(
                    HttpRequest.newBuilder(URI.create(job.identity().notifyUrl()))
                            .timeout(LONGEST)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(
                                    JobDocuments.notification(job).toString()))
                            .build(),
                    BodyHandlers.discarding());
        }
    }
}
