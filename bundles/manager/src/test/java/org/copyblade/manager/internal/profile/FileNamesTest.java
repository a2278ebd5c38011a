package org.copyblade.manager.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

    private static final Set<String> TAKEN = Set.of("org.copyblade.system.postgresql", "org.copyblade.catalog");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.copyblade.defaults.cfg",
                "org.copyblade.profile-nightly.cfg",
                "org.copyblade.profile-two-words.cfg",
                "org.copyblade.systemdefaults-shop.config",
                "org.copyblade.system.postgresql-shop.cfg",
                "org.copyblade.catalog.cfg",
                ".nightly.draft",
                "org.copyblade.profile-nightly.cfg~",
                "org.copyblade.profile-nightly.cfg.bak",
                "README.md"
            })
    void whatIsRead_orSetAside_isNoProblem(String name) {
        assertThat(FileNames.problem(name, TAKEN)).isEmpty();
    }

    @Test
    void otherExtension_isSaid() {
        assertThat(FileNames.problem("org.copyblade.profile-nightly.conf", TAKEN))
                .contains("is not read: configuration files end in .cfg; rename it, or move it elsewhere");
        assertThat(FileNames.problem("org.copyblade.profile-nightly", TAKEN)).isPresent();
    }

    @Test
    void pidThatNothingTakes_isSaid() {
        assertThat(FileNames.problem("org.copyblade.system.postgres-shop.cfg", TAKEN))
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith(
                                "is not read: nothing that is there has the PID 'org.copyblade.system.postgres'; name it"
                                        + " as its sample"));
        assertThat(FileNames.problem("profile-nightly.cfg", TAKEN)).isPresent();
    }

    @Test
    void nameTooManyOrTooFew_isSaid() {
        assertThat(FileNames.problem("org.copyblade.profile.cfg", TAKEN))
                .contains("is not read: it must be named org.copyblade.profile-NAME.cfg");
        assertThat(FileNames.problem("org.copyblade.defaults-all.cfg", TAKEN))
                .contains("is not read: it must be named org.copyblade.defaults.cfg");
    }
}
