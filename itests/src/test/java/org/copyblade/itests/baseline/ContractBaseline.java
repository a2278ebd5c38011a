package org.copyblade.itests.baseline;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import java.util.List;

/** Compares the exported packages of a contract with those of its last release. */
final class ContractBaseline {
    private ContractBaseline() {}

    /** One sentence for each package whose version does not announce what has changed in it. */
    static List<String> violations(Jar now, Jar released) throws Exception {
        try (Processor processor = new Processor()) {
            return new Baseline(processor, new DiffPluginImpl())
                    .baseline(now, released, null).stream()
                            .filter(info -> info.mismatch)
                            .map(info -> info.packageName + " " + info.newerVersion + " has changed since "
                                    + info.olderVersion + ": it should be " + info.suggestedVersion)
                            .sorted()
                            .toList();
        }
    }
}
