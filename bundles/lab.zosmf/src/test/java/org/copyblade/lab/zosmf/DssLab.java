package org.copyblade.lab.zosmf;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.NewDataSet;
import org.copyblade.lab.zos.OpenDataSet;

/** A z/OS that runs ADRDSSU, with the data sets PROD.A on PR0100 and PROD.B on PR0200. */
final class DssLab implements AutoCloseable {
    private static final String STEP =
            """
            //DSS1     JOB (ACCT),CLASS=A
            //STEP     EXEC PGM=ADRDSSU,REGION=0M%s
            //SYSPRINT DD SYSOUT=*
            %s//SYSIN    DD *
            """;

    private final ZosmfFace face;
    private final ZosmfClient client;
    private final DataSets dataSets;

    private DssLab(ZosmfFace face, ZosmfClient client) {
        this.face = face;
        this.client = client;
        this.dataSets = face.sysplex().dataSets();
    }

    /** @param seed what it holds besides those */
    static DssLab start(Path seed, Path home) throws Exception {
        ZosmfFace face = ZosmfFace.start(seed, home, 0, List.of());
        DssLab lab = new DssLab(face, new ZosmfClient(home, face.url()));
        lab.make("PROD.A", "PR0100", "first");
        lab.make("PROD.B", "PR0200", "second");
        return lab;
    }

    ZosmfFace face() {
        return face;
    }

    ZosmfClient client() {
        return client;
    }

    DataSets dataSets() {
        return dataSets;
    }

    StorageSystem system() {
        return face.array().systems().get(0);
    }

    /** Runs control statements; answers the job document. */
    JsonNode dss(String... statements) throws Exception {
        return run("", "", statements);
    }

    /** The same with a data set for dumps as OUT1. */
    JsonNode withDump(String disposition, String... statements) throws Exception {
        return run(
                "",
                """
                //OUT1     DD DSN=DUMP.ONE,DISP=(%s),
                //            UNIT=SYSALLDA,VOL=SER=BK0307,SPACE=(CYL,(5,0))
                """
                        .formatted(disposition),
                statements);
    }

    /**
     * The same with a parameter of the step and with further DDs.
     *
     * @param parameter as it stands behind the program, with its comma
     * @param dds cards
     */
    JsonNode run(String parameter, String dds, String... statements) throws Exception {
        return client.run(STEP.formatted(parameter, dds) + cards(statements) + "/*\n");
    }

    /** The return code of control statements as z/OSMF gives it. */
    String code(String... statements) throws Exception {
        return dss(statements).path("retcode").asText();
    }

    /** The report of a job. */
    String print(JsonNode job) throws Exception {
        return client.spool(job, "SYSPRINT");
    }

    /** Statements on as many cards as they need: what is behind column 72 is not read. */
    private static String cards(String... statements) {
        StringBuilder cards = new StringBuilder();
        for (String statement : statements) {
            String card = " ";
            for (String word : statement.split(" +")) {
                if (card.length() + word.length() > 68) {
                    cards.append(card).append(" -\n");
                    card = "   ";
                }
                card += " " + word;
            }
            cards.append(card).append('\n');
        }
        return cards.toString();
    }

    void make(String name, String volser, String content) throws Exception {
        dataSets.allocate(NewDataSet.on(volser, name, DataSetAttributes.cards(), 3));
        write(name, content);
    }

    void write(String name, String content) throws Exception {
        try (OpenDataSet open = dataSets.open(name, Enqueue.Mode.EXCLUSIVE, "test")) {
            open.replaceRecords(List.of(content.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** Read from the tracks that the volume's own VTOC gives. */
    String content(String name, String volser) throws Exception {
        var device = face.sysplex().devices().online(volser).orElseThrow();
        HostVolume host = device.system().host(device.volume());
        int first = dataSets.find(name, volser)
                .orElseThrow()
                .pieces()
                .get(0)
                .extents()
                .get(0)
                .first();
        byte[] track = Arrays.copyOf(host.read(first), 80);
        return new String(track, StandardCharsets.US_ASCII)
                .replaceAll("[^a-z ].*", "")
                .strip();
    }

    @Override
    public void close() throws IOException {
        face.close();
    }
}
