package org.copyblade.guard.internal;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** Finds the class files a guard needs where this very class and JNA were loaded from, and puts them into one jar. */
final class ClassFiles {
    private static final Map<Class<?>, List<String>> FOLDERS = Map.of(
            GuardMain.class,
            List.of("org/copyblade/guard", "org/copyblade/guard/internal"),
            Native.class,
            List.of("com/sun/jna", "com/sun/jna/internal", "com/sun/jna/ptr"));

    private ClassFiles() {}

    /** The jar: not compressed and in the order of names, so that the same classes always give the same bytes. */
    static byte[] jar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            jar.setMethod(ZipOutputStream.STORED);
            for (var file : all().entrySet()) {
                jar.putNextEntry(entry(file.getKey(), file.getValue()));
                jar.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** JNA's native part for this machine. */
    static byte[] nativePart() throws IOException {
        String name = "/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName("jnidispatch");
        try (InputStream stream = Native.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("JNA has no native part for " + Platform.RESOURCE_PREFIX);
            }
            return stream.readAllBytes();
        }
    }

    private static ZipEntry entry(String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        return entry;
    }

    /** Content by name in the jar. */
    private static TreeMap<String, byte[]> all() throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        for (var root : FOLDERS.entrySet()) {
            addFrom(root.getKey(), root.getValue(), files);
        }
        return files;
    }

    private static void addFrom(Class<?> root, List<String> folders, Map<String, byte[]> files) throws IOException {
        String file = root.getName().replace('.', '/') + ".class";
        URL own = root.getResource("/" + file);
        switch (own.getProtocol()) {
            case "file" -> {
                Path top = Path.of(
                        URI.create(own.toString().substring(0, own.toString().length() - file.length())));
                addFrom(top, folders, files);
            }
            case "jar" -> {
                String inside = own.getPath();
                Path jar = Path.of(URI.create(inside.substring(0, inside.indexOf("!/"))));
                try (FileSystem content = FileSystems.newFileSystem(jar)) {
                    addFrom(content.getPath("/"), folders, files);
                }
            }
            default -> addFrom(FrameworkUtil.getBundle(root), folders, files);
        }
    }

    private static void addFrom(Path top, List<String> folders, Map<String, byte[]> files) throws IOException {
        for (String folder : folders) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(top.resolve(folder), "*.class")) {
                for (Path entry : entries) {
                    files.put(folder + "/" + entry.getFileName(), Files.readAllBytes(entry));
                }
            }
        }
    }

    private static void addFrom(Bundle bundle, List<String> folders, Map<String, byte[]> files) throws IOException {
        for (String folder : folders) {
            for (URL entry : Collections.list(bundle.findEntries(folder, "*.class", false))) {
                try (InputStream stream = entry.openStream()) {
                    files.put(entry.getPath().substring(1), stream.readAllBytes());
                }
            }
        }
    }
}
