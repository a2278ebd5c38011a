package org.copyblade.system.ims.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.endpoint.PasswordSource;
import org.copyblade.endpoint.Secret;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.face.LabCertificate;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.Authentication;
import org.copyblade.zosmf.ZosmfAccess;

/** A z/OSMF over TLS before two members of IMS; console, jobs and lists of data sets as far as the adapter uses them. */
final class ScriptedPlex implements AutoCloseable {

    private static final Pattern FIELD = Pattern.compile("\"(cmd)\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern NOTICE = Pattern.compile(
            "NOTIFY\\.UIC \\w+ DBD\\((\\w+)\\) (DDN|AREA)\\((\\w+)\\).*?RUNTIME\\('([^']+)'\\).*?UDATA\\('([^']+)'\\)",
            Pattern.DOTALL);

    private static final Pattern DELETION = Pattern.compile(
            "DELETE\\.UIC DBD\\((\\w+)\\) (DDN|AREA)\\((\\w+)\\).*?RECTIME\\('([^']+)'\\)", Pattern.DOTALL);

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LabCertificate certificate;
    private final Map<String, ScriptedMember> members;
    private final Map<String, String> jobs = new ConcurrentHashMap<>();
    private final Map<String, String> spool = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String password = "secret";
    private volatile String retcode = "CC 0000";
    private volatile String databases = Listings.DATABASES;
    private volatile String subsystems = Listings.SUBSYSTEMS;
    private volatile boolean down;
    private volatile boolean silent;
    private volatile boolean forbids;
    private volatile String unheard = "nothing at all";
    private volatile String waiting = "no job at all";
    private volatile boolean cancels = true;
    private final Map<String, String> waits = new ConcurrentHashMap<>();
    private final Map<String, String> ends = new ConcurrentHashMap<>();

    ScriptedPlex(Path directory, Instant notAfter) throws Exception {
        this(directory, notAfter, Map.of("IMS1", new ScriptedMember("IMS1"), "IMS2", new ScriptedMember("IMS2")));
    }

    private ScriptedPlex(Path directory, Instant notAfter, Map<String, ScriptedMember> members) throws Exception {
        this.members = members;
        certificate = LabCertificate.create(directory, Instant.now().minusSeconds(7200), notAfter);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
        server.setExecutor(threads);
        server.createContext("/zosmf", this::answer);
        server.start();
    }

    static ScriptedPlex start(Path directory) throws Exception {
        return new ScriptedPlex(directory, Instant.now().plusSeconds(3600));
    }

    /** Another z/OSMF before the same members. */
    ScriptedPlex moved(Path directory) throws Exception {
        return new ScriptedPlex(directory, Instant.now().plusSeconds(3600), members);
    }

    ScriptedMember member(String name) {
        return members.get(name);
    }

