package dev.aside.cache.jdbc;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Who connects: what the provider has said, for as long as that is good, asked by one thread for all. */
final class Logins {

    /** How long passes between two questions, whatever is refused. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final HikariCredentialsProvider provider;
    private final long lifeNanos;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Credentials known;
    private long askedNanos;

    Logins(HikariCredentialsProvider provider, Duration life, Ticker ticker) {
        this.provider = provider;
        this.lifeNanos = life.toNanos();
        this.ticker = ticker;
    }

    /** Returns what is good now. */
    Credentials current() {
        lock.lock();
        try {
            Credentials present = known;
            return present == null || ticker.nanos() - askedNanos >= lifeNanos ? ask() : present;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what is to be tried after these were refused, or null if there is nothing else yet. */
    @Nullable
    Credentials after(Credentials refused) {
        lock.lock();
        try {
            boolean isNews = known != refused;
            boolean mayAsk = ticker.nanos() - askedNanos >= PAUSE.toNanos();
            return isNews ? known : mayAsk ? ask() : null;
        } finally {
            lock.unlock();
        }
    }

    /** Called under the lock, so that nobody else asks. */
    private Credentials ask() {
        Credentials fresh = provider.getCredentials();
        known = fresh;
        askedNanos = ticker.nanos();
        return fresh;
    }
}
