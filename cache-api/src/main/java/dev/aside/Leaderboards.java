package dev.aside;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.engine.Ports;
import dev.aside.cache.engine.leaderboard.BoardOptions;
import dev.aside.cache.engine.leaderboard.EngineBoard;
import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Period;
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

    /** All that can be read is removed from at once, so it must not be thousands of windows. */
    private static void checkArchive(BoardOptions options) {
        BoardDefinition definition = options.definition();
        Duration readable = definition.grace().plus(definition.archive());
        for (Period period : definition.periods()) {
            Period.Span last = period.latest(Instant.ofEpochMilli(BoardWindow.FOREVER - 1));
            if (last != null
                    && period.at(last.until()) != null
                    && readable.dividedBy(Duration.between(last.from(), last.until())) >= BoardWindow.MOST) {
                throw new CacheConfigurationException(options.name() + ": archive and grace together are up to "
                        + BoardWindow.MOST + " times as long as a period, and not " + readable + " with " + period);
            }
        }
    }

    void close() {
        boards.close();
    }
}
