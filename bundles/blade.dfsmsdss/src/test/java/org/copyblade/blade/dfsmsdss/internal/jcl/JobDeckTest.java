package org.copyblade.blade.dfsmsdss.internal.jcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetCommands.Places;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.junit.jupiter.api.Test;

/** The cards, as they go to JES. */
class JobDeckTest {

    private static final JobStyle STYLE = new JobStyle("(ACCT),'BLADE COPY',CLASS=A,MSGCLASS=X", List.of(), List.of());
    private static final JobMark MARK = new JobMark("ZGROUP01", Purpose.HELD_COPY, 1);
    private static final Optional<DataSetName> FENCE = Optional.of(new DataSetName("SYS2.COPYBLD.ZGROUP01.F0001"));

    @Test
    void aHeldCopyOfVolumes() {
        List<VolumePair> pairs = List.of(pair("SRC001", "TGT001"), pair("SRC002", "TGT002"));
        CopyStyle style = new CopyStyle(FastReplication.REQUIRED, true, false, MirrorChoice.REFUSED, true);
        List<String> control =
                VolumeCommands.copyAtOneInstant(pairs, style, List.of(new Volser("SRC001"), new Volser("SRC002")));

        assertThat(JobDeck.of(STYLE, "ZGROUP01", MARK, true, FENCE, control).text())
                .isEqualTo(
                        """
                        //ZGROUP01 JOB (ACCT),'BLADE COPY',CLASS=A,MSGCLASS=X,TYPRUN=HOLD
                        //* COPYBLADE ZGROUP01.H0001
                        //FENCE    EXEC PGM=IEFBR14
                        //FENCE    DD DSN=SYS2.COPYBLD.ZGROUP01.F0001,DISP=(OLD,DELETE)
                        //COPY     EXEC PGM=ADRDSSU,REGION=0M
                        //SYSPRINT DD SYSOUT=*
                        //SYSIN    DD *
                          COPY FULL INDYNAM((SRC001)) OUTDYNAM((TGT001)) ADMIN PURGE -
                               DUMPCONDITIONING FASTREPLICATION(REQUIRED) FCNOCOPY FCCGFREEZE -
                               DEBUG(FRMSG(DETAILED))
                          COPY FULL INDYNAM((SRC002)) OUTDYNAM((TGT002)) ADMIN PURGE -
                               DUMPCONDITIONING FASTREPLICATION(REQUIRED) FCNOCOPY FCCGFREEZE -
                               DEBUG(FRMSG(DETAILED))
                          CGCREATED FCCGVERIFY(SRC001) ACCESSVOLUME(SRC001)
                          CGCREATED FCCGVERIFY(SRC002) ACCESSVOLUME(SRC002)
                        /*
                        """);
    }

    @Test
    void whatBecomesOfTheMirrorOfATargetIsSaidWhereItIsNotRefused() {
        assertThat(copyWith(MirrorChoice.REFUSED, false)).doesNotContain("FCTOPPRCPRIMARY");
        assertThat(copyWith(MirrorChoice.LOST, false)).containsOnlyOnce(" FCTOPPRCPRIMARY(PRESMIRNONE) ");
        assertThat(copyWith(MirrorChoice.PRESERVE_PREFERRED, false)).containsOnlyOnce(" FCTOPPRCPRIMARY(PRESMIRPREF) ");
        assertThat(copyWith(MirrorChoice.PRESERVE_REQUIRED, false)).containsOnlyOnce(" FCTOPPRCPRIMARY(PRESMIRREQ) ");
    }

    @Test
    void aSpaceEfficientTargetIsAllowedOnlyWhereItIsWanted() {
        for (MirrorChoice mirror : MirrorChoice.values()) {
            assertThat(copyWith(mirror, false)).doesNotContain("FCSETGTOK");
            assertThat(copyWith(mirror, true)).containsOnlyOnce(" FCSETGTOK(FAILRELATION) ");
        }
    }

    /** One statement, of a copy with and without hold: both must say the same. */
    private static String copyWith(MirrorChoice mirror, boolean spaceEfficient) {
        CopyStyle style = new CopyStyle(FastReplication.REQUIRED, true, spaceEfficient, mirror, false);
        List<VolumePair> pairs = List.of(pair("SRC001", "TGT001"));
        String free = statement(VolumeCommands.copy(pairs, style));
        String held = statement(VolumeCommands.copyAtOneInstant(pairs, style, List.of()));
        assertThat(held).isEqualTo(free.replace(" DEBUG", " FCCGFREEZE DEBUG"));
        return free;
    }

