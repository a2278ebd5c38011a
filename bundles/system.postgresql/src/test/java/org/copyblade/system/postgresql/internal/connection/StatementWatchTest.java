package org.copyblade.system.postgresql.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.system.spi.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server makes of a cancel depends on whether it already has the statement. */
@Timeout(30)
class StatementWatchTest {
    private static final Deadline PAST = Deadline.within(Duration.ofSeconds(60), () -> true);

    private final AtomicInteger cancels = new AtomicInteger();

    private interface Cancel {
        void now(int number) throws SQLException;
    }

    private Statement statement(Cancel cancel) {
        return (Statement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Statement.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("cancel");
                    cancel.now(cancels.incrementAndGet());
                    return null;
                });
    }

    @Test
    void aCancelThatCameBeforeTheStatement_isSaidAgain() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        StatementWatch watch = new StatementWatch(
                statement(number -> {
                    if (number > 1) {
                        ended.countDown();
                    }
                }),
                PAST);

        ended.await();
        watch.close();

        assertThat(cancels).hasValueGreaterThan(1);
    }

    @Test
    void aCancelThatFailed_isSaidAgain() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        StatementWatch watch = new StatementWatch(
                statement(number -> {
                    if (number == 1) {
                        throw new SQLException("no more connections");
                    }
                    ended.countDown();
                }),
                PAST);

        ended.await();
        watch.close();
    }

    @Test
    void aCancelUnderWay_isOverBeforeTheNextStatement() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        StatementWatch watch = new StatementWatch(
                statement(number -> {
                    begun.countDown();
                    try {
                        Thread.sleep(100);
                    } catch (InterruptedException e) {
                        throw new SQLException(e);
                    }
                    over.countDown();
                }),
                PAST);

        begun.await();
        watch.close();

        assertThat(over.getCount()).isZero();
        int then = cancels.get();
        assertThat(over.await(0, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(500);
        assertThat(cancels).hasValue(then);
    }

    @Test
    void aStatementInTime_isLeftAlone() throws Exception {
        StatementWatch watch = new StatementWatch(statement(number -> {}), Deadline.within(Duration.ofSeconds(60)));

        Thread.sleep(120);
        watch.close();

        assertThat(cancels).hasValue(0);
    }
}
