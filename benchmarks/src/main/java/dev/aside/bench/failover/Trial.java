package dev.aside.bench.failover;

import dev.aside.bench.faults.Moments;
import dev.aside.bench.kit.Pauses;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plays a round: threads write and read, the writer is lost, one replica promoted, and the other told of it a while later.
 *
 * @param servers the servers
 * @param calm before the writer is lost
 * @param alone from the promotion until the other replica follows: as long as it takes to be too far behind, and to be seen so
 * @param hang how long a writer that hangs does so, where nothing is written to the new one meanwhile; then it is killed
 * @param after once the new writer has acknowledged an insert
 */
record Trial(Servers servers, Duration calm, Duration alone, Duration hang, Duration after) {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    static Trial full(Servers servers) {
        return new Trial(
                servers, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(10), Duration.ofSeconds(3));
    }

    static Trial quick(Servers servers) {
        return new Trial(
                servers,
                Duration.ofMillis(800),
                Duration.ofMillis(2_500),
                Duration.ofSeconds(10),
                Duration.ofMillis(800));
    }

    /** Returns the round's figures by their names. */
    Map<String, Double> play(Subject subject) {
        servers.arm();
        try (Pauses pauses = Pauses.watch();
                Access access = open(subject)) {
            require(Moments.await(LONGEST, access::isReady), "Not ready");
            Story story = story(subject, access);
            return Figures.of(story, pauses);
        } catch (SQLException e) {
            throw new IllegalStateException("The heir cannot be watched", e);
        } finally {
            servers.changePlaces();
        }
    }

    private Access open(Subject subject) {
        return subject.isOurs() ? new AsideAccess(servers.all()) : new HostListAccess(servers.all());
    }

    private Story story(Subject subject, Access access) throws SQLException {
        int old = servers.writer().port();
        Traffic traffic = Traffic.start(access);
        try {
            Moments.pass(calm);
            long struck = System.nanoTime();
            servers.strike(subject.hangs());
            servers.chooseHeir();
            int heir = servers.heir().port();
            Turning turning = Turning.watch(servers.heir());
            servers.heir().promote();
            Moments.pass(alone);
            servers.other().follow(servers.heir());
            if (!Moments.await(hang, () -> traffic.hasWrittenTo(heir))) {
                servers.bury();
            }
            require(Moments.await(LONGEST, () -> traffic.hasWrittenTo(heir)), "Nothing was written to the heir");
            Moments.pass(after);
            servers.bury();
            List<Call> calls = traffic.end();
            return new Story(calls, there(), old, heir, struck, turning.nanos());
        } finally {
            servers.bury();
            List<Call> unused = traffic.end();
        }
    }

    private Set<Long> there() {
        return servers.heir()
                .sql("select id from sale")
                .lines()
                .map(Long::valueOf)
                .collect(Collectors.toSet());
    }

    private static void require(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new IllegalStateException(otherwise + " within " + LONGEST);
        }
    }
}
