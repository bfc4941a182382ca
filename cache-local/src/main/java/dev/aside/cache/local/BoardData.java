package dev.aside.cache.local;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.StepReply;
import org.jspecify.annotations.Nullable;

/**
 * A board: what is read, what is being built beside it, and what holds for both. Its methods are called under the board's lock, but for
 * {@link #live()}.
 */
final class BoardData {

    private static final BoardReply NO_BUILD =
            new BoardReply.Failed(StepReply.Outcome.NOT_APPLIED, "the build has ended, or was taken for dead");

    private final BoardLaw law;
    private volatile BoardGeneration live;
    private @Nullable Build build;

    BoardData(BoardLaw law) {
        this.law = law;
        this.live = new BoardGeneration(law);
    }

    private record Build(long number, BoardGeneration generation, long untilMillis) {}

    /** Returns what is read; all its windows are swapped by one write. */
    BoardGeneration live() {
        return live;
    }

    /** What the board takes goes into what is built, too, whatever has become of it there; what it refuses does not. */
    BoardReply submit(BoardStep.Submit step, BoardMoment now) {
        Build open = openBuild(now);
        if (step.build() != 0) {
            return open != null && open.number() == step.build()
                    ? open.generation().submit(step, true, now)
                    : NO_BUILD;
        }
        BoardReply reply = live.submit(step, false, now);
        if (open != null && reply instanceof BoardReply.Submitted some && isTaken(some.submission())) {
            BoardReply unused = open.generation().submit(step, false, now);
        }
        return reply;
    }

    private static boolean isTaken(Submission submission) {
        return !submission.isRepeated()
                && submission.periods().stream()
                        .anyMatch(result -> result.effect() != Effect.CLOSED && result.effect() != Effect.BANNED);
    }

    private @Nullable Build openBuild(BoardMoment now) {
        Build some = build;
        return some == null || some.untilMillis() <= now.millis() ? null : some;
    }

    boolean remove(BoardStep.Remove step, BoardMoment now) {
        if (step.ban()) {
            law.banned.add(step.member());
        }
        Build open = openBuild(now);
        if (open != null) {
            open.generation().remove(step.member(), step.windows(), now);
        }
        return live.remove(step.member(), step.windows(), now);
    }

    boolean unban(BoardStep.Unban step) {
        return law.banned.remove(step.member());
    }

    BoardReply takeEnded(BoardStep.TakeEnded step, BoardMoment now) {
        return new BoardReply.Ended(law.ends.take(step.most(), step.claimMillis(), now.millis()));
    }

    boolean told(BoardWindow window) {
        return law.ends.told(window);
    }

    /** Returns whether it is this one that is open. */
    boolean build(BoardStep.Build step, BoardMoment now) {
        Build open = openBuild(now);
        if (open != null && open.number() == step.build()) {
            build = new Build(step.build(), open.generation(), now.millis() + step.claimMillis());
            return true;
        } else if (open != null || !step.begins()) {
            return false;
        }
        build = new Build(step.build(), new BoardGeneration(law), now.millis() + step.claimMillis());
        return true;
    }

    /** Returns whether it was open. */
    boolean endBuild(BoardStep.EndBuild step, BoardMoment now) {
        Build open = openBuild(now);
        if (open == null || open.number() != step.build()) {
            return false;
        }
        build = null;
        if (step.swaps()) {
            open.generation().goLive(live, now);
            live = open.generation();
        }
        return true;
    }

    /** Forgets what is over, a piece at a time; returns whether there may be more. */
    boolean forget(int most, long nowMillis) {
        Build some = build;
        boolean goesOn = false;
        if (some != null && some.untilMillis() <= nowMillis) {
            build = null;
        } else if (some != null) {
            some.generation().forgetWindows(nowMillis);
            goesOn = some.generation().forgetOperations(most, nowMillis);
        }
        law.ends.forget(nowMillis);
        live.forgetWindows(nowMillis);
        return live.forgetOperations(most, nowMillis) || goesOn;
    }

    /** Returns whether there is nothing that will have to be forgotten. */
    boolean isForEver() {
        return build == null && law.ends.isEmpty() && live.isForEver();
    }
}
