package dev.aside.cache.engine.session;

import dev.aside.cache.engine.Waits;
import dev.aside.cache.session.SessionBusyException;
import dev.aside.cache.session.SessionConcurrency;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionStep;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits for a session that another request has alone, where requests have sessions alone. */
final class Exclusive {

    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LAST_PAUSE_MILLIS = 100;

    private final SessionOptions options;
    private final Asking asking;
    private final CacheRuntime runtime;

    Exclusive(SessionOptions options, Asking asking, CacheRuntime runtime) {
        this.options = options;
        this.asking = asking;
        this.runtime = runtime;
    }

    /** Returns a stamp under which a request has a session alone, or zero if it need not. */
    long stamp() {
        return options.concurrency() == SessionConcurrency.EXCLUSIVE ? runtime.newStamp() : 0;
    }

    SessionReply load(SessionId id, long stamp) {
        Duration longest = options.limits().exclusive();
        SessionStep step = new SessionStep.Load(id.key(), id.secret(), stamp, stamp == 0 ? 0 : longest.toMillis());
        long end = runtime.ticker().nanos() + longest.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        SessionReply reply = asking.reply(step);
        while (reply instanceof SessionReply.Busy busy) {
            long left = (end - runtime.ticker().nanos()) / 1_000_000;
            if (left <= 0) {
                throw new SessionBusyException(
                        options.name() + ": another request has had the session alone for longer than " + longest);
            }
            pause(Math.max(1, Math.min(Math.min(pause, left), busy.remainingMillis())));
            pause = Math.min(2 * pause, LAST_PAUSE_MILLIS);
            reply = asking.reply(step);
        }
        return reply;
    }

    private void pause(long millis) {
        long jittered = millis + runtime.random().nextLong(1 + millis / 2);
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        var unused = runtime.scheduler().schedule(() -> over.complete(true), Duration.ofMillis(jittered));
        Boolean unusedAnswer = Waits.await(options.name(), over, Duration.ofMillis(jittered));
    }
}
