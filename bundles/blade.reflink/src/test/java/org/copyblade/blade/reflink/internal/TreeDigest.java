package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Everything that must be equal in a copy, one line per path: written with the Java library only. */
final class TreeDigest {

    private TreeDigest() {}

    static Map<String, String> of(Path root) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        Map<Object, String> firstNames = new HashMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted().toList()) {
                String relative = root.relativize(path).toString();
                lines.put(relative, line(path, relative, firstNames));
            }
        }
        return lines;
    }

    private static String line(Path path, String relative, Map<Object, String> firstNames) throws IOException {
        Map<String, Object> all =
                Files.readAttributes(path, "unix:mode,uid,gid,lastModifiedTime,ino,nlink", LinkOption.NOFOLLOW_LINKS);
        String line = all.get("mode") + " " + all.get("uid") + " " + all.get("gid") + " " + all.get("lastModifiedTime");
        if (Files.isSymbolicLink(path)) {
            return line + " -> " + Files.readSymbolicLink(path);
        }
        if (Files.isDirectory(path)) {
            return line + " " + extended(path);
        }
        String first = (int) all.get("nlink") > 1 ? firstNames.putIfAbsent(all.get("ino"), relative) : null;
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(path));
        return line + " " + Files.size(path) + " " + sum.getValue() + " " + (first == null ? "" : "= " + first) + " "
                + extended(path);
    }

    private static String extended(Path path) throws IOException {
        UserDefinedFileAttributeView view = Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
        Map<String, String> values = new TreeMap<>();
        for (String name : view.list()) {
            ByteBuffer value = ByteBuffer.allocate(view.size(name));
            view.read(name, value);
            values.put(name, HexFormat.of().formatHex(value.array()));
        }
        return values.toString();
    }
}
