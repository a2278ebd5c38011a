package org.copyblade.manager.internal.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.OptionValue;

/**
 * All configurations of one moment, checked, and what follows from them. Immutable: decides, and changes nothing.
 *
 * <p>What is in force of a configuration is its newest text if that is right, else its last good one, else nothing: then
 * no profile that depends on it can be used, for it might lack a limit or a lock that somebody has set.
 */
final class ConfigurationSet {

    /**
     * One configuration.
     *
     * @param text the newest
     * @param inForce the newest if it is right, else the last good one; empty if there was none
     * @param problems of the newest; empty if it is in force
     */
    record Entry(ConfigurationText text, Optional<Layer> inForce, List<Problem> problems) {}

    /**
     * A profile as it is now.
     *
     * @param name of the profile
     * @param system it protects; empty if it does not say
     * @param values every option with value and origin
     * @param usable whether a run can be started with it
     * @param problems what is not in force of it and of what it depends on
     */
    record ProfileView(String name, String system, List<OptionValue> values, boolean usable, List<Problem> problems) {}

    private final Map<String, Entry> profiles = new TreeMap<>();
    private final Map<String, Entry> systems = new HashMap<>();
    private final List<Entry> all = new ArrayList<>();
    private Optional<Entry> defaults = Optional.empty();

    private ConfigurationSet() {}

    /**
     * The set of some configurations.
     *
     * @param lastGood layers by PID
     */
    static ConfigurationSet of(Collection<ConfigurationText> texts, Map<String, Layer> lastGood) {
        ConfigurationSet set = new ConfigurationSet();
        Map<String, ConfigurationText> byPid = new TreeMap<>();
        texts.forEach(text -> byPid.put(text.pid(), text));
        for (ConfigurationText text : byPid.values()) {
            Layer.Checked checked = Layer.check(text);
            Optional<Layer> inForce = checked.layer().or(() -> Optional.ofNullable(lastGood.get(text.pid())));
            set.add(new Entry(text, inForce, checked.problems()));
        }
        set.leaveInForceWhatWasWhole(lastGood);
        return set;
    }

    /**
     * Whether a profile lacks what it needs, or names blades that it does not use, shows only when all layers are there. What
     * was in force of it before stays so then; a file that an editor has emptied to write it anew is such a profile.
     */
    private void leaveInForceWhatWasWhole(Map<String, Layer> lastGood) {
        profiles.replaceAll((name, entry) -> {
            List<Problem> problems = problemsOfTheWhole(entry);
            Optional<Entry> before = Optional.ofNullable(
                            lastGood.get(entry.text().pid()))
                    .map(layer -> new Entry(entry.text(), Optional.of(layer), problems));
            return problems.isEmpty()
                            || !entry.problems().isEmpty()
                            || before.filter(earlier -> missing(earlier).isEmpty())
                                    .isEmpty()
                    ? entry
                    : before.orElseThrow();
        });
        all.replaceAll(entry -> entry.text().kind() == ConfigurationText.Kind.PROFILE
                ? profiles.get(entry.text().name())
                : entry);
    }

    private List<Problem> problemsOfTheWhole(Entry entry) {
        List<Problem> problems = new ArrayList<>(missing(entry));
        problems.addAll(unusedBlades(entry));
        return List.copyOf(problems);
    }

    private List<Problem> missing(Entry entry) {
        return EffectiveOptions.of(layersOf(entry, Map.of())).missing().stream()
                .map(option -> Problem.missing(entry.text().where(), option))
                .toList();
    }

    private void add(Entry entry) {
        Entry added = entry;
        switch (entry.text().kind()) {
            case DEFAULTS -> defaults = Optional.of(entry);
            case PROFILE -> profiles.put(entry.text().name(), entry);
            case SYSTEM -> added = addSystem(entry);
        }
        all.add(added);
    }

    /** Of two configurations of one system the first counts, by PID. */
    private Entry addSystem(Entry entry) {
        String written =
                entry.text().values().getOrDefault(Options.SYSTEM.key(), "").strip();
        String system = entry.inForce().map(Layer::system).orElse(written);
        Entry first = systems.putIfAbsent(system, entry);
        if (first == null) {
            return entry;
        }
        String text = entry.text().where() + ": 'system' is '" + system + "', which "
                + first.text().where() + " configures; put both into one";
        return new Entry(entry.text(), Optional.empty(), List.of(new Problem(ErrorCode.OPTION_INVALID, text)));
    }

    /** The set after one configuration has another text. */
    ConfigurationSet with(ConfigurationText changed) {
        Map<String, Layer> inForce = new HashMap<>();
        Map<String, ConfigurationText> texts = new TreeMap<>();
        for (Entry entry : all) {
            entry.inForce().ifPresent(layer -> inForce.put(entry.text().pid(), layer));
            texts.put(entry.text().pid(), entry.text());
        }
        texts.put(changed.pid(), changed);
        return of(texts.values(), inForce);
    }

    /** Every configuration there is, by PID. */
    List<Entry> entries() {
        return List.copyOf(all);
    }

    /** Names of the profiles that can be used. */
    List<String> names() {
        return views().stream()
                .filter(ProfileView::usable)
                .map(ProfileView::name)
                .toList();
    }

    List<ProfileView> views() {
        return profiles.values().stream().map(this::viewOf).toList();
    }

    Optional<ProfileView> view(String profile) {
        return Optional.ofNullable(profiles.get(profile)).map(this::viewOf);
    }

    /** The newest text of a profile, right or wrong. */
    Optional<ConfigurationText> text(String profile) {
        return Optional.ofNullable(profiles.get(profile)).map(Entry::text);
    }

