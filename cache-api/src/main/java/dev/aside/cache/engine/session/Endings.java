package dev.aside.cache.engine.session;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionStep;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says again that sessions have ended, where the store has not acknowledged it: a logout is not lost with an answer. */
final class Endings {

    /** How long it is remembered that a session has ended: longer than anything about it can be under way. */
    static final long KEPT_MILLIS = Duration.ofMinutes(5).toMillis();

    /** A mebibyte, about. */
    private static final int MOST = 10_000;

    private static final int BATCH = 100;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Set<Digest> unheard = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final SessionSteps steps;
    private final CacheRuntime runtime;
    private volatile boolean closed;

    Endings(SessionSteps steps, CacheRuntime runtime) {
        this.steps = steps;
        this.runtime = runtime;
    }

    /** Returns whether it is going to be said again; not if there are too many already. */
    boolean sayAgain(Digest session) {
        if (closed || (unheard.size() >= MOST && !unheard.contains(session))) {
            return false;
        }
        unheard.add(session);
        wake();
        return true;
    }

    /** Returns whether the session has been ended here, and the store may not know it yet. */
    boolean hasEnded(Digest session) {
        return !unheard.isEmpty() && unheard.contains(session);
    }

    private void wake() {
        if (!closed && awake.compareAndSet(false, true)) {
            var unused = runtime.scheduler().schedule(this::sayAll, PAUSE);
        }
    }

    private void sayAll() {
        List<Digest> some = unheard.stream().limit(BATCH).toList();
        List<SessionStep> revocations = some.stream()
                .<SessionStep>map(session -> new SessionStep.Revoke(session, KEPT_MILLIS))
                .toList();
        if (revocations.isEmpty()) {
            awake.set(false);
            return;
        }
        var unused = steps.run(revocations).thenAccept(replies -> heard(some, replies));
    }

    private void heard(List<Digest> some, List<SessionReply> replies) {
        for (int i = 0; i < some.size(); i++) {
            if (replies.get(i) instanceof SessionReply.Done) {
                unheard.remove(some.get(i));
            }
        }
        awake.set(false);
        if (!unheard.isEmpty()) {
            wake();
        }
    }

    void close() {
        closed = true;
        unheard.clear();
    }
}
