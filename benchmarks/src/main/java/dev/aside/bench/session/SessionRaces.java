package dev.aside.bench.session;

import dev.aside.bench.kit.BoundRedis;
import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Versions;
import dev.aside.bench.peers.RedisPeers;
import java.util.List;
import picocli.CommandLine.Command;

/** What becomes of sessions in races? */
@Command(
        name = "session-races",
        description = "What becomes of sessions that are saved and ended, changed, or logged in at once.")
public final class SessionRaces extends Question {
    private static final String ASKS = """
            What becomes of sessions on Redis when two nodes do things to them at once?

            A save and a logout: the session must not live afterwards. Two requests that change different attributes: both changes must stand.
            Two requests that change the id: both must end with an id that is let in. Sixteen logins of one principal who may have one
            session: no two may live. All are done by threads that start together, on sessions that were loaded before.""";

    private record Counts(long resurrected, long updates, long ids, String overLimit) {}

    @Override
    public Integer call() {
        int many = isQuick() ? 5_000 : 100_000;
        int some = isQuick() ? 500 : 5_000;
        try (BoundRedis redis = BoundRedis.startUnbound()) {
            RedisPeers server = RedisPeers.at(redis.place());
            Counts ours = race(new AsideRacer(server), many, some);
            redis.forget();
            Counts theirs = race(SpringRacer.of(server), many, some);
            report(redis, many, some, ours, theirs);
        }
        return 0;
    }

    private static Counts race(Racer racer, int many, int some) {
        try (Races races = new Races(racer)) {
            System.err.println(racer.limits() ? "Aside" : "Spring Session");
            return new Counts(
                    races.saveBesideDelete(many),
                    races.disjointUpdates(many),
                    races.idChanges(some),
                    racer.limits() ? Long.toString(races.logins(some)) : "has no limit");
        }
    }

    private void report(BoundRedis redis, int many, int some, Counts ours, Counts theirs) {
        Table table = new Table(List.of(
                "sessions",
                "lived after their logout, of " + many,
                "changes lost, of " + 2 * many,
                "ids that are nobody's, of " + 2 * some,
                "over the limit, in " + some + " rounds"));
        row(table, "Aside", ours);
        row(table, "Spring Session, default", theirs);
        new Report("session-races", isQuick(), ASKS, Versions.of("aside", "lettuce", "spring-session"))
                .add(table)
                .add(redis.described())
                .end(new LastLine("session-races")
                        .count("resurrected", ours.resurrected())
                        .count("lost", ours.updates() + ours.ids())
                        .count("over_limit", Long.parseLong(ours.overLimit())));
    }

    private static void row(Table table, String label, Counts counts) {
        table.row(List.of(
                label,
                Long.toString(counts.resurrected()),
                Long.toString(counts.updates()),
                Long.toString(counts.ids()),
                counts.overLimit()));
    }
}
