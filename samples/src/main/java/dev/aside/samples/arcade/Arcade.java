package dev.aside.samples.arcade;

import dev.aside.Aside;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.PeriodEnd;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.samples.arcade.View.Best;
import dev.aside.samples.arcade.View.Clock;
import dev.aside.samples.arcade.View.Place;
import dev.aside.samples.arcade.View.Podium;
import dev.aside.samples.arcade.View.Result;
import dev.aside.samples.arcade.View.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arcade's two boards. On one, scores count for a season of three minutes, for the day, and for ever, by one submission. When a
 * season has ended, whichever node is told gives its winner a point on the other; that has the season as its operation's id, so that it
 * counts once, however often it is told.
 */
final class Arcade implements AutoCloseable {

    static final Period SEASON = Period.seasons(Instant.EPOCH, Duration.ofMinutes(3));
    static final Period TODAY = Period.daily(ZoneOffset.UTC);
    static final Period EVER = Period.allTime();

    /** Longer than the default: a player who has just lost a round waits for a second rather than lose it. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int TOP = 10;
    private static final int PODIUM = 3;
    private static final int EACH = 2;

    private final InstantSource clock;
    private final Leaderboard champions;
    private final Leaderboard board;
    private final Feed feed = new Feed();
    private volatile @Nullable Podium podium;

    /**
     * Builds the boards, and begins to listen to them.
     *
     * @param aside owns the boards, and ends them
     * @param clock what the season's clock is shown by; what counts is the store's
     */
    Arcade(Aside aside, InstantSource clock) {
        this.clock = clock;
        champions = aside.leaderboard("arcade-champions")
                .score(ScoreRule.SUM)
                .ranks(RankStyle.STANDARD)
                .operationTimeout(PATIENCE)
                .build();
        board = aside.leaderboard("arcade")
                .ranks(RankStyle.STANDARD)
                .period(SEASON)
                .period(TODAY)
                .period(EVER)
                .archive(Duration.ofHours(1))
                .onPeriodEnd(this::crown)
                .operationTimeout(PATIENCE)
                .build();
        AutoCloseable unused = board.onTop(TOP, this::show); // until its board is closed
        unused = champions.onTop(PODIUM, this::showChampions);
    }

    Leaderboard board() {
        return board;
    }

    Feed feed() {
        return feed;
    }

    private void crown(PeriodEnd end) {
        if (end.period().equals(SEASON)) {
            end.ranking()
                    .top(1)
                    .standings()
                    .forEach(winner -> champions.submit(Score.of(winner.member(), 1)
                            .operation("season " + end.span().from())));
        }
    }

    /** The first page is another one when a season begins, and then the one before is looked up too. */
    private void show(Page page) {
        Podium known = podium;
        boolean isOfBefore =
                known != null && known.endedMillis() == season().from().toEpochMilli();
        feed.top(Best.of(page), known != null && isOfBefore ? known : lookUp());
    }

    /** Who has just been crowned may have come in after the season's end, by a round that was under way. */
    private void showChampions(Page page) {
        feed.champions(Best.of(page), lookUp());
    }

    private Podium lookUp() {
        Instant begun = season().from();
        Podium found = new Podium(begun.toEpochMilli(), Row.of(before(begun).standings()));
        podium = found;
        return found;
    }

    private Page before(Instant begun) {
        return board.ranking(SEASON, begun.minusMillis(1)).top(PODIUM);
    }

    private Period.Span season() {
        return Objects.requireNonNull(SEASON.at(clock.instant()));
    }

    Clock clock() {
        Period.Span season = season();
        Duration left = Duration.between(clock.instant(), season.until());
        return new Clock(
                Math.max(0, left.plusMillis(999).toSeconds()),
                Duration.between(season.from(), season.until()).toSeconds());
    }

    /**
     * Submits a round that is over. Submitted again, it counts no more than once.
     *
     * @param player whose it is
     * @param round the round
     * @param id the round's own
     * @return what it has done, in all periods
     * @throws IllegalArgumentException if the player's name is not allowed
     * @throws dev.aside.cache.CacheUnavailableException if the server does not answer
     */
    Result submit(String player, Round round, String id) {
        Submission submission = board.submit(Score.of(player, round.points())
                .metadata(round.right() + " right")
                .operation(id)
                .neighbours(EACH));
        List<Place> places = new ArrayList<>();
        NAMES.forEach((period, name) -> {
            Place place = Place.of(name, submission.in(period));
            if (place != null) {
                places.add(place);
            }
        });
        return new Result(player, places, Row.of(submission.first().neighbours()));
    }

    private static final Map<Period, String> NAMES = names();

    private static Map<Period, String> names() {
        Map<Period, String> names = new LinkedHashMap<>();
        names.put(SEASON, "This season");
        names.put(TODAY, "Today");
        names.put(EVER, "All time");
        return names;
    }

    /** Lets those go who wait for changes. The boards are closed by their {@code Aside}. */
    @Override
    public void close() {
        feed.close();
    }
}
