package org.copyblade.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** {@code completion bash}: prints what bash must read to complete {@code copyblade} and the commands of {@code exec}. */
final class CompletionCommand {
    private static final String SCRIPT = "completion.bash";

    int run(List<String> arguments) throws CopybladeException {
        if (!arguments.equals(List.of("bash"))) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, "completion is there for bash only");
        }
        try (InputStream script = CompletionCommand.class.getResourceAsStream(SCRIPT)) {
            System.out.print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            return ExitStatus.OK.code();
        } catch (IOException cause) {
            throw new CopybladeException(
                    ErrorCode.INSTALLATION_DAMAGED, "cannot read " + SCRIPT + ": " + cause.getMessage());
        }
    }
}
