package dev.aside.cache.testkit;

import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whether an answer is what it should be: the same, but for ranks and counts that are within the error that they state. */
final class BoardComparison {

    private final boolean isExact;

    /** @param isExact whether there must be no error */
    BoardComparison(boolean isExact) {
        this.isExact = isExact;
    }

    /** Versions are not compared. */
    boolean agree(BoardStep step, BoardReply expected, BoardReply actual) {
        if (expected instanceof BoardReply.Submitted some && actual instanceof BoardReply.Submitted other) {
            return agree((BoardStep.Submit) step, some.submission(), other.submission());
        } else if (expected instanceof BoardReply.Listed some && actual instanceof BoardReply.Listed other) {
            return some.total() == other.total()
                    && some.state() == other.state()
                    && all(some.standings(), other.standings(), this::agree);
        } else if (expected instanceof BoardReply.Found some && actual instanceof BoardReply.Found other) {
            return some.total() == other.total()
                    && some.state() == other.state()
                    && all(some.places(), other.places(), this::agree);
        } else if (expected instanceof BoardReply.Failed some && actual instanceof BoardReply.Failed other) {
            return some.outcome() == other.outcome();
        }
        return expected.equals(actual);
    }

    private static <T extends @Nullable Object> boolean all(List<T> some, List<T> others, BiPredicate<T, T> agree) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(i -> agree.test(some.get(i), others.get(i)));
    }

    private boolean agree(BoardStep.Submit step, Submission some, Submission other) {
        return some.isRepeated() == other.isRepeated()
                && some.periods().size() == other.periods().size()
                && IntStream.range(0, some.periods().size())
                        .allMatch(i -> step.windows().get(i) == null
                                ? isNowhere(other.periods().get(i))
                                : agree(some.periods().get(i), other.periods().get(i)));
    }

    /** Where a period has no window, a banned member may be told either. */
    private static boolean isNowhere(PeriodResult result) {
        return result.effect().isRefused() && result.standing() == null && result.total() == 0;
    }

    private boolean agree(PeriodResult some, PeriodResult other) {
        return some.period().equals(other.period())
                && some.effect() == other.effect()
                && some.total() == other.total()
                && agree(some.previous(), other.previous())
                && agree(some.standing(), other.standing())
                && all(some.neighbours(), other.neighbours(), this::agree);
    }

    private boolean agree(BoardReply.@Nullable Place some, BoardReply.@Nullable Place other) {
        if (some == null || other == null) {
            return some == null && other == null;
        }
        return agree(some.standing(), other.standing()) && isWithin(some.better(), other.better(), other.error());
    }

    private boolean agree(@Nullable Standing some, @Nullable Standing other) {
        if (some == null || other == null) {
            return some == null && other == null;
        }
        return isWithin(some.rank(), other.rank(), other.rankError())
                && some.member().equals(other.member())
                && some.score() == other.score()
                && some.column() == other.column()
                && some.at().equals(other.at())
                && Objects.equals(some.metadata(), other.metadata());
    }

    private boolean isWithin(long expected, long actual, long error) {
        return Math.abs(expected - actual) <= error && !(isExact && error != 0);
    }
}
