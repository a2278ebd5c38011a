package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.Test;

/** A blade is replaced again and again under back-to-back backups: none of them fails, and no old blade stays in memory. */
class UpgradeStormIT {
    private static final int UPGRADES = Boolean.getBoolean("copyblade.matrix") ? 200 : 8;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String JAR = "org.copyblade.blade.reflink.jar";
    /** Class loaders of bundles that may come and go by themselves, beside the one of an upgrade. */
    private static final int SPARE_LOADERS = 2;

    @Test
    void bladeReplacedUnderBackups_failsNoneAndLeavesNothing() throws Exception {
        try (Shop shop = Shop.on(Kind.XFS);
                Console console = Console.started()) {
            console.protect("storm", shop, Map.of("blade", "reflink"));
            shop.startLoad();
            console.backup("storm");
            long loadersBefore = bundleClassLoaders(console.tree());
            AtomicBoolean storming = new AtomicBoolean(true);
            CompletableFuture<List<Tree.Result>> backups = CompletableFuture.supplyAsync(() -> {
                List<Tree.Result> results = new ArrayList<>();
                while (storming.get()) {
                    results.add(backup(console));
                }
                return results;
            });
            Path jar = console.tree().deploy().resolve(JAR);
            for (int i = 1; i <= UPGRADES; i++) {
                String version = "1.0." + i;
                replace(jar, version, console.tree().home());
                await().atMost(LIMIT)
                        .until(() -> console.exec("deploy:status").out().contains(version + " ")
                                || console.exec("deploy:status").out().contains(version + "\n"));
            }
            storming.set(false);
            List<Tree.Result> results = backups.get();
            System.out.println("figure: " + results.size() + " backups during " + UPGRADES + " upgrades");
            assertThat(results).hasSizeGreaterThan(1).allSatisfy(result -> assertThat(result.status())
                    .as(result.out() + result.err())
                    .isZero());
            LedgerMark end = shop.stopLoad();
            assertThat(shop.load().failure()).isEmpty();
            assertThat(shop.check(end, end).problems()).isEmpty();
            await().atMost(LIMIT).untilAsserted(() -> assertThat(bundleClassLoaders(console.tree()))
                    .isLessThanOrEqualTo(loadersBefore + SPARE_LOADERS));
            String last = console.backup("storm");
            console.must("slb:verify " + last);
        }
    }

    private static Tree.Result backup(Console console) {
        try {
            return console.exec("slb:backup storm");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Tree.Result(-1, "", e.toString());
        } catch (Exception e) {
            return new Tree.Result(-1, "", e.toString());
        }
    }

    /** The same jar with another version, as a maintenance release without changes would be. */
    private static void replace(Path jar, String version, Path beside) throws IOException {
        Path next = beside.resolve("next.jar");
        try (JarInputStream from = new JarInputStream(Files.newInputStream(jar))) {
            Manifest manifest = from.getManifest();
            manifest.getMainAttributes().put(new Attributes.Name("Bundle-Version"), version);
            try (OutputStream out = Files.newOutputStream(next);
                    JarOutputStream to = new JarOutputStream(out, manifest)) {
                for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    from.transferTo(to);
                }
            }
        }
        Files.move(next, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** How many class loaders of bundles are alive, as a full collection of garbage finds them. */
    private static long bundleClassLoaders(Tree tree) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process histogram = new ProcessBuilder(jcmd.toString(), Long.toString(tree.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        long count = histogram
                .inputReader()
                .lines()
                .filter(line -> line.contains("BundleWiringImpl$BundleClassLoader"))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
                .sum();
        assertThat(count).as("class loaders seen by jcmd").isPositive();
        return count;
    }
}