    /** Whether the storage administrator has locked an option. */
    boolean isLocked(String key) {
        return defaultsLayer().locked().contains(key);
    }

    /** The profiles of which something is refused; a key that is locked is without effect, and refuses nothing. */
    List<RefusedProfile> refused() {
        List<RefusedProfile> refused = new ArrayList<>();
        for (ProfileView view : views()) {
            List<Problem> problems = view.problems().stream()
                    .filter(problem -> problem.code() != ErrorCode.OPTION_LOCKED)
                    .toList();
            if (!problems.isEmpty()) {
                refused.add(new RefusedProfile(view.name(), view.system(), view.usable(), Problem.joined(problems)));
            }
        }
        return List.copyOf(refused);
    }

    /** The options of every profile that can be used, without a command, by name. */
    List<BackupOptions> usable() {
        return names().stream().flatMap(name -> usable(name).stream()).toList();
    }

    /** The options of a profile without a command; empty if it cannot be used. */
    Optional<BackupOptions> usable(String profile) {
        return Optional.ofNullable(profiles.get(profile))
                .filter(entry -> viewOf(entry).usable())
                .map(entry -> EffectiveOptions.of(layersOf(entry, Map.of())).forProfile(profile));
    }

    BackupOptions options(String profile, Map<String, String> overrides) throws CopybladeException {
        Entry entry = profiles.get(profile);
        if (entry == null) {
            throw new CopybladeException(ErrorCode.PROFILE_UNKNOWN, "there is no profile '" + profile + "'");
        }
        ProfileView view = viewOf(entry);
        if (!view.usable()) {
            throw new CopybladeException(
                    ErrorCode.PROFILE_REFUSED,
                    "profile '" + profile + "' cannot be used: " + Problem.joined(view.problems()));
        }
        for (Map.Entry<String, String> override : new TreeMap<>(overrides).entrySet()) {
            Optional<Problem> problem = problemOfOverride(override.getKey(), override.getValue());
            if (problem.isPresent()) {
                throw new CopybladeException(problem.get().code(), problem.get().text());
            }
        }
        EffectiveOptions effective = EffectiveOptions.of(layersOf(entry, overrides));
        Optional<Problem> unused =
                UnusedBlades.problems("command", overrides, effective).stream().findFirst();
        if (unused.isPresent()) {
            throw new CopybladeException(unused.get().code(), unused.get().text());
        }
        return effective.forProfile(profile);
    }

    private Optional<Problem> problemOfOverride(String key, String value) {
        Optional<Option<?>> option = Options.find(key);
        if (option.isEmpty()) {
            return Optional.of(Problem.unknownKey("command", key, value));
        }
        if (option.get().scope() != Option.Scope.ANYWHERE) {
            return Optional.of(Problem.misplaced("command", option.get()));
        }
        if (isLocked(key)) {
            return Optional.of(Problem.locked("command", key));
        }
        Optional<Problem> reference = Problem.reference("command", key, value);
        if (reference.isPresent()) {
            return reference;
        }
        return option.get().accepts(value)
                ? Optional.empty()
                : Optional.of(Problem.badValue("command", option.get(), value));
    }

    private ProfileView viewOf(Entry entry) {
        EffectiveOptions effective = EffectiveOptions.of(layersOf(entry, Map.of()));
        Optional<Entry> system = systemOf(entry);
        List<Problem> problems = new ArrayList<>(entry.problems());
        boolean usable = entry.inForce().isPresent();
        for (Entry below :
                List.of(defaults, system).stream().flatMap(Optional::stream).toList()) {
            problems.addAll(below.problems());
            usable &= below.inForce().isPresent();
        }
        system.ifPresent(below -> problems.addAll(locksHitBy(below)));
        problems.addAll(locksHitBy(entry));
        if (usable) {
            problems.addAll(missing(entry));
        }
        List<Problem> unused = unusedBlades(entry);
        problems.addAll(unused);
        return new ProfileView(
                entry.text().name(),
                systemNameOf(entry),
                effective.values(),
                usable && effective.missing().isEmpty() && unused.isEmpty(),
                List.copyOf(problems));
    }

    private List<Problem> unusedBlades(Entry entry) {
        return UnusedBlades.problems(
                entry.text().where(), unlocked(entry), EffectiveOptions.of(layersOf(entry, Map.of())));
    }

    private Map<String, String> unlocked(Entry entry) {
        Map<String, String> values =
                new HashMap<>(entry.inForce().orElse(Layer.NOTHING).values());
        values.keySet().removeIf(this::isLocked);
        return values;
    }

    private List<Problem> locksHitBy(Entry entry) {
        return entry.inForce().orElse(Layer.NOTHING).values().keySet().stream()
                .filter(this::isLocked)
                .sorted()
                .map(key -> Problem.locked(entry.text().where(), key))
                .toList();
    }

    private EffectiveOptions.Layers layersOf(Entry profile, Map<String, String> command) {
        Layer system = systemOf(profile).flatMap(Entry::inForce).orElse(Layer.NOTHING);
        return new EffectiveOptions.Layers(
                defaultsLayer(), system, profile.inForce().orElse(Layer.NOTHING), command);
    }

    private Layer defaultsLayer() {
        return defaults.flatMap(Entry::inForce).orElse(Layer.NOTHING);
    }

    private Optional<Entry> systemOf(Entry profile) {
        String name = systemNameOf(profile);
        return name.isEmpty() ? Optional.empty() : Optional.ofNullable(systems.get(name));
    }

    private static String systemNameOf(Entry profile) {
        Map<String, String> values =
                profile.inForce().map(Layer::values).orElse(profile.text().values());
        return values.getOrDefault(Options.SYSTEM.key(), "");
    }
}
