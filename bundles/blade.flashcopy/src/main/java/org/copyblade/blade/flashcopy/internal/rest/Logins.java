package org.copyblade.blade.flashcopy.internal.rest;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.copyblade.blade.flashcopy.internal.rest.RestException.Reason;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Lane;

/**
 * Tokens of one endpoint. A refused one is replaced once, however many threads had it; a refused login is never repeated:
 * it would lock the user. Any thread.
 */
final class Logins {
    /** One login, for a token that nobody else has. */
    interface Login {
        Token fresh(Lane lane, Call call) throws RestException;
    }

    private final Login login;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile Optional<Token> current = Optional.empty();

    Logins(Login login) {
        this.login = login;
    }

    /** The token in use, or a new one. */
    Token current(Lane lane, Call call) throws RestException {
        Optional<Token> token = current;
        return token.isPresent() ? token.get() : replace(lane, token, call);
    }

    /** A token other than this one, which was refused. */
    Token insteadOf(Token refused, Lane lane, Call call) throws RestException {
        return replace(lane, Optional.of(refused), call);
    }

    private Token replace(Lane lane, Optional<Token> old, Call call) throws RestException {
        try {
            if (!renewing.tryLock(Math.max(0, call.remaining().toNanos()), TimeUnit.NANOSECONDS)) {
                throw RestException.notSent(Reason.TOO_LATE, "another login has not ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RestException.notSent(Reason.TOO_LATE, "interrupted while another login was under way");
        }
        try {
            if (current.equals(old)) {
                current = Optional.of(login.fresh(lane, call));
            }
            return current.get();
        } finally {
            renewing.unlock();
        }
    }
}
