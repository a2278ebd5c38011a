package org.copyblade.manager.internal.run;

import java.util.List;
import java.util.Objects;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.catalog.CatalogException;
import org.copyblade.system.spi.SystemException;

/**
 * Why a run cannot go on. Says how the run ends and what people are told; foreign exceptions are turned into text here, so
 * that no class of a stopped bundle is kept.
 */
public final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final ErrorCode code;
    private final String hint;
    private final transient List<Finding> findings;
    private final boolean open;
    private final boolean lasting;

    private Failure(Outcome outcome, ErrorCode code, String text, String hint, List<Finding> findings) {
        this(outcome, code, text, hint, findings, false, false);
    }

    private Failure(
            Outcome outcome,
            ErrorCode code,
            String text,
            String hint,
            List<Finding> findings,
            boolean open,
            boolean lasting) {
        super(Objects.requireNonNull(text, "text"));
        this.outcome = Objects.requireNonNull(outcome, "outcome");
        this.code = Objects.requireNonNull(code, "code");
        this.hint = Objects.requireNonNull(hint, "hint");
        this.findings = List.copyOf(findings);
        this.open = open;
        this.lasting = lasting;
    }

    /** The run fails. */
    public static Failure failed(ErrorCode code, String text) {
        return new Failure(Outcome.FAILED, code, text, code.hint(), List.of());
    }

    /** A copy exists but must not be used. */
    public static Failure unusable(ErrorCode code, String text) {
        return new Failure(Outcome.UNUSABLE, code, text, code.hint(), List.of());
    }

    /** Checks forbid the run; nothing has changed. */
    public static Failure refused(ErrorCode code, String text, List<Finding> findings) {
        return new Failure(Outcome.REFUSED, code, text, code.hint(), findings);
    }

    /** The run must not end yet, but the manager stops: its next start goes on with it. */
    public Failure leftOpen() {
        return new Failure(outcome, code, getMessage(), hint, findings(), true, lasting);
    }

    /** The same failure with a cure that fits better than that of its code; empty: there is none. */
    public Failure curedBy(String cure) {
        return cure.isEmpty() ? this : new Failure(outcome, code, getMessage(), cure, findings, open, lasting);
    }

    /** The same failure, and what else went wrong; nothing: the same. */
    public Failure besides(List<String> more) {
        return more.isEmpty()
                ? this
                : new Failure(
                        outcome,
                        code,
                        getMessage() + "; and " + String.join("; and ", more),
                        hint,
                        findings(),
                        open,
                        lasting);
    }

    /** Somebody asked the run to stop. */
    public static Failure cancelled() {
        return new Failure(Outcome.CANCELLED, ErrorCode.RUN_ENDED, "cancelled by an operator", "", List.of());
    }

    /** What was waited for has not come, and the manager stops. */
    public static Failure stopping(String why) {
        return new Failure(
                Outcome.CANCELLED,
                ErrorCode.MANAGER_STOPPING,
                why + ", and the manager stops",
                ErrorCode.MANAGER_STOPPING.hint(),
                List.of());
    }

    /**
     * The same failure of something that is to be done to its end and that only a stop of the manager breaks off: its next
     * start goes on.
     */
    public Failure leftOpenIfStopping() {
        return isStopping() ? leftOpen() : this;
    }

    /** Whether it is only that the manager stops. */
    public boolean isStopping() {
        return code == ErrorCode.MANAGER_STOPPING;
    }

    /** A blade said no. */
    public static Failure of(String doing, BladeException e) {
        ErrorCode code =
                e.recovery() == BladeException.Recovery.LOOK_FIRST ? ErrorCode.COPY_UNKNOWN : ErrorCode.COPY_FAILED;
        boolean lasting =
                switch (e.recovery()) {
                    case FIX_REQUEST, ASK_OPERATOR -> true;
                    case RETRY, LOOK_FIRST -> false;
                };
        return new Failure(
                Outcome.FAILED,
                code,
                doing + ": " + e.code() + " " + e.getMessage(),
                e.hint(),
                List.of(),
                false,
                lasting);
    }

    /** A system said no. */
    public static Failure of(String doing, SystemException e) {
        return new Failure(
                Outcome.FAILED,
                ErrorCode.SYSTEM_FAILED,
                doing + ": " + e.code() + " " + e.getMessage(),
                e.hint(),
                List.of());
    }

    /** The catalog said no. */
    public static Failure of(CatalogException e) {
        ErrorCode code =
                switch (e.reason()) {
                    case FAILED -> ErrorCode.CATALOG_FAILED;
                    case ALIEN -> ErrorCode.CATALOG_ALIEN;
                    case IN_USE -> ErrorCode.CATALOG_IN_USE;
                };
        return new Failure(Outcome.FAILED, code, e.getMessage(), code.hint(), List.of());
    }

    /**
     * Somebody broke a contract: what is not checked came out of foreign code.
     *
     * @param code whose contract it is
     */
    public static Failure misbehaved(ErrorCode code, String who, String doing, Throwable error) {
        return failed(code, doing + ": " + who + " threw " + Thrown.text(error));
    }

    /** Whether no outcome is to be written down, so that the next start of the manager settles the run. */
    public boolean isLeftOpen() {
        return open;
    }

    /** Whether a blade has refused what it will refuse again, until somebody changes something. */
    public boolean isLasting() {
        return lasting;
    }

    public Outcome outcome() {
        return outcome;
    }

    public ErrorCode code() {
        return code;
    }

    public String hint() {
        return hint;
    }

    public List<Finding> findings() {
        return findings == null ? List.of() : findings;
    }

    /** As the error of a command that started no run: it has the hint of its code only, so a better one is in the text. */
    public CopybladeException asError() {
        boolean better = !hint.isEmpty() && !hint.equals(code.hint());
        return new CopybladeException(code, better ? getMessage() + " (" + hint + ")" : getMessage(), findings());
    }
}
