package org.copyblade.system.ims.internal;

import java.util.List;
import java.util.stream.Stream;

/** The guards that a manager of the tests has started. */
final class GuardProcesses {

    private static final String PROGRAM = ".RemoteGuardMain";

    private GuardProcesses() {}

    /** Process ids of those of this process; the program that archives their classes in the background is none. */
    static List<String> own() {
        return ProcessHandle.current()
                .children()
                .filter(child -> Stream.of(child.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.endsWith(PROGRAM)))
                .map(child -> Long.toString(child.pid()))
                .toList();
    }
}
