package org.copyblade.system.postgresql.internal.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.fault.Waiting;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/** All pages of the tables and indexes of a copy. */
public final class DataPages {

    private static final Pattern FILE = Pattern.compile("\\d+(_(?:fsm|vm|init))?(?:\\.(\\d+))?");
    private static final int PAGES_AT_ONCE = 64;
    /** Offset of the field that is zero in a page nobody has used yet. */
    private static final int UPPER_AT = 14;

    private final ControlFile control;
    private final List<Path> roots;

    /**
     * The pages of one copy.
     *
     * @param roots data directory and tablespaces
     */
    public DataPages(ControlFile control, List<Path> roots) {
        this.control = control;
        this.roots = List.copyOf(roots);
    }

    /** Looks at one page that is in use. */
    public interface Visitor {
        /**
         * Looks at it.
         *
         * @param buffer page from the given offset on, in the order of the host
         * @return what is wrong; empty if nothing
         */
        String visit(ByteBuffer buffer, int offset, int blockNumber);
    }

    /** What was seen. */
    public record Result(long files, long pages, List<String> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    /** Shows the visitor every page; ends early after some problems. */
    public Result visit(Visitor visitor, int mostProblems, Deadline deadline) throws SystemException {
        List<String> problems = new ArrayList<>();
        long pages = 0;
        List<Path> files = files();
        for (Path file : files) {
            if (deadline.expired() || deadline.cancelled()) {
                throw Waiting.givenUp("the pages of the copy to be read", deadline);
            }
            if (problems.size() < mostProblems) {
                pages += visit(file, visitor, problems);
            }
        }
        return new Result(files.size(), pages, problems);
    }

    private long visit(Path file, Visitor visitor, List<String> problems) throws SystemException {
        Matcher name = FILE.matcher(file.getFileName().toString());
        int first =
                name.matches() && name.group(2) != null ? Integer.parseInt(name.group(2)) * control.blocksPerFile() : 0;
        int size = control.blockBytes();
        ByteBuffer buffer = ByteBuffer.allocate(size * PAGES_AT_ONCE).order(ByteOrder.LITTLE_ENDIAN);
        long pages = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (fill(channel, buffer) >= size) {
                for (int offset = 0; offset + size <= buffer.limit(); offset += size) {
                    if (buffer.getShort(offset + UPPER_AT) != 0) {
                        int block = first + (int) pages;
                        String problem = visitor.visit(buffer, offset, block);
                        if (!problem.isEmpty()) {
                            problems.add("page " + block + " of " + file + " " + problem);
                            return pages;
                        }
                    }
                    pages++;
                }
            }
            return pages;
        } catch (IOException e) {
            throw PgFault.ACCESS.error("cannot read " + file + ": " + e, "is the copy exposed whole?");
        }
    }

    private static int fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            continue;
        }
        buffer.flip();
        return buffer.limit();
    }

    private List<Path> files() throws SystemException {
        List<Path> files = new ArrayList<>();
        for (Path root : roots) {
            for (String top : List.of("base", "global", ".")) {
                Path directory = root.resolve(top).normalize();
                boolean tablespace = Files.notExists(root.resolve("base"));
                if (tablespace == top.equals(".")) {
                    collect(directory, files);
                }
            }
        }
        return files;
    }

    private static void collect(Path directory, List<Path> files) throws SystemException {
        try (Stream<Path> tree = Files.walk(directory)) {
            tree.filter(file -> FILE.matcher(file.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("pgsql_tmp"))
                    .forEach(files::add);
        } catch (IOException e) {
            throw PgFault.ACCESS.error("cannot list " + directory + ": " + e, "is the copy exposed whole?");
        }
    }
}
