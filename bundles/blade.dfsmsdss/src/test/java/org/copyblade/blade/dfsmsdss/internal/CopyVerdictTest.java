package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.blade.dfsmsdss.internal.report.Report;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Release;
import org.copyblade.zosmf.Completion;
import org.junit.jupiter.api.Test;

/** What is concluded from how a job ended and from what it printed. */
class CopyVerdictTest {

    private static final JobId JOB = new JobId("ZGROUP01", "JOB00042", "");
    private static final List<BoundCopy> COPIES =
            List.of(new BoundCopy("PR0100", "TG0001"), new BoundCopy("PR0101", "TG0002"));

    private static final Expectation FAST = new Expectation(Purpose.COPY, Grain.VOLUME, true, 1);
    private static final Expectation EITHER_WAY = new Expectation(Purpose.COPY, Grain.VOLUME, false, 0);

    @Test
    void bothDone() {
        CopyVerdict verdict = verdict("CC 0000", report(task(1, true, 0), task(2, true, 4), thaw(3, 0)));

        assertThat(verdict.allDone()).isTrue();
        assertThat(verdict.failure("establish X", JOB, "")).isEmpty();
        assertThat(verdict.byStorage()).containsExactly("PR0100", "PR0101");
        assertThat(verdict.hold()).isEqualTo(Release.VERIFIED_BY_STORAGE);
        assertThat(verdict.leavesFrozen()).isFalse();
    }

    @Test
    void aCopyThatFellBackIsNoneWhereTheStorageHadTo() {
        String report = report(task(1, true, 0), task(2, false, 0));

        BladeException failure = failure(verdict("CC 0000", report));
        assertThat(failure.code()).isEqualTo("DFSMSDSS-COPY");
        assertThat(failure)
                .hasMessage("cannot establish X: job ZGROUP01(JOB00042) did not copy everything, 1 of 2 members not"
                        + " copied, first PR0101: the report does not say that the storage has copied it");
        CopyVerdict either =
                CopyVerdict.of(COPIES, EITHER_WAY, Completion.of("CC 0000"), Optional.of(Report.of(report)));
        assertThat(either.allDone()).isTrue();
        assertThat(either.byStorage()).containsExactly("PR0100");
    }

    @Test
    void theCodeOfTheJobProvesNothing() {
        assertThat(verdict("CC 0000", report(task(1, true, 0), task(2, true, 8)))
                        .allDone())
                .isFalse();
        assertThat(verdict("CC 0000", report(task(1, true, 0))).allDone()).isFalse();
        assertThat(verdict("CC 0008", report(task(1, true, 0), task(2, true, 0), thaw(3, 8)))
                        .allDone())
                .isTrue();
    }

    @Test
    void aFreezeThatEndedEarlyIsLost() {
        CopyVerdict verdict = verdict("CC 0008", report(task(1, true, 0), task(2, true, 0), thaw(3, 8)));

        assertThat(verdict.hold()).isEqualTo(Release.LOST);
        assertThat(verdict.leavesFrozen()).isFalse();
    }

    /** Each subsystem has a timer of its own. */
    @Test
    void aHoldOfTwoSubsystemsIsVerifiedByBoth() {
        Expectation two = new Expectation(Purpose.COPY, Grain.VOLUME, true, 2);
        String copies = report(task(1, true, 0), task(2, true, 0));

        CopyVerdict both = verdict(two, "CC 0000", report(copies, thaw(3, 0), thaw(4, 0)));
        assertThat(both.hold()).isEqualTo(Release.VERIFIED_BY_STORAGE);
        CopyVerdict second = verdict(two, "CC 0008", report(copies, thaw(3, 0), thaw(4, 8)));
        assertThat(second.hold()).isEqualTo(Release.LOST);
        assertThat(second.leavesFrozen()).isFalse();
        CopyVerdict one = verdict(two, "ABEND S0C4", report(copies, thaw(3, 0)));
        assertThat(one.hold()).isEqualTo(Release.LOST);
        assertThat(one.leavesFrozen()).isTrue();
    }

    @Test
    void aJobThatNeverCameToTheThawLeavesWritesHeld() {
        assertThat(verdict("ABEND S0C4", report(task(1, true, 0))).leavesFrozen())
                .isTrue();
        assertThat(CopyVerdict.of(COPIES, FAST, Completion.of("CANCELED"), Optional.empty())
                        .leavesFrozen())
                .isTrue();
    }

    @Test
    void aTargetInPiecesIsNamed() {
        CopyVerdict verdict = verdict("CC 0016", report(task(1, true, 0), task(2, false, 16)));

        assertThat(verdict.spoiledTargets()).containsExactly("TG0002");
        BladeException failure = failure(verdict);
        assertThat(failure.code()).isEqualTo("DFSMSDSS-TARGET");
        assertThat(failure.recovery()).isEqualTo(Recovery.ASK_OPERATOR);
        assertThat(failure).hasMessageContaining("has left targets in pieces, TG0002");
    }

