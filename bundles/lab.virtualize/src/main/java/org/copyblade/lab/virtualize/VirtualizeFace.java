package org.copyblade.lab.virtualize;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.LabCertificate;
import org.copyblade.lab.virtualize.internal.ClusterServer;

/**
 * A running face: a TLS server on the loopback address for each storage system. Its certificate is made at the first start
 * in the lab's directory, for clients to pin; mappings and groups are kept there too.
 */
public final class VirtualizeFace implements AutoCloseable {
    private final VirtualArray array;
    private final boolean ownsArray;
    private final LabCertificate certificate;
    private final List<ClusterServer> servers;

    private VirtualizeFace(
            VirtualArray array, boolean ownsArray, LabCertificate certificate, List<ClusterServer> servers) {
        this.array = array;
        this.ownsArray = ownsArray;
        this.certificate = certificate;
        this.servers = List.copyOf(servers);
    }

    /**
     * Opens the lab in a directory and serves it.
     *
     * @param seed what the lab holds
     * @param home the lab's directory, made if it is not there
     * @param port of the first system, the others follow; 0 for any that are free
     * @throws SeedException if seed or directory cannot be used
     * @throws IOException if a port is taken, or what was kept cannot be read
     */
    public static VirtualizeFace start(Path seed, Path home, int port) throws SeedException, IOException {
        VirtualArray array = VirtualArray.open(home, SeedFile.read(seed));
        boolean started = false;
        try {
            VirtualizeFace face = serve(array, true, home, port);
            started = true;
            return face;
        } finally {
            if (!started) {
                array.close();
            }
        }
    }

    /** Serves a lab that is open already, and that stays open when the face is closed. */
    public static VirtualizeFace start(VirtualArray array, Path home, int port) throws IOException {
        return serve(array, false, home, port);
    }

    private static VirtualizeFace serve(VirtualArray array, boolean ownsArray, Path home, int port) throws IOException {
        List<ClusterServer> servers = new ArrayList<>();
        try {
            LabCertificate certificate = LabCertificate.in(home);
            for (StorageSystem system : array.systems()) {
                servers.add(ClusterServer.start(
                        array, system, home, certificate.tls(), port == 0 ? 0 : port + servers.size()));
            }
            return new VirtualizeFace(array, ownsArray, certificate, servers);
        } catch (GeneralSecurityException cause) {
            throw new IOException("cannot use the certificate in " + home + ": " + cause.getMessage(), cause);
        } catch (IOException cause) {
            servers.forEach(ClusterServer::close);
            throw cause;
        }
    }

    /** In the order of the seed. */
    public List<Endpoint> endpoints() {
        return servers.stream().map(ClusterServer::endpoint).toList();
    }

    /** Base URL of the first system. */
    public String url() {
        return endpoints().get(0).url();
    }

    /** SHA-256 of the certificate, 64 hexadecimal digits in lower case. */
    public String fingerprint() {
        return certificate.fingerprint();
    }

    /** The storage behind: for the host's reads and writes, faults and the operation log. */
    public VirtualArray array() {
        return array;
    }

    @Override
    public void close() throws IOException {
        servers.forEach(ClusterServer::close);
        if (ownsArray) {
            array.close();
        }
    }
}
