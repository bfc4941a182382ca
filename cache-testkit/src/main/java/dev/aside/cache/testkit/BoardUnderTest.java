package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.BoardWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One board, as several nodes have it, and windows of it that are named by when they are, seen from the moment at which the board was made: so a
 * case needs not wait for one to close.
 */
final class BoardUnderTest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private final BoardDefinition definition;
    private final List<BoardStore> stores;
    private final long base;

    BoardUnderTest(BoardDefinition definition, List<BoardStore> stores) {
        this.definition = definition;
        this.stores = List.copyOf(stores);
        this.base = stores.get(0).timeMillis();
    }

    void awaitAnswers() {
        BoardStep look = new BoardStep.Top(all(), 0, -1);
        stores.forEach(store -> RealTime.await(
                "an answer", PATIENCE, () -> !(answers(store, List.of(look)).get(0) instanceof BoardReply.Failed)));
    }

    BoardDefinition definition() {
        return definition;
    }

    BoardStore here() {
        return stores.get(0);
    }

    BoardStore there() {
        return stores.get(stores.size() - 1);
    }

    /** Returns what some instance has; of more instances than nodes, some are on the same. */
    BoardStore of(int instance) {
        return stores.get(instance % stores.size());
    }

    /** Returns when a score may have been reached that counts in all of the windows. */
    Instant at(long seconds) {
        return Instant.ofEpochMilli(base).minus(Duration.ofMinutes(30)).plusSeconds(seconds);
    }

    BoardWindow all() {
        return Objects.requireNonNull(BoardWindow.at(definition, 0, base));
    }

    BoardWindow running(int period) {
        return new BoardWindow(period, base - HOUR, base + HOUR, base + HOUR, base + DAY);
    }

    /** Has ended a minute ago, and its grace goes on. */
    BoardWindow late(int period) {
        return new BoardWindow(period, base - 2 * HOUR, base - MINUTE, base + HOUR, base + DAY);
    }

    /** Has closed a minute ago. */
    BoardWindow closed(int period) {
        return closed(period, 1);
    }

    /** Has closed some minutes ago. */
    BoardWindow closed(int period, int minutes) {
        long closes = base - minutes * MINUTE;
        return new BoardWindow(period, closes - 3 * HOUR, closes - HOUR, closes, base + DAY);
    }

    /** Cannot be read since a minute ago. */
    BoardWindow expired(int period) {
        return new BoardWindow(period, base - 9 * HOUR, base - 8 * HOUR, base - 8 * HOUR, base - MINUTE);
    }

    /** Closes in a little while. */
    BoardWindow closing(int period, Duration in) {
        return new BoardWindow(period, base - 5 * HOUR, base - 4 * HOUR, base + in.toMillis(), base + DAY);
    }

    /** Cannot be read in a little while. */
    BoardWindow expiring(int period, Duration in) {
        return new BoardWindow(period, base - 7 * HOUR, base - 6 * HOUR, base + HOUR, base + in.toMillis());
    }

    /** Returns the windows of now. */
    List<@Nullable BoardWindow> windows() {
        List<@Nullable BoardWindow> some = new ArrayList<>();
        IntStream.range(0, definition.periods().size()).forEach(i -> some.add(i == 0 ? all() : running(i)));
        return some;
    }

    List<BoardReply> answers(BoardStore store, List<BoardStep> steps) {
        try {
            List<BoardReply> replies =
                    store.execute(steps, PATIENCE).toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(replies).hasSameSizeAs(steps);
            return replies;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    BoardReply answer(BoardStore store, BoardStep step) {
        return answers(store, List.of(step)).get(0);
    }

    <R extends BoardReply> R answer(BoardStore store, BoardStep step, Class<R> type) {
        BoardReply reply = answer(store, step);
        assertThat(reply).isInstanceOf(type);
        return type.cast(reply);
    }

    /** Submits in the windows of now. */
    Submission submitted(Score score) {
        return submitted(score, windows(), 0);
    }

    /** Submits in windows of the first periods; those of the others are none. */
    Submission submitted(Score score, List<@Nullable BoardWindow> windows, long build) {
        List<@Nullable BoardWindow> all = new ArrayList<>(windows);
        while (all.size() < definition.periods().size()) {
            all.add(null);
        }
        return answer(here(), new BoardStep.Submit(score, all, build), BoardReply.Submitted.class)
                .submission();
    }

    /** Submits in one window, of the first period. */
    PeriodResult submit(Score score, BoardWindow window) {
        return submitted(score, List.of(window), 0).first();
    }

    PeriodResult submit(Score score) {
        return submitted(score).first();
    }

    /** Submits for a build alone, in one window. */
    PeriodResult build(long build, Score score, BoardWindow window) {
        return submitted(score, List.of(window), build).first();
    }

    boolean done(BoardStep step) {
        return done(here(), step);
    }

    boolean done(BoardStore store, BoardStep step) {
        return answer(store, step, BoardReply.Done.class).changed();
    }

    BoardReply.Listed top(BoardWindow window, int most) {
        return answer(there(), new BoardStep.Top(window, most, -1), BoardReply.Listed.class);
    }

    List<String> names(BoardWindow window) {
        return top(window, 100).standings().stream().map(Standing::member).toList();
    }

    BoardReply.Found find(BoardWindow window, String... members) {
        return answer(there(), new BoardStep.Find(window, List.of(members)), BoardReply.Found.class);
    }

    @Nullable
    Standing standing(BoardWindow window, String member) {
        BoardReply.Place place = find(window, member).places().get(0);
        return place == null ? null : place.standing();
    }

    /** Returns the score that counts. */
    long score(BoardWindow window, String member) {
        return Objects.requireNonNull(standing(window, member), member).score();
    }

    /** Reads on behind a standing. */
    List<Standing> behind(BoardWindow window, Standing last, int most) {
        BoardRecord place = new BoardRecord(last.score(), last.column(), BoardRules.micros(last.at()), null);
        return answer(there(), new BoardStep.Behind(window, place, last.member(), most), BoardReply.Listed.class)
                .standings();
    }

    List<Standing> around(BoardWindow window, String member, int each) {
        return answer(there(), new BoardStep.Around(window, member, each), BoardReply.Listed.class)
                .standings();
    }

    List<Long> ends(BoardStore store, int most, Duration claim) {
        return answer(store, new BoardStep.TakeEnded(most, claim.toMillis()), BoardReply.Ended.class).windows().stream()
                .map(BoardWindow::startMillis)
                .toList();
    }

    boolean remove(String member, boolean ban, BoardWindow... windows) {
        return done(new BoardStep.Remove(member, ban, List.of(windows)));
    }

    boolean beginBuild(long build) {
        return done(new BoardStep.Build(build, true, HOUR));
    }

    boolean endBuild(long build, boolean swaps, BoardWindow... windows) {
        return done(new BoardStep.EndBuild(build, swaps, List.of(windows)));
    }

    @Override
    public void close() {
        stores.forEach(BoardStore::close);
    }
}
