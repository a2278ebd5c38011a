package org.copyblade.shell.internal.syntax;

import java.util.List;

/** What there is to be named now. */
public interface Subjects {

    /** Nothing can be named: the manager is not there. */
    Subjects NONE = (subject, profile) -> List.of();

    /**
     * Names of one kind, best first.
     *
     * @param profile named before, whose options are asked for; else empty
     */
    List<Candidate> of(Subject subject, String profile);
}
