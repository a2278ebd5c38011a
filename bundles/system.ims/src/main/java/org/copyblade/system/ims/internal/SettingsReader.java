package org.copyblade.system.ims.internal;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.ConnectionConfig;
import org.copyblade.zosmf.ConnectionReader;
import org.copyblade.zosmf.ZosmfAccess;
import org.copyblade.zosmf.ZosmfException;

/** Turns a configuration into checked settings; refuses with key, value and cure. */
final class SettingsReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern DATA_SET = Pattern.compile("[A-Z@#$][A-Z0-9@#$-]{0,7}(\\.[A-Z@#$][A-Z0-9@#$-]{0,7})*");
    private static final Pattern DATA_SETS = Pattern.compile("[A-Z0-9@#$.*%-]{1,44}");
    private static final Pattern FRAMEWORK_KEY = Pattern.compile(
            "(service|component|felix\\.fileinstall|osgi\\.ds)\\..*|:configurator:.*|[a-z.]+\\.target|system\\.kind|objectClass");

    private static final Pattern STEP = Pattern.compile("(?m)^//\\S{0,8} +EXEC +PGM=\\S+");
    /** So that the qualifiers of a fence follow. */
    private static final int FENCE = 23;

    private final ImsConfig config;
    private final Map<String, ?> given;

    private SettingsReader(ImsConfig config, Map<String, ?> given) {
        this.config = config;
        this.given = given;
    }

    /** @param given the same configuration as it was given: for unknown keys, and for what to show */
    static ImsSettings read(ImsConfig config, ConnectionConfig connection, Map<String, ?> given)
            throws SystemException {
        SettingsReader reader = new SettingsReader(config, given);
        reader.refuseUnknownKeys();
        try {
            return reader.settings(ConnectionReader.read(connection, given));
        } catch (ZosmfException e) {
            throw ImsFault.CONFIG.error(e.getMessage(), e.hint());
        }
    }

    private ImsSettings settings(ZosmfAccess access) throws SystemException {
        String name = value("system.name", config::system_name);
        if (name == null || !NAME.matcher(name).matches()) {
            throw refused("system.name", "give it a name of letters, digits, '.', '_' and '-', at most 63 long");
        }
        String console = value("console", config::console);
        if (!console.matches("[A-Za-z0-9@#$]{2,8}")) {
            throw refused("console", "use 2 to 8 letters and digits");
        }
        return new ImsSettings(name, members(), access, console, hook(), commands(), batch(), scope());
    }

    private List<Member> members() throws SystemException {
        List<Member> members = new ArrayList<>();
        try {
            list("members", config::members).forEach(text -> members.add(Member.parse(text)));
        } catch (IllegalArgumentException e) {
            throw refused("members", "write them as IMS1@SY1,IMS2@SY2: " + e.getMessage());
        }
        if (members.isEmpty()) {
            throw refused("members", "name every IMS that writes, as IMS1@SY1,IMS2@SY2");
        }
        return members;
    }

    private ImsSettings.Hook hook() throws SystemException {
        int timeoutMs = within("suspend.timeout.ms", config::suspend_timeout_ms, 100, 60_000);
        String by = value("hold.by", config::hold_by).strip();
        ImsSettings.Way way =
                switch (by) {
                    case "command" -> byCommand();
                    case "job" ->
                        byJob(
                                true,
                                steps("suspend.job", config::suspend_job),
                                steps("resume.job", config::resume_job),
                                "'suspend.job' and 'resume.job'");
                    case "quiesce" -> quiesce(Math.max(1, timeoutMs / 1000));
                    default -> throw refused("hold.by", "use command, job or quiesce");
                };
        refuseUnused(by);
        return new ImsSettings.Hook(
                way,
                Duration.ofMillis(timeoutMs),
                Duration.ofMillis(within("proof.timeout.ms", config::proof_timeout_ms, 100, 10_000)),
                flag("batch.held", config::batch_held),
                ended());
    }

    private Set<Long> ended() throws SystemException {
        Set<Long> epochs = new TreeSet<>();
        for (String epoch : list("ended.epochs", config::ended_epochs)) {
            if (!epoch.matches("[1-9][0-9]{0,17}")) {
                throw refused("ended.epochs", "write the numbers that the run names, as 17,18");
            }
            epochs.add(Long.valueOf(epoch));
        }
        return epochs;
    }

    /** Whoever gives two ways may believe that both are taken. */
    private void refuseUnused(String by) throws SystemException {
        Map<String, Set<String>> keys = Map.of(
                "command", Set.of("suspend.command", "suspend.reply", "resume.command", "resume.reply", "idle.reply"),
                "job", Set.of("suspend.job", "resume.job"),
                "quiesce", Set.of("imsplex", "quiesce.databases"));
        for (Map.Entry<String, Set<String>> way : keys.entrySet()) {
            for (String key : new TreeSet<>(way.getValue())) {
                if (!way.getKey().equals(by) && isSet(key)) {
                    throw refused(key, "leave it out: 'hold.by' is " + by);
                }
            }
        }
    }

    /** In a framework the defaults are among what is given. */
    private boolean isSet(String key) {
        return given.containsKey(key)
                && Arrays.stream(ImsConfig.class.getDeclaredMethods())
                        .filter(method -> method.getName().replace('_', '.').equals(key))
                        .noneMatch(method -> String.valueOf(given.get(key)).equals(method.getDefaultValue()));
    }

    private ImsSettings.ByCommand byCommand() throws SystemException {
        return new ImsSettings.ByCommand(
                command("suspend.command", config::suspend_command),
                reply("suspend.reply", config::suspend_reply),
                command("resume.command", config::resume_command),
                reply("resume.reply", config::resume_reply),
                reply("idle.reply", config::idle_reply));
    }

    /** Databases stay quiesced until they are let go: there is no limit that IMS could be told. */
    private ImsSettings.ByJob quiesce(int seconds) throws SystemException {
        String plex = value("imsplex", config::imsplex).strip();
        if (!plex.matches("[A-Z@#$][A-Z0-9@#$]{0,4}")) {
            throw refused("imsplex", "give the name of the IMSplex, 1 to 5 characters");
        }
        String names = value("quiesce.databases", config::quiesce_databases).strip();
        if (!names.matches("[A-Z0-9@#$*%,]{1,40}")) {
            throw refused("quiesce.databases", "write names or patterns as ACCT*,CUST0001, at most 40 characters");
        }
        String reslib = dataSet("reslib", value("reslib", config::reslib));
        String step = "//SPOC     EXEC PGM=CSLUSPOC,PARM=('IMSPLEX=" + plex + ",WAIT=" + (seconds + 5) + "')\n"
                + "//STEPLIB  DD DISP=SHR,DSN=" + reslib + "\n//SYSPRINT DD SYSOUT=*\n//SYSIN    DD *\n UPDATE DB NAME("
                + names + ")";
        return byJob(
                false,
                new Template(step + " START(QUIESCE) OPTION(HOLD) SET(TIMEOUT(" + Math.min(999, seconds) + "))\n/*"),
                new Template(step + " STOP(QUIESCE)\n/*"),
                "'imsplex' and 'quiesce.databases'");
    }

    private ImsSettings.ByJob byJob(boolean each, Template suspend, Template resume, String keys)
            throws SystemException {
        String fence = dataSet("fence.prefix", value("fence.prefix", config::fence_prefix));
        if (fence.length() > FENCE) {
            throw refused("fence.prefix", "use at most " + FENCE + " characters");
        }
        String unit = value("fence.unit", config::fence_unit).strip();
        if (!unit.matches("[A-Z0-9@#$-]{1,8}")) {
            throw refused("fence.unit", "give the name of a unit, as SYSALLDA");
        }
        return new ImsSettings.ByJob(
                each, suspend, resume, within("idle.job.code", config::idle_job_code, 1, 4095), fence, unit, keys);
    }

    private Template steps(String key, Supplier<String> accessor) throws SystemException {
        // What reads the file may leave the two characters as they are; JCL has no backslash.
        String text = value(key, accessor).replace("\\n", "\n").strip();
        if (!text.contains("{member}") || !STEP.matcher(text).find()) {
            throw refused(
                    key, "give the steps of a job, with {member} where the IMSID belongs, its lines separated by \\n");
        }
        // Places are filled in later, by what may be longer.
        Template steps = new Template(text);
        String longest = steps.of(new Member("IMS1", ""), Long.MAX_VALUE, 86_400);
        if (longest.lines().anyMatch(line -> line.length() > BatchJobs.LINE)) {
            throw refused(
                    key, "use lines of at most " + BatchJobs.LINE + " characters, also with an epoch of 19 digits");
        }
        return steps;
    }

    private ImsSettings.Commands commands() throws SystemException {
        return new ImsSettings.Commands(
                command("position.command", config::position_command),
                reply("down.reply", config::down_reply),
                new Template(value("checkpoint.command", config::checkpoint_command)),
                reply("checkpoint.reply", config::checkpoint_reply),
                command("stop.command", config::stop_command),
                new Template(value("start.command", config::start_command)),
                command("restart.command", config::restart_command),
                Duration.ofSeconds(within("restart.timeout.s", config::restart_timeout_s, 10, 86_400)));
    }

    private ImsSettings.Batch batch() throws SystemException {
        String prefix = value("job.prefix", config::job_prefix);
        if (!prefix.matches("[A-Z@#$][A-Z0-9@#$]{0,4}")) {
            throw refused("job.prefix", "use 1 to 5 capital letters and digits");
        }
        String card = value("job.card", config::job_card);
        if (!card.matches("JOB\\b[\\x20-\\x7E\\r\\n]*")) {
            throw refused("job.card", "begin with JOB; the name of the job is put before it");
        }
        List<String> recons = list("recon.data.sets", config::recon_data_sets);
        for (String recon : recons) {
            dataSet("recon.data.sets", recon);
        }
        String dbdlib = value("dbdlib", config::dbdlib).strip();
        return new ImsSettings.Batch(
                card,
                prefix,
                dataSet("reslib", value("reslib", config::reslib)),
                dbdlib.isEmpty() ? "" : dataSet("dbdlib", dbdlib),
                recons,
                Duration.ofSeconds(within("job.timeout.s", config::job_timeout_s, 5, 3600)));
    }

    private ImsSettings.Scope scope() throws SystemException {
        List<String> all = patterns("data.sets", config::data_sets);
        if (all.isEmpty()) {
            throw refused("data.sets", "give the patterns of all data sets of the system, as BANKPRD.**");
        }
        return new ImsSettings.Scope(
                all,
                patterns("log.data.sets", config::log_data_sets),
                patterns("foreign.data.sets", config::foreign_data_sets));
    }

    private List<String> patterns(String key, Supplier<String> accessor) throws SystemException {
        List<String> patterns = list(key, accessor);
        for (String pattern : patterns) {
            if (!DATA_SETS.matcher(pattern).matches()) {
                throw refused(key, "write patterns as BANKPRD.**,BANKLOG.*.WADS*");
            }
        }
        return patterns;
    }

    private String dataSet(String key, String name) throws SystemException {
        String upper = name == null ? "" : name.strip().toUpperCase(Locale.ROOT);
        if (upper.length() > 44 || !DATA_SET.matcher(upper).matches()) {
            throw refused(key, "give the name of a data set");
        }
        return upper;
    }

    private Template command(String key, Supplier<String> accessor) throws SystemException {
        String text = value(key, accessor);
        if (text == null || text.isBlank() || !text.contains("{member}")) {
            throw refused(key, "give a command with {member} where the IMSID belongs");
        }
        return new Template(text.strip());
    }

    private Template reply(String key, Supplier<String> accessor) throws SystemException {
        String text = value(key, accessor);
        if (text == null || text.isBlank()) {
            throw refused(key, "give the message to look for");
        }
        Template template = new Template(text.strip());
        try {
            Pattern.compile(template.pattern(new Member("IMS1", ""), 1));
        } catch (PatternSyntaxException e) {
            throw refused(key, "write a regular expression: " + e.getDescription());
        }
        return template;
    }

    private List<String> list(String key, Supplier<String> accessor) throws SystemException {
        String text = value(key, accessor);
        return text == null
                ? List.of()
                : Arrays.stream(text.toUpperCase(Locale.ROOT).split("[,\\s]+"))
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    private void refuseUnknownKeys() throws SystemException {
        Set<String> known = new TreeSet<>(ConnectionReader.keys());
        for (Method method : ImsConfig.class.getDeclaredMethods()) {
            known.add(method.getName().replace('_', '.'));
        }
        for (String key : given.keySet()) {
            if (!known.contains(key) && !FRAMEWORK_KEY.matcher(key).matches()) {
                throw ImsFault.CONFIG.error("unknown key '" + key + "'", "known keys are " + String.join(", ", known));
            }
        }
    }

    private int within(String key, Supplier<Integer> accessor, int least, int most) throws SystemException {
        int value = value(key, accessor);
        if (value < least || value > most) {
            throw refused(key, "use a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** Anything but the two words would be taken for false. */
    private boolean flag(String key, Supplier<Boolean> accessor) throws SystemException {
        Object text = given.get(key);
        if (text != null && !text.toString().matches("true|false")) {
            throw refused(key, "use true or false");
        }
        return value(key, accessor);
    }

    /** Conversion is lazy: a value of the wrong type shows itself only here. */
    private <T> T value(String key, Supplier<T> accessor) throws SystemException {
        try {
            return accessor.get();
        } catch (RuntimeException e) {
            throw refused(key, "use a value of the right type, for example a whole number");
        }
    }

    private SystemException refused(String key, String cure) {
        return ImsFault.CONFIG.error(
                "key '" + key + "' has the value '" + given.get(key) + "', which cannot be used", cure);
    }
}
