package org.copyblade.lab.zosmf;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.LabCertificate;
import org.copyblade.lab.zos.JobReader;
import org.copyblade.lab.zos.LabSysplex;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;
import org.copyblade.lab.zos.ZosSubsystem;
import org.copyblade.lab.zosmf.internal.dss.Adrdssu;
import org.copyblade.lab.zosmf.internal.dss.ArrayCalls;
import org.copyblade.lab.zosmf.internal.dss.HostTraffic;
import org.copyblade.lab.zosmf.internal.dss.TaskFaults;
import org.copyblade.lab.zosmf.internal.http.Notifications;
import org.copyblade.lab.zosmf.internal.http.ZosmfServer;
import org.copyblade.lab.zosmf.internal.jes.Jes;
import org.copyblade.lab.zosmf.internal.jes.Job;
import org.copyblade.lab.zosmf.internal.utility.Ickdsf;
import org.copyblade.lab.zosmf.internal.utility.Idcams;
import org.copyblade.lab.zosmf.internal.utility.Iefbr14;

/**
 * A running z/OS with z/OSMF in front: one TLS server on the loopback address. Its certificate is made at the first start in
 * the lab's directory, for clients to pin, and is the same for all faces of that directory.
 */
public final class ZosmfFace implements AutoCloseable {
    private final VirtualArray array;
    private final boolean ownsArray;
    private final LabSysplex sysplex;
    private final Jes jes;
    private final ZosmfServer server;
    private final LabCertificate certificate;
    private final HostTraffic traffic;

    private ZosmfFace(
            VirtualArray array,
            boolean ownsArray,
            LabSysplex sysplex,
            Jes jes,
            ZosmfServer server,
            LabCertificate certificate,
            HostTraffic traffic) {
        this.array = array;
        this.ownsArray = ownsArray;
        this.sysplex = sysplex;
        this.jes = jes;
        this.server = server;
        this.certificate = certificate;
        this.traffic = traffic;
    }

    /**
     * Opens the lab in a directory and serves it.
     *
     * @param seed what the lab holds
     * @param home the lab's directory, made if it is not there
     * @param port 0 for any that is free
     * @param subsystems what is to run in z/OS
     * @throws SeedException if seed or directory cannot be used
     * @throws IOException if the port is taken
     */
    public static ZosmfFace start(Path seed, Path home, int port, List<ZosSubsystem> subsystems)
            throws SeedException, IOException {
        VirtualArray array = VirtualArray.open(home, SeedFile.read(seed));
        boolean started = false;
        try {
            ZosmfFace face = serve(array, true, home, port, subsystems);
            started = true;
            return face;
        } finally {
            if (!started) {
                array.close();
            }
        }
    }

    /** Serves a lab that is open already, and that stays open when the face is closed. */
    public static ZosmfFace start(VirtualArray array, Path home, int port, List<ZosSubsystem> subsystems)
            throws IOException {
        return serve(array, false, home, port, subsystems);
    }

    private static ZosmfFace serve(
            VirtualArray array, boolean ownsArray, Path home, int port, List<ZosSubsystem> subsystems)
            throws IOException {
        HostTraffic traffic = new HostTraffic();
        LabSysplex sysplex = null;
        Jes jes = null;
        try {
            sysplex = LabSysplex.open(array);
            Notifications notifications = new Notifications();
            jes = new Jes(sysplex, home.resolve("spool"), notifications::ended);
            sysplex.reader(reader(jes));
            sysplex.add(new Iefbr14());
            sysplex.add(new Idcams());
            sysplex.add(new Ickdsf());
            sysplex.add(new Adrdssu(new ArrayCalls(), new TaskFaults(array), traffic));
            for (ZosSubsystem subsystem : subsystems) {
                sysplex.start(subsystem);
            }
            LabCertificate certificate = LabCertificate.in(home);
            ZosmfServer server = ZosmfServer.start(sysplex, jes, certificate.tls(), port);
            jes.start();
            return new ZosmfFace(array, ownsArray, sysplex, jes, server, certificate, traffic);
        } catch (GeneralSecurityException | ZosException | IOException cause) {
            close(sysplex, jes);
            throw new IOException("cannot start z/OS in " + home + ": " + cause.getMessage(), cause);
        } catch (InterruptedException interrupted) {
            close(sysplex, jes);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while z/OS was started", interrupted);
        }
    }

    private static JobReader reader(Jes jes) {
        return (jcl, owner) -> jes.submit(jcl.lines().toList(), owner, Map.of(), "A", "")
                .map(Job::id)
                .orElseThrow(() -> new ZosException(Reason.INVALID, "the JCL has no JOB statement"));
    }

    /** Base URL, such as {@code https://localhost:8443/zosmf}. */
    public String url() {
        return server.url();
    }

    public int port() {
        return server.port();
    }

    /** SHA-256 of the certificate, 64 hexadecimal digits in lower case. */
    public String fingerprint() {
        return certificate.fingerprint();
    }

    /** The storage behind: for the host's reads and writes, faults and the operation log. */
    public VirtualArray array() {
        return array;
    }

    /** The z/OS behind: data sets, devices, consoles. */
    public LabSysplex sysplex() {
        return sysplex;
    }

    /** Every job of the queue and of the spool, the oldest first: name, id and status. */
    public List<String> jobs() {
        return jes.all().stream()
                .map(job -> job.name() + " " + job.id() + " " + job.state().status())
                .toList();
    }

    /** Bytes of data that programs of this z/OS have moved through the host; labels, VTOCs and catalogs do not count. */
    public long hostBytes() {
        return traffic.bytes();
    }

    @Override
    public void close() throws IOException {
        server.close();
        close(sysplex, jes);
        if (ownsArray) {
            array.close();
        }
    }

    private static void close(LabSysplex sysplex, Jes jes) {
        if (jes != null) {
            jes.close();
        }
        if (sysplex != null) {
            sysplex.close();
        }
    }
}
