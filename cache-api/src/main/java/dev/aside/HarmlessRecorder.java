package dev.aside;

import dev.aside.cache.Cache;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A user's recorder, whose failures reach no caller: they are logged, once a second at most, and caches go on. */
final class HarmlessRecorder implements Recorder {

    private static final System.Logger LOG = System.getLogger(HarmlessRecorder.class.getName());

    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Recorder recorder;
    private final Ticker ticker;
    private final AtomicLong quietUntil;

    HarmlessRecorder(Recorder recorder, Ticker ticker) {
        this.recorder = recorder;
        this.ticker = ticker;
        this.quietUntil = new AtomicLong(ticker.nanos());
    }

    private void tell(String cacheName, Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            long until = quietUntil.get();
            long now = ticker.nanos();
            if (now - until >= 0 && quietUntil.compareAndSet(until, now + PAUSE_NANOS)) {
                LOG.log(System.Logger.Level.WARNING, cacheName + ": the recorder threw, and is told on", e);
            }
        }
    }

    @Override
    public void built(Cache<?, ?> cache) {
        tell(cache.name(), () -> recorder.built(cache));
    }

    @Override
    public void built(SessionStore sessions) {
        tell(sessions.name(), () -> recorder.built(sessions));
    }

    @Override
    public void built(Leaderboard board) {
        tell(board.name(), () -> recorder.built(board));
    }

    @Override
    public void loaded(String cacheName, Duration took, boolean succeeded) {
        tell(cacheName, () -> recorder.loaded(cacheName, took, succeeded));
    }

    @Override
    public void served(String cacheName, Tier tier, Duration age) {
        tell(cacheName, () -> recorder.served(cacheName, tier, age));
    }

    @Override
    public void refused(String cacheName, Refusal refusal) {
        tell(cacheName, () -> recorder.refused(cacheName, refusal));
    }

    @Override
    public void available(String cacheName, boolean available) {
        tell(cacheName, () -> recorder.available(cacheName, available));
    }
}
