package dev.aside.cache.testkit;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.TieRule;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a backend: a board that is another, steps that are not what was asked, or answers that are not what was done. */
enum BoardFault {
    COUNTS_PLACES {
        @Override
        BoardDefinition board(BoardDefinition of) {
            return with(of, of.rule(), of.ties(), RankStyle.ORDINAL, of.maximumMembers());
        }
    },
    BREAKS_TIES_BY_NAME {
        @Override
        BoardDefinition board(BoardDefinition of) {
            return with(of, of.rule(), TieRule.MEMBER, of.style(), of.maximumMembers());
        }
    },
    TAKES_THE_LAST_FOR_THE_BEST {
        @Override
        BoardDefinition board(BoardDefinition of) {
            ScoreRule rule = of.rule() == ScoreRule.BEST ? ScoreRule.LAST : of.rule();
            return with(of, rule, of.ties(), of.style(), of.maximumMembers());
        }
    },
    KEEPS_ONE_MORE {
        @Override
        BoardDefinition board(BoardDefinition of) {
            long most = of.maximumMembers() == 0 ? 0 : of.maximumMembers() + 1;
            return with(of, of.rule(), of.ties(), of.style(), most);
        }
    },
    FORGETS_OPERATIONS {
        @Override
        BoardStep step(BoardStep step) {
            return step instanceof BoardStep.Submit some ? with(some, null, some.windows()) : step;
        }
    },
    KNOWS_NO_MICROSECONDS {
        @Override
        BoardStep step(BoardStep step) {
            if (!(step instanceof BoardStep.Submit some) || some.score().at() == null) {
                return step;
            }
            Score score = some.score().at(some.score().at().truncatedTo(ChronoUnit.MILLIS));
            return new BoardStep.Submit(score, some.windows(), some.build());
        }
    },
    TAKES_WHAT_IS_LATE {
        @Override
        BoardStep step(BoardStep step) {
            if (!(step instanceof BoardStep.Submit some)) {
                return step;
            }
            List<@Nullable BoardWindow> windows = new ArrayList<>();
            some.windows().forEach(window -> windows.add(window == null ? null : open(window)));
            return with(some, some.score().operation(), windows);
        }
    },
    SUBMITS_IN_ONE_PERIOD {
        @Override
        BoardStep step(BoardStep step) {
            if (!(step instanceof BoardStep.Submit some)) {
                return step;
            }
            List<@Nullable BoardWindow> windows = new ArrayList<>(some.windows());
            for (int i = 1; i < windows.size(); i++) {
                windows.set(i, null);
            }
            return with(some, some.score().operation(), windows);
        }
    },
    REMOVES_FROM_ONE_PERIOD {
        @Override
        BoardStep step(BoardStep step) {
            return step instanceof BoardStep.Remove some
                    ? new BoardStep.Remove(
                            some.member(), some.ban(), some.windows().subList(0, 1))
                    : step;
        }
    },
    LETS_THE_BANNED_IN {
        @Override
        BoardStep step(BoardStep step) {
            return step instanceof BoardStep.Remove some
                    ? new BoardStep.Remove(some.member(), false, some.windows())
                    : step;
        }
    },
    CLAIMS_NOTHING {
        @Override
        BoardStep step(BoardStep step) {
            return step instanceof BoardStep.TakeEnded some ? new BoardStep.TakeEnded(some.most(), 0) : step;
        }
    },
    NEVER_TAKES_A_BUILD_FOR_DEAD {
        @Override
        BoardStep step(BoardStep step) {
            return step instanceof BoardStep.Build some
                    ? new BoardStep.Build(some.build(), some.begins(), Integer.MAX_VALUE)
                    : step;
        }
    },
    DROPS_WHAT_WAS_BUILT {
        @Override
        BoardStep step(BoardStep step) {
            return step instanceof BoardStep.EndBuild some
                    ? new BoardStep.EndBuild(some.build(), false, some.windows())
                    : step;
        }
    },
    SEES_NO_CHANGE {
        @Override
        BoardReply reply(BoardStep step, BoardReply reply) {
            return step instanceof BoardStep.Top some
                            && some.knownVersion() >= 0
                            && reply instanceof BoardReply.Listed listed
                    ? new BoardReply.Unchanged(listed.total())
                    : reply;
        }
    },
    SKIPS_WHO_IS_NEXT {
        @Override
        BoardReply reply(BoardStep step, BoardReply reply) {
            return step instanceof BoardStep.Behind
                            && reply instanceof BoardReply.Listed some
                            && some.standings().size() > 1
                    ? new BoardReply.Listed(
                            some.standings().subList(1, some.standings().size()),
                            some.total(),
                            some.version(),
                            some.state())
                    : reply;
        }
    };

    /** Returns what the board is, in place of what it should be. */
    BoardDefinition board(BoardDefinition of) {
        return of;
    }

    /** Returns what is done, in place of a step. */
    BoardStep step(BoardStep step) {
        return step;
    }

    /** Returns what is answered, in place of what was done. */
    BoardReply reply(BoardStep step, BoardReply reply) {
        return reply;
    }

    private static BoardDefinition with(
            BoardDefinition of, ScoreRule rule, TieRule ties, RankStyle style, long maximumMembers) {
        return new BoardDefinition(
                of.order(), rule, ties, style, of.periods(), maximumMembers, of.grace(), of.archive(), of.decimals());
    }

    private static BoardStep with(
            BoardStep.Submit step, @Nullable String operation, List<@Nullable BoardWindow> windows) {
        Score some = step.score();
        Score score = new Score(
                some.member(), some.score(), some.column(), some.at(), some.metadata(), operation, some.neighbours());
        return new BoardStep.Submit(score, windows, step.build());
    }

    private static BoardWindow open(BoardWindow window) {
        return new BoardWindow(
                window.period(), window.startMillis(), window.endMillis(), BoardWindow.FOREVER, window.expiresMillis());
    }
}
