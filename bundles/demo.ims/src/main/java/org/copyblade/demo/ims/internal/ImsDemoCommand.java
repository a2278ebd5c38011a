package org.copyblade.demo.ims.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.demo.operator.BladeUpgrade;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.RunningCommand;
import org.copyblade.lab.array.SeedException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The command {@code demo:ims}. */
@Component(service = ImsDemoCommand.class, immediate = true)
@GogoCommand(scope = "demo", function = "ims")
public final class ImsDemoCommand {

    private static final String SEED = "config/samples/lab.ims.seed.toml";

    private final BundleContext context;
    private final Operator operator;
    private final RunningCommand running = new RunningCommand();

    @Activate
    public ImsDemoCommand(BundleContext context, @Reference(name = "operator") Operator operator) {
        this.context = context;
        this.operator = operator;
    }

    @Descriptor(
            "backs up an IMS of the laboratory under load, destroys it, restores it and proves that nothing is lost")
    public void ims(
            CommandSession session,
            @Descriptor("blade that is shown from backup to restore, or 'mixed' for all of them in one backup")
                    @Parameter(names = "--blade", absentValue = "")
                    String blade,
            @Descriptor("how often each blade is upgraded while backups run")
                    @Parameter(names = "--upgrades", absentValue = "3")
                    int upgrades)
            throws Exception {
        Choice choice = Choice.of(blade);
        running.run("demo", () -> show(choice, upgrades, session));
    }

    private void show(Choice choice, int upgrades, CommandSession session)
            throws CopybladeException, InterruptedException {
        Path seed = Path.of(System.getProperty("copyblade.home", "."), SEED);
        try {
            Path home = Files.createDirectory(
                    Path.of(System.getProperty("copyblade.data", "data")).resolve("laboratory"));
            ImsDemo.run(seed, home, choice, upgrades, operator, new BladeUpgrade(context), session.getConsole());
        } catch (SeedException | IOException e) {
            throw new CopybladeException(ErrorCode.SYSTEM_FAILED, "the demo ended early: " + e.getMessage());
        }
    }

    /** Waits until a demo under way has taken its laboratory away. */
    @Deactivate
    public void stop() {
        running.stop();
    }
}
