package org.copyblade.blade.dfsmsdss.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.copyblade.blade.drive.CountedList;
import org.junit.jupiter.api.Test;

/** Reports in the words of the reference. */
class ReportTest {

    private static final String GOOD =
            """
            1PAGE 0001     5695-DF175  DFSMSDSS V2R05.0 DATA SET SERVICES     2026.326 10:00
            -  COPY FULL INDYNAM((SRC001)) OUTDYNAM((TGT001)) COPYVOLID FASTREP(REQUIRED)
             ADR101I (R/I)-RI01 (01), TASKID 001 HAS BEEN ASSIGNED TO COMMAND 'COPY '
             ADR109I (R/I)-RI01 (01), 2026.326 10:00:00 INITIAL SCAN OF USER CONTROL STATEMENTS COMPLETED.
             ADR016I (001)-RI01 (01), RACF LOGGING OPTION IN EFFECT FOR THIS TASK
            0ADR006I (001)-STEND(01), 2026.326 10:00:00 EXECUTION BEGINS
             ADR241I (001)-DDTFP(01), TARGET VTOC BEGINNING AT 000550:0000 AND ENDING AT 000550:0014 IS OVERLAID
             ADR806I (001)-T0MI (02), VOLUME COPIED USING A FAST REPLICATION FUNCTION.
             ADR320I (001)-SBRTN(01), VOLUME SERIAL TGT001 ON UNIT D70C IS CHANGED TO SRC001
             ADR006I (001)-STEND(02), 2026.326 10:00:05 EXECUTION ENDS
             ADR013I (001)-CLTSK(01), 2026.326 10:00:05 TASK COMPLETED WITH RETURN CODE 0000
             ADR012I (SCH)-DSSU (01), 2026.326 10:00:05 DFSMSDSS PROCESSING COMPLETE. HIGHEST RETURN CODE IS 0000
            """;

    @Test
    void aGoodCopyIsDoneAndFast() {
        Report report = Report.of(GOOD);

        assertThat(report.highest()).hasValue(0);
        assertThat(report.copies()).hasSize(1);
        TaskReport copy = report.copies().get(0);
        assertThat(copy.isDone()).isTrue();
        assertThat(copy.isFast()).isTrue();
        assertThat(copy.hasBegun()).isTrue();
        assertThat(copy.hasSpoiledTarget()).isFalse();
        assertThat(report.thaws()).isEmpty();
        assertThat(report.complaint()).isEmpty();
    }

    @Test
    void withoutAdr806NothingIsFast() {
        Report report = Report.of(GOOD.replaceAll("(?m)^.*ADR806I.*\n", ""));

        assertThat(report.copies().get(0).isDone()).isTrue();
        assertThat(report.copies().get(0).isFast()).isFalse();
    }

    @Test
    void aReportThatBreaksOffHasNoEnd() {
        Report report = Report.of(GOOD.substring(0, GOOD.indexOf(" ADR006I (001)-STEND(02)")));

        assertThat(report.highest()).isEmpty();
        assertThat(report.copies().get(0).isDone()).isFalse();
        assertThat(report.copies().get(0).why()).isEqualTo("task 001 did not end");
    }

    @Test
    void tasksAreToldApartWhenTheirMessagesAreMixed() {
        Report report = Report.of(
                """
                ADR101I (R/I)-RI01 (01), TASKID 001 HAS BEEN ASSIGNED TO COMMAND 'COPY '
                ADR101I (R/I)-RI01 (01), TASKID 002 HAS BEEN ASSIGNED TO COMMAND 'PARALLEL'
                ADR101I (R/I)-RI01 (01), TASKID 003 HAS BEEN ASSIGNED TO COMMAND 'COPY '
                ADR101I (R/I)-RI01 (01), TASKID 004 HAS BEEN ASSIGNED TO COMMAND 'CGCREATE'
                ADR006I (003)-STEND(01), 2026.326 10:00:00 EXECUTION BEGINS
                ADR006I (001)-STEND(01), 2026.326 10:00:00 EXECUTION BEGINS
                ADR806I (001)-T0MI (02), VOLUME COPIED USING A FAST REPLICATION FUNCTION.
                ADR306E (003)-DDTFP(03), UNABLE TO COPY THE VOLUME.
                         REASON CODE IS 08
                ADR013I (003)-CLTSK(01), 2026.326 10:00:05 TASK COMPLETED WITH RETURN CODE 0008
                ADR013I (001)-CLTSK(01), 2026.326 10:00:05 TASK COMPLETED WITH RETURN CODE 0000
                ADR013I (004)-CLTSK(01), 2026.326 10:00:06 TASK COMPLETED WITH RETURN CODE 0000
                ADR012I (SCH)-DSSU (01), 2026.326 10:00:06 DFSMSDSS PROCESSING COMPLETE. HIGHEST RETURN CODE IS 0008
                """);

        assertThat(report.copies()).extracting(TaskReport::id).containsExactly("001", "003");
        assertThat(report.copies().get(0).isDone()).isTrue();
        assertThat(report.copies().get(1).isDone()).isFalse();
        assertThat(report.copies().get(1).why()).isEqualTo("ADR306E UNABLE TO COPY THE VOLUME. REASON CODE IS 08");
        assertThat(report.thaws()).hasSize(1);
        assertThat(report.thaws().get(0).returnCode()).hasValue(0);
        assertThat(report.highest()).hasValue(8);
    }

