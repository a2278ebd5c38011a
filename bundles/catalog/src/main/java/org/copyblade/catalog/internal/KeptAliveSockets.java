package org.copyblade.catalog.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Map;
import javax.net.SocketFactory;

/**
 * Sockets that notice within a minute that the other host is gone, while one only waits for its answer; most systems would ask
 * it after two hours for the first time. Public, because the driver makes it by its name.
 */
public final class KeptAliveSockets extends SocketFactory {

    /** In seconds and tries. By name: not every system has them, and their class is in a module that may be left out. */
    private static final Map<String, Integer> OPTIONS =
            Map.of("TCP_KEEPIDLE", 20, "TCP_KEEPINTERVAL", 10, "TCP_KEEPCOUNT", 3);

    @Override
    public Socket createSocket() throws IOException {
        return keptAlive(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return keptAlive(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return keptAlive(new Socket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return keptAlive(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return keptAlive(new Socket(host, port, localHost, localPort));
    }

    private static Socket keptAlive(Socket socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        for (SocketOption<?> option : socket.supportedOptions()) {
            if (OPTIONS.containsKey(option.name())) {
                set(socket, option, OPTIONS.get(option.name()));
            }
        }
        return socket;
    }

    private static <T> void set(Socket socket, SocketOption<T> option, Object value) throws IOException {
        socket.setOption(option, option.type().cast(value));
    }
}
