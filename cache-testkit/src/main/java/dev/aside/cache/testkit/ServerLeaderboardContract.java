package dev.aside.cache.testkit;

import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/**
 * What leaderboards must be like, against servers that a test has started: on the machine's time.
 *
 * <pre>{@code
 * final class MyLeaderboardsIT extends ServerLeaderboardContract {
 *     private final MyServer server = MyServer.start();
 *
 *     protected CacheBackend newBackend() { return MyBackend.of(server.url()); }
 *
 *     // and, after all tests: server.close();
 * }
 * }</pre>
 */
public abstract class ServerLeaderboardContract extends LeaderboardBackendContract {

    private final RealTime time = new RealTime();

    /** For subclasses. */
    protected ServerLeaderboardContract() {}

    @Override
    protected CacheRuntime runtime() {
        return time.runtime();
    }

    @Override
    protected void advance(Duration by) {
        RealTime.pass(by);
    }

    /** A subclass's method runs before its superclass's. */
    @AfterAll
    void endTime() {
        time.close();
    }
}
