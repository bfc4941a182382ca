package dev.aside.cache.testkit;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.StepReply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A board in its plainest form: sorted lists and maps, walked through at each step. What others are compared with. Not safe for use by
 * many threads.
 */
final class NaiveBoard {

    private final BoardDefinition definition;
    private final long keepMillis;
    private NaiveGeneration live;
    private @Nullable Build build;
    private final Set<String> banned = new HashSet<>();
    private final Map<String, End> ends = new HashMap<>();

    NaiveBoard(BoardDefinition definition, long keepMillis) {
        this.definition = definition;
        this.keepMillis = keepMillis;
        this.live = new NaiveGeneration(definition, keepMillis);
    }

    private record Build(long number, NaiveGeneration generation, long untilMillis) {}

    private static final class End {
        final BoardWindow window;
        boolean isRegistered;
        boolean isClosed;
        boolean isTold;
        long claimedUntilMillis;

        End(BoardWindow window) {
            this.window = window;
        }
    }

    BoardReply apply(BoardStep step, long nowMicros) {
        long nowMillis = nowMicros / 1_000;
        if (step instanceof BoardStep.Query query) {
            return read(query, nowMillis);
        } else if (step instanceof BoardStep.Submit submit) {
            return submit(submit, nowMicros);
        } else if (step instanceof BoardStep.TakeEnded take) {
            List<BoardWindow> due = due(nowMillis).stream().limit(take.most()).toList();
            claim(due, nowMillis + take.claimMillis());
            return new BoardReply.Ended(due);
        }
        return new BoardReply.Done(changes(step, nowMillis));
    }

    private boolean changes(BoardStep step, long nowMillis) {
        if (step instanceof BoardStep.Remove remove) {
            return remove(remove, nowMillis);
        } else if (step instanceof BoardStep.Unban unban) {
            return banned.remove(unban.member());
        } else if (step instanceof BoardStep.Told told) {
            End end = end(told.window());
            boolean wasTold = end.isTold;
            end.isTold = true;
            return !wasTold;
        } else if (step instanceof BoardStep.Build some) {
            return build(some, nowMillis);
        }
        return endBuild((BoardStep.EndBuild) step, nowMillis);
    }

    private End end(BoardWindow window) {
        return ends.computeIfAbsent(NaiveGeneration.name(window), name -> new End(window));
    }

    private BoardReply submit(BoardStep.Submit step, long nowMicros) {
        Build open = open(nowMicros / 1_000);
        if (step.build() != 0) {
            return open != null && open.number() == step.build()
                    ? build(open.generation(), step, nowMicros)
                    : new BoardReply.Failed(StepReply.Outcome.NOT_APPLIED, "no such build is open");
        }
        NaiveGeneration.Gate gate =
                (member, window) -> refusal(member, window.closesMillis(), end(window).isClosed, nowMicros);
        BoardReply reply = live.submit(step, gate, nowMicros, this::register);
        if (open != null && reply instanceof BoardReply.Submitted some && isTaken(some.submission())) {
            open.generation().submit(step, gate, nowMicros, this::register);
        }
        return reply;
    }

    /** What is refused everywhere, is so for the board that is built, too. */
    private static boolean isTaken(Submission submission) {
        return !submission.isRepeated()
                && submission.periods().stream()
                        .map(PeriodResult::effect)
                        .anyMatch(
                                effect -> !Set.of(Effect.CLOSED, Effect.BANNED).contains(effect));
    }

    private BoardReply build(NaiveGeneration generation, BoardStep.Submit step, long nowMicros) {
        return generation.submit(
                step,
                (member, window) -> refusal(member, window.expiresMillis(), false, nowMicros),
                nowMicros,
                this::register);
    }

    private @Nullable Effect refusal(String member, long closesMillis, boolean isClosed, long nowMicros) {
        if (banned.contains(member)) {
            return Effect.BANNED;
        }
        return isClosed || closesMillis <= nowMicros / 1_000 ? Effect.CLOSED : null;
    }

