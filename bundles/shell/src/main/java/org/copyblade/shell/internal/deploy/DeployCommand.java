package org.copyblade.shell.internal.deploy;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.CopybladeException;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The command {@code deploy:status}. */
@Component(immediate = true, service = DeployCommand.class)
@GogoCommand(
        scope = "deploy",
        function = {"status"})
public final class DeployCommand {
    private static final String ROW = "%-40s %-11s %s%n";

    private final DeployFolder folder;

    @Activate
    public DeployCommand(BundleContext context, @Reference(name = "components") ServiceComponentRuntime components) {
        this.folder = new DeployFolder(context, components);
    }

    @Descriptor("shows what became of each jar in deploy/, what an unusable one lacks, and which components failed")
    public CommandOutcome status(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json)
            throws IOException {
        List<DeployedFile> files = folder.files();
        return CommandOutcome.of(files, json, () -> table(files))
                .alarmingIf(files.stream().anyMatch(file -> file.problem().isPresent()));
    }

    private static String table(List<DeployedFile> files) {
        String rows = files.stream()
                .map(file -> String.format(ROW, file.file(), file.state(), file.bundle()))
                .collect(Collectors.joining());
        String problems = files.stream()
                .flatMap(file -> file.problem().stream())
                .map(CopybladeException::forPeople)
                .collect(Collectors.joining(System.lineSeparator()));
        return String.format(ROW, "FILE", "STATE", "BUNDLE") + rows + problems;
    }
}
