package org.copyblade.itests.flow;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Tells the {@link TestBlade} of a tree what to do at a step, and learns when it is there. */
final class BladeOrders {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path file;

    private BladeOrders(Path file) {
        this.file = file;
    }

    /** Drops the blade into the tree and returns once it is there. */
    static BladeOrders deployedTo(Console console) throws Exception {
        BladeOrders orders = new BladeOrders(console.tree().home().resolveSibling("orders"));
        TestBlade.jar("1.0.0", orders.file).deployTo(console.tree().deploy(), "testblade.jar");
        await().atMost(LIMIT).until(() -> console.exec("blade:list").out().contains("test "));
        return orders;
    }

    /** An order for the named step of every copy from now on. */
    void tell(TestBlade.Order order, String step) throws IOException {
        forget();
        Path part = Files.writeString(beside(".part"), order.name() + " " + step);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until the blade is at that step; answers when it came there, as a value of {@link System#nanoTime()}. */
    long awaitReached() throws IOException {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> Files.exists(beside(".reached")));
        return Long.parseLong(Files.readString(beside(".reached")));
    }

    /** Lets a blade that waits go on. */
    void go() throws IOException {
        Files.writeString(beside(".go"), "");
    }

    /** Lets it go on until it comes to that step once more. */
    void goOnce() throws IOException {
        Files.delete(beside(".reached"));
        Files.writeString(beside(".once"), "");
    }

    /** No orders any more. */
    void forget() throws IOException {
        for (Path path : new Path[] {file, beside(".reached"), beside(".go"), beside(".once")}) {
            Files.deleteIfExists(path);
        }
    }

    private Path beside(String ending) {
        return Path.of(file + ending);
    }
}
