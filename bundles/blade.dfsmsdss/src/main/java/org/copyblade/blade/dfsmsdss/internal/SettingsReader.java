package org.copyblade.blade.dfsmsdss.internal;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobStyle;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.targets.VolserRanges;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.zosmf.ConnectionReader;
import org.copyblade.zosmf.DataSetShape;

/** Turns a configuration into checked settings; refuses with key, value and cure. */
final class SettingsReader {

    /** So that a fence and its operands fit on one card. */
    static final int LONGEST_PREFIX = 17;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern UNIT = Pattern.compile("([0-9A-Fa-f]{2})=([0-9A-Fa-f]{4})");
    private static final Pattern CONSOLE = Pattern.compile("[A-Za-z0-9@#$]{2,8}");

    /** Keys that the framework adds to every configuration, among them the properties of the service itself. */
    private static final Pattern FRAMEWORK_KEY = Pattern.compile(
            "(service|component|felix\\.fileinstall|osgi\\.ds)\\..*|:configurator:.*|[a-z]+\\.target|blade|version|objectClass");

    private final DssConfig config;
    private final Map<String, ?> given;

    private SettingsReader(DssConfig config, Map<String, ?> given) {
        this.config = config;
        this.given = given;
    }

    /**
     * The settings of one configuration.
     *
     * @param given the same configuration as it was given: for unknown keys, and for what to show
     */
    static DssSettings read(DssConfig config, Map<String, ?> given) throws BladeException {
        SettingsReader reader = new SettingsReader(config, given);
        reader.refuseUnknownKeys();
        return reader.settings();
    }

    /** How the small data sets of this blade are allocated. */
    static DataSetShape shape(DssConfig config, Map<String, ?> given) throws BladeException {
        SettingsReader reader = new SettingsReader(config, given);
        String volume = reader.value("control.volume", config::control_volume).strip();
        if (!volume.isEmpty() && !Volser.isValid(volume)) {
            throw reader.refused("control.volume", "give one volume serial");
        }
        DataSetShape small = DataSetShape.small();
        return new DataSetShape(
                volume,
                reader.value("control.unit", config::control_unit).strip(),
                small.recordFormat(),
                small.recordLength(),
                small.tracks());
    }

    static String console(DssConfig config, Map<String, ?> given) throws BladeException {
        SettingsReader reader = new SettingsReader(config, given);
        String name = reader.value("console", config::console).strip();
        if (!CONSOLE.matcher(name).matches()) {
            throw reader.refused("console", "give a name of 2 to 8 letters and digits");
        }
        return name;
    }

    private DssSettings settings() throws BladeException {
        return new DssSettings(
                endpoint(),
                prefix(),
                style(),
                volumes("target.volumes", config::target_volumes),
                units(),
                volumes("data.set.volumes", config::data_set_volumes),
                Duration.ofSeconds(within("freeze.timer.s", config::freeze_timer_s, 1, 3600)),
                value("parallel", config::parallel));
    }

    private void refuseUnknownKeys() throws BladeException {
        Set<String> known = new TreeSet<>(ConnectionReader.keys());
        Arrays.stream(DssConfig.class.getDeclaredMethods())
                .map(Method::getName)
                .map(method -> method.replace('_', '.'))
                .forEach(known::add);
        for (String key : given.keySet()) {
            if (!known.contains(key) && !FRAMEWORK_KEY.matcher(key).matches()) {
                throw DssFault.CONFIG.error("unknown key '" + key + "'", "known keys are " + String.join(", ", known));
            }
        }
    }

    private String endpoint() throws BladeException {
        String name = value("endpoint", config::endpoint);
        if (name == null || !NAME.matcher(name).matches()) {
            throw refused("endpoint", "give it a name of letters, digits, '.', '_' and '-', at most 63 long");
        }
        return name;
    }

    private DataSetName prefix() throws BladeException {
        String text = value("prefix", config::prefix);
        boolean usable = text != null
                && DataSetName.isValid(text.strip())
                && text.strip().length() <= LONGEST_PREFIX;
        if (!usable) {
            throw refused(
                    "prefix",
                    "give one or two qualifiers that belong to Copyblade alone, at most " + LONGEST_PREFIX
                            + " characters, as SYS2.COPYBLD");
        }
        return new DataSetName(text.strip());
    }

    private JobStyle style() throws BladeException {
        String card = value("job.card", config::job_card).strip();
        List<String> statements = List.of(value("job.statements", config::job_statements));
        List<DataSetName> steplib = new ArrayList<>();
        for (String name : value("steplib", config::steplib)) {
            if (!DataSetName.isValid(name.strip())) {
                throw refused("steplib", "give names of data sets");
            }
            steplib.add(new DataSetName(name.strip()));
        }
        try {
            return new JobStyle(card, statements, steplib);
        } catch (IllegalArgumentException e) {
            throw DssFault.CONFIG.error(
                    "'job.card' or 'job.statements' cannot be used: " + e.getMessage(),
                    "give the operands of a JOB statement without TYPRUN, as (ACCT),'COPYBLADE',CLASS=A,MSGCLASS=X");
        }
    }

    private VolserRanges volumes(String key, Supplier<String> accessor) throws BladeException {
        try {
            return VolserRanges.parse(value(key, accessor));
        } catch (IllegalArgumentException e) {
            throw refused(key, "write serials and ranges of serials as TG0001-TG0040,SPARE1: " + e.getMessage());
        }
    }

    private Map<String, Integer> units() throws BladeException {
        Map<String, Integer> units = new HashMap<>();
        String text = value("units", config::units);
        for (String part : (text == null ? "" : text).split("[,\\s]+")) {
            var matcher = UNIT.matcher(part);
            if (matcher.matches()) {
                units.put(matcher.group(1).toUpperCase(Locale.ROOT), Integer.parseInt(matcher.group(2), 16));
            } else if (!part.isEmpty()) {
                throw refused("units", "write subsystem and first device number as 01=8100,02=8200");
            }
        }
        if (units.isEmpty()) {
            throw refused("units", "name the subsystems of sources and targets, as 01=8100,02=8200");
        }
        return units;
    }

    private int within(String key, Supplier<Integer> accessor, int least, int most) throws BladeException {
        int value = value(key, accessor);
        if (value < least || value > most) {
            throw refused(key, "use a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** Conversion is lazy: a value of the wrong type shows itself only here. */
    private <T> T value(String key, Supplier<T> accessor) throws BladeException {
        try {
            return accessor.get();
        } catch (RuntimeException e) {
            throw refused(key, "use a value of the right type, for example a whole number");
        }
    }

    private BladeException refused(String key, String cure) {
        return DssFault.CONFIG.error(
                "key '" + key + "' has the value '" + given.get(key) + "', which cannot be used", cure);
    }
}
