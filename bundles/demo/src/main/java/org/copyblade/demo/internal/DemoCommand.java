package org.copyblade.demo.internal;

import java.io.IOException;
import java.sql.SQLException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.demo.fixture.PostgresBinaries;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.demo.operator.BladeUpgrade;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.RunningCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The command {@code demo:postgresql}. */
@Component(service = DemoCommand.class, immediate = true)
@GogoCommand(scope = "demo", function = "postgresql")
public final class DemoCommand {

    private final BundleContext context;
    private final Operator operator;
    private final RunningCommand running = new RunningCommand();

    @Activate
    public DemoCommand(BundleContext context, @Reference(name = "operator") Operator operator) {
        this.context = context;
        this.operator = operator;
    }

    @Descriptor("backs up real servers under load, destroys them, restores them and proves that nothing is lost")
    public void postgresql(CommandSession session) throws Exception {
        if (PostgresBinaries.unsupportedReason().isPresent()) {
            throw new CopybladeException(
                    ErrorCode.SYSTEM_FAILED,
                    "the demo has no server to show: "
                            + PostgresBinaries.unsupportedReason().get());
        }
        Stage stage = Stage.choose(ScratchFilesystem::unsupportedReason);
        running.run("demo", () -> show(stage, session));
    }

    private void show(Stage stage, CommandSession session) throws CopybladeException, InterruptedException {
        try {
            new Demo(stage, operator, new BladeUpgrade(context), session.getConsole()).run();
        } catch (IOException | SQLException e) {
            throw new CopybladeException(ErrorCode.SYSTEM_FAILED, "the demo ended early: " + e.getMessage());
        }
    }

    /** Waits until a demo under way has taken its servers and filesystems away. */
    @Deactivate
    public void stop() {
        running.stop();
    }
}