    @Test
    void howAJobEndsHasACodeEach() {
        assertThat(codeWithout("JCL ERROR")).isEqualTo("DFSMSDSS-JCL");
        assertThat(codeWithout("CONV ERROR")).isEqualTo("DFSMSDSS-JCL");
        assertThat(codeWithout("SEC ERROR")).isEqualTo("DFSMSDSS-RIGHTS");
        assertThat(codeWithout("CANCELED")).isEqualTo("DFSMSDSS-CANCELLED");
        assertThat(codeWithout("ABEND S806")).isEqualTo("DFSMSDSS-ABEND");
        assertThat(codeWithout("ABENDU4095")).isEqualTo("DFSMSDSS-ABEND");
        assertThat(codeWithout("SYS FAIL")).isEqualTo("DFSMSDSS-ABEND");
        assertThat(codeWithout("SOMETHING NEW")).isEqualTo("DFSMSDSS-ABEND");
        assertThat(codeWithout("CC 0000")).isEqualTo("DFSMSDSS-REPORT");
    }

    @Test
    void aDataSetInTheListOfFailuresIsNotCopied() {
        String report =
                """
                ADR101I (R/I)-RI01 (01), TASKID 001 HAS BEEN ASSIGNED TO COMMAND 'COPY '
                ADR006I (001)-STEND(01), EXECUTION BEGINS
                ADR455W (001)-DDDS (03), THE FOLLOWING DATA SETS WERE NOT SUCCESSFULLY PROCESSED
                              PROD.A
                ADR013I (001)-CLTSK(01), TASK COMPLETED WITH RETURN CODE 0004
                """;
        CopyVerdict verdict = ofDataSet("CC 0004", report);

        assertThat(verdict.allDone()).isFalse();
    }

    /** A filter that selects nothing is a warning to DFSMSdss, and names nothing in a list of failures. */
    @Test
    void aDataSetThatWasNotSelectedIsNotCopied() {
        String report =
                """
                ADR101I (R/I)-RI01 (01), TASKID 001 HAS BEEN ASSIGNED TO COMMAND 'COPY '
                ADR006I (001)-STEND(01), EXECUTION BEGINS
                ADR801I (001)-DTDSC(01), DATA SET FILTERING IS COMPLETE. 0 OF 0 DATA SETS WERE SELECTED
                ADR470W (001)-DTDSC(01), NO DATA SETS SELECTED FOR PROCESSING
                ADR013I (001)-CLTSK(01), TASK COMPLETED WITH RETURN CODE 0004
                """;

        CopyVerdict verdict = ofDataSet("CC 0004", report);

        assertThat(verdict.allDone()).isFalse();
        assertThat(failure(verdict))
                .hasMessageContaining(
                        "first PROD.A: the report does not name it as processed, ADR470W NO DATA SETS SELECTED");
    }

    /** A cluster of VSAM is listed with what it consists of. */
    @Test
    void aDataSetThatTheReportNamesAsProcessedIsCopied() {
        String report =
                """
                ADR101I (R/I)-RI01 (01), TASKID 001 HAS BEEN ASSIGNED TO COMMAND 'COPY '
                ADR454I (001)-DDDS (03), THE FOLLOWING DATA SETS WERE SUCCESSFULLY PROCESSED
                0                    CLUSTER NAME   PROD.A
                                     CATALOG NAME   UCAT.PROD
                                     COMPONENT NAME PROD.A.DATA
                ADR013I (001)-CLTSK(01), TASK COMPLETED WITH RETURN CODE 0000
                """;

        assertThat(ofDataSet("CC 0000", report).allDone()).isTrue();
        assertThat(ofDataSet("CC 0000", report.replace(" PROD.A\n", " PROD.B\n"))
                        .allDone())
                .isFalse();
    }

    /** They come by the thousand where data sets are in use. */
    @Test
    void ofEachWarningTheFirstIsKept() {
        String report = report(
                task(1, true, 4),
                "ADR411W (001)-DTDSC(04), DATA SET A WAS PROCESSED WITHOUT SERIALIZATION\n",
                "ADR850I (001)-DTDSC(04), THE MIRROR IS NOT PRESERVED\n",
                task(2, true, 4),
                "ADR411W (002)-DTDSC(04), DATA SET B WAS PROCESSED WITHOUT SERIALIZATION\n",
                "ADR745W (002)-DTDSC(04), " + "X".repeat(300) + "\n");

        assertThat(verdict("CC 0004", report).warnings())
                .containsExactly(
                        "PR0100: ADR411W DATA SET A WAS PROCESSED WITHOUT SERIALIZATION, and 1 more",
                        "PR0100: ADR850I THE MIRROR IS NOT PRESERVED",
                        "PR0101: ADR745W " + "X".repeat(184) + "...");
    }

