package org.copyblade.lab.zosmf.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSetAttributes.Organization;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.DataSetNames;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.LabSysplex;
import org.copyblade.lab.zos.NewDataSet;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;

/** {@code /restfiles/ds}. */
final class DataSetResource {
    private static final Pattern NAME = Pattern.compile("([A-Z0-9@#$.-]+)(?:\\(([A-Z0-9@#$]{1,8})\\))?");
    private static final Pattern VOLUME = Pattern.compile("-\\(([A-Z0-9@#$]{1,6})\\)");
    private static final int MALFORMED = 10;
    private static final int DEFAULT_MAXIMUM = 1000;

    private record Named(String name, String member, Optional<String> volser) {}

    private final LabSysplex sysplex;
    private final DataSets dataSets;

    DataSetResource(LabSysplex sysplex) {
        this.sysplex = sysplex;
        this.dataSets = sysplex.dataSets();
    }

    List<Route> routes() {
        return List.of(
                Route.of("data-sets", "GET", "/restfiles/ds", this::list),
                Route.of("members", "GET", "/restfiles/ds/*/member", this::members),
                Route.of("read-data-set", "GET", "/restfiles/ds/*", this::read),
                Route.of("read-data-set", "GET", "/restfiles/ds/*/*", this::read),
                Route.of("write-data-set", "PUT", "/restfiles/ds/*", this::write),
                Route.of("write-data-set", "PUT", "/restfiles/ds/*/*", this::write),
                Route.of("allocate-data-set", "POST", "/restfiles/ds/*", this::allocate),
                Route.of("delete-data-set", "DELETE", "/restfiles/ds/*", this::delete),
                Route.of("delete-data-set", "DELETE", "/restfiles/ds/*/*", this::delete));
    }

    private Reply list(Request request) throws Refusal {
        String level = request.queryValue("dslevel").orElseThrow(() -> malformed("parameter 'dslevel' is missing"));
        Optional<String> volser = request.queryValue("volser");
        String start = request.queryValue("start").orElse("").toUpperCase(Locale.ROOT);
        boolean base = request.header("x-ibm-attributes")
                .filter(it -> it.startsWith("base"))
                .isPresent();
        boolean volumes =
                base || request.header("x-ibm-attributes").filter("vol"::equals).isPresent();
        try {
            Pattern pattern = DataSetNames.pattern(level.endsWith("*") ? level : level + ".**");
            Pattern exact = DataSetNames.pattern(level);
            List<DataSetEntry> all = (volser.isPresent() ? dataSets.onVolume(volser.get()).stream() : catalogued())
                    .filter(it -> pattern.matcher(it.name()).matches()
                            || exact.matcher(it.name()).matches())
                    .filter(it -> it.name().compareTo(start) >= 0)
                    .toList();
            return page(request, all.stream().map(it -> node(it, base, volumes)).toList());
        } catch (IllegalArgumentException cause) {
            throw malformed(cause.getMessage());
        } catch (ZosException refusal) {
            throw refused(refusal);
        }
    }

    private Stream<DataSetEntry> catalogued() throws ZosException {
        return Stream.concat(dataSets.catalogs().stream(), dataSets.list("**").stream());
    }

    private static Reply page(Request request, List<ObjectNode> all) throws Refusal {
        String text = request.header("x-ibm-max-items").orElse(Integer.toString(DEFAULT_MAXIMUM));
        if (!text.matches("[0-9]{1,6}")) {
            throw malformed("X-IBM-Max-Items is no number");
        }
        int maximum = Integer.parseInt(text);
        List<ObjectNode> shown =
                maximum == 0 ? all : all.stream().limit(maximum).toList();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode items = document.putArray("items");
        shown.forEach(items::add);
        document.put("returnedRows", shown.size())
                .put("totalRows", all.size())
                .put("moreRows", shown.size() < all.size())
                .put("JSONversion", 1);
        return Reply.json(200, document);
    }

