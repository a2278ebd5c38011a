package org.copyblade.manager.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.OptionValue;
import org.copyblade.api.OptionValue.Origin;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.profile.ConfigurationText.Kind;
import org.junit.jupiter.api.Test;

class ConfigurationSetTest {

    private final List<ConfigurationText> texts = new ArrayList<>();
    private final Map<String, Layer> lastGood = new HashMap<>();

    @Test
    void eachLayer_overridesTheOneBefore_andSaysSo() throws Exception {
        defaults("blade=reflink", "generations=3", "copy.limit.s=4", "settle.limit.ms=1");
        system("pg", "generations=4", "settle.limit.ms=2");
        profile("nightly", "system=pg", "generations=5");

        assertThat(value("nightly", "consistency")).isEqualTo("log-suspend from BUILT_IN");
        assertThat(value("nightly", "copy.limit.s")).isEqualTo("4 from DEFAULTS");
        assertThat(value("nightly", "settle.limit.ms")).isEqualTo("2 from SYSTEM");
        assertThat(value("nightly", "generations")).isEqualTo("5 from PROFILE");
        BackupOptions options = set().options("nightly", Map.of("settle.limit.ms", "3"));
        assertThat(options.settleLimit()).isEqualTo(Duration.ofMillis(3));
        assertThat(options.generations()).isEqualTo(5);
        assertThat(set().view("nightly").orElseThrow().problems()).isEmpty();
    }

    @Test
    void systemLayer_doesNotTouchOtherSystems() {
        system("other", "generations=4");
        profile("nightly", "system=pg", "blade=reflink");
        assertThat(value("nightly", "generations")).isEqualTo("2 from BUILT_IN");
    }

    @Test
    void lockedOption_takesTheDefault_whoeverElseSetsIt() throws Exception {
        defaults("locked=suspend.limit.ms, generations", "suspend.limit.ms=100");
        system("pg", "generations=9");
        profile("nightly", "system=pg", "blade=reflink", "suspend.limit.ms=9000");

        assertThat(value("nightly", "suspend.limit.ms")).isEqualTo("100 from DEFAULTS locked");
        assertThat(value("nightly", "generations")).isEqualTo("2 from BUILT_IN locked");
        assertThat(set().options("nightly", Map.of()).suspendLimit()).isEqualTo(Duration.ofMillis(100));
        assertThat(problems("nightly"))
                .isEqualTo("DCM-1003 org.copyblade.systemdefaults~pg: 'generations' has no effect because the storage"
                        + " administrator has locked it; take it out; DCM-1003 org.copyblade.profile~nightly:"
                        + " 'suspend.limit.ms' has no effect because the storage administrator has locked it; take it"
                        + " out");
        assertRefused("nightly", Map.of("generations", "7"), ErrorCode.OPTION_LOCKED);
    }

    @Test
    void references_areNeverResolvedInOptions_butRefused() {
        profile("nightly", "system=pg", "blade=reflink", "target.pool=/pools/$[secret:pool]");
        assertThat(problems("nightly"))
                .isEqualTo("DCM-1002 org.copyblade.profile~nightly: 'target.pool' has the reference $[secret:pool], but"
                        + " options of a backup hold no secrets: they are shown and kept with each backup; write the"
                        + " value itself");

        profile("weekly", "system=pg", "blade=reflink", "command.before=echo $[1+1] $HOME");
        assertThat(problems("weekly")).isEmpty();
        assertRefused("weekly", Map.of("target.pool", "$[env:POOL]"), ErrorCode.OPTION_INVALID);
    }

    @Test
    void optionsThatNothingHonours_areRefusedByName() {
        profile("nightly", "system=pg", "blade=reflink", "offload=tape");
        assertThat(problems("nightly"))
                .isEqualTo("DCM-1001 org.copyblade.profile~nightly: 'offload' is not honoured: copies are not moved to"
                        + " another medium; take it out");
    }

    @Test
    void command_isCheckedLikeAFile() {
        profile("nightly", "system=pg", "blade=reflink");
        assertRefused("nightly", Map.of("generation", "7"), ErrorCode.OPTION_UNKNOWN);
        assertRefused("nightly", Map.of("generations", "700"), ErrorCode.OPTION_INVALID);
        assertRefused("nightly", Map.of("schedule", "0 2 * * *"), ErrorCode.OPTION_INVALID);
        assertRefused("nightly", Map.of("system", "other"), ErrorCode.OPTION_INVALID);
        assertRefused("weekly", Map.of(), ErrorCode.PROFILE_UNKNOWN);
    }

    @Test
    void everyMistakeOfAFile_isNamedAtOnce() {
        profile("nightly", "system=pg", "blade=reflink", "suspend_limit_ms=5", "incremental=maybe", "zzz=1");
        assertThat(problems("nightly"))
                .isEqualTo("DCM-1002 org.copyblade.profile~nightly: 'incremental' is 'maybe' but must be one of"
                        + " no, yes, end; DCM-1001 org.copyblade.profile~nightly: nobody"
                        + " reads the key 'suspend_limit_ms' (value '5'); did you mean 'suspend.limit.ms'?; DCM-1001"
                        + " org.copyblade.profile~nightly: nobody reads the key 'zzz' (value '1'); take it out");
    }

