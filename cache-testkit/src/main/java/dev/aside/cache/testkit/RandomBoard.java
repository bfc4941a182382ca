package dev.aside.cache.testkit;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.TieRule;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.LeaderboardBackend;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A board by chance: what it is, who plays, and when its windows are. Some are open for long, one is closed already; where the clock is
 * the test's, one closes and expires while it runs.
 *
 * @param definition what it is
 * @param windows all of them, by their periods
 * @param members who plays
 * @param baseMillis when it begins
 */
record RandomBoard(BoardDefinition definition, List<List<BoardWindow>> windows, List<String> members, long baseMillis) {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final int[] CROWDS = {4, 12, 40, 250};

    /** Names whose order is another by bytes than by letters or by chars, and what breaks lines. */
    private static final List<String> ODD_NAMES =
            List.of("", " ", "M1", "\u00e4", "\uffee", "\ud83d\ude00", "a\r\nb", "a\u0000", "\"{}*", "{x}:y");

    private static final List<Period> PERIODS =
            List.of(Period.allTime(), Period.daily(ZoneOffset.UTC), Period.weekly(ZoneOffset.UTC, DayOfWeek.MONDAY));

    /** @param hasShortWindows whether there is one that closes after seconds */
    static RandomBoard of(Random random, LeaderboardBackend backend, long nowMillis, boolean hasShortWindows) {
        BoardDefinition definition = definition(random, backend);
        List<List<BoardWindow>> windows = new ArrayList<>();
        for (int i = 0; i < definition.periods().size(); i++) {
            windows.add(windows(definition, i, nowMillis, hasShortWindows));
        }
        int crowd = CROWDS[random.nextInt(CROWDS.length)];
        List<String> members = new ArrayList<>(ODD_NAMES);
        IntStream.range(0, crowd).forEach(i -> members.add("m" + i));
        return new RandomBoard(definition, windows, members.subList(0, crowd), nowMillis);
    }

    private static BoardDefinition definition(Random random, LeaderboardBackend backend) {
        ScoreRule rule = any(random, ScoreRule.values());
        RankStyle[] styles = backend.styles().stream().sorted().toArray(RankStyle[]::new);
        boolean isBounded = rule != ScoreRule.SUM && random.nextInt(3) == 0;
        return new BoardDefinition(
                any(random, ScoreOrder.values()),
                rule,
                any(random, TieRule.values()),
                any(random, styles),
                PERIODS.subList(0, 1 + random.nextInt(PERIODS.size())),
                isBounded ? 1 + random.nextInt(random.nextBoolean() ? 8 : 130) : 0,
                Duration.ZERO,
                Duration.ofDays(1),
                0);
    }

    private static <T> T any(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }

    private static List<BoardWindow> windows(BoardDefinition definition, int period, long now, boolean hasShort) {
        BoardWindow all = BoardWindow.at(definition, period, now);
        if (period == 0 && all != null) {
            return List.of(all);
        }
        List<BoardWindow> some = new ArrayList<>();
        some.add(new BoardWindow(period, now - HOUR, now + DAY, now + DAY, now + 2 * DAY));
        some.add(new BoardWindow(period, now - 2 * HOUR, now - HOUR, now + HOUR, now + DAY));
        some.add(new BoardWindow(period, now - 3 * HOUR, now - 2 * HOUR, now - MINUTE, now + DAY));
        if (hasShort) {
            some.add(new BoardWindow(period, now - 4 * HOUR, now - 3 * HOUR, now + 2 * SECOND, now + 5 * SECOND));
        }
        return some;
    }

    List<BoardWindow> allWindows() {
        return windows.stream().flatMap(List::stream).toList();
    }

    @Override
    public String toString() {
        return definition.text();
    }
}