    /** One unit of work that writes on both members. */
    void commit() {
        try {
            members.get("IMS1").commit();
            members.get("IMS2").commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isHeld() {
        return members.values().stream().anyMatch(ScriptedMember::isHeld);
    }

    void letGo() {
        members.values().forEach(ScriptedMember::letGo);
    }

    /** Takes requests and breaks the connections. */
    void down(boolean now) {
        down = now;
    }

    /** What it is asked for is done, and nobody hears of it. */
    void silent(boolean now) {
        silent = now;
    }

    /** Commands with these words are answered by nobody. */
    void deaf(String words) {
        unheard = words;
    }

    /** Takes every login, and says that the user may do nothing. */
    void forbid(boolean now) {
        forbids = now;
    }

    void password(String now) {
        password = now;
    }

    /** How many requests came with another password. */
    int refused() {
        return refused.get();
    }

    void retcode(String now) {
        retcode = now;
    }

    void databases(String now) {
        databases = now;
    }

    void subsystems(String now) {
        subsystems = now;
    }

    /** Jobs with this word in their cards find no initiator. */
    void keepWaiting(String word) {
        waiting = word;
    }

    /** All that wait run now. */
    void run() {
        waiting = "no job at all";
        waits.forEach((id, jcl) -> {
            databases = told(jcl, databases);
            ends.put(id, retcode);
        });
        waits.clear();
    }

    /** Breaks the connection of whoever cancels a job; nothing is cancelled. */
    void cancelNothing() {
        cancels = false;
    }

    Set<String> jobs() {
        return Set.copyOf(jobs.values());
    }

    String databases() {
        return databases;
    }

    /** Requests since the last call. */
    List<String> taken() {
        List<String> taken = List.copyOf(seen);
        seen.clear();
        return taken;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String fingerprint() {
        return certificate.fingerprint();
    }

    ImsSettings settings(String... names) {
        return settings(port(), fingerprint(), names);
    }

    static ImsSettings settings(int port, String fingerprint, String... names) {
        return settings(port, fingerprint, () -> new Secret("secret"), names);
    }

    static ImsSettings settings(int port, String fingerprint, PasswordSource password, String... names) {
        ZosmfAccess access = new ZosmfAccess(
                URI.create("https://localhost:" + port + "/zosmf"),
                "ibmuser",
                password,
                Authentication.BASIC,
                new Trust.Pinned(fingerprint),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                8);
        return new ImsSettings(
                "bank",
                List.of(names.length == 0 ? new String[] {"IMS1", "IMS2@SY2"} : names).stream()
                        .map(Member::parse)
                        .toList(),
                access,
                "defcn",
                hook(),
                new ImsSettings.Commands(
                        new Template("{member}DIS OLDS."),
                        new Template("IEE305I"),
                        new Template("{member}CHE."),
                        new Template("DFS994I"),
                        new Template("{member}CHE FREEZE."),
                        new Template("S {member}"),
                        new Template("{member}ERE OVERRIDE."),
                        Duration.ofSeconds(60)),
                new ImsSettings.Batch(
                        "JOB (ACCT),'COPYBLADE'",
                        "CBIMS",
                        "BANKPRD.SDFSRESL",
                        "",
                        List.of("BANKPRD.RECON1", "BANKPRD.RECON2", "BANKPRD.RECON3"),
                        Duration.ofSeconds(60)),
                new ImsSettings.Scope(List.of("BANKPRD.**"), List.of("BANKPRD.*.WADS*"), List.of("PAY.**")));
    }

    static ImsSettings.Hook hook() {
        return new ImsSettings.Hook(
                new ImsSettings.ByCommand(
                        new Template("{member}SUSPEND LOG EPOCH {epoch} LIMIT {limit.s}."),
                        new Template("CBK0315I {member} SUSPENDED EPOCH {epoch}"),
                        new Template("{member}RESUME LOG EPOCH {epoch}."),
                        new Template("CBK0316I {member} RESUMED EPOCH {epoch}"),
                        new Template("CBK0317I {member}|IEE305I {member}")),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                false,
                Set.of());
    }

    ImsParts parts() throws SystemException {
        return ImsParts.of(settings());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String request = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().toString().substring("/zosmf".length());
        if (down) {
            exchange.close();
            return;
        }
        String basic =
                "Basic " + Base64.getEncoder().encodeToString(("ibmuser:" + password).getBytes(StandardCharsets.UTF_8));
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            refused.incrementAndGet();
            send(exchange, 401, "");
            return;
        }
        seen.add(request + " " + body);
        if (forbids) {
            send(exchange, 403, "");
            return;
        }
        if (request.startsWith("PUT /restconsoles/")) {
            send(exchange, 200, console(body));
        } else if (request.startsWith("GET /restconsoles/")) {
            send(exchange, 200, "{\"cmd-response\":\"\"}");
        } else if (request.startsWith("GET /restfiles/ds?dslevel=")) {
            String pattern = request.substring(request.indexOf('=') + 1);
            send(exchange, 200, dataSets(URLDecoder.decode(pattern, StandardCharsets.UTF_8)));
        } else if (request.contains(" /restfiles/ds/")) {
            send(exchange, request.startsWith("POST") ? 201 : 204, "");
        } else {
            jobs(exchange, request, body);
        }
    }

    private String console(String body) {
        Matcher field = FIELD.matcher(body);
        String command = field.find() ? field.group(2) : "";
        String lines = "IEE305I COMMAND INVALID";
        Map<String, ScriptedMember> hearing = members;
        if (command.contains(unheard)) {
            hearing = Map.of();
            lines = "";
        }
        for (Map.Entry<String, ScriptedMember> member : hearing.entrySet()) {
            if (command.startsWith(member.getKey())) {
                lines = member.getValue().answer(command.substring(4));
            } else if (command.equals("S " + member.getKey())) {
                member.getValue().start();
                lines = "IEF403I " + member.getKey() + " - STARTED";
            }
        }
        return "{\"cmd-response-key\":\"C" + numbers.incrementAndGet() + "\",\"cmd-response\":\""
                + lines.replace("\r", "\\r") + "\",\"sol-key-detected\":true}";
    }

    private static String dataSets(String pattern) {
        StringBuilder items = new StringBuilder();
        for (String[] entry : Listings.DATA_SETS) {
            if (Discovery.matches(pattern, entry[0])) {
                items.append(items.isEmpty() ? "" : ",");
                items.append(String.format(
                        "{\"dsname\":\"%s\",\"vol\":\"%s\",\"catnm\":\"%s\",\"mvol\":\"%s\",\"migr\":\"NO\"}",
                        (Object[]) entry));
            }
        }
        return "{\"items\":[" + items + "],\"JSONversion\":1}";
    }

    private void jobs(HttpExchange exchange, String request, String body) throws IOException {
        if (request.equals("PUT /restjobs/jobs")) {
            String id = "JOB" + String.format("%05d", numbers.incrementAndGet());
            String name = body.substring(2, 10).strip();
            jobs.put(id, name);
            if (body.contains(waiting)) {
                waits.put(id, body);
                spool.put(id, "");
            } else {
                databases = told(body, databases);
                ends.put(id, retcode);
                spool.put(id, retcode.equals("CC 0000") ? output(body) : " DSP0302I RECON NOT AVAILABLE\n");
            }
            send(exchange, 201, job(name, id, "INPUT", "null"));
            return;
        }
        if (request.contains("?")) {
            send(exchange, 200, waitingJobs(request).toString());
            return;
        }
        String[] path = request.split("/");
        String id = path[4];
        if (!jobs.containsKey(id)) {
            send(exchange, 400, "{\"category\":6,\"rc\":4,\"reason\":10,\"message\":\"No job found\"}");
        } else if (body.contains("cancel") && !cancels) {
            exchange.close();
        } else if (body.contains("cancel")) {
            if (waits.remove(id) != null) {
                ends.put(id, "CANCELED");
            }
            send(exchange, 200, "{\"status\":\"0\"}");
        } else if (request.startsWith("DELETE")) {
            jobs.remove(id);
            send(exchange, 200, "{\"status\":\"0\"}");
        } else if (request.endsWith("/files")) {
            send(exchange, 200, "[{\"id\":102,\"ddname\":\"SYSPRINT\",\"stepname\":\"STEP\",\"record-count\":9}]");
        } else if (request.endsWith("/records")) {
            send(exchange, 200, spool.get(id));
        } else {
            String end = ends.get(id);
            send(
                    exchange,
                    200,
                    job(jobs.get(id), id, end == null ? "INPUT" : "OUTPUT", end == null ? "null" : "\"" + end + "\""));
        }
    }

    private static String job(String name, String id, String status, String code) {
        return String.format(
                "{\"jobname\":\"%s\",\"jobid\":\"%s\",\"status\":\"%s\",\"retcode\":%s}", name, id, status, code);
    }

    /** The listing with the copies that a job tells of, each behind its data set. */
    private static String told(String jcl, String listing) {
        StringBuilder told = new StringBuilder(listing);
        NOTICE.matcher(jcl).results().forEach(notice -> {
            int unit = told.indexOf("DBD=" + notice.group(1) + "  " + notice.group(2) + "=" + notice.group(3) + " ");
            int next = told.indexOf("0---", unit);
            told.insert(next < 0 ? told.length() : next, image(notice.group(4), notice.group(5)));
        });
        DELETION.matcher(jcl).results().forEach(deletion -> {
            int unit =
                    told.indexOf("DBD=" + deletion.group(1) + "  " + deletion.group(2) + "=" + deletion.group(3) + " ");
            int record = told.indexOf(" IMAGE\n  RUN = " + deletion.group(4), unit);
            if (record >= 0) {
                told.delete(record, told.indexOf("'\n", record) + 2);
            }
        });
        return told.toString();
    }

    private static String image(String time, String userData) {
        return " IMAGE\n  RUN = " + time + "\n  UDATA='" + userData + "'\n";
    }

    private String output(String jcl) {
        return (jcl.contains("LIST.RECON") ? Listings.RECON : "")
                + (jcl.contains("LIST.DB ") ? databases : "")
                + (jcl.contains("LIST.SUBSYS") ? subsystems : "")
                + (jcl.contains("LIST.OLDS") ? Listings.LOGS : "")
                + (jcl.contains("LIST.LOG") ? Listings.ARCHIVES : "")
                + (jcl.contains("LISTCAT") ? Listings.CATALOG : "");
    }

    /** Those of the name that is asked for; others are not told. */
    private List<String> waitingJobs(String request) {
        return waits.keySet().stream()
                .filter(id -> request.contains("prefix=" + jobs.get(id) + "&"))
                .map(id -> job(jobs.get(id), id, "INPUT", "null"))
                .toList();
    }

    private void send(HttpExchange exchange, int status, String body) throws IOException {
        if (silent) {
            exchange.close();
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        LeftGuards.end(port());
        letGo();
        server.stop(0);
        threads.shutdownNow();
    }
}
