package org.copyblade.blade.spi;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * How somebody who knows nothing of the storage lets held writes go: pure data, repeatable, harmless when nothing is held.
 * It may carry a token of the endpoint: it is handed to guards in memory, never journaled, logged or shown.
 */
public sealed interface ThawRecipe {

    /** Calls the function that fits. */
    <R> R fold(Function<ThawFilesystem, R> filesystem, Function<HttpRequest, R> http);

    /**
     * Thaw a frozen filesystem of this host.
     *
     * @param mountPoint absolute path
     */
    record ThawFilesystem(String mountPoint) implements ThawRecipe {

        public ThawFilesystem {
            Objects.requireNonNull(mountPoint, "mountPoint");
        }

        @Override
        public <R> R fold(Function<ThawFilesystem, R> filesystem, Function<HttpRequest, R> http) {
            return filesystem.apply(this);
        }
    }

    /**
     * Send one request.
     *
     * @param method HTTP method
     * @param uri https only
     * @param headers each as {@code Name: value}
     * @param body text, may be empty
     * @param certificateSha256 the pinned certificate of the endpoint, lower case hex, or empty for the trust store
     */
    record HttpRequest(String method, URI uri, List<String> headers, String body, String certificateSha256)
            implements ThawRecipe {

        public HttpRequest {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(uri, "uri");
            headers = List.copyOf(headers);
            Objects.requireNonNull(body, "body");
            Objects.requireNonNull(certificateSha256, "certificateSha256");
        }

        /** Without headers and body: they may hold a token. */
        @Override
        public String toString() {
            return "HttpRequest[" + method + " " + uri + "]";
        }

        @Override
        public <R> R fold(Function<ThawFilesystem, R> filesystem, Function<HttpRequest, R> http) {
            return http.apply(this);
        }
    }
}
