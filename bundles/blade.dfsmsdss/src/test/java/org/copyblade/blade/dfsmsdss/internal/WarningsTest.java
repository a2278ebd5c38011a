package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Severity;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.DataSetCopy;
import org.copyblade.blade.spi.DataSetTarget;
import org.copyblade.blade.spi.ExposeMode;
import org.junit.jupiter.api.Test;

/** What a job warned of is told, although it did its work. */
class WarningsTest {

    private final InMemoryZos zos = InMemoryFixture.zos();
    private final List<String> log = new ArrayList<>();
    private final DfsmsdssBlade blade =
            new DfsmsdssBlade(new Endpoint(InMemoryFixture.settings(), zos, zos, log::add), () -> {});
    private final CopyGroup group = Groups.of("ZWARN001", "PR0100", "PR0101");

    @Test
    void ofACopyTheyAreLoggedAfterTheWindowAndShownBeforeARestore() throws Exception {
        zos.warns = true;
        Binding established = Runs.established(blade, group, Runs.POLICY);
        assertThat(log).as("inside the window").isEmpty();

        Binding hardened = Runs.toTheEnd(established, newest -> blade.harden(group, newest, Runs.soon()));

        assertThat(log)
                .containsExactly(
                        "job ZWARN001(JOB00001) of ZWARN001 warned of PR0100: ADR745W A MEMBER IS NOT VALID, and 1 more");
        List<BladeFinding> findings = blade.planRestore(group, hardened, group.memberNames(), Runs.soon());
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .extracting(BladeFinding::text)
                .containsExactly(
                        "the job that made the copy warned of PR0100: ADR745W A MEMBER IS NOT VALID, and 1 more");
    }

    @Test
    void ofACopyThroughTheHostTheyAreThereToo() throws Exception {
        zos.warns = true;
        CopyPolicy slow = CopyPolicy.builder()
                .fastReplication(CopyPolicy.FastReplication.NONE)
                .build();
        Binding prepared = Runs.prepared(blade, group, slow).binding();
        Binding copied = Runs.toTheEnd(prepared, newest -> blade.copy(group, newest, Runs.soon()));

        Runs.toTheEnd(copied, newest -> blade.harden(group, newest, Runs.soon()));

        assertThat(log).singleElement().asString().contains("ADR745W");
    }

    @Test
    void ofARestoreAndOfAnExtractionTheyAreLogged() throws Exception {
        zos.volume("PR0100").write("PROD.DB.RED", "old".getBytes(StandardCharsets.UTF_8));
        Binding established = Runs.established(blade, group, Runs.POLICY);
        Runs.toTheEnd(established, newest -> blade.harden(group, newest, Runs.soon()));
        assertThat(log).as("the control").isEmpty();
        zos.warns = true;

        Runs.restored(blade, group, established);
        var exposed = blade.expose(group, established, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon())
                .exposures();
        Optional<Binding> progress = Optional.empty();
        Advance advance;
        do {
            advance = blade.copy(
                    new CopyGroupId("ZORDER01"),
                    exposed,
                    List.of(new DataSetCopy("PROD.DB.RED", "TEST.RED")),
                    new DataSetTarget(List.of(), false),
                    progress,
                    Runs.soon());
            progress = Optional.of(advance.binding());
        } while (advance instanceof Advance.Continues);

        assertThat(log)
                .containsExactly(
                        "job ZWARN001(JOB00003) of ZWARN001 warned of TG0000: ADR745W A MEMBER IS NOT VALID, and 1 more",
                        "job ZORDER01(JOB00004) of ZORDER01 warned of PROD.DB.RED: ADR745W A MEMBER IS NOT VALID");
    }
}
