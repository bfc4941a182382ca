package dev.aside.cache.testkit;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All windows of a board as lists, and what is remembered of operations on them. */
final class NaiveGeneration {

    private final BoardDefinition definition;
    private final NaiveRules rules;
    private final long keepMillis;
    private final Map<String, NaiveWindow> windows = new HashMap<>();
    private final Map<String, Operation> operations = new HashMap<>();

    NaiveGeneration(BoardDefinition definition, long keepMillis) {
        this.definition = definition;
        this.rules = new NaiveRules(definition);
        this.keepMillis = keepMillis;
    }

    /** Says what refuses a member's score in a window, or null if nothing does. */
    interface Gate extends BiFunction<String, BoardWindow, @Nullable Effect> {}

    private record Operation(Score score, long untilMillis, List<PeriodResult> results) {
        /** Whether it is this one that comes again: who, and how much. */
        boolean is(Score other) {
            return score.member().equals(other.member())
                    && score.score() == other.score()
                    && score.column() == other.column();
        }
    }

    static String name(BoardWindow window) {
        return window.period() + "@" + window.startMillis();
    }

    /** Returns the window, which may hold nothing. */
    NaiveWindow window(BoardWindow window, long nowMillis) {
        if (window.expiresMillis() <= nowMillis) {
            windows.remove(name(window));
        }
        return windows.computeIfAbsent(name(window), name -> new NaiveWindow(rules, definition.style()));
    }

    BoardReply submit(BoardStep.Submit step, Gate gate, long nowMicros, Consumer<BoardWindow> onFirst) {
        Score score = step.score();
        Operation known = score.operation() == null ? null : operations.get(score.operation());
        long nowMillis = nowMicros / 1_000;
        if (known != null && known.untilMillis() > nowMillis) {
            return known.is(score)
                    ? new BoardReply.Submitted(new Submission(true, again(step, gate, known, nowMillis)))
                    : BoardReply.Reused.INSTANCE;
        }
        List<PeriodResult> results = new ArrayList<>();
        for (int i = 0; i < step.windows().size(); i++) {
            results.add(submit(step, i, gate, nowMicros, onFirst));
        }
        if (score.operation() != null) {
            operations.put(score.operation(), new Operation(score, nowMillis + keepMillis, results));
        }
        return new BoardReply.Submitted(new Submission(false, results));
    }

    private List<PeriodResult> again(BoardStep.Submit step, Gate gate, Operation known, long nowMillis) {
        List<PeriodResult> results = new ArrayList<>();
        for (int i = 0; i < step.windows().size(); i++) {
            PeriodResult first = known.results().get(i);
            results.add(result(step, i, first.effect(), first.previous(), gate, nowMillis));
        }
        return results;
    }

    private PeriodResult submit(
            BoardStep.Submit step, int period, Gate gate, long nowMicros, Consumer<BoardWindow> onFirst) {
        BoardWindow at = step.windows().get(period);
        String member = step.score().member();
        long nowMillis = nowMicros / 1_000;
        Effect refused = at == null ? Effect.CLOSED : gate.apply(member, at);
        Standing before = at == null || refused == Effect.BANNED
                ? null
                : window(at, nowMillis).standing(member);
        Effect effect = at == null || refused != null
                ? Effect.CLOSED
                : put(window(at, nowMillis), step.score(), nowMicros, () -> onFirst.accept(at));
        return result(step, period, refused == null ? effect : refused, bare(before), gate, nowMillis);
    }

    private Effect put(NaiveWindow window, Score score, long nowMicros, Runnable onFirst) {
        NaiveRules.Outcome outcome = rules.submit(window.row(score.member()), score, nowMicros);
        if (!outcome.effect().isApplied()) {
            return outcome.effect();
        }
        if (window.size() == 0) {
            onFirst.run();
        }
        window.put(outcome.row());
        if (definition.maximumMembers() > 0) {
            window.cut(definition.maximumMembers());
        }
        return window.row(score.member()) == null ? Effect.BELOW_CUT : outcome.effect();
    }

    private static @Nullable Standing bare(@Nullable Standing some) {
        return some == null
                ? null
                : new Standing(some.member(), some.rank(), 0, some.score(), some.column(), some.at(), null);
    }

    private PeriodResult result(
            BoardStep.Submit step, int period, Effect effect, @Nullable Standing previous, Gate gate, long nowMillis) {
        BoardWindow at = step.windows().get(period);
        var of = definition.periods().get(period);
        if (at == null) {
            return new PeriodResult(of, effect, previous, null, 0, List.of());
        }
        NaiveWindow window = window(at, nowMillis);
        String member = step.score().member();
        int each = step.score().neighbours();
        if (gate.apply(member, at) == Effect.BANNED) {
            return new PeriodResult(of, effect, previous, null, window.size(), List.of());
        }
        List<Standing> around = each == 0 ? List.of() : window.around(member, each);
        return new PeriodResult(of, effect, previous, window.standing(member), window.size(), around);
    }

    /** Counts as changed in every window, so that what is there now is taken for nothing that was there before. */
    void changedLike(NaiveGeneration other) {
        other.windows.forEach((name, before) -> windows.computeIfAbsent(
                        name, same -> new NaiveWindow(rules, definition.style()))
                .changedLike(before));
    }
}
