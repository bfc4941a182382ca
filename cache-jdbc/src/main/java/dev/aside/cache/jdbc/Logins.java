package dev.aside.cache.jdbc;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import dev.aside.cache.spi.Ticker;
import java.io.Serial;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who connects: what the provider has said, for as long as that is good, asked by one thread for all. Where the provider fails it is what
 * it said last, which the server may refuse.
 */
final class Logins {

    private static final System.Logger LOGGER = System.getLogger(Logins.class.getName());

    /** How long passes between two questions, whatever is refused. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final HikariCredentialsProvider provider;
    private final long lifeNanos;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Credentials known;
    private @Nullable RuntimeException failure;
    private long saidNanos;
    private long askedNanos;

    Logins(HikariCredentialsProvider provider, Duration life, Ticker ticker) {
        this.provider = provider;
        this.lifeNanos = life.toNanos();
        this.ticker = ticker;
    }

    /** The provider has never said anything, and has failed just now. */
    static final class NobodyException extends SQLException {

        @Serial
        private static final long serialVersionUID = 1L;

        private NobodyException(@Nullable RuntimeException cause) {
            super("the provider of credentials has failed", "08001", cause);
        }
    }

    /**
     * Returns what is good now.
     *
     * @throws NobodyException if the provider fails, and has not said anything before
     */
    Credentials current() throws NobodyException {
        lock.lock();
        try {
            boolean isGood = known != null && ticker.nanos() - saidNanos < lifeNanos;
            if (!isGood && (failure == null || hasPaused())) {
                ask();
            }
            Credentials present = known;
            if (present == null) {
                throw new NobodyException(failure);
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what is to be tried after these were refused, or null if there is nothing else yet. */
    @Nullable
    Credentials after(Credentials refused) {
        lock.lock();
        try {
            if (known == refused && hasPaused()) {
                ask();
            }
            return known == refused ? null : known;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasPaused() {
        return ticker.nanos() - askedNanos >= PAUSE.toNanos();
    }

    /** Called under the lock, so that nobody else asks. What the provider throws may quote what is secret, and is not logged. */
    private void ask() {
        try {
            known = Objects.requireNonNull(provider.getCredentials(), "the provider of credentials has said nothing");
            failure = null;
            saidNanos = ticker.nanos();
        } catch (RuntimeException e) {
            boolean isNews = failure == null;
            failure = e;
            LOGGER.log(
                    isNews ? Level.WARNING : Level.DEBUG,
                    () -> "the provider of credentials has failed: "
                            + e.getClass().getName());
        } finally {
            askedNanos = ticker.nanos();
        }
    }
}