    @Test
    void passwordInTheWrongPlace_isNotShown() {
        profile("nightly", "system=pg", "blade=reflink", "db.password=hunter2");
        assertThat(problems("nightly")).contains("'db.password'").doesNotContain("hunter2");
    }

    @Test
    void badEdit_keepsTheLastGood() throws Exception {
        profile("nightly", "system=pg", "blade=reflink", "generations=0");
        lastGood.put("org.copyblade.profile~nightly", layer("system=pg", "blade=btrfs"));
        assertThat(set().options("nightly", Map.of()).blades()).containsExactly("btrfs");
        assertThat(problems("nightly")).startsWith("DCM-1002");
    }

    @Test
    void defaultsThatWereNeverRight_stopEveryProfile_becauseTheyMightLock() {
        defaults("generations=none");
        profile("nightly", "system=pg", "blade=reflink");
        assertThat(set().names()).isEmpty();
        assertRefused("nightly", Map.of(), ErrorCode.PROFILE_REFUSED);
    }

    @Test
    void systemValuesThatWereNeverRight_stopTheProfilesOfThatSystem() {
        system("pg", "generations=none");
        profile("nightly", "system=pg", "blade=reflink");
        profile("other", "system=ims", "blade=reflink");
        assertThat(set().names()).containsExactly("other");
    }

    @Test
    void whatSomebodyMustSet_isMissed() {
        profile("nightly", "system=pg");
        assertThat(problems("nightly"))
                .isEqualTo("DCM-1002 org.copyblade.profile~nightly: 'blade' is missing; it must be names of blades, or"
                        + " blade@endpoint, parted by commas");
        assertThat(set().names()).isEmpty();
    }

    @Test
    void twoConfigurationsOfOneSystem_areNotMixed() {
        system("pg", "generations=4");
        texts.add(text("org.copyblade.systemdefaults~second", Kind.SYSTEM, "second", "system=pg", "generations=9"));
        profile("nightly", "system=pg", "blade=reflink");
        assertThat(value("nightly", "generations")).isEqualTo("4 from SYSTEM");
        assertThat(set().entries())
                .filteredOn(entry -> entry.text().name().equals("second"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.inForce()).isEmpty())
                .satisfies(entry -> assertThat(Problem.joined(entry.problems()))
                        .isEqualTo("DCM-1002 org.copyblade.systemdefaults~second: 'system' is 'pg', which"
                                + " org.copyblade.systemdefaults~pg configures; put both into one"));
    }

    @Test
    void bladeThatNothingIsCopiedBy_isRefusedWhereItIsNamed_butNotInDefaults() throws Exception {
        defaults("method.of.blade=timefinder=clone,shadowimage=thin-image");
        profile("right", "system=pg", "blade=timefinder@one,dfsmsdss", "incremental.of.blade=timefinder=yes");
        profile(
                "single",
                "system=pg",
                "blade=dfsmsdss",
                "blade.of.data.set=log=flashcopy",
                "copy.pace.of.blade=flashcopy@a=1");
        profile(
                "wrong",
                "system=pg",
                "blade=timefinder@one,dfsmsdss",
                "method.of.blade=timefinder@two=bcv,dfsmsdss=volume");
        assertThat(problems("right")).isEmpty();
        assertThat(problems("single")).isEmpty();
        assertThat(problems("wrong"))
                .isEqualTo("DCM-1002 org.copyblade.profile~wrong: 'method.of.blade' names blade 'timefinder@two', by"
                        + " which nothing is copied; 'blade' and 'blade.of.data.set' name timefinder@one, dfsmsdss");
        assertThat(value("right", "method.of.blade"))
                .isEqualTo("timefinder=clone,shadowimage=thin-image from DEFAULTS");
        assertRefused("wrong", Map.of(), ErrorCode.PROFILE_REFUSED);
        assertRefused("right", Map.of("method.of.blade", "timefindr=bcv"), ErrorCode.OPTION_INVALID);
        assertRefused("right", Map.of("method.of.blade", "timefinder"), ErrorCode.OPTION_INVALID);
        // A command that leaves a blade out does not make what the profile says of that one wrong.
        assertThat(set().options("right", Map.of("blade", "dfsmsdss", "method.of.blade", ""))
                        .bladesNamed())
                .hasSize(1);
    }

    @Test
    void profileThatLacksWhatItNeeds_leavesTheLastGoodInForce() throws Exception {
        lastGood.put("org.copyblade.profile~nightly", layer("system=pg", "blade=btrfs"));
        profile("nightly");

        assertThat(set().options("nightly", Map.of()).system()).isEqualTo("pg");
        assertThat(set().view("nightly").orElseThrow().system()).isEqualTo("pg");
        assertThat(problems("nightly"))
                .isEqualTo(
                        "DCM-1002 org.copyblade.profile~nightly: 'system' is missing; it must be the name of a system;"
                                + " DCM-1002 org.copyblade.profile~nightly: 'blade' is missing; it must be names of blades,"
                                + " or blade@endpoint, parted by commas");
    }