    private static String statement(List<String> lines) {
        return String.join(" ", lines).replace(" -", "").replaceAll(" +", " ");
    }

    /** What is verified must be held before anything else in its subsystem is. */
    @Test
    void theFirstVolumeOfEachSubsystemIsCopiedBeforeTheOthersRunTogether() {
        List<VolumePair> pairs = List.of(
                pair("SRC101", "TGT001"), pair("SRC201", "TGT002"), pair("SRC102", "TGT003"), pair("SRC202", "TGT004"));
        CopyStyle style = CopyStyle.plain(FastReplication.REQUIRED, true);

        List<String> control =
                VolumeCommands.copyAtOneInstant(pairs, style, List.of(new Volser("SRC101"), new Volser("SRC201")));

        assertThat(control)
                .filteredOn(line -> !line.startsWith("   "))
                .extracting(line -> line.strip().replaceAll(" OUTDYNAM.*", ""))
                .containsExactly(
                        "COPY FULL INDYNAM((SRC101))",
                        "COPY FULL INDYNAM((SRC201))",
                        "PARALLEL",
                        "COPY FULL INDYNAM((SRC102))",
                        "COPY FULL INDYNAM((SRC202))",
                        "SERIAL",
                        "CGCREATED FCCGVERIFY(SRC101) ACCESSVOLUME(SRC101)",
                        "CGCREATED FCCGVERIFY(SRC201) ACCESSVOLUME(SRC201)");
    }

    @Test
    void aCopyOfADataSetUnderTheLongestNames() {
        String longest = "ABCDEFGH.ABCDEFGH.ABCDEFGH.ABCDEFGH.ABCDEFGH".substring(0, 44);
        DataSetPair pair = new DataSetPair(new DataSetName(longest), new DataSetName("SYS2.COPYBLD.ZGROUP01.D0001"));
        List<Volser> to = List.of(new Volser("TGT101"), new Volser("TGT102"));
        List<String> control = DataSetCommands.copy(
                List.of(pair), CopyStyle.plain(FastReplication.PREFERRED, false), Places.toNewNames(to));

        assertThat(control)
                .containsExactly(
                        "  COPY DATASET(INCLUDE(ABCDEFGH.ABCDEFGH.ABCDEFGH.ABCDEFGH.ABCDEFGH)) -",
                        "       OUTDYNAM((TGT101),(TGT102)) -",
                        "       RENUNC((ABCDEFGH.ABCDEFGH.ABCDEFGH.ABCDEFGH.ABCDEFGH, -",
                        "       SYS2.COPYBLD.ZGROUP01.D0001)) CATALOG SHARE TOL(ENQF) -",
                        "       ALLDATA(*) NOPACKING(*) ADMIN FASTREPLICATION(PREFERRED) -",
                        "       DEBUG(FRMSG(DETAILED))")
                .allMatch(line -> line.length() <= 71);
    }

    @Test
    void aShorterNameTakesWhatLiesUnderItAlong() {
        DataSetPair pair = new DataSetPair(new DataSetName("PROD.KSDS"), new DataSetName("BKUP.KSDS"));

        assertThat(String.join(
                        " ",
                        DataSetCommands.copy(
                                List.of(pair),
                                CopyStyle.plain(FastReplication.NONE, false),
                                new Places(List.of(new Volser("TGT001")), List.of(), true))))
                .contains("INDYNAM((TGT001))")
                .contains("RENUNC((PROD.KSDS,BKUP.KSDS),(PROD.KSDS.**,BKUP.KSDS.**))")
                .contains("REPUNC");
    }

    @Test
    void aDataSetThatKeepsItsNameIsNotRenamed() {
        DataSetPair pair = new DataSetPair(new DataSetName("PROD.A"), new DataSetName("PROD.A"));

        assertThat(String.join(
                        " ",
                        DataSetCommands.copy(
                                List.of(pair),
                                CopyStyle.plain(FastReplication.NONE, false),
                                new Places(List.of(), List.of(), true))))
                .doesNotContain("RENUNC")
                .contains("REPUNC");
    }