    private static ObjectNode node(DataSetEntry entry, boolean base, boolean volumes) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("dsname", entry.name());
        List<String> volsers = entry.volsers();
        if (volumes) {
            node.put("vol", volsers.isEmpty() ? "" : volsers.get(0));
        }
        if (base) {
            DataSetAttributes form = entry.attributes();
            node.put("vols", String.join(" ", volsers))
                    .put("mvol", volsers.size() > 1 ? "Y" : "N")
                    .put("catnm", entry.catalog())
                    .put(
                            "dsorg",
                            switch (form.organization()) {
                                case SEQUENTIAL -> "PS";
                                case PARTITIONED -> "PO";
                                case VSAM -> "VS";
                            })
                    .put("recfm", form.recordFormat())
                    .put("lrecl", Integer.toString(form.recordBytes()))
                    .put("blksz", Integer.toString(form.blockBytes()))
                    .put("sizex", Integer.toString(entry.tracks()))
                    .put("spacu", "TRACKS")
                    .put("dev", "3390")
                    .put("migr", "NO");
        }
        return node;
    }

    private Reply members(Request request) throws Refusal {
        Named named = named(request.ids().subList(0, 1));
        Pattern pattern;
        try {
            pattern = DataSetNames.pattern(request.queryValue("pattern").orElse("*"));
        } catch (IllegalArgumentException cause) {
            throw malformed(cause.getMessage());
        }
        return with(named, Enqueue.Mode.SHARED, request.user(), file -> {
            List<ObjectNode> items = file.members().stream()
                    .filter(it -> pattern.matcher(it).matches())
                    .map(it -> JsonNodeFactory.instance.objectNode().put("member", it))
                    .toList();
            return page(request, items);
        });
    }

    private Reply read(Request request) throws Refusal {
        Named named = named(request.ids());
        String type = type(request);
        return with(named, Enqueue.Mode.SHARED, request.user(), file -> {
            List<byte[]> records = named.member().isEmpty() ? file.records() : file.member(named.member());
            byte[] body = body(type, records);
            String tag = tag(body);
            if (request.header("if-none-match")
                    .filter(it -> unquoted(it).equals(tag))
                    .isPresent()) {
                return Reply.empty(304);
            }
            String media = type.equals("text") ? "text/plain; charset=UTF-8" : "application/octet-stream";
            return new Reply(200, media, body, Map.of("ETag", List.of(tag)));
        });
    }

    private Reply write(Request request) throws Refusal {
        Named named = named(request.ids());
        String type = type(request);
        return with(named, Enqueue.Mode.EXCLUSIVE, request.user(), file -> {
            boolean made = !named.member().isEmpty() && !file.members().contains(named.member());
            Optional<String> match = request.header("if-match");
            if (match.isPresent()) {
                List<byte[]> old = named.member().isEmpty() ? file.records() : file.member(named.member());
                if (!tag(body(type, old)).equals(unquoted(match.get()))) {
                    throw Refusal.files(412, MALFORMED, "the data set has changed");
                }
            }
            List<byte[]> records = records(type, request.body(), file.entry().attributes());
            if (named.member().isEmpty()) {
                file.replaceRecords(records);
            } else {
                file.replaceMember(named.member(), records);
            }
            return Reply.empty(made ? 201 : 204).with(Map.of("ETag", List.of(tag(body(type, records)))));
        });
    }

    private Reply allocate(Request request) throws Refusal {
        Named named = named(request.ids());
        ObjectNode body = request.json(DataSetResource::malformed);
        String organization = text(body, "dsorg").orElse("PS");
        String unit = text(body, "alcunit").orElse("TRK");
        int primary = number(body, "primary", 1);
        DataSetAttributes attributes = new DataSetAttributes(
                organization.startsWith("PO") ? Organization.PARTITIONED : Organization.SEQUENTIAL,
                text(body, "recfm").orElse("FB"),
                number(body, "lrecl", 80),
                number(body, "blksize", 27_920));
        Optional<String> volser = text(body, "volser")
                .or(() -> sysplex.settings().storageVolumes().stream().findFirst());
        int tracks = unit.equals("CYL") ? primary * Emulation.TRACKS_PER_CYLINDER : primary;
        try {
            dataSets.allocate(NewDataSet.on(
                    volser.orElseThrow(() -> malformed("field 'volser' is missing")),
                    named.name(),
                    attributes,
                    Math.max(1, tracks)));
            return Reply.empty(201);
        } catch (ZosException refusal) {
            throw refused(refusal);
        } catch (InterruptedException closing) {
            throw closing();
        }
    }

    private Reply delete(Request request) throws Refusal {
        Named named = named(request.ids());
        try {
            if (!named.member().isEmpty()) {
                return with(named, Enqueue.Mode.EXCLUSIVE, request.user(), file -> {
                    file.deleteMember(named.member());
                    return Reply.empty(204);
                });
            }
            if (named.volser().isPresent()) {
                dataSets.delete(entry(named), request.user());
            } else {
                dataSets.delete(named.name(), request.user());
            }
            return Reply.empty(204);
        } catch (ZosException refusal) {
            throw refused(refusal);
        } catch (InterruptedException closing) {
            throw closing();
        }
    }

    /** What is done with an open data set. */
    private interface Use {
        Reply with(OpenDataSet file) throws ZosException, Refusal, InterruptedException;
    }

    private Reply with(Named named, Enqueue.Mode mode, String user, Use use) throws Refusal {
        try (OpenDataSet file = dataSets.open(entry(named), mode, user)) {
            boolean partitioned = file.entry().attributes().organization() == Organization.PARTITIONED;
            if (file.entry().attributes().organization() == Organization.VSAM) {
                throw malformed("data set " + named.name() + " is VSAM");
            }
            if (!named.member().isEmpty() && !partitioned) {
                throw malformed("data set " + named.name() + " has no members");
            }
            return use.with(file);
        } catch (ZosException refusal) {
            throw refused(refusal);
        } catch (InterruptedException closing) {
            throw closing();
        }
    }

    private DataSetEntry entry(Named named) throws ZosException {
        Optional<DataSetEntry> found = named.volser().isPresent()
                ? dataSets.find(named.name(), named.volser().get())
                : dataSets.find(named.name());
        return found.orElseThrow(
                () -> new ZosException(ZosException.Reason.NOT_FOUND, "data set " + named.name() + " is not found"));
    }

    private static Named named(List<String> ids) throws Refusal {
        Optional<String> volser = Optional.empty();
        if (ids.size() == 2) {
            Matcher volume = VOLUME.matcher(ids.get(0).toUpperCase(Locale.ROOT));
            if (!volume.matches()) {
                throw malformed("'" + ids.get(0) + "' is no volume in parentheses behind a hyphen");
            }
            volser = Optional.of(volume.group(1));
        }
        Matcher name = NAME.matcher(ids.get(ids.size() - 1).toUpperCase(Locale.ROOT));
        if (!name.matches() || !DataSetNames.isName(name.group(1))) {
            throw malformed("'" + ids.get(ids.size() - 1) + "' is no name of a data set");
        }
        return new Named(name.group(1), name.group(2) == null ? "" : name.group(2), volser);
    }

    private static String type(Request request) throws Refusal {
        String type = request.header("x-ibm-data-type").orElse("text").split(";")[0];
        if (!type.matches("text|binary|record")) {
            throw malformed("X-IBM-Data-Type is none of text, binary, record");
        }
        return type;
    }

    private static byte[] body(String type, List<byte[]> records) {
        if (type.equals("text")) {
            return records.stream()
                    .map(it -> new String(it, DataSetTexts.EBCDIC).stripTrailing() + "\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] record : records) {
            if (type.equals("record")) {
                bytes.writeBytes(
                        java.nio.ByteBuffer.allocate(4).putInt(record.length).array());
            }
            bytes.writeBytes(record);
        }
        return bytes.toByteArray();
    }

    private static List<byte[]> records(String type, byte[] body, DataSetAttributes form) throws Refusal {
        if (type.equals("text")) {
            return new String(body, StandardCharsets.UTF_8)
                    .lines()
                    .map(it -> it.getBytes(DataSetTexts.EBCDIC))
                    .toList();
        }
        List<byte[]> records = new ArrayList<>();
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(body);
        while (bytes.hasRemaining()) {
            int length = Math.min(Math.max(1, form.recordBytes()), bytes.remaining());
            if (type.equals("record")) {
                length = bytes.remaining() < 4 ? -1 : bytes.getInt();
                if (length < 0 || length > bytes.remaining()) {
                    throw malformed("a record is longer than the body");
                }
            }
            byte[] record = new byte[length];
            bytes.get(record);
            records.add(record);
        }
        return records;
    }

    private static String tag(byte[] body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String unquoted(String tag) {
        return tag.replaceAll("^\"|\"$", "");
    }

    private static Optional<String> text(ObjectNode body, String name) throws Refusal {
        return Request.text(body, name, DataSetResource::malformed);
    }

    private static int number(ObjectNode body, String name, int otherwise) throws Refusal {
        String text = text(body, name).orElse(Integer.toString(otherwise));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 32_760) {
            throw malformed("field '" + name + "' is no number up to 32760");
        }
        return Integer.parseInt(text);
    }

    private static Refusal refused(ZosException refusal) {
        int status =
                switch (refusal.reason()) {
                    case NOT_FOUND -> 404;
                    case EXISTS, INVALID, INCONSISTENT, NO_SPACE, IN_USE, IO -> 400;
                };
        int reason =
                switch (refusal.reason()) {
                    case NOT_FOUND -> 10;
                    case EXISTS -> 11;
                    case IN_USE -> 12;
                    case NO_SPACE -> 13;
                    case INVALID -> MALFORMED;
                    case INCONSISTENT -> 14;
                    case IO -> 15;
                };
        return Refusal.files(status, reason, refusal.getMessage());
    }

    private static Refusal closing() {
        Thread.currentThread().interrupt();
        return Refusal.files(503, 1, "the server is closing");
    }

    private static Refusal malformed(String why) {
        return Refusal.files(400, MALFORMED, why);
    }
}
