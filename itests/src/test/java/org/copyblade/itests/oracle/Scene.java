package org.copyblade.itests.oracle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.demo.fixture.DependentWriteOracle;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.junit.jupiter.api.Assumptions;

/** A writer of dependent writes on filesystems of its own, laid out as a manner wants it. Closing takes all away. */
final class Scene implements AutoCloseable {

    private static final int MEGABYTES = 600;
    private static final int FILE_BYTES = 64 << 10;
    private static final List<String> NAMES = List.of("a", "b", "c");

    private final Deque<Closeable> closings = new ArrayDeque<>();
    private final List<ScratchFilesystem> filesystems = new ArrayList<>();
    private final List<CopyMember> members = new ArrayList<>();
    private DependentWriteOracle writer;

    private Scene() {}

    /** Skips the test, with the reason, on a machine that cannot have such filesystems. */
    static Scene of(Manner manner) throws IOException {
        for (ScratchFilesystem.Kind kind : manner.filesystems()) {
            ScratchFilesystem.unsupportedReason(kind)
                    .ifPresent(reason -> Assumptions.abort("no scratch " + kind + " here: " + reason));
        }
        Scene scene = new Scene();
        try {
            scene.open(manner);
            return scene;
        } catch (IOException e) {
            scene.close();
            throw e;
        }
    }

    private void open(Manner manner) throws IOException {
        for (ScratchFilesystem.Kind kind : manner.filesystems()) {
            ScratchFilesystem filesystem = ScratchFilesystem.create(kind, MEGABYTES);
            closings.push(filesystem::close);
            filesystems.add(filesystem);
        }
        writer = DependentWriteOracle.start(
                manner == Manner.ONE_SUBVOLUME ? withinOneSubvolume() : eachOnItsOwn(), FILE_BYTES);
        closings.push(writer::close);
    }

    private List<Path> withinOneSubvolume() throws IOException {
        Path subvolume = filesystems.get(0).subvolume("data");
        members.add(CopyMember.whole("data", subvolume.toString()));
        List<Path> places = new ArrayList<>();
        for (String name : NAMES) {
            places.add(Files.createDirectory(subvolume.resolve(name)));
        }
        return places;
    }

    private List<Path> eachOnItsOwn() throws IOException {
        List<Path> places = new ArrayList<>();
        for (String name : NAMES) {
            Path place = filesystems.get(places.size() % filesystems.size()).subvolume(name);
            members.add(CopyMember.whole(name, place.toString()));
            places.add(place);
        }
        return places;
    }

    DependentWriteOracle writer() {
        return writer;
    }

    List<CopyMember> members() {
        return members;
    }

    @Override
    public void close() throws IOException {
        while (!closings.isEmpty()) {
            closings.pop().close();
        }
    }
}
