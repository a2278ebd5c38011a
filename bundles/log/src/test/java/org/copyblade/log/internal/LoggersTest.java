package org.copyblade.log.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.slf4j.LoggerFactory;

/** By whichever interface something is said, it is in the log in the same form. */
class LoggersTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-20T10:11:12Z"), ZoneOffset.UTC);
    private static final Bundle BUNDLE = (Bundle) Proxy.newProxyInstance(
            LoggersTest.class.getClassLoader(),
            new Class<?>[] {Bundle.class},
            (proxy, method, arguments) -> method.getName().equals("getSymbolicName") ? "org.copyblade.some" : null);

    private final ListSink sink = new ListSink();
    private final Loggers loggers = new Loggers(
            Thresholds.of(Map.of("copyblade.log.level", "WARN", "copyblade.log.level.org.copyblade", "INFO")),
            sink,
            CLOCK);

    private static String line(String level, String logger, String message) {
        return "2026-03-20T10:11:12.000Z " + String.format("%-5s", level) + " ["
                + Thread.currentThread().getName() + "] " + logger + " - " + message + System.lineSeparator();
    }

    @Test
    void slf4jFindsThisProvider() {
        assertThat(LoggerFactory.getILoggerFactory()).isInstanceOf(Loggers.class);
    }

    @Test
    void slf4j_fillsInArguments_andKeepsToTheThreshold() {
        org.slf4j.Logger logger = loggers.getLogger("org.copyblade.A");
        logger.debug("unheard");
        logger.info("{} of {}", 1, 2);
        loggers.getLogger("elsewhere.B").info("unheard");
        loggers.getLogger("elsewhere.B").warn("heard");
        assertThat(sink.written)
                .containsExactly(line("INFO", "org.copyblade.A", "1 of 2"), line("WARN", "elsewhere.B", "heard"));
        assertThat(loggers.getLogger("org.copyblade.A")).isSameAs(logger);
    }

    @Test
    void slf4j_showsTheStackOfALastArgument() {
        loggers.getLogger("org.copyblade.A").error("cannot {}", "go on", new IllegalStateException("why"));
        assertThat(sink.written)
                .singleElement()
                .asString()
                .startsWith(line("ERROR", "org.copyblade.A", "cannot go on"));
        assertThat(sink.written).singleElement().asString().contains("java.lang.IllegalStateException: why");
    }

    @Test
    @SuppressWarnings("deprecation")
    void logService_speaksUnderTheNameOfTheBundle() {
        LogService service = new ServiceLog(loggers).getService(BUNDLE, null);
        service.log(LogService.LOG_DEBUG, "unheard");
        service.log(LogService.LOG_INFO, "told");
        service.log(null, LogService.LOG_WARNING, "warned");
        service.log(LogService.LOG_ERROR, "failed", new IllegalStateException("why"));
        assertThat(sink.written).hasSize(3);
        assertThat(sink.written.get(0)).isEqualTo(line("INFO", "org.copyblade.some", "told"));
        assertThat(sink.written.get(1)).isEqualTo(line("WARN", "org.copyblade.some", "warned"));
        assertThat(sink.written.get(2)).contains("failed").contains("java.lang.IllegalStateException: why");
    }

    @Test
    void loggersOfTheLogService_formatByBraces_orAsPrintf() throws Exception {
        LogService service = new ServiceLog(loggers).getService(BUNDLE, null);
        Logger braces = service.getLogger("org.copyblade.A");
        FormatterLogger printf = service.getLogger("org.copyblade.B", FormatterLogger.class);
        braces.debug("unheard {}", 1);
        braces.info("{} and {}", 1, "two");
        printf.warn("%d%%", 3);
        printf.warn("100%");
        braces.<Exception>info(said -> said.info("asked"));
        braces.<Exception>debug(said -> said.error("unasked"));
        braces.error("cannot {}", "go on", new IllegalStateException("why"));
        assertThat(sink.written.subList(0, 4))
                .containsExactly(
                        line("INFO", "org.copyblade.A", "1 and two"),
                        line("WARN", "org.copyblade.B", "3%"),
                        line("WARN", "org.copyblade.B", "100%"),
                        line("INFO", "org.copyblade.A", "asked"));
        assertThat(sink.written.get(4)).contains("cannot go on").contains("java.lang.IllegalStateException: why");
        assertThat(sink.written).hasSize(5);
        assertThatThrownBy(() -> service.getLogger("a", OtherLogger.class)).hasMessageContaining("OtherLogger");
    }

    @Test
    void javaLibrary_isHeard_withItsParameters() {
        LogRecord said = new LogRecord(java.util.logging.Level.WARNING, "no {0}");
        said.setParameters(new Object[] {"server"});
        said.setLoggerName("org.postgresql.Driver");
        JdkHandler handler = new JdkHandler(loggers);
        handler.publish(said);
        handler.publish(new LogRecord(java.util.logging.Level.INFO, "unheard"));
        handler.publish(new LogRecord(java.util.logging.Level.SEVERE, "nameless"));
        assertThat(sink.written)
                .containsExactly(line("WARN", "org.postgresql.Driver", "no server"), line("ERROR", "java", "nameless"));
    }

    @Test
    void framework_saysUnderTheNameOfTheBundle_whatIsWrongWithIt() {
        FrameworkErrors errors = new FrameworkErrors(loggers);
        errors.frameworkEvent(new FrameworkEvent(FrameworkEvent.STARTED, BUNDLE, null));
        errors.frameworkEvent(new FrameworkEvent(FrameworkEvent.ERROR, BUNDLE, new IllegalStateException("why")));
        assertThat(sink.written)
                .singleElement()
                .asString()
                .startsWith(line("ERROR", "org.copyblade.some", "why"))
                .contains("java.lang.IllegalStateException: why");
    }

    private interface OtherLogger extends Logger {}
}
