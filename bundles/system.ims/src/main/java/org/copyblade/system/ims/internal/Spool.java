package org.copyblade.system.ims.internal;

import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.Jobs;
import org.copyblade.zosmf.SpoolFile;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;

/** What a job of one step has printed. */
final class Spool {

    private Spool() {}

    /** Its report, and messages of the system about it. */
    static String printed(Jobs jobs, Job job, ZosmfCall call) throws ZosmfException {
        StringBuilder printed = new StringBuilder();
        for (SpoolFile file : jobs.files(job.ref(), call)) {
            boolean wanted = file.ddName().equals("SYSPRINT") || file.ddName().equals("JESMSGLG");
            if (wanted && file.recordCount() != 0) {
                String text = jobs.records(job.ref(), file.id(), call);
                // Messages of the system come first and are of use only where there is no report.
                printed.append(
                        file.ddName().equals("SYSPRINT")
                                ? text
                                : text.lines()
                                        .filter(line -> line.contains("IEF") || line.contains("IEA"))
                                        .map(line -> line + "\n")
                                        .reduce("", String::concat));
            }
        }
        return printed.toString();
    }

    /** The last message that tells something, behind a comma; nothing if there is none. */
    static String lastMessage(String printed) {
        String found = "";
        for (String line : (Iterable<String>) printed.lines()::iterator) {
            if (line.matches(".?\\s*(DSP|IDC|IEF)\\d{3,4}[A-Z]?[EIW]?\\b.*") && !line.contains("DSP0211I")) {
                found = ", " + line.strip();
            }
        }
        return found;
    }
}