    @Test
    void profileThatNamesAnotherBlade_leavesTheLastGoodInForce_unlessThatNamesOneToo() throws Exception {
        lastGood.put(
                "org.copyblade.profile~nightly",
                layer("system=pg", "blade=timefinder,dfsmsdss", "method.of.blade=timefinder=clone"));
        profile("nightly", "system=pg", "blade=timefinder,dfsmsdss", "method.of.blade=timefindr=bcv");
        String wrong = "DCM-1002 org.copyblade.profile~nightly: 'method.of.blade' names blade 'timefindr', by which"
                + " nothing is copied; 'blade' and 'blade.of.data.set' name timefinder, dfsmsdss";
        assertThat(problems("nightly")).isEqualTo(wrong);
        assertThat(value("nightly", "method.of.blade")).isEqualTo("timefinder=clone from PROFILE");
        assertThat(set().names()).containsExactly("nightly");

        lastGood.put(
                "org.copyblade.profile~nightly",
                layer("system=pg", "blade=dfsmsdss", "method.of.blade=timefinder=clone"));
        assertThat(set().names()).isEmpty();
        assertRefused("nightly", Map.of(), ErrorCode.PROFILE_REFUSED);
    }

    @Test
    void refusedProfiles_areToldWithWhatStaysInForce_andALockedKeyRefusesNone() {
        defaults("locked=generations", "blade=reflink");
        profile("good", "system=pg");
        profile("locked", "system=pg", "generations=5");
        assertThat(set().refused()).isEmpty();

        profile("bad", "system=pg", "copy.limit.s=x");
        assertThat(set().refused())
                .extracting(RefusedProfile::name, RefusedProfile::system, RefusedProfile::usable)
                .containsExactly(tuple("bad", "pg", false));
        profile("empty");
        assertThat(set().refused())
                .extracting(RefusedProfile::name, RefusedProfile::system, RefusedProfile::usable)
                .containsExactly(tuple("bad", "pg", false), tuple("empty", "", false));
        assertThat(set().refused().get(0).told())
                .startsWith("profile 'bad' is refused, and no backup is taken with it: DCM-1002 ");
    }

    @Test
    void lockedOption_cannotBeGotRoundByNamingTheBlade() throws Exception {
        defaults("locked=method", "method=snapvx");
        profile("nightly", "system=pg", "blade=timefinder", "method.of.blade=timefinder=clone");
        assertThat(value("nightly", "method.of.blade")).isEqualTo(" from BUILT_IN locked");
        assertThat(set().options("nightly", Map.of())
                        .policy(new BladeName("timefinder", "one"))
                        .method())
                .isEqualTo("snapvx");
        assertThat(problems("nightly")).startsWith("DCM-1003 org.copyblade.profile~nightly: 'method.of.blade' ");
        assertRefused("nightly", Map.of("method.of.blade", "timefinder=bcv"), ErrorCode.OPTION_LOCKED);
    }

    @Test
    void misplacedAndImpossibleLocks_areRefused() {
        defaults("system=pg", "locked=blade,blad,system", "blade=reflink");
        profile("nightly", "system=pg");
        assertThat(problems("nightly"))
                .contains("'system' cannot be locked: every profile has its own")
                .contains("nobody reads the key 'blad' (value 'in 'locked''); did you mean 'blade'?")
                .contains("'system' cannot be set here; only in a profile");
    }

    private ConfigurationSet set() {
        return ConfigurationSet.of(texts, lastGood);
    }

    private String problems(String profile) {
        return Problem.joined(set().view(profile).orElseThrow().problems());
    }

    private String value(String profile, String key) {
        OptionValue value = set().view(profile).orElseThrow().values().stream()
                .filter(option -> option.key().equals(key))
                .findFirst()
                .orElseThrow();
        Origin origin = value.origin();
        return value.value() + " from " + origin + (value.locked() ? " locked" : "");
    }

    private void assertRefused(String profile, Map<String, String> overrides, ErrorCode code) {
        assertThatThrownBy(() -> set().options(profile, overrides))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(code));
    }

    private void defaults(String... lines) {
        texts.add(text("org.copyblade.defaults", Kind.DEFAULTS, "", lines));
    }

    private void system(String name, String... lines) {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add("system=" + name);
        texts.add(text("org.copyblade.systemdefaults~" + name, Kind.SYSTEM, name, all.toArray(new String[0])));
    }

    private void profile(String name, String... lines) {
        texts.add(text("org.copyblade.profile~" + name, Kind.PROFILE, name, lines));
    }

    private static ConfigurationText text(String pid, Kind kind, String name, String... lines) {
        return new ConfigurationText(pid, kind, name, Optional.empty(), pairs(lines));
    }

    private static Layer layer(String... lines) {
        return new Layer(pairs(lines), Set.of(), "");
    }

    private static Map<String, String> pairs(String... lines) {
        Map<String, String> pairs = new HashMap<>();
        Arrays.stream(lines).map(line -> line.split("=", 2)).forEach(pair -> pairs.put(pair[0], pair[1]));
        return pairs;
    }
}