    /** Of a restore that failed the copy is the only good data: nobody must be told to withdraw it. */
    @Test
    void whatHelpsAfterARestoreThatFailedKeepsTheCopy() {
        Expectation restore = new Expectation(Purpose.RESTORE, Grain.VOLUME, false, 0);
        for (BladeException failure : failures(restore)) {
            assertThat(failure.hint()).doesNotContain("withdraw").contains("estore again");
        }

        BladeException inPieces = inPieces(restore);
        assertThat(inPieces).hasMessageContaining("has left sources in pieces, TG0002,");
        assertThat(inPieces.hint())
                .isEqualTo("keep the copy, the only good data there is of these volumes, and the volumes out of use;"
                        + " correct the cause, then restore again");
    }

    @Test
    void whatHelpsAfterAnExtractionThatFailedIsAnotherOrder() {
        for (BladeException failure : failures(Expectation.extraction())) {
            assertThat(failure.hint()).doesNotContain("withdraw the copy").contains("give the order again");
        }

        assertThat(inPieces(Expectation.extraction()).hint())
                .isEqualTo(
                        "delete what the order has left under these names, correct the cause, then give the order again;"
                                + " what it reads is unharmed");
    }

    @Test
    void whatHelpsAfterACopyThatFailedIsAnotherCopy() {
        for (BladeException failure : failures(EITHER_WAY)) {
            assertThat(failure.hint()).contains("withdraw the copy", "make it again");
        }

        assertThat(inPieces(EITHER_WAY)).hasMessageContaining("has left targets in pieces, TG0002,");
        assertThat(inPieces(EITHER_WAY).hint())
                .isEqualTo(
                        "withdraw the copy, which keeps these targets out of use; initialize the volumes, then delete"
                                + " their data sets SPOILED");
    }

    /** Cancelled, purged, not copied, ended abnormally. */
    private static List<BladeException> failures(Expectation expected) {
        return List.of(
                failure(CopyVerdict.of(COPIES, expected, Completion.of("CANCELED"), Optional.empty())),
                failure(CopyVerdict.of(COPIES, expected, Completion.of("CC 0000"), Optional.empty())),
                failure(CopyVerdict.of(COPIES, expected, Completion.of("ABEND S0C4"), Optional.empty())),
                failure(CopyVerdict.of(
                        COPIES, expected, Completion.of("CC 0008"), Optional.of(Report.of(task(1, true, 8))))));
    }

    private static BladeException inPieces(Expectation expected) {
        String report = report(task(1, true, 0), task(2, false, 16));
        return failure(CopyVerdict.of(COPIES, expected, Completion.of("CC 0016"), Optional.of(Report.of(report))));
    }

    private static CopyVerdict ofDataSet(String retcode, String report) {
        return CopyVerdict.of(
                List.of(new BoundCopy("PROD.A", "BKUP.A")),
                Expectation.extraction(),
                Completion.of(retcode),
                Optional.of(Report.of(report)));
    }

    private static String codeWithout(String retcode) {
        return failure(CopyVerdict.of(COPIES, FAST, Completion.of(retcode), Optional.empty()))
                .code();
    }

    private static BladeException failure(CopyVerdict verdict) {
        return verdict.failure("establish X", JOB, "").orElseThrow();
    }

    private static CopyVerdict verdict(String retcode, String report) {
        return verdict(FAST, retcode, report);
    }

    private static CopyVerdict verdict(Expectation expected, String retcode, String report) {
        return CopyVerdict.of(COPIES, expected, Completion.of(retcode), Optional.of(Report.of(report)));
    }

    private static String report(String... tasks) {
        return String.join("", tasks);
    }

    private static String task(int number, boolean fast, int code) {
        return task(number, "COPY ", code)
                + (fast
                        ? "ADR806I (00" + number + ")-T0MI (02), VOLUME COPIED USING A FAST REPLICATION FUNCTION.\n"
                        : "");
    }

    private static String thaw(int number, int code) {
        return task(number, "CGCREATED", code);
    }

    private static String task(int number, String command, int code) {
        return "ADR101I (R/I)-RI01 (01), TASKID 00" + number + " HAS BEEN ASSIGNED TO COMMAND '" + command + "'\n"
                + "ADR006I (00" + number + ")-STEND(01), EXECUTION BEGINS\n"
                + "ADR013I (00" + number + ")-CLTSK(01), TASK COMPLETED WITH RETURN CODE "
                + String.format("%04d", code) + "\n";
    }
}