    private void register(BoardWindow window) {
        end(window).isRegistered = window.endMillis() < BoardWindow.FOREVER;
    }

    private @Nullable Build open(long nowMillis) {
        Build some = build;
        return some != null && some.untilMillis() > nowMillis ? some : null;
    }

    private boolean remove(BoardStep.Remove step, long nowMillis) {
        if (step.ban()) {
            banned.add(step.member());
        }
        boolean stood = false;
        Build open = open(nowMillis);
        for (BoardWindow window : step.windows()) {
            stood |= live.window(window, nowMillis).remove(step.member());
            if (open != null) {
                open.generation().window(window, nowMillis).remove(step.member());
            }
        }
        return stood;
    }

    private boolean build(BoardStep.Build step, long nowMillis) {
        Build open = open(nowMillis);
        long until = nowMillis + step.claimMillis();
        if (open != null && open.number() == step.build()) {
            build = new Build(step.build(), open.generation(), until);
            return true;
        } else if (open != null || !step.begins()) {
            return false;
        }
        build = new Build(step.build(), new NaiveGeneration(definition, keepMillis), until);
        return true;
    }

    private boolean endBuild(BoardStep.EndBuild step, long nowMillis) {
        Build open = open(nowMillis);
        if (open == null || open.number() != step.build()) {
            return false;
        }
        build = null;
        if (step.swaps()) {
            open.generation().changedLike(live);
            live = open.generation();
        }
        return true;
    }

    /** Returns the number of the build that is open, or zero. */
    long openBuild(long nowMillis) {
        Build open = open(nowMillis);
        return open == null ? 0 : open.number();
    }

    /** Returns the windows that might be taken now, the earliest first. */
    List<BoardWindow> due(long nowMillis) {
        return ends.values().stream()
                .filter(end -> end.isRegistered && !end.isTold)
                .filter(end -> end.claimedUntilMillis <= nowMillis && end.window.closesMillis() <= nowMillis)
                .map(end -> end.window)
                .sorted(Comparator.comparingLong(BoardWindow::closesMillis))
                .toList();
    }

    /** Takes windows, as somebody has who had the choice. */
    void claim(List<BoardWindow> windows, long untilMillis) {
        for (BoardWindow window : windows) {
            End end = end(window);
            end.isClosed = true;
            end.claimedUntilMillis = untilMillis;
        }
    }

    boolean isBanned(String member) {
        return banned.contains(member);
    }

    /** Returns what there is to be read in a window. */
    NaiveWindow window(BoardWindow window, long nowMillis) {
        return live.window(window, nowMillis);
    }

    private BoardReply read(BoardStep.Query step, long nowMillis) {
        if (step instanceof BoardStep.Top top) {
            NaiveWindow window = window(top.window(), nowMillis);
            return top.knownVersion() == window.changes()
                    ? new BoardReply.Unchanged(window.size())
                    : listed(window, window.list(0, top.most()));
        } else if (step instanceof BoardStep.Behind behind) {
            NaiveWindow window = window(behind.window(), nowMillis);
            return listed(window, window.behind(NaiveRow.of(behind.member(), behind.after()), behind.most()));
        } else if (step instanceof BoardStep.Around around) {
            NaiveWindow window = window(around.window(), nowMillis);
            return listed(window, window.around(around.member(), around.each()));
        }
        BoardStep.Find find = (BoardStep.Find) step;
        NaiveWindow window = window(find.window(), nowMillis);
        List<BoardReply.@Nullable Place> places = new ArrayList<>();
        find.members().forEach(member -> places.add(window.place(member)));
        return new BoardReply.Found(places, window.size(), Page.State.COMPLETE);
    }

    private static BoardReply listed(NaiveWindow window, List<Standing> standings) {
        return new BoardReply.Listed(standings, window.size(), window.changes(), Page.State.COMPLETE);
    }
}
