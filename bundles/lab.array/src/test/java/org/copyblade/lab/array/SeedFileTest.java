package org.copyblade.lab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedFileTest {
    private static final String GOOD = SmallLab.seed("");

    @TempDir
    private Path home;

    @Test
    void goodSeed_isRead() throws Exception {
        SystemSeed system = SeedFile.parse(GOOD, "lab.toml").systems().get(0);
        assertThat(system.maximumTargets()).isEqualTo(12);
        assertThat(system.reversePair()).isEqualTo(SystemSeed.ReversePair.CURRENT);
        assertThat(system.volumes().get(0).nameOf(15)).isEqualTo("V100F");
        assertThat(system.users().get(0)).hasToString("admin");
    }

    /** Faces and hosts have names of other forms than storage systems, which only they know. */
    @Test
    void faultsOfWhatIsNoStorageSystem_areRead() throws Exception {
        for (String system : new String[] {"zosmf", "IMS1", "unisphere"}) {
            String text = GOOD + "[[faults]]\nkind = \"slow\"\nsystem = \"" + system + "\"\n";
            assertThat(SeedFile.parse(text, "lab.toml").faults())
                    .extracting(Fault::system)
                    .containsExactly(system);
        }
    }

    @Test
    void eachMistake_isNamedWithItsPlace() {
        assertRefused(
                GOOD + "colour = 1\n",
                "seed lab.toml: systems[1].colour: no such key; there are"
                        + " background_tracks_per_second, bundle, cascading, groups, maximum_snapshots, maximum_targets,"
                        + " mirror_primaries, multiple_incremental, name, pools, reverse_pair, serial, subsystems, token_idle_ms, users, volumes");
        assertRefused(
                GOOD.replace("name = \"small\"\n", ""),
                "seed lab.toml: systems[1].name: Missing creator property" + " 'name' (index 1)");
        assertRefused(GOOD + "]", "seed lab.toml is no TOML");
        assertRefused(
                GOOD.replace("count = 16", "count = 300"),
                "seed lab.toml: system 75LAB01 volumes 1000: count 300" + " does not fit into one subsystem");
        assertRefused(
                GOOD.replace("id = \"1010\", count", "id = \"100F\", count"),
                "seed lab.toml: system 75LAB01" + " volumes 100F: id 100F is there twice");
        assertRefused(
                GOOD.replace("cylinders = 2", "mib = 2"),
                "seed lab.toml: system 75LAB01 volumes 2000: a CKD volume" + " needs cylinders, and no mib");
        assertRefused(
                GOOD.replace("\"FF11\"", "\"11\""),
                "seed lab.toml: system 75LAB01 subsystem 11: ssid is four" + " hexadecimal digits in upper case");
        assertRefused(GOOD + "[[faults]]\nkind = \"lost\"\n", "seed lab.toml: faults[1].kind: ");
        assertRefused(
                GOOD + "[[faults]]\nkind = \"slow\"\nsystem = \"75XXXXX\"\n",
                "seed lab.toml: fault SLOW: names" + " system 75XXXXX, which is not in the seed");
        assertRefused(
                GOOD.replace("pools = [", "mirror_primaries = [\"1999\"]\npools = ["),
                "seed lab.toml: system 75LAB01: mirror_primaries names a volume that is not there");
        assertRefused("systems = []", "seed lab.toml: systems: there must be one at least");
        assertThatThrownBy(() -> SeedFile.read(home.resolve("none.toml")))
                .hasMessage("cannot read seed " + home.resolve("none.toml") + ": " + home.resolve("none.toml"));
    }

    @Test
    void secondProcess_isKeptOffTheDirectory() throws Exception {
        try (VirtualArray first = VirtualArray.open(home, SeedFile.parse(GOOD, "lab.toml"))) {
            assertThat(first.systems()).hasSize(1);
            assertThatThrownBy(() -> VirtualArray.open(home, SeedFile.parse(GOOD, "lab.toml")))
                    .hasMessage("a lab is running in " + home + "; stop it, or use another directory");
        }
        VirtualArray.open(home, SeedFile.parse(GOOD, "lab.toml")).close();
    }

    @Test
    void otherSeed_isRefusedOnADirectoryThatIsUsed() throws Exception {
        VirtualArray.open(home, SeedFile.parse(GOOD, "lab.toml")).close();
        VirtualArray.open(home, SeedFile.parse(GOOD.replace("60000", "70000"), "lab.toml"))
                .close();
        assertThatThrownBy(() ->
                        VirtualArray.open(home, SeedFile.parse(GOOD.replace("count = 16", "count = 15"), "lab.toml")))
                .hasMessage(
                        "the lab in " + home + " was made from a seed with other systems, pools, subsystems or volumes;"
                                + " use that seed, or another directory");
    }

    private static void assertRefused(String seed, String message) {
        assertThatThrownBy(() -> SeedFile.parse(seed, "lab.toml"))
                .isInstanceOf(SeedException.class)
                .hasMessageStartingWith(message);
    }
}
