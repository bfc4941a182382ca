package dev.aside;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.engine.Ports;
import dev.aside.cache.engine.leaderboard.BoardOptions;
import dev.aside.cache.engine.leaderboard.EngineBoard;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.LeaderboardBackend;
import java.time.Duration;
import java.time.Instant;

/** The leaderboards that share a backend, each under its own name. */
final class Leaderboards {

    private final Ports ports;
    private final Registry<EngineBoard> boards = new Registry<>("leaderboard", EngineBoard::close);

    Leaderboards(Ports ports) {
        this.ports = ports;
    }

    Leaderboard build(BoardOptions options) {
        boards.checkOpen();
        LeaderboardBackend backend =
                ports.backend().find(LeaderboardBackend.class).orElseThrow(() -> refused(options, "leaderboards are"));
        if (!backend.styles().contains(options.definition().style())) {
            throw refused(options, "ranks(" + options.definition().style() + ") is");
        } else if (options.onPeriodEnd() != null
                && !backend.abilities().contains(LeaderboardBackend.Ability.PERIOD_ENDS)) {
            throw refused(options, "onPeriodEnd is");
        }
        checkArchive(options);
        EngineBoard board = EngineBoard.build(options, ports, backend);
        boards.add(options.name(), board);
        ports.recorder().built(board);
        return board;
    }

    private CacheConfigurationException refused(BoardOptions options, String what) {
        return new CacheConfigurationException(options.name() + ": " + what + " not possible with the "
                + ports.backend().name() + " backend");
    }

    /** All that can be read is removed from at once, so it must not be thousands. */
    private void checkArchive(BoardOptions options) {
        for (int period = 0; period < options.definition().periods().size(); period++) {
            BoardWindow window = BoardWindow.latest(
                    options.definition(), period, ports.runtime().wallClock().millis());
            if (window != null && window.expiresMillis() < BoardWindow.FOREVER) {
                check(options, window);
            }
        }
    }

    private static void check(BoardOptions options, BoardWindow window) {
        long length = window.endMillis() - window.startMillis();
        long readable = window.expiresMillis() - window.endMillis();
        if (readable / length >= BoardWindow.MOST) {
            throw new CacheConfigurationException(options.name() + ": archive and grace together last up to "
                    + BoardWindow.MOST + " times as long as a period, and not " + Duration.ofMillis(readable)
                    + " with " + options.definition().periods().get(window.period()) + ", such as from "
                    + Instant.ofEpochMilli(window.startMillis()));
        }
    }

    void close() {
        boards.close();
    }
}
