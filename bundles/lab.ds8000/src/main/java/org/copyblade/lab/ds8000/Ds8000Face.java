package org.copyblade.lab.ds8000;

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
import org.copyblade.lab.ds8000.internal.SystemServer;

/**
 * A running face: a TLS server on the loopback address for each storage system. Its certificate is made at the first start
 * in the lab's directory, for clients to pin: {@code lab.pem}, and its SHA-256 in {@code lab.sha256}.
 */
public final class Ds8000Face implements AutoCloseable {
    private final VirtualArray array;
    private final boolean ownsArray;
    private final LabCertificate certificate;
    private final List<SystemServer> servers;

    private Ds8000Face(VirtualArray array, boolean ownsArray, LabCertificate certificate, List<SystemServer> servers) {
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
     * @throws IOException if a port is taken
     */
    public static Ds8000Face start(Path seed, Path home, int port) throws SeedException, IOException {
        VirtualArray array = VirtualArray.open(home, SeedFile.read(seed));
        boolean started = false;
        try {
            Ds8000Face face = serve(array, true, home, port);
            started = true;
            return face;
        } finally {
            if (!started) {
                array.close();
            }
        }
    }

    /** Serves a lab that is open already, and that stays open when the face is closed. */
    public static Ds8000Face start(VirtualArray array, Path home, int port) throws IOException {
        return serve(array, false, home, port);
    }

    private static Ds8000Face serve(VirtualArray array, boolean ownsArray, Path home, int port) throws IOException {
        List<SystemServer> servers = new ArrayList<>();
        try {
            LabCertificate certificate = LabCertificate.in(home);
            for (StorageSystem system : served(array)) {
                servers.add(
                        SystemServer.start(array, system, certificate.tls(), port == 0 ? 0 : port + servers.size()));
            }
            return new Ds8000Face(array, ownsArray, certificate, servers);
        } catch (GeneralSecurityException cause) {
            throw new IOException("cannot use the certificate in " + home + ": " + cause.getMessage(), cause);
        } catch (IOException cause) {
            servers.forEach(SystemServer::close);
            throw cause;
        }
    }

    /** The systems that can be a DS8000; others are for other faces. */
    private static List<StorageSystem> served(VirtualArray array) throws IOException {
        List<StorageSystem> served = array.systems().stream()
                .filter(system -> system.settings().serial().length() == 7)
                .toList();
        if (served.isEmpty()) {
            throw new IOException("seed, for face ds8000: no system has a serial of 7 characters, as a DS8000 has");
        }
        return served;
    }

    /** In the order of the seed. */
    public List<Endpoint> endpoints() {
        return servers.stream().map(SystemServer::endpoint).toList();
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
        servers.forEach(SystemServer::close);
        if (ownsArray) {
            array.close();
        }
    }
}
