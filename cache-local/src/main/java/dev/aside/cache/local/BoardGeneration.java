package dev.aside.cache.local;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All windows of a board, as they are read or as they are built, and what is remembered of operations on them. Guarded by the board's lock,
 * but for {@link #window}, by which published pages are found.
 */
final class BoardGeneration {

    private final BoardLaw law;
    private final ConcurrentHashMap<WindowName, RankedWindow> windows = new ConcurrentHashMap<>();
    private final OperationMemory operations;

    BoardGeneration(BoardLaw law) {
        this.law = law;
        this.operations = new OperationMemory(law.keepOperationsMillis);
    }

    /** Returns what a window holds, or null if that is nothing, or it cannot be read any more. */
    @Nullable
    RankedWindow window(BoardWindow window, long nowMillis) {
        return window.expiresMillis() <= nowMillis ? null : windows.get(WindowName.of(window));
    }

    /**
     * Submits, or answers as the first time.
     *
     * @param takesClosed whether windows that are closed take it all the same
     */
    BoardReply submit(BoardStep.Submit step, boolean takesClosed, BoardMoment now) {
        String id = step.score().operation();
        if (id == null) {
            return new BoardReply.Submitted(new Submission(false, results(step, takesClosed, now)));
        }
        Digest payload = BoardRules.payload(step.score());
        OperationMemory.Operation known = operations.find(id, now.millis());
        if (known != null) {
            return known.payload().equals(payload) ? repeated(step, known, now) : BoardReply.Reused.INSTANCE;
        }
        List<PeriodResult> results = results(step, takesClosed, now);
        operations.remember(id, payload, results, now.millis());
        return new BoardReply.Submitted(new Submission(false, results));
    }

    private BoardReply repeated(BoardStep.Submit step, OperationMemory.Operation known, BoardMoment now) {
        List<PeriodResult> results = new ArrayList<>();
        for (int i = 0; i < step.windows().size(); i++) {
            OperationMemory.Result first = known.results().get(i);
            results.add(result(step, i, first.effect(), first.previous(), now));
        }
        return new BoardReply.Submitted(new Submission(true, results));
    }

    private List<PeriodResult> results(BoardStep.Submit step, boolean takesClosed, BoardMoment now) {
        List<PeriodResult> results = new ArrayList<>();
        for (int i = 0; i < step.windows().size(); i++) {
            Standing previous = previous(step, i, now);
            Effect effect = effect(step.windows().get(i), step.score(), takesClosed, now);
            results.add(result(step, i, effect, previous, now));
        }
        return results;
    }

    private @Nullable Standing previous(BoardStep.Submit step, int period, BoardMoment now) {
        RankedWindow window = windowOf(step, period, now);
        Standing some = window == null ? null : window.standing(step.score().member());
        return some == null
                ? null
                : new Standing(some.member(), some.rank(), 0, some.score(), some.column(), some.at(), null);
    }

    private @Nullable RankedWindow windowOf(BoardStep.Submit step, int period, BoardMoment now) {
        BoardWindow window = step.windows().get(period);
        return window == null || law.banned.contains(step.score().member()) ? null : window(window, now.millis());
    }

    private Effect effect(@Nullable BoardWindow window, Score score, boolean takesClosed, BoardMoment now) {
        if (window == null) {
            return Effect.CLOSED;
        } else if (law.banned.contains(score.member())) {
            return Effect.BANNED;
        }
        return law.isClosed(window, takesClosed, now.millis()) ? Effect.CLOSED : apply(window, score, now);
    }

    private Effect apply(BoardWindow window, Score score, BoardMoment now) {
        RankedWindow known = windows.get(WindowName.of(window));
        Seat current = known == null ? null : known.seat(score.member());
        BoardRules.Outcome outcome = law.rules.submit(current == null ? null : current.record(), score, now.micros());
        if (outcome.effect().isApplied()) {
            Seat next = Seat.of(law.rules, Objects.requireNonNull(outcome.record()), score.member());
            return put(known == null ? begin(window, now) : known, next, now) ? outcome.effect() : Effect.BELOW_CUT;
        }
        return outcome.effect();
    }

    private RankedWindow begin(BoardWindow window, BoardMoment now) {
        law.ends.register(window);
        RankedWindow first = new RankedWindow(law.definition.style(), window.expiresMillis(), now.micros());
        windows.put(WindowName.of(window), first);
        return first;
    }

    /** Only who is new makes a board too large: there is one to be cut, the last. */
    private boolean put(RankedWindow window, Seat seat, BoardMoment now) {
        long most = law.definition.maximumMembers();
        if (most > 0 && window.isBehind(seat, most)) {
            return false;
        }
        window.put(seat, now.micros());
        if (most > 0 && window.size() > most) {
            window.removeLast(now.micros());
        }
        return true;
    }

    private PeriodResult result(
            BoardStep.Submit step, int index, Effect effect, @Nullable Standing previous, BoardMoment now) {
        Period period = law.definition.periods().get(index);
        Score score = step.score();
        RankedWindow window = windowOf(step, index, now);
        if (window == null) {
            return new PeriodResult(period, effect, previous, null, total(step, index, now), List.of());
        }
        List<Standing> neighbours =
                score.neighbours() == 0 ? List.of() : window.neighbours(score.member(), score.neighbours());
        return new PeriodResult(
                period, effect, previous, window.standing(score.member()), window.size(), List.copyOf(neighbours));
    }

    private long total(BoardStep.Submit step, int period, BoardMoment now) {
        BoardWindow window = step.windows().get(period);
        RankedWindow some = window == null ? null : window(window, now.millis());
        return some == null ? 0 : some.size();
    }

    /** Returns whether the member stood in any of the windows. */
    boolean remove(String member, List<BoardWindow> from, BoardMoment now) {
        boolean stood = false;
        for (BoardWindow one : from) {
            RankedWindow window = window(one, now.millis());
            stood |= window != null && window.remove(member, now.micros());
        }
        return stood;
    }

    /** Is read from now on, in place of another: no window has a version that it had before. */
    void goLive(BoardGeneration before, BoardMoment now) {
        before.windows.forEach((name, old) ->
                windows.computeIfAbsent(name, same -> old.empty()).renew(old.version(), now.micros()));
    }

    /** Forgets windows that cannot be read any more. */
    void forgetWindows(long nowMillis) {
        windows.values().removeIf(window -> window.expiresMillis() <= nowMillis);
    }

    /** Forgets operations that are over; returns whether there may be more. */
    boolean forgetOperations(int most, long nowMillis) {
        return operations.forget(most, nowMillis);
    }

    /** Returns whether there is nothing that will have to be forgotten. */
    boolean isForEver() {
        return operations.isEmpty()
                && windows.values().stream().allMatch(window -> window.expiresMillis() >= BoardWindow.FOREVER);
    }
}
