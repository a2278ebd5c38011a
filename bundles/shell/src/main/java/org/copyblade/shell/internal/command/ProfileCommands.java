package org.copyblade.shell.internal.command;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Profile;
import org.copyblade.api.Profiles;
import org.copyblade.api.Runs;
import org.copyblade.api.SetupReport;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.syntax.Names;
import org.copyblade.shell.internal.syntax.Subject;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands {@code slb:profiles}, {@code slb:profile}, {@code slb:set}, {@code slb:setup}. */
@Component(service = ProfileCommands.class, immediate = true)
@GogoCommand(
        scope = "slb",
        function = {"profiles", "profile", "set", "setup"})
public final class ProfileCommands {

    private final Profiles profiles;
    private final Runs runs;

    @Activate
    public ProfileCommands(@Reference(name = "profiles") Profiles profiles, @Reference(name = "runs") Runs runs) {
        this.profiles = profiles;
        this.runs = runs;
    }

    @Descriptor("lists all profiles")
    public CommandOutcome profiles(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json)
            throws CopybladeException {
        List<Profile> found = profiles.list();
        Table table = new Table("PROFILE", "SYSTEM", "SETUP", "NEXT RUN", "REFUSED");
        for (Profile profile : found) {
            table.row(
                    profile.name(),
                    profile.system(),
                    Words.word(profile.setup()),
                    Words.time(profile.nextRun()),
                    profile.refused().orElse(""));
        }
        return CommandOutcome.of(
                found,
                json,
                () -> table.isEmpty() ? "there is no profile yet; one is a file in config/" : table.text());
    }

    @Descriptor("shows one profile: each option with its value and who set it")
    public CommandOutcome profile(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("name of the profile") @Names(Subject.PROFILE) String name)
            throws CopybladeException {
        Profile profile = profiles.get(name);
        return CommandOutcome.of(profile, json, () -> text(profile));
    }

    @Descriptor("changes options of a profile, live and in its file; an empty value takes one out")
    public CommandOutcome set(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("name of the profile") @Names(Subject.PROFILE) String name,
            @Descriptor("key=value") @Names(Subject.OPTION) String... changes)
            throws CopybladeException {
        if (changes.length == 0) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, "slb:set needs at least one change, key=value");
        }
        Profile profile = profiles.set(name, Words.overrides(changes));
        return CommandOutcome.of(profile, json, () -> text(profile));
    }

    @Descriptor("runs all checks that must pass before a profile may be used")
    public CommandOutcome setup(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("name of the profile") @Names(Subject.PROFILE) String name)
            throws CopybladeException {
        SetupReport report = Waiting.during(session, json, runs, () -> profiles.setup(name));
        CommandOutcome outcome = CommandOutcome.of(
                report,
                json,
                () -> "setup of " + name + (report.passed() ? " passed" : " FAILED") + System.lineSeparator()
                        + Words.findings(report.findings()));
        return outcome.refusedIf(!report.passed());
    }

    private static String text(Profile profile) {
        Table table = new Table("OPTION", "VALUE", "ORIGIN", "MEANING");
        profile.options()
                .forEach(option -> table.row(
                        option.key(),
                        option.value(),
                        Words.word(option.origin()) + (option.locked() ? ", locked" : ""),
                        option.description()));
        String refused = profile.refused()
                .map(why -> "REFUSED: " + why + System.lineSeparator())
                .orElse("");
        return "profile " + profile.name() + " of " + profile.system() + ", setup " + Words.word(profile.setup())
                + System.lineSeparator() + refused + table.text();
    }
}
