package org.copyblade.itests.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.FileResource;
import aQute.bnd.osgi.Jar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No contract changes without a version that says so. */
class ContractBaselineIT {
    private static final Path ROOT = Path.of(System.getProperty("copyblade.root"));

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"api", "blade.spi", "system.spi"})
    void contract_isWhatWasReleased_orSaysHowItDiffers(String contract) throws Exception {
        Path released = ROOT.resolve("distribution/baseline/org.copyblade." + contract + ".jar");
        assertThat(released).exists();
        try (Jar now = new Jar(built(contract).toFile());
                Jar before = new Jar(released.toFile())) {
            assertThat(ContractBaseline.violations(now, before)).isEmpty();
        }
    }

    @Test
    void unchangedContract_passes() throws Exception {
        try (Jar now = new Jar(built("blade.spi").toFile());
                Jar before = new Jar(built("blade.spi").toFile())) {
            assertThat(ContractBaseline.violations(now, before)).isEmpty();
        }
    }

    @Test
    void methodAddedToAnInterfaceThatBladesImplement_isFound() throws Exception {
        try (Jar now = new Jar(built("blade.spi").toFile());
                Jar before = new Jar(built("blade.spi").toFile())) {
            String entry = "org/copyblade/blade/spi/CopyBlade.class";
            now.putResource(entry, new FileResource(withOneMethodMore().resolve(entry)));
            assertThat(ContractBaseline.violations(now, before))
                    .singleElement()
                    .asString()
                    .matches(
                            "org\\.copyblade\\.blade\\.spi 1\\.(\\d+)\\.0 has changed since 1\\.\\1\\.0: it should be 2\\.0\\.0");
        }
    }

    /** The interface that blades implement, compiled with an abstract method that no blade has. */
    private Path withOneMethodMore() throws Exception {
        Path source = ROOT.resolve("bundles/blade.spi/src/main/java/org/copyblade/blade/spi/CopyBlade.java");
        String text = Files.readString(source);
        int end = text.lastIndexOf('}');
        Path changed = Files.writeString(
                directory.resolve("CopyBlade.java"), text.substring(0, end) + "    void unannounced();\n}\n");
        List<String> arguments = List.of(
                "-proc:none",
                "--release",
                "17",
                "-classpath",
                built("blade.spi") + ":" + System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                changed.toString());
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).isZero();
        return directory;
    }

    private static Path built(String contract) throws Exception {
        try (Stream<Path> jars = Files.list(ROOT.resolve("bundles/" + contract + "/target"))) {
            return jars.filter(path -> path.getFileName().toString().endsWith("-SNAPSHOT.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
