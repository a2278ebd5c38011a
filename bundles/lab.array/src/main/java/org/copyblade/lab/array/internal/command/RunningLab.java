package org.copyblade.lab.array.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.lab.array.ArraySeed;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.LabCertificate;
import org.copyblade.lab.array.face.LabFace;
import org.copyblade.lab.array.face.RunningFace;

/** An open array and all faces that are in front of it. Not for several threads. */
final class RunningLab implements AutoCloseable {
    private final VirtualArray array;
    private final EndpointsFile endpoints;
    private final Map<String, RunningFace> faces = new LinkedHashMap<>(); // in the order of their start

    private RunningLab(VirtualArray array, Path home) {
        this.array = array;
        this.endpoints = new EndpointsFile(home);
    }

    /**
     * Opens the array and starts the faces, all or none.
     *
     * @param wanted in the order in which they are started
     * @param port of the first endpoint, the others follow; 0 for any that are free
     */
    static RunningLab start(Path home, ArraySeed seed, List<LabFace> wanted, int port)
            throws SeedException, IOException {
        RunningLab lab = new RunningLab(VirtualArray.open(home, seed), home);
        boolean started = false;
        try {
            lab.endpoints.delete();
            int next = port;
            for (LabFace face : wanted) {
                RunningFace running = face.start(lab.array, home, next);
                lab.faces.put(face.name(), running);
                next += next == 0 ? 0 : running.endpoints().size();
            }
            for (Fault fault : seed.faults()) {
                lab.requireSystem(fault.system());
            }
            lab.endpoints.write(LabCertificate.in(home).fingerprint(), lab.faces);
            started = true;
            return lab;
        } catch (GeneralSecurityException cause) {
            throw new IOException("cannot use the certificate in " + home + ": " + cause.getMessage(), cause);
        } finally {
            if (!started) {
                lab.close();
            }
        }
    }

    VirtualArray array() {
        return array;
    }

    /** Demands that a fault names something that is there, or anything; else it would never hit, and nobody would know. */
    void requireSystem(String name) throws SeedException {
        Set<String> known = new TreeSet<>();
        array.systems().forEach(it -> known.add(it.settings().serial()));
        faces.values().forEach(it -> known.addAll(it.faultSystems()));
        if (!name.equals("*") && known.stream().noneMatch(name::equalsIgnoreCase)) {
            throw new SeedException("there is no system '" + name + "' that a fault can hit; there are "
                    + String.join(", ", known) + ", and * for any");
        }
    }

    /** Where and how it is reached, for people. */
    List<String> description() {
        List<String> lines = new ArrayList<>();
        faces.values().forEach(it -> lines.addAll(it.description()));
        lines.add("addresses for scripts: " + endpoints.path());
        return lines;
    }

    /** Ends the faces, the last one first, and lets the directory go; all of it, whatever fails. */
    @Override
    public void close() throws IOException {
        Deque<Closing> closings = new ArrayDeque<>();
        closings.push(array::close);
        faces.values().forEach(it -> closings.push(it::close));
        closings.push(endpoints::delete);
        IOException first = null;
        for (Closing closing : closings) {
            try {
                closing.run();
            } catch (IOException failure) {
                first = first == null ? failure : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private interface Closing {
        void run() throws IOException;
    }
}
