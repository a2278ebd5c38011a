package org.copyblade.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class LineTest {

    @Test
    void lineSaysTimeWithOffset_level_thread_logger_message() {
        ZonedDateTime winter = ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 67_890_000, ZoneId.of("Europe/Berlin"));
        assertThat(Line.of(winter, Level.WARN, "main", "org.copyblade.guard.Guards", "held", null))
                .isEqualTo("2026-01-02T03:04:05.067+01:00 WARN  [main] org.copyblade.guard.Guards - held"
                        + System.lineSeparator());
    }

    @Test
    void timeWithoutOffset_isSaidAsZ() {
        ZonedDateTime utc = ZonedDateTime.of(2026, 11, 27, 1, 27, 56, 349_000_000, ZoneOffset.UTC);
        assertThat(Line.of(utc, Level.ERROR, "t", "a.B", "m", null))
                .startsWith("2026-11-27T01:27:56.349Z ERROR [t] a.B - m");
    }

    @Test
    void stackTraceFollowsInLinesOfItsOwn_withItsCause() {
        Throwable thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        String text = Line.of(ZonedDateTime.now(ZoneOffset.UTC), Level.ERROR, "t", "a.B", "m", thrown);
        assertThat(text.lines().skip(1).findFirst()).contains("java.lang.IllegalStateException: outer");
        assertThat(text)
                .contains("\tat " + LineTest.class.getName())
                .contains("Caused by: java.lang.IllegalArgumentException: inner")
                .endsWith(System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({
        "org.copyblade.guard.Guards, org.copyblade.guard.Guards",
        "org.copyblade.shell.internal.socket.ControlSocket, o.c.s.internal.socket.ControlSocket",
        "a.b.NameOfAClassThatIsLongerThanAllThatHasRoom, a.b.NameOfAClassThatIsLongerThanAllThatHasRoom",
        "NameWithoutAPackageThatIsLongerThanAllThatHasRoom, NameWithoutAPackageThatIsLongerThanAllThatHasRoom",
        "org..twice.dotted.and.very.much.longer.than.it.may.be, o..t.d.a.v.m.longer.than.it.may.be",
    })
    void longNamesLosePackages_fromTheLeft_asFarAsNeeded(String name, String shortened) {
        assertThat(Line.shortened(name)).isEqualTo(shortened);
    }
}
