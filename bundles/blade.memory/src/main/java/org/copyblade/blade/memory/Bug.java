package org.copyblade.blade.memory;

/** A way to break one rule of the contract; each shows that the rule's test can fail. */
public enum Bug {
    INFO_CHANGES("R1"),
    LOCATE_GUESSES("R2"),
    PLAN_PREPARES("R3"),
    PLAN_SHARES_TARGETS("R3"),
    PLAN_IGNORES_OPTIONS("R3"),
    PREPARE_ONCE_ONLY("R4"),
    PREDECESSOR_FORGOTTEN("R4"),
    ESTABLISHES_AFTER_THE_DEADLINE("R5"),
    LATE_REQUEST_FORGOTTEN("R5"),
    CLAIMS_ONE_INSTANT("R6"),
    CLAIMS_WITHOUT_COPYING("R6"),
    PARTIAL_IS_ESTABLISHED("R6"),
    LOST_ANSWER_IS_RETRY("R7"),
    HOLD_IGNORED("R8"),
    RELEASE_ALWAYS_VERIFIED("R8"),
    HARDEN_LOSES_THE_COPY("R9"),
    QUERY_FROM_MEMORY("R10"),
    EXPOSES_THE_SOURCE("R11"),
    CONCEAL_ONCE_ONLY("R12"),
    RESTORE_FORGETS_A_MEMBER("R13"),
    RESTORE_TOUCHES_ALL("R13"),
    RESTORE_BLOCKS_COPIES("R13"),
    RESTORE_ENDS_OTHER_COPIES("R13"),
    RESTORE_THAT_USED_UP_IS_REFUSED("R13"),
    RESTORE_THAT_USED_UP_IS_DONE_FOR_EVER("R13"),
    RESTORE_GIVEN_UP_IS_TAKEN_FOR_DONE("R13"),
    WITHDRAW_ONCE_ONLY("R14"),
    WITHDRAW_LEAVES_THE_COPY("R14"),
    LIST_FORGETS("R15"),
    HOST_COPY_STOPS_EARLY("R16"),
    MANIFEST_LOST("R17"),
    PLAN_RESTORE_RESTORES("R18"),
    LAST_LOOK_SEES_NOTHING("R19");

    private final String rule;

    Bug(String rule) {
        this.rule = rule;
    }

    /** The number of the rule it breaks. */
    public String rule() {
        return rule;
    }
}
