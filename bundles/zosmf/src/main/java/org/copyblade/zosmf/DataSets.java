package org.copyblade.zosmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.copyblade.zosmf.ZosmfException.Reason;
import org.copyblade.zosmf.internal.Answer;
import org.copyblade.zosmf.internal.Client;
import org.copyblade.zosmf.internal.Request;

/** The data set interface, for small data sets: lists, members, control statements. Any thread. */
public final class DataSets {

    private static final String PATH = "/restfiles/ds";

    private final Client client;

    DataSets(Client client) {
        this.client = client;
    }

    /** Data sets of this pattern, for example {@code BANKPRD.**}, with their volumes. */
    public List<DataSetEntry> list(String pattern, ZosmfCall call) throws ZosmfException {
        Request request = Request.get(PATH + "?dslevel=" + encoded(pattern))
                .with("X-IBM-Max-Items", "0")
                .with("X-IBM-Attributes", "base");
        Answer answer = client.send(request, call);
        JsonNode items = answer.document().path("items");
        if (!items.isArray()) {
            throw answer.notUnderstood("the answer has no items");
        }
        List<DataSetEntry> entries = new ArrayList<>();
        for (JsonNode item : items) {
            entries.add(new DataSetEntry(
                    item.path("dsname").asText(),
                    volumes(item),
                    item.path("catnm").asText(""),
                    item.path("dsorg").asText(""),
                    item.path("mvol").asText().equals("Y"),
                    item.path("migr").asText().equals("YES")));
        }
        return entries;
    }

    /** {@code vols} has them all at newer levels (unconfirmed), {@code vol} the first. */
    private static List<String> volumes(JsonNode item) {
        String text = item.path("vols").asText(item.path("vol").asText(""));
        List<String> volumes = new ArrayList<>();
        for (String volume : text.split("[\\s,]+")) {
            if (!volume.isEmpty()) {
                volumes.add(volume);
            }
        }
        return volumes;
    }

    /** Names of the members of a library. */
    public List<String> members(String dataSet, ZosmfCall call) throws ZosmfException {
        Answer answer = client.send(
                Request.get(PATH + "/" + encoded(dataSet) + "/member").with("X-IBM-Max-Items", "0"), call);
        List<String> members = new ArrayList<>();
        answer.document()
                .path("items")
                .forEach(item -> members.add(item.path("member").asText()));
        return members;
    }

    /** The text of a sequential data set, or of a member as {@code LIB(MEMBER)}; at most 16 MB. */
    public DataSetContent read(String dataSet, ZosmfCall call) throws ZosmfException {
        Request request = Request.get(place(dataSet))
                .with("X-IBM-Data-Type", "text")
                .with("X-IBM-Return-Etag", "true")
                .with("X-IBM-Migrated-Recall", "error");
        Answer answer = client.send(request, call);
        return new DataSetContent(
                answer.success(), answer.headers().firstValue("ETag").orElse(""));
    }

    /** Replaces the text; may be repeated. */
    public void write(String dataSet, String text, ZosmfCall call) throws ZosmfException {
        client.send(writing(dataSet, text), call).success();
    }

    /** Replaces the text only if nobody has changed it since it was read, else {@link Reason#CHANGED}. */
    public void write(String dataSet, DataSetContent read, String text, ZosmfCall call) throws ZosmfException {
        client.send(writing(dataSet, text).with("If-Match", read.etag()), call).success();
    }

    private static Request writing(String dataSet, String text) {
        Map<String, String> headers = Map.of("Content-Type", "text/plain; charset=UTF-8", "X-IBM-Data-Type", "text");
        return new Request("PUT", place(dataSet), headers, text);
    }

    /** Makes an empty sequential data set and catalogs it; one that exists is refused. */
    public void create(String dataSet, DataSetShape shape, ZosmfCall call) throws ZosmfException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("dsorg", "PS")
                .put("alcunit", "TRK")
                .put("primary", shape.tracks())
                .put("secondary", 0)
                .put("recfm", shape.recordFormat())
                .put("lrecl", shape.recordLength());
        if (!shape.volume().isEmpty()) {
            body.put("volser", shape.volume());
        }
        if (!shape.unit().isEmpty()) {
            body.put("unit", shape.unit());
        }
        client.send(Request.post(place(dataSet), body.toString()), call).success();
    }

    /** Deletes it; gone already is {@link Reason#GONE}. */
    public void delete(String dataSet, ZosmfCall call) throws ZosmfException {
        client.send(Request.delete(place(dataSet)), call).success();
    }

    private static String place(String dataSet) {
        return PATH + "/" + encoded(dataSet);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("%28", "(")
                .replace("%29", ")");
    }
}
