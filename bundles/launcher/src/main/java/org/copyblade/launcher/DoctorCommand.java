package org.copyblade.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.launcher.doctor.Doctor;
import org.copyblade.launcher.doctor.Finding;

/** {@code doctor}: prints what this machine can and cannot do, each with its cure; fails if Copyblade cannot run here. */
final class DoctorCommand {
    private final Installation installation;
    private final Map<String, String> environment;

    DoctorCommand(Installation installation, Map<String, String> environment) {
        this.installation = installation;
        this.environment = environment;
    }

    int run(List<String> arguments) throws CopybladeException {
        if (!arguments.isEmpty()) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, "doctor takes no " + arguments.get(0));
        }
        List<Finding> findings =
                new ArrayList<>(new Doctor(installation.data(), installation.config(), environment).examine());
        findings.add(socket());
        findings.forEach(DoctorCommand::print);
        boolean problem = findings.stream().anyMatch(finding -> finding.grade() == Finding.Grade.PROBLEM);
        return (problem ? ExitStatus.FAILED : ExitStatus.OK).code();
    }

    /** Tries the very directory that a start would take. */
    private Finding socket() throws CopybladeException {
        int userId = RuntimeDirectory.ownUserId();
        try {
            Path directory = RuntimeDirectory.create(
                    RuntimeDirectory.candidates(environment, userId), installation.data(), userId);
            removeUnlessInUse(directory);
            return new Finding("control socket", Finding.Grade.OK, "goes to " + directory, "");
        } catch (CopybladeException refusal) {
            String cure = refusal.code().hint();
            return new Finding("control socket", Finding.Grade.PROBLEM, refusal.getMessage(), cure);
        }
    }

    private static void removeUnlessInUse(Path directory) {
        try {
            Files.delete(directory);
        } catch (IOException inUse) {
            // holds the socket of a running instance
        }
    }

    private static void print(Finding finding) {
        System.out.printf("%-8s %-15s %s%n", finding.grade(), finding.subject(), finding.text());
        if (!finding.cure().isEmpty()) {
            System.out.printf("%-8s %-15s cure: %s%n", "", "", finding.cure());
        }
    }
}
