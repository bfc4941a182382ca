package dev.aside.cache.testkit;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.LeaderboardBackend;
import dev.aside.cache.spi.LeaderboardBackend.Ability;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Steps on a board by chance, most of them such that something comes of them. */
final class RandomBoardSteps {

    private static final int OPERATIONS = 60;
    private static final long EXTREME = BoardDefinition.MAXIMUM_SCORE;

    private final Random random;
    private final RandomBoard board;
    private final NaiveBoard model;
    private final BoardVersions versions;
    private final LeaderboardBackend backend;
    private final Pace pace;
    private final int scores;

    /** One of so many scores has metadata: on some boards none for long. */
    private final int withMetadata;

    private final List<BoardStep.Submit> named = new ArrayList<>();
    private long builds;
    private long openBuild;

    /**
     * What depends on whose the clock is.
     *
     * @param claimMillis for how long something is claimed
     * @param storesTimes whether some scores have the store's time
     */
    record Pace(long claimMillis, boolean storesTimes) {}

    RandomBoardSteps(
            Random random,
            RandomBoard board,
            NaiveBoard model,
            BoardVersions versions,
            LeaderboardBackend backend,
            Pace pace) {
        this.random = random;
        this.board = board;
        this.model = model;
        this.versions = versions;
        this.backend = backend;
        this.pace = pace;
        this.scores = random.nextInt(3) == 0 ? 1_000 : 6;
        this.withMetadata = random.nextBoolean() ? 3 : 200;
    }

    private boolean can(Ability ability) {
        return backend.abilities().contains(ability);
    }

    BoardStep next(long nowMillis) {
        openBuild = model.openBuild(nowMillis);
        int chance = random.nextInt(100);
        if (chance < 55) {
            return submit();
        }
        return chance < 85 ? query(nowMillis) : change(nowMillis);
    }

    private BoardStep change(long nowMillis) {
        int chance = random.nextInt(15);
        if (chance < 5) {
            return new BoardStep.Remove(member(), random.nextInt(4) == 0, board.allWindows());
        } else if (chance < 8) {
            return new BoardStep.Unban(member());
        }
        return chance < 12 ? onBuild() : onEnd(nowMillis);
    }

    private BoardStep onEnd(long nowMillis) {
        if (!can(Ability.PERIOD_ENDS)) {
            return submit();
        } else if (random.nextBoolean()) {
            return new BoardStep.TakeEnded(1 + random.nextInt(3), claim());
        }
        List<BoardWindow> closed = board.allWindows().stream()
                .filter(window -> window.endMillis() < BoardWindow.FOREVER && window.expiresMillis() > nowMillis)
                .toList();
        return closed.isEmpty() ? submit() : new BoardStep.Told(any(closed));
    }

    private BoardStep onBuild() {
        if (openBuild == 0) {
            return new BoardStep.Build(++builds, random.nextInt(5) > 0, claim());
        }
        long build = random.nextInt(8) == 0 ? openBuild - 1 : openBuild;
        return switch (random.nextInt(4)) {
            case 0 -> new BoardStep.Build(Math.max(1, build), false, claim());
            case 1 -> new BoardStep.Build(builds + 1_000, true, claim());
            default -> new BoardStep.EndBuild(Math.max(1, build), random.nextInt(3) > 0, board.allWindows());
        };
    }

    /** Now and then one that is over before anybody goes on, where time moves. */
    private long claim() {
        return pace.storesTimes() ? 1 + random.nextInt((int) pace.claimMillis() / 4) : pace.claimMillis();
    }

    private BoardStep.Submit submit() {
        if (!named.isEmpty() && random.nextInt(12) == 0) {
            BoardStep.Submit again = any(named);
            return new BoardStep.Submit(again.score().neighbours(neighbours()), again.windows(), buildOrLive());
        }
        BoardStep.Submit step = new BoardStep.Submit(score(), windows(), buildOrLive());
        if (step.score().operation() != null) {
            named.add(step);
        }
        return step;
    }

    private long buildOrLive() {
        int chance = random.nextInt(20);
        if (openBuild == 0) {
            return chance == 0 ? builds + 1 : 0;
        }
        return chance < 8 ? openBuild : 0;
    }

    private List<@Nullable BoardWindow> windows() {
        List<@Nullable BoardWindow> some = new ArrayList<>();
        for (List<BoardWindow> period : board.windows()) {
            some.add(random.nextInt(20) == 0 ? null : any(period));
        }
        return some;
    }

    private Score score() {
        return new Score(
                member(),
                points(),
                random.nextInt(10) == 0 ? BoardDefinition.MAXIMUM_COLUMN * sign() : random.nextInt(5) - 2,
                time(),
                random.nextInt(withMetadata) == 0 ? "x" + random.nextInt(1_000) + " \u00e4\n" : null,
                random.nextInt(5) == 0 ? "o " + random.nextInt(OPERATIONS) : null,
                neighbours());
    }

    private long points() {
        if (random.nextInt(30) == 0) {
            return (EXTREME - random.nextInt(2)) * sign();
        }
        return (long) random.nextInt(scores) - (board.definition().rule() == ScoreRule.SUM ? scores / 2 : 0);
    }

    private int sign() {
        return random.nextBoolean() ? 1 : -1;
    }

    /** Few, so that many are the same. */
    private @Nullable Instant time() {
        if (pace.storesTimes() && random.nextInt(3) > 0) {
            return null;
        }
        return Instant.ofEpochMilli(board.baseMillis()).minus(random.nextInt(4), ChronoUnit.MICROS);
    }

    private int neighbours() {
        return can(Ability.AROUND) && random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
    }

    private BoardStep query(long nowMillis) {
        BoardWindow window = any(any(board.windows()));
        int chance = can(Ability.AROUND) ? random.nextInt(4) : 2 + random.nextInt(2);
        return switch (chance) {
            case 0 -> behind(window, model.window(window, nowMillis).members(), nowMillis);
            case 1 -> new BoardStep.Around(window, member(), random.nextInt(6));
            case 2 ->
                new BoardStep.Find(
                        window,
                        IntStream.range(0, 1 + random.nextInt(5))
                                .mapToObj(i -> member())
                                .toList());
            default -> new BoardStep.Top(window, most(), random.nextInt(4) == 0 ? -1 : versions.last(window));
        };
    }

    private int most() {
        int most = random.nextBoolean() ? random.nextInt(12) : random.nextInt(BoardReply.Listed.WATCHED + 60);
        return Math.min(most, backend.longestTop());
    }

    /** Behind somebody, behind where somebody is not, or behind a place that is nobody's. */
    private BoardStep behind(BoardWindow window, List<String> members, long nowMillis) {
        String member = members.isEmpty() ? member() : any(members);
        NaiveRow row = model.window(window, nowMillis).row(member);
        BoardRecord place = row == null || random.nextInt(4) == 0
                ? new BoardRecord(points(), random.nextInt(5) - 2, board.baseMillis() * 1_000 - 2, null)
                : row.record();
        return new BoardStep.Behind(window, place, member, 1 + random.nextInt(9));
    }

    private String member() {
        return any(board.members());
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
