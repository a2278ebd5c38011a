package org.copyblade.system.memory;

/** A way to break one rule of the contract; each shows that the rule's test can fail. */
public enum SystemBug {
    INFO_CHANGES("S1"),
    DISCOVER_FORGETS_THE_GATE("S2"),
    POSITION_STANDS_STILL("S3"),
    SETTLE_EXCEEDS_ITS_BOUND("S4"),
    ARM_HOLDS("S5"),
    SUSPEND_HOLDS_NOTHING("S6"),
    RESUME_ALWAYS_IN_FORCE("S7"),
    DISARM_ONCE_ONLY("S8"),
    BACKUP_MODE_HOLDS("S9"),
    HELD_ALWAYS("S10"),
    STOP_POSITION_TOO_EARLY("S11"),
    RELEASE_STAYS_IN_BACKUP_MODE("S12"),
    STOP_STOPS_NOTHING("S13"),
    RECOVER_ONCE_ONLY("S14"),
    START_STARTS_NOTHING("S15"),
    INSPECT_ALWAYS_COMPLETE("S16"),
    TRY_OUT_WITHOUT_CHECKS("S17"),
    BAR_BARS_NOTHING("S18"),
    UNBAR_LEAVES_THE_BAR("S19"),
    REGISTER_TELLS_TWICE("S20"),
    DEREGISTER_FORGETS_NOTHING("S21");

    private final String rule;

    SystemBug(String rule) {
        this.rule = rule;
    }

    /** The number of the rule it breaks. */
    public String rule() {
        return rule;
    }
}
