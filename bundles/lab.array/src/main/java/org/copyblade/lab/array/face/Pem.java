package org.copyblade.lab.array.face;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Keys and certificates as text, each a block between a line that begins and one that ends it (RFC 7468). */
final class Pem {
    static final String KEY = "PRIVATE KEY";
    static final String CERTIFICATE = "CERTIFICATE";

    private static final byte[] LINE_END = {'\n'};
    private static final int LINE_LENGTH = 64;

    private Pem() {}

    static String text(String label, byte[] content) {
        Base64.Encoder lines = Base64.getMimeEncoder(LINE_LENGTH, LINE_END);
        return begin(label) + "\n" + lines.encodeToString(content) + "\n" + end(label) + "\n";
    }

    /** What the first block with that label holds. */
    static byte[] content(String label, String text) throws IOException {
        int begin = text.indexOf(begin(label));
        int end = text.indexOf(end(label));
        if (begin < 0 || end < begin) {
            throw new IOException("there is no " + label);
        }
        String body = text.substring(begin + begin(label).length(), end);
        return Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.US_ASCII));
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(String label) {
        return "-----END " + label + "-----";
    }
}
