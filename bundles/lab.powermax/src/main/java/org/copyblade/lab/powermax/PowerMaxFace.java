package org.copyblade.lab.powermax;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.LabCertificate;
import org.copyblade.lab.powermax.internal.UnisphereServer;

/**
 * A running face: one TLS server on the loopback address in front of all arrays, as a Unisphere is. Its certificate is made
 * at the first start in the lab's directory, for clients to pin: {@code lab.pem}, and its SHA-256 in {@code lab.sha256}.
 */
public final class PowerMaxFace implements AutoCloseable {
    private final VirtualArray array;
    private final boolean ownsArray;
    private final LabCertificate certificate;
    private final UnisphereServer server;

    private PowerMaxFace(VirtualArray array, boolean ownsArray, LabCertificate certificate, UnisphereServer server) {
        this.array = array;
        this.ownsArray = ownsArray;
        this.certificate = certificate;
        this.server = server;
    }

    /**
     * Opens the lab in a directory and serves it.
     *
     * @param seed what the lab holds
     * @param home the lab's directory, made if it is not there
     * @param port of the server; 0 for any that is free
     * @throws SeedException if seed or directory cannot be used
     * @throws IOException if the port is taken
     */
    public static PowerMaxFace start(Path seed, Path home, int port) throws SeedException, IOException {
        VirtualArray array = VirtualArray.open(home, SeedFile.read(seed));
        boolean started = false;
        try {
            PowerMaxFace face = serve(array, true, home, port);
            started = true;
            return face;
        } finally {
            if (!started) {
                array.close();
            }
        }
    }

    /** Serves a lab that is open already, and that stays open when the face is closed. */
    public static PowerMaxFace start(VirtualArray array, Path home, int port) throws IOException {
        return serve(array, false, home, port);
    }

    private static PowerMaxFace serve(VirtualArray array, boolean ownsArray, Path home, int port) throws IOException {
        try {
            LabCertificate certificate = LabCertificate.in(home);
            return new PowerMaxFace(
                    array, ownsArray, certificate, UnisphereServer.start(array, certificate.tls(), home, port));
        } catch (GeneralSecurityException cause) {
            throw new IOException("cannot use the certificate in " + home + ": " + cause.getMessage(), cause);
        }
    }

    /** Base of all paths, such as {@code https://localhost:8443/univmax/restapi}. */
    public String url() {
        return "https://localhost:" + port() + "/univmax/restapi";
    }

    /** Of this machine's loopback address. */
    public int port() {
        return server.port();
    }

    /** SHA-256 of the certificate, 64 hexadecimal digits in lower case. */
    public String fingerprint() {
        return certificate.fingerprint();
    }

    /** From now on the server serves this prefix of the API no more, as after an update. */
    public void retire(int prefix) {
        server.retire(prefix);
    }

    /** From now on the server knows this array no more, which goes on by itself. */
    public void remove(String serial) {
        server.remove(serial);
    }

    /** The storage behind: for the host's reads and writes, faults and the operation log. */
    public VirtualArray array() {
        return array;
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (ownsArray) {
            array.close();
        }
    }
}
