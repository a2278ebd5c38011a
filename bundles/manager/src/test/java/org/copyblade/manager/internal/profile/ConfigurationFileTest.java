package org.copyblade.manager.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {

    private static final String FILE =
            """
            # Nightly backup of the shop.
            system = shop

            # Slots for backups.
            #generations = 2

            ! who copies
              blade: reflink
            targets = a:b, \\
                      c:d
            # the end
            """;

    @TempDir
    Path folder;

    @Test
    void changedOption_staysInItsPlace_andNothingElseMoves() throws Exception {
        assertThat(ConfigurationFile.edited(FILE, "blade", Optional.of("btrfs")))
                .isEqualTo(FILE.replace("  blade: reflink", "blade = btrfs"));
    }

    @Test
    void newOption_standsBehindTheCommentThatShowsItsDefault() throws Exception {
        assertThat(ConfigurationFile.edited(FILE, "generations", Optional.of("5")))
                .isEqualTo(FILE.replace("#generations = 2\n", "#generations = 2\ngenerations = 5\n"));
    }

    @Test
    void newOptionThatNoCommentNames_standsAtTheEnd() throws Exception {
        assertThat(ConfigurationFile.edited(FILE, "method", Optional.of("clone")))
                .isEqualTo(FILE + "method = clone\n");
        assertThat(ConfigurationFile.edited("a = b", "method", Optional.of("clone")))
                .isEqualTo("a = b\nmethod = clone\n");
        assertThat(ConfigurationFile.edited("", "method", Optional.of("clone"))).isEqualTo("method = clone\n");
    }

    @Test
    void removedOption_goesWithAllItsLines_andLeavesTheComments() throws Exception {
        assertThat(ConfigurationFile.edited(FILE, "targets", Optional.empty()))
                .isEqualTo(FILE.replace("targets = a:b, \\\n          c:d\n", ""));
        assertThat(ConfigurationFile.edited(FILE, "system", Optional.empty()))
                .startsWith("# Nightly backup of the shop.\n\n# Slots");
    }

    @Test
    void optionGivenTwice_isGivenOnceAfterwards() throws Exception {
        assertThat(ConfigurationFile.edited("a = 1\nb = 2\na = 3\n", "a", Optional.of("4")))
                .isEqualTo("b = 2\na = 4\n");
    }

    @Test
    void windowsLines_stayWindowsLines() throws Exception {
        assertThat(ConfigurationFile.edited("a = 1\r\nb = 2\r\n", "a", Optional.of("4")))
                .isEqualTo("a = 4\r\nb = 2\r\n");
    }

    @Test
    void backslashesAndLettersOfAnyLanguage_areReadAsTheyWereMeant() throws Exception {
        assertThat(ConfigurationFile.edited("a = 1\n", "a", Optional.of("C:\\größe\\")))
                .isEqualTo("a = C:\\\\größe\\\\\n");
    }

    @Test
    void fileThatOneLineCannotChange_isLeftAlone() {
        assertThatThrownBy(() -> ConfigurationFile.edited("b = \\u12\n", "a", Optional.of("4")))
                .hasMessage("the file has a broken unicode escape; edit it by hand");
        assertThatThrownBy(() -> ConfigurationFile.edited("b = 1\\", "a", Optional.of("4")))
                .hasMessage("the file is too unusual to change one line of it; edit it by hand");
    }

    @Test
    void rightsOfTheFile_areKept_andLinksFollowed() throws Exception {
        Path file = Files.writeString(folder.resolve("real.cfg"), "a = 1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.cfg"), file);
        new ConfigurationFile(link).set(Map.of("a", Optional.of("2")));
        assertThat(Files.readString(file)).isEqualTo("a = 2\n");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().endsWith(".new"));
    }

    @Test
    void textWrittenInTheSameMillisecond_isNewerToTheWatcher() throws Exception {
        Path file = Files.writeString(folder.resolve("fast.cfg"), "a = 1\n");
        FileTime ahead = FileTime.from(Instant.now().plusSeconds(60));
        Files.setLastModifiedTime(file, ahead);
        new ConfigurationFile(file).set(Map.of("a", Optional.of("2")));
        assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(ahead.toMillis() + 1);
    }

    @Test
    void filesOfOtherForms_areNotTouched() throws Exception {
        Path typed = Files.writeString(folder.resolve("x.config"), "a=I\"1\"\n");
        assertThatThrownBy(() -> new ConfigurationFile(typed).set(Map.of("a", Optional.of("2"))))
                .isInstanceOf(IOException.class)
                .hasMessage("only files that end in .cfg are written; edit it by hand");
        assertThatThrownBy(() -> new ConfigurationFile(folder.resolve("gone.cfg")).set(Map.of("a", Optional.of("2"))))
                .hasMessage("the file is gone or may not be written");
        assertThat(typed).hasContent("a=I\"1\"");
    }
}
