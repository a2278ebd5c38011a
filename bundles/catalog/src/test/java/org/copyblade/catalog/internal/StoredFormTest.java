package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.Evidence;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.SetupReport;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.junit.jupiter.api.Test;

/** Catalogs outlive versions: what was stored once is read for ever. The samples beside this test are never changed. */
class StoredFormTest {

    private static final Run RUN = Samples.endedRun(17, Outcome.COMPLETE);
    private static final Backup BACKUP =
            Samples.backup(17, "ims1", "nightly", Backup.State.COMPLETE, Optional.of(true));

    private static String sample(String name) throws Exception {
        try (InputStream in = StoredFormTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    @Test
    void whatIsStoredToday_isWhatWasStoredFirst() throws Exception {
        assertThat(Records.json(RUN)).isEqualTo(sample("run.json"));
        assertThat(Records.json(BACKUP)).isEqualTo(sample("backup.json"));
        assertThat(Records.json(Samples.evidence(17))).isEqualTo(sample("evidence.json"));
        assertThat(Records.json(Samples.setup("nightly", "f").report())).isEqualTo(sample("setup.json"));
    }

    @Test
    void whatWasStoredFirst_isReadWhole() throws Exception {
        assertThat(Records.read(sample("run.json"), Run.class)).isEqualTo(RUN);
        assertThat(Records.read(sample("backup.json"), Backup.class)).isEqualTo(BACKUP);
        assertThat(Records.read(sample("evidence.json"), Evidence.class)).isEqualTo(Samples.evidence(17));
        assertThat(Records.read(sample("setup.json"), SetupReport.class))
                .isEqualTo(Samples.setup("nightly", "f").report());
    }

    @Test
    void emptyComponents_comeBackEmpty() throws Exception {
        Backup backup = Samples.backup(1, "ims1", "nightly", Backup.State.RESERVED, Optional.empty());
        assertThat(Records.read(Records.json(backup), Backup.class)).isEqualTo(backup);
        assertThat(Records.read(Records.json(Samples.openRun(1)), Run.class)).isEqualTo(Samples.openRun(1));
    }

    @Test
    void whatAnotherVersionWrote_isReadWithoutTheRest() throws Exception {
        String newer = sample("run.json").replaceFirst("\\{", "{\"later\":{\"a\":[1]},");
        assertThat(Records.read(newer, Run.class)).isEqualTo(RUN);
        String older = sample("run.json")
                .replaceFirst(",\"hint\":\"[^\"]*\"", "")
                .replaceFirst(",\"endedAt\":\"[^\"]*\"", "")
                .replaceFirst(",\"findings\":\\[.*]", "");
        Run read = Records.read(older, Run.class);
        assertThat(read.hint()).isEmpty();
        assertThat(read.endedAt()).isEmpty();
        assertThat(read.findings()).isEmpty();
        assertThat(read.message()).isEqualTo(RUN.message());
    }

    @Test
    void aDamagedRecord_isRefusedWithItsBeginning() {
        assertThatThrownBy(() -> Records.read("{\"id\":\"R17\",\"kind\":\"BACK", Run.class))
                .isInstanceOfSatisfying(
                        CatalogException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ALIEN))
                .hasMessageStartingWith("a stored Run cannot be read: ")
                .hasMessageEndingWith("; it begins {\"id\":\"R17\",\"kind\":\"BACK");
        assertThatThrownBy(() -> Records.read("{\"id\":\"X17\"}", Run.class))
                .hasMessageContaining("run is named R and a number, not 'X17'");
    }
}
