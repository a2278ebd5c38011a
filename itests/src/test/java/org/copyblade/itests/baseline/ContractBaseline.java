package org.copyblade.itests.baseline;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.service.diff.Type;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Compares the exported packages of a contract with those of its last release.
 *
 * <p>bnd 7.2 alone would be too mild: where an interface has a default or static method it takes an abstract method added to
 * it for a minor change, although whoever implements the interface lacks the method. That is judged here.
 */
final class ContractBaseline {
    private ContractBaseline() {}

    /** One sentence for each package whose version does not announce what has changed in it. */
    static List<String> violations(Jar now, Jar released) throws Exception {
        try (Processor processor = new Processor()) {
            return new Baseline(processor, new DiffPluginImpl())
                    .baseline(now, released, null).stream()
                            .flatMap(ContractBaseline::violation)
                            .sorted()
                            .toList();
        }
    }

    private static Stream<String> violation(Baseline.Info info) {
        boolean major = info.newerVersion.getMajor() > info.olderVersion.getMajor();
        if (!major && info.packageDiff.getChildren().stream().anyMatch(ContractBaseline::demandsMoreOfImplementers)) {
            return Stream.of(sentence(info, info.olderVersion.getMajor() + 1 + ".0.0"));
        }
        return info.mismatch ? Stream.of(sentence(info, info.suggestedVersion.toString())) : Stream.empty();
    }

    private static String sentence(Baseline.Info info, String suggested) {
        return info.packageName + " " + info.newerVersion + " has changed since " + info.olderVersion
                + ": it should be " + suggested;
    }

    private static boolean demandsMoreOfImplementers(Diff type) {
        boolean platformImplementsIt = type.getChildren().stream()
                .anyMatch(child ->
                        child.getType() == Type.ANNOTATED && child.getName().equals(ProviderType.class.getName()));
        return type.getType() == Type.INTERFACE
                && type.getDelta() != Delta.ADDED
                && !platformImplementsIt
                && type.getChildren().stream().anyMatch(ContractBaseline::isAddedAbstractMethod);
    }

    private static boolean isAddedAbstractMethod(Diff member) {
        return member.getType() == Type.METHOD
                && member.getDelta() == Delta.ADDED
                && member.getChildren().stream()
                        .anyMatch(child -> child.getType() == Type.ACCESS
                                && child.getName().equals("abstract"));
    }
}
