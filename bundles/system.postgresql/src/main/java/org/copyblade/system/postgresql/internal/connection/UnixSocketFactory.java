package org.copyblade.system.postgresql.internal.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import javax.net.SocketFactory;

/** Makes sockets that reach a server by its Unix socket, whatever address the driver asks for. */
public final class UnixSocketFactory extends SocketFactory {

    private final UnixDomainSocketAddress address;

    /**
     * Called by the driver.
     *
     * @param path of the socket
     */
    public UnixSocketFactory(String path) {
        this.address = UnixDomainSocketAddress.of(Path.of(path));
    }

    @Override
    public Socket createSocket() throws IOException {
        return new UnixSocket(address);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localAddress, int localPort) throws IOException {
        return connected();
    }

    private Socket connected() throws IOException {
        Socket socket = new UnixSocket(address);
        socket.connect(null, 0);
        return socket;
    }
}
