package org.copyblade.guard.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.copyblade.guard.RemoteHold;

/**
 * One TLS connection that stays open between requests, with as little of HTTP/1.1 as an answer needs. A request is sent again
 * on a new connection if the old one is gone. One thread.
 */
final class RemoteConnection implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 30_000;
    private static final int MOST_BYTES = 1 << 20;

    private final InetSocketAddress address;
    private final String host;
    private final boolean named;
    private final SSLSocketFactory factory;
    private Socket socket;
    private InputStream in;

    /** Looks the address up now, so that nothing has to when it matters. */
    RemoteConnection(RemoteHold hold, SSLSocketFactory factory) throws IOException {
        this.host = hold.host();
        this.address = new InetSocketAddress(hold.host(), hold.port());
        this.named = !hold.authorities().isEmpty();
        this.factory = factory;
        if (address.isUnresolved()) {
            throw new IOException("the address of " + host + " is not known");
        }
    }

    /** Sends a request that may be repeated and takes the answer. */
    RemoteReply send(String request) throws IOException {
        if (socket != null) {
            try {
                return exchange(request);
            } catch (IOException e) {
                // The other side closes what was idle for long; a new connection settles it.
                close();
            }
        }
        connect();
        try {
            return exchange(request);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void connect() throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(address, CONNECT_MILLIS);
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(ANSWER_MILLIS);
            SSLSocket tls = (SSLSocket) factory.createSocket(plain, host, address.getPort(), true);
            if (named) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
            }
            tls.startHandshake();
            socket = tls;
            in = new BufferedInputStream(tls.getInputStream());
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private RemoteReply exchange(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        String status = line();
        if (!status.matches("HTTP/1\\.[01] [1-5][0-9]{2}.*")) {
            throw new IOException("the answer is no HTTP: " + status);
        }
        int length = -1;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = number(lower.substring(15).strip(), 10);
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                last = lower.contains("close");
            }
        }
        String body;
        if (status.contains(" 204")) {
            body = "";
        } else if (chunked) {
            body = chunks();
        } else if (length >= 0) {
            body = new String(bytes(length), StandardCharsets.UTF_8);
        } else {
            body = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            last = true;
        }
        if (last) {
            close();
        }
        return new RemoteReply(Integer.parseInt(status.substring(9, 12)), body);
    }

    private String chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = number(line().split(";")[0].strip(), 16);
            body.write(bytes(size));
            String end = line();
            if (size == 0) {
                while (!end.isEmpty()) {
                    end = line();
                }
                return body.toString(StandardCharsets.UTF_8);
            }
        }
    }

    private byte[] bytes(int length) throws IOException {
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("an answer of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the answer ends early");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > 16_384) {
                throw new IOException("the answer ends early");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static int number(String digits, int radix) throws IOException {
        try {
            return Integer.parseInt(digits, radix);
        } catch (NumberFormatException e) {
            throw new IOException("the answer is no HTTP: " + digits, e);
        }
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
        socket = null;
    }
}