    @Test
    void manyVolumesAreBrokenBehindCommas() {
        List<Volser> many = java.util.stream.IntStream.range(0, 300)
                .mapToObj(i -> new Volser(String.format("V%05d", i)))
                .toList();

        List<String> lines = VolumeCommands.thaw(many);

        assertThat(lines).hasSizeGreaterThan(30).allMatch(line -> line.length() <= 71);
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.endsWith(" -"));
        assertThat(String.join("", lines).replaceAll(" -?", ""))
                .contains("V00000,V00001")
                .contains("V00298,V00299)");
    }

    @Test
    void aSiteChangesCardStatementsAndLibraries() {
        JobStyle style = new JobStyle(
                "(A1,'B,C'),'COPY BLADE',CLASS=S,MSGCLASS=H,NOTIFY=STGADM,USER=STGADM,REGION=0M",
                List.of("/*JOBPARM SYSAFF=SY1", "//* OF THE SITE"),
                List.of(new DataSetName("SYS1.DSS.LOADLIB"), new DataSetName("SYS1.MORE.LOADLIB")));

        List<String> lines = JobDeck.of(style, "ZGROUP01", MARK, true, Optional.empty(), List.of("  SERIAL"))
                .lines();

        assertThat(lines)
                .startsWith(
                        "//ZGROUP01 JOB (A1,'B,C'),'COPY BLADE',CLASS=S,MSGCLASS=H,",
                        "//             NOTIFY=STGADM,USER=STGADM,REGION=0M,TYPRUN=HOLD",
                        "/*JOBPARM SYSAFF=SY1",
                        "//* OF THE SITE",
                        "//* COPYBLADE ZGROUP01.H0001")
                .contains("//STEPLIB  DD DSN=SYS1.DSS.LOADLIB,DISP=SHR", "//         DD DSN=SYS1.MORE.LOADLIB,DISP=SHR")
                .doesNotContain("//FENCE    EXEC PGM=IEFBR14");
    }

    @Test
    void theLongestFenceFitsOnItsCard() {
        DataSetName fence = new DataSetName("ABCDEFGH.ABCDEFGH.ZGROUP01.F0001");

        assertThat(JobDeck.of(STYLE, "ZGROUP01", MARK, true, Optional.of(fence), List.of())
                        .lines())
                .contains("//FENCE    DD DSN=ABCDEFGH.ABCDEFGH.ZGROUP01.F0001,DISP=(OLD,DELETE)");
    }

    @Test
    void theMarkIsFoundInTheCardsAgain() {
        String text =
                JobDeck.of(STYLE, "ZGROUP01", MARK, true, FENCE, List.of()).text();

        assertThat(JobDeck.markOf(text)).hasValue(MARK);
        assertThat(JobDeck.markOf(text.replace("H0001", "Q0001"))).isEmpty();
        assertThat(JobDeck.markOf(text.replace("H0001", "H0000"))).isEmpty();
        assertThat(JobDeck.markOf("//X JOB\n")).isEmpty();
    }

    @Test
    void copiesWithAndWithoutHoldShareTheirFence() {
        assertThat(new JobMark("ZGROUP01", Purpose.COPY, 1).fence()).isEqualTo(MARK.fence());
        assertThat(new JobMark("ZGROUP01", Purpose.RESTORE, 1).fence()).isNotEqualTo(MARK.fence());
        assertThat(JobMark.isFence(MARK.fence())).isTrue();
        assertThat(JobMark.isFence("D0001")).isFalse();
        assertThat(JobMark.isFence("MAP")).isFalse();
    }

    @Test
    void nothingButNamesGetsIntoAStatement() {
        for (String text : List.of("", "TOOLONG1", "A)", "a", "A B", "A,B", "A'")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Volser(text));
        }
        for (String text : List.of("", "A..B", "A.", "1A", "A.B)C", "a.b", "TOOLONGQUALIFIER", "A B", "A.B\nC")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new DataSetName(text));
        }
        assertThat(DataSetName.isValid("A".repeat(8) + ".B@#$-1")).isTrue();
    }

    @Test
    void aCardThatIsNoneIsRefused() {
        for (String card : List.of("('A", "(A", "A)", "(A),TYPRUN=SCAN", "A\nB", "X".repeat(51))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new JobStyle(card, List.of(), List.of()));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new JobStyle("(A)", List.of("SYSAFF=SY1"), List.of()));
    }

    private static VolumePair pair(String from, String to) {
        return new VolumePair(new Volser(from), new Volser(to));
    }
}
