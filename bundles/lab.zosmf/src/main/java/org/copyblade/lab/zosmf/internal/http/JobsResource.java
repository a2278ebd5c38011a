package org.copyblade.lab.zosmf.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.copyblade.lab.zosmf.internal.jes.Jes;
import org.copyblade.lab.zosmf.internal.jes.Job;
import org.copyblade.lab.zosmf.internal.jes.SpoolFile;

/** {@code /restjobs/jobs}. */
final class JobsResource {
    private static final String MODIFY = "modify-job";
    private static final String SYMBOL = "x-ibm-jcl-symbol-";
    private static final int DEFAULT_MAXIMUM = 1000;
    private static final int NO_JOB = 10;
    private static final int MALFORMED = 7;
    private static final Set<String> REQUESTS = Set.of("hold", "release", "cancel");

    private final Jes jes;
    private final JobDocuments documents;
    private final DataSetTexts texts;

    JobsResource(Jes jes, JobDocuments documents, DataSetTexts texts) {
        this.jes = jes;
        this.documents = documents;
        this.texts = texts;
    }

    List<Route> routes() {
        return List.of(
                Route.of("submit", "PUT", "/restjobs/jobs", this::submit),
                Route.of("jobs", "GET", "/restjobs/jobs", this::list),
                Route.of("spool-files", "GET", "/restjobs/jobs/*/files", this::files),
                Route.of("jcl-read", "GET", "/restjobs/jobs/*/files/JCL/records", this::jcl),
                Route.of("spool-read", "GET", "/restjobs/jobs/*/files/*/records", this::spool),
                Route.of("spool-files", "GET", "/restjobs/jobs/*/*/files", this::files),
                Route.of("jcl-read", "GET", "/restjobs/jobs/*/*/files/JCL/records", this::jcl),
                Route.of("spool-read", "GET", "/restjobs/jobs/*/*/files/*/records", this::spool),
                Route.of("job", "GET", "/restjobs/jobs/*", this::status),
                Route.of("job", "GET", "/restjobs/jobs/*/*", this::status),
                Route.of(MODIFY, "PUT", "/restjobs/jobs/*", this::modifyOrSubmit),
                Route.of(MODIFY, "PUT", "/restjobs/jobs/*/*", this::modify),
                Route.of("purge", "DELETE", "/restjobs/jobs/*", this::purge),
                Route.of("purge", "DELETE", "/restjobs/jobs/*/*", this::purge));
    }

    /** A change of a job is an operation of its own for each kind, so that faults can tell them apart. */
    static String operation(Route route, Request request) {
        if (!route.operation().equals(MODIFY)) {
            return route.operation();
        }
        try {
            return Request.text(request.json(JobsResource::malformed), "request", JobsResource::malformed)
                    .filter(REQUESTS::contains)
                    .orElse(MODIFY);
        } catch (Refusal refused) {
            return MODIFY;
        }
    }

    private Reply modifyOrSubmit(Request request) throws Refusal {
        // A secondary JES is named by a hyphen and its name; there is but one JES here.
        return request.id().startsWith("-") ? submit(request) : modify(request);
    }

