package org.copyblade.shell.internal.command;

import java.util.List;
import java.util.function.Predicate;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.syntax.CommandIndex;
import org.copyblade.shell.internal.syntax.CommandSyntax;
import org.copyblade.shell.internal.syntax.Names;
import org.copyblade.shell.internal.syntax.ServiceCommands;
import org.copyblade.shell.internal.syntax.Subject;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The command {@code copyblade:help}, which sessions find before the command processor's own. */
@Component(service = HelpCommand.class, immediate = true)
@GogoCommand(
        scope = "copyblade",
        function = {"help"})
public final class HelpCommand {

    private final CommandIndex index;

    @Activate
    public HelpCommand(BundleContext context) {
        this.index = new CommandIndex(new ServiceCommands(context)::present);
    }

    @Descriptor("lists the commands, or explains one")
    public CommandOutcome help(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("name of the command") @Names(Subject.COMMAND) String... names)
            throws CopybladeException {
        if (names.length == 0) {
            List<CommandSyntax> all = index.all();
            return CommandOutcome.of(all, json, () -> list(all));
        }
        CommandSyntax command = index.find(names[0])
                .orElseThrow(() ->
                        new CopybladeException(ErrorCode.COMMAND_INVALID, "there is no command '" + names[0] + "'"));
        return CommandOutcome.of(command, json, () -> text(command));
    }

    /** Those that say what they do first; the others are the command processor's. */
    private static String list(List<CommandSyntax> commands) {
        Predicate<CommandSyntax> explained = command -> !command.description().isEmpty();
        Table table = new Table("COMMAND", "DOES");
        commands.stream().filter(explained).forEach(command -> table.row(command.name(), command.description()));
        commands.stream().filter(explained.negate()).forEach(command -> table.row(command.name(), ""));
        return table.text();
    }

    private static String text(CommandSyntax command) {
        String nl = System.lineSeparator();
        String description = command.description().isEmpty() ? "" : command.name() + " " + command.description() + nl;
        Table flags = new Table("FLAG", "MEANING");
        command.flags().forEach(flag -> flags.row(flag.name() + (flag.valued() ? " value" : ""), flag.description()));
        return description + "usage: " + command.usage() + (flags.isEmpty() ? "" : nl + flags.text());
    }
}
