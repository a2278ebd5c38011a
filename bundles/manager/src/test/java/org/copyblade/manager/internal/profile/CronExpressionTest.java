package org.copyblade.manager.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CronExpressionTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void nightlyTimeThatClocksLeaveOut_isDueWhenTheyGoForward() {
        assertThat(due("30 2 * * *", "2026-03-28T12:00", 3))
                .containsExactly("03-29T03:00+02:00", "03-30T02:30+02:00", "03-31T02:30+02:00");
    }

    @Test
    void timeThatIsThere_isNotMoved_whenClocksGoForward() {
        assertThat(due("0 3 * * *", "2026-03-28T12:00", 2)).containsExactly("03-29T03:00+02:00", "03-30T03:00+02:00");
        assertThat(due("0 * * * *", "2026-03-29T00:30", 3))
                .containsExactly("03-29T01:00+01:00", "03-29T03:00+02:00", "03-29T04:00+02:00");
    }

    @Test
    void nightlyTimeThatComesTwice_isDueOnce() {
        assertThat(due("30 2 * * *", "2026-10-24T12:00", 2)).containsExactly("10-25T02:30+02:00", "10-26T02:30+01:00");
    }

    @Test
    void frequentTimes_goOnThroughTheHourThatComesTwice() {
        assertThat(due("0 * * * *", "2026-10-25T01:30", 3))
                .containsExactly("10-25T02:00+02:00", "10-25T02:00+01:00", "10-25T03:00+01:00");
    }

    @Test
    void weeklyTimeFarBehindAGap_isFound() {
        assertThat(due("0 12 * * 0", "2026-03-24T12:00", 2)).containsExactly("03-29T12:00+02:00", "04-05T12:00+02:00");
    }

    @Test
    void everyDayOfTwoYears_hasItsNightlyBackup_inEveryZone() {
        for (String zone : List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tehran", "UTC")) {
            ZoneId id = ZoneId.of(zone);
            CronExpression nightly = CronExpression.parse("30 2 * * *");
            Instant time = Instant.parse("2025-12-31T12:00:00Z");
            Instant end = Instant.parse("2027-12-31T12:00:00Z");
            int runs = 0;
            while (time.isBefore(end)) {
                Instant next = nightly.nextAfter(time, id).orElseThrow();
                assertThat(next).as("%s after %s", zone, time).isAfter(time);
                time = next;
                runs++;
            }
            assertThat(runs).as(zone).isBetween(730, 731);
        }
    }

    @Test
    void badExpressions_areRefused() {
        for (String bad : List.of("", "61 * * * *", "0 2 * *", "0 2 * * * *", "@daily", "night", "0 0 30 2 *")) {
            assertThatThrownBy(() -> CronExpression.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void leapDay_isWaitedFor() {
        assertThat(CronExpression.parse("0 0 29 2 *").nextAfter(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC))
                .contains(Instant.parse("2028-02-29T00:00:00Z"));
    }

    private static List<String> due(String expression, String local, int count) {
        CronExpression cron = CronExpression.parse(expression);
        Instant time = LocalDateTime.parse(local).atZone(BERLIN).toInstant();
        List<String> found = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            time = cron.nextAfter(time, BERLIN).orElseThrow();
            found.add(time.atZone(BERLIN).toOffsetDateTime().toString().substring(5));
        }
        return found;
    }
}