    private Reply submit(Request request) throws Refusal {
        List<String> records = records(request);
        Map<String, String> symbols = new HashMap<>();
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            if (header.getKey().startsWith(SYMBOL)) {
                String name = header.getKey().substring(SYMBOL.length()).toUpperCase(Locale.ROOT);
                if (!name.matches("[A-Z@#$][A-Z0-9@#$]{0,7}")) {
                    throw malformed("'" + name + "' is no name of a JCL symbol");
                }
                symbols.put(name, header.getValue());
            }
        }
        String url = request.header("x-ibm-notification-url").orElse("");
        requireUrl(url);
        String readerClass = request.header("x-ibm-intrdr-class").orElse("A");
        return jes.submit(records, request.user(), symbols, readerClass.toUpperCase(Locale.ROOT), url)
                .map(job -> Reply.json(201, documents.job(job, false)))
                .orElseThrow(() -> Refusal.jobs(400, MALFORMED, "Job input was not recognized by system as a job"));
    }

    private List<String> records(Request request) throws Refusal {
        String type = request.header("content-type").orElse("text/plain").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/json")) {
            String file = Request.text(request.json(JobsResource::malformed), "file", JobsResource::malformed)
                    .orElseThrow(() -> malformed("field 'file' is missing"));
            return texts.read(file, request.user());
        }
        if (!type.startsWith("text/plain") && !type.startsWith("application/octet-stream")) {
            throw Refusal.jobs(415, MALFORMED, "content type " + type + " is not supported");
        }
        // RECORD mode has records of fixed length without line ends; any RECFM but V counts as F.
        String mode = request.header("x-ibm-intrdr-mode").orElse("TEXT").toUpperCase(Locale.ROOT);
        if (mode.equals("RECORD") && !request.text().contains("\n")) {
            int length = number(request.header("x-ibm-intrdr-lrecl").orElse("80"), 1, 254);
            return request.text()
                    .codePoints()
                    .mapToObj(Character::toString)
                    .collect(Collectors.collectingAndThen(Collectors.joining(), it -> chunks(it, length)));
        }
        return request.text().lines().toList();
    }

    private static List<String> chunks(String text, int length) {
        return Pattern.compile("(?s).{1," + length + "}")
                .matcher(text)
                .results()
                .map(it -> it.group())
                .toList();
    }

    private static void requireUrl(String url) throws Refusal {
        try {
            boolean formed = url.isEmpty()
                    || URI.create(url).getScheme() != null && URI.create(url).getHost() != null;
            if (!formed) {
                throw malformed("X-IBM-Notification-URL is no URL");
            }
        } catch (IllegalArgumentException cause) {
            throw malformed("X-IBM-Notification-URL is no URL");
        }
    }

    private Reply list(Request request) throws Refusal {
        Optional<String> id = request.queryValue("jobid");
        Pattern prefix = wildcard(request.queryValue("prefix").orElse("*"));
        Pattern owner = wildcard(request.queryValue("owner").orElse(id.isPresent() ? "*" : request.user()));
        int maximum = number(request.queryValue("max-jobs").orElse(Integer.toString(DEFAULT_MAXIMUM)), 1, 1000);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        jes.all().stream()
                .filter(it -> id.isEmpty() || it.id().equalsIgnoreCase(id.get()))
                .filter(it -> prefix.matcher(it.name()).matches())
                .filter(it -> owner.matcher(it.identity().owner()).matches())
                .limit(maximum)
                .forEach(it -> array.add(documents.job(it, false)));
        return Reply.json(200, array);
    }

    private Reply status(Request request) throws Refusal {
        boolean steps =
                request.queryValue("step-data").filter("Y"::equalsIgnoreCase).isPresent();
        return Reply.json(200, documents.job(require(request), steps));
    }

    private Reply files(Request request) throws Refusal {
        Job job = require(request);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        job.files().forEach(it -> array.add(documents.file(job, it)));
        return Reply.json(200, array);
    }

    private Reply jcl(Request request) throws Refusal {
        return text(request, require(request).identity().jcl());
    }

    private Reply records(Request request, Job job) throws Refusal {
        String id = request.ids().get(request.ids().size() - 1);
        Optional<SpoolFile> file = id.matches("[0-9]{1,6}") ? job.file(Integer.parseInt(id)) : Optional.empty();
        return text(
                request,
                file.orElseThrow(() -> Refusal.jobs(
                                400,
                                12,
                                "Job '%s(%s)' does not contain spool file id %s".formatted(job.name(), job.id(), id)))
                        .lines());
    }

    private static Reply text(Request request, List<String> lines) throws Refusal {
        List<String> wanted = lines;
        Optional<String> range = request.header("x-ibm-record-range");
        if (range.isPresent()) {
            if (!range.get().matches("[0-9]{1,9}[-,][0-9]{1,9}")) {
                throw malformed("X-IBM-Record-Range is neither first-last nor first,count");
            }
            String[] numbers = range.get().split("[-,]");
            long first = Long.parseLong(numbers[0]);
            long second = Long.parseLong(numbers[1]);
            long count = range.get().contains("-") ? second - first + 1 : second;
            wanted = lines.stream().skip(first).limit(Math.max(0, count)).toList();
        }
        return Reply.text(wanted.stream().map(it -> it + "\n").collect(Collectors.joining()));
    }

    private Reply modify(Request request) throws Refusal {
        Job job = require(request);
        ObjectNode body = request.json(JobsResource::malformed);
        Optional<String> jobClass = Request.text(body, "class", JobsResource::malformed);
        Optional<String> wanted = Request.text(body, "request", JobsResource::malformed);
        boolean synchronous = synchronous(Request.text(body, "version", JobsResource::malformed));
        if (jobClass.isPresent() == wanted.isPresent()) {
            throw malformed("either 'request' or 'class' is wanted");
        }
        if (jobClass.isPresent()) {
            if (!jobClass.get().matches("[A-Z0-9]{1,8}")) {
                throw malformed("'" + jobClass.get() + "' is no job class");
            }
            return feedback(job, synchronous, jes.jobClass(job, jobClass.get()) ? "" : notWaiting(job));
        }
        switch (wanted.get()) {
            case "hold" -> {
                return feedback(job, synchronous, jes.hold(job) ? "" : notWaiting(job));
            }
            case "release" -> {
                return feedback(job, synchronous, jes.release(job) ? "" : notWaiting(job));
            }
            case "cancel" -> {
                jes.cancel(job);
                return feedback(job, synchronous, "");
            }
            default -> throw malformed("'" + wanted.get() + "' is none of hold, release, cancel");
        }
    }

    private Reply purge(Request request) throws Refusal, InterruptedException {
        Job job = require(request);
        boolean synchronous = synchronous(request.header("x-ibm-job-modify-version"));
        jes.purge(job);
        return feedback(job, synchronous, "");
    }

    private static String notWaiting(Job job) {
        return "Job %s(%s) is not waiting for execution".formatted(job.name(), job.id());
    }

    /** Version 1.0 says nothing but that it was asked for. */
    private static Reply feedback(Job job, boolean synchronous, String failure) {
        return synchronous ? Reply.json(200, JobDocuments.feedback(job, failure)) : Reply.empty(202);
    }

    private static boolean synchronous(Optional<String> version) throws Refusal {
        String wanted = version.orElse("1.0");
        if (!wanted.matches("1\\.0|2\\.0")) {
            throw malformed("version '" + wanted + "' is neither 1.0 nor 2.0");
        }
        return wanted.equals("2.0");
    }

    private Reply spool(Request request) throws Refusal {
        List<String> job = request.ids().subList(0, request.ids().size() - 1);
        return records(request, require(job));
    }

    private Job require(Request request) throws Refusal {
        return require(request.ids());
    }

    private Job require(List<String> ids) throws Refusal {
        Optional<Job> job = ids.size() == 1 ? jes.find(ids.get(0)) : jes.find(ids.get(0), ids.get(1));
        String reference = ids.size() == 1 ? ids.get(0) : ids.get(0) + "(" + ids.get(1) + ")";
        return job.orElseThrow(() -> Refusal.jobs(400, NO_JOB, "No job found for reference: '" + reference + "'"));
    }

    private static Pattern wildcard(String text) throws Refusal {
        String upper = text.toUpperCase(Locale.ROOT);
        if (!upper.matches("[A-Z0-9@#$*%?]{1,8}")) {
            throw malformed("'" + text + "' is no prefix or owner");
        }
        return Pattern.compile(
                upper.replace("$", "\\$").replace("*", ".*").replace("%", ".").replace("?", "."));
    }

    private static int number(String text, int least, int most) throws Refusal {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw malformed("'" + text + "' is no number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    private static Refusal malformed(String why) {
        return Refusal.jobs(400, MALFORMED, why);
    }
}
