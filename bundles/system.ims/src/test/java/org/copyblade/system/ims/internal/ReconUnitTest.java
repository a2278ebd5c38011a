package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconUnitTest {

    private static final String LISTING =
            """
            DB
             DBD=ACCT0001    DMB#=2    TYPE=IMS
            ------------------------------
            DBDS
             DSN=BANKPRD.DB.ACCT0001    TYPE=IMS
             DBD=ACCT0001  DDN=ACCTDD1  DSID=001 DBORG=HDAM   DSORG=OSAM
            ALLOC
              ALLOC   =2024.123 08:00:00.100000 -05:00  *  ALLOC LRID =0
               DSSN=0000000009 USID=0000000007  START = 2024.123 07:55:00.000000 -05:00
               DEALLOC =2024.123 09:00:00.100000 -05:00
            IMAGE
              RUN    =2024.123 02:00:00.000000 -05:00  *  RECORD COUNT =1001
              STOP    =0000.000 00:00:00.000000    BATCH   USID=0000000006
              UDATA='COPYBLADE.B1.2024123070000000000'
            ------------------------------
            DB
             DBD=TLRA0001    DMB#=5    TYPE=FP
            ------------------------------
            DBDS
             DSN=BANKPRD.DB.TLRA0001    TYPE=FP
             DBD=TLRA0001  AREA=TLRAREA1  DSID=001 DBORG=DEDB   DSORG=VSAM
            ALLOC
              ALLOC   =2024.123 08:00:00.100000  *  ALLOC LRID =0
            """;

    private static Instant at(String time) {
        return Instant.parse("2024-05-02T" + time + "Z");
    }

    @Test
    void aUnitHasWhatFollowsIt() {
        List<ReconUnit> units = ReconUnit.in(LISTING);

        assertThat(units).extracting(ReconUnit::unit).containsExactly("ACCTDD1", "TLRAREA1");
        assertThat(units).extracting(ReconUnit::area).containsExactly(false, true);
        assertThat(units.get(0).userData()).containsExactly("COPYBLADE.B1.2024123070000000000");
        assertThat(units.get(1).userData()).isEmpty();
    }

    @Test
    void aCopyBeforeOrAfterAllUpdatesIsNotFuzzy_andOneThatTouchesThemIs() {
        ReconUnit unit = ReconUnit.in(LISTING).get(0);

        assertThat(unit.isUpdatedBetween(at("12:59:00"), at("12:59:59"))).isFalse();
        assertThat(unit.isUpdatedBetween(at("12:59:00"), at("13:00:01"))).isTrue();
        assertThat(unit.isUpdatedBetween(at("13:30:00"), at("13:30:01"))).isTrue();
        assertThat(unit.isUpdatedBetween(at("14:00:01"), at("14:00:02"))).isFalse();
    }

    @Test
    void aTimeWhoseOffsetNobodyKnowsCountsAsUpdate() {
        ReconUnit unit = ReconUnit.in(LISTING).get(1);

        assertThat(unit.isUpdatedBetween(at("01:00:00"), at("01:00:01"))).isTrue();
    }

    @Test
    void timesAreReadInEveryFormOfDbrc() {
        Instant time = at("15:15:02.123456");

        assertThat(ReconTime.parse("2024.123 10:15:02.123456 -05:00")).contains(time);
        assertThat(ReconTime.parse("24.123 10:15:02.123456 -05:00")).contains(time);
        assertThat(ReconTime.parse("241231015021234560 -0500")).contains(time);
        assertThat(ReconTime.parse(ReconTime.of(time))).contains(time);
        assertThat(ReconTime.parse("2024.123 10:15:02.123456")).isEmpty();
        assertThat(ReconTime.parse("0000.000 00:00:00.000000 +00:00")).isEmpty();
    }
}