    @Test
    void listsOfDataSetsAreRead() {
        TaskReport task = Report.of(
                        """
                        ADR101I (R/I)-RI01 (01), TASKID 001 HAS BEEN ASSIGNED TO COMMAND 'COPY '
                        ADR455W (001)-DDDS (03), THE FOLLOWING DATA SETS WERE NOT SUCCESSFULLY PROCESSED
                                                      PROD.DB.BAD
                        1PAGE 0002     5695-DF175  DFSMSDSS V2R05.0 DATA SET SERVICES     2026.326 10:00
                                                      PROD.DB.WORSE
                        ADR454I (001)-DDDS (03), THE FOLLOWING DATA SETS WERE SUCCESSFULLY PROCESSED
                                                      PROD.DB.GOOD
                         CLUSTER NAME   PROD.DB.CLUSTER
                        ADR013I (001)-CLTSK(01), 2026.326 10:00:05 TASK COMPLETED WITH RETURN CODE 0004
                        """)
                .copies()
                .get(0);

        assertThat(List.of("PROD.DB.BAD", "PROD.DB.WORSE")).allMatch(task::hasNotProcessed);
        assertThat(List.of("PROD.DB.GOOD", "PROD.DB.CLUSTER")).allMatch(task::hasProcessed);
        assertThat(List.of("PROD.DB.GOOD", "PROD.DB")).noneMatch(task::hasNotProcessed);
        assertThat(List.of("PROD.DB.BAD", "PROD.DB")).noneMatch(task::hasProcessed);
        assertThat(task.warnings()).hasSize(1);
    }

    @Test
    void aTargetLeftInPiecesIsKnownByItsMessageOrItsCode() {
        String head = "ADR101I (R/I)-RI01 (01), TASKID 001 HAS BEEN ASSIGNED TO COMMAND 'COPY '\n";

        assertThat(Report.of(head + "ADR324E (001)-T0MI (01), THE OUTPUT VOLUME IS UNUSABLE\n")
                        .copies()
                        .get(0)
                        .hasSpoiledTarget())
                .isTrue();
        assertThat(Report.of(head + "ADR013I (001)-CLTSK(01), TASK COMPLETED WITH RETURN CODE 0016\n")
                        .copies()
                        .get(0)
                        .hasSpoiledTarget())
                .isTrue();
        assertThat(Report.of(head + "ADR013I (001)-CLTSK(01), TASK COMPLETED WITH RETURN CODE 0008\n")
                        .copies()
                        .get(0)
                        .hasSpoiledTarget())
                .isFalse();
    }

    @Test
    void statementsThatAreRefusedAreComplainedOf() {
        Report report = Report.of(
                """
                  COPY FULL NONSENSE
                ADR109E (R/I)-RI01 (01), KEYWORD NONSENSE IS NOT KNOWN
                ADR012I (SCH)-DSSU (01), DFSMSDSS PROCESSING COMPLETE. HIGHEST RETURN CODE IS 0012
                """);

        assertThat(report.complaint()).hasValue("ADR109E KEYWORD NONSENSE IS NOT KNOWN");
        assertThat(report.tasks()).isEmpty();
    }

    @Test
    void anythingElseIsNoReport() {
        assertThat(Report.of("").tasks()).isEmpty();
        assertThat(Report.of("IEF142I WHATEVER\n\u0000\n").highest()).isEmpty();
    }

    @Test
    void messagesAreLookedAtOnceForAllTasks_andNotForEachOfThem() {
        StringBuilder text = new StringBuilder();
        for (int task = 1; task <= 50; task++) {
            text.append(String.format(
                    " ADR101I (R/I)-RI01 (01), TASKID %03d HAS BEEN ASSIGNED TO COMMAND 'COPY '%n", task));
        }
        for (int task = 1; task <= 50; task++) {
            text.append(String.format(" ADR013I (%03d)-CLTSK(01), TASK COMPLETED WITH RETURN CODE 0000%n", task));
        }
        CountedList<Message> messages = new CountedList<>(ReportReader.messages(text.toString()));

        Report report = ReportReader.read(messages);

        assertThat(report.copies()).hasSize(50).allMatch(TaskReport::isDone);
        assertThat(messages.looks()).isLessThanOrEqualTo(2 * messages.size());
    }
}
