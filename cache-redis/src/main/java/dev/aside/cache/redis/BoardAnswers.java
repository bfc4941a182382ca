package dev.aside.cache.redis;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardReply.Place;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.StepReply;
import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What scripts of leaderboards answer. Each answer begins with a letter; one that makes no sense belongs to another command. */
final class BoardAnswers {

    private final BoardDefinition definition;
    private final BoardLists lists;

    BoardAnswers(BoardDefinition definition) {
        this.definition = definition;
        this.lists = new BoardLists(definition);
    }

    /** Returns the answers to steps that were called together, one behind another; or null if they make no sense. */
    @Nullable
    List<BoardReply> read(List<BoardStep> steps, List<byte @Nullable []> pieces) {
        List<BoardReply> all = new ArrayList<>(steps.size());
        try {
            BoardParts in = new BoardParts(pieces);
            for (BoardStep step : steps) {
                char letter = in.letter();
                BoardReply reply = letter == 'X' ? new BoardReply.Mismatch(in.text()) : read(step, letter, in);
                if (reply == null) {
                    return null;
                }
                all.add(reply);
                if (letter == 'X' && step instanceof BoardStep.Query) {
                    break; // said once for all of them
                }
            }
            while (all.size() < steps.size()) {
                all.add(all.get(0));
            }
            return in.isAtEnd() ? all : null;
        } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private @Nullable BoardReply read(BoardStep step, char letter, BoardParts in) {
        if (step instanceof BoardStep.Submit submit) {
            return readSubmitted(submit, letter, in);
        } else if (step instanceof BoardStep.Find find) {
            return letter == 'F' ? readFound(find.members(), in) : null;
        } else if (step instanceof BoardStep.Query) {
            return readListed(step instanceof BoardStep.Top, letter, in);
        } else if (step instanceof BoardStep.TakeEnded) {
            return letter == 'E' ? readEnded(in) : null;
        }
        return letter == 'D' ? new BoardReply.Done(in.flag()) : null;
    }

    private @Nullable BoardReply readSubmitted(BoardStep.Submit step, char letter, BoardParts in) {
        return switch (letter) {
            case 'S' -> new BoardReply.Submitted(submission(step, in));
            case 'R' -> BoardReply.Reused.INSTANCE;
            case 'F' -> new BoardReply.Failed(StepReply.Outcome.NOT_APPLIED, "the build is not open");
            default -> null;
        };
    }

    /** @param effect what was done */
    private record First(Effect effect, @Nullable Standing previous) {}

    private Submission submission(BoardStep.Submit step, BoardParts in) {
        String member = step.score().member();
        boolean isRepeated = in.flag();
        List<First> firsts = new ArrayList<>();
        for (int i = 0; i < step.windows().size(); i++) {
            firsts.add(new First(effect(in), in.flag() ? previous(member, in) : null));
        }
        List<PeriodResult> results = new ArrayList<>(firsts.size());
        for (int i = 0; i < firsts.size(); i++) {
            results.add(result(i, firsts.get(i), step, in));
        }
        return new Submission(isRepeated, List.copyOf(results));
    }

    private static Standing previous(String member, BoardParts in) {
        long rank = in.number();
        BoardRecord record = new BoardRecord(in.number(), in.number(), in.number(), null);
        return BoardLists.standing(member, rank, record);
    }

    private PeriodResult result(int period, First first, BoardStep.Submit step, BoardParts in) {
        long total = in.number();
        List<Standing> around = lists.read(in).standings();
        return new PeriodResult(
                definition.periods().get(period),
                first.effect,
                first.previous,
                around.isEmpty() ? null : of(step.score().member(), around),
                total,
                step.score().neighbours() == 0 ? List.of() : around);
    }

    /** Around somebody else is the answer to another submission. */
    private static Standing of(String member, List<Standing> around) {
        for (Standing one : around) {
            if (one.member().equals(member)) {
                return one;
            }
        }
        throw new IllegalArgumentException("the member is not there");
    }

    /** The letters are on servers, where operations are remembered. */
    private static Effect effect(BoardParts in) {
        return switch (in.letter()) {
            case 'A' -> Effect.ADDED;
            case 'C' -> Effect.CHANGED;
            case 'U' -> Effect.UNCHANGED;
            case 'B' -> Effect.BELOW_CUT;
            case 'L' -> Effect.CLOSED;
            case 'X' -> Effect.BANNED;
            case 'R' -> Effect.OUT_OF_RANGE;
            default -> throw new IllegalArgumentException("no effect");
        };
    }

    private @Nullable BoardReply readListed(boolean isTop, char letter, BoardParts in) {
        long total = in.number();
        if (letter == 'U' && isTop) {
            return new BoardReply.Unchanged(total);
        } else if (letter != 'L') {
            return null;
        }
        long version = in.bits();
        BoardLists.Members members = lists.read(in);
        return new BoardReply.Listed(members.standings(), total, version, members.state());
    }

    private static BoardReply readFound(List<String> members, BoardParts in) {
        long total = in.number();
        List<@Nullable Place> places = new ArrayList<>(members.size());
        for (String member : members) {
            places.add(in.flag() ? place(member, in) : null);
        }
        return new BoardReply.Found(places, total, Page.State.COMPLETE);
    }

    private static Place place(String member, BoardParts in) {
        long rank = in.number();
        long better = in.number();
        BoardRecord record = BoardLists.record(in.bytes());
        return new Place(BoardLists.standing(member, rank, record), better, 0);
    }

    private static BoardReply readEnded(BoardParts in) {
        List<BoardWindow> windows = new ArrayList<>();
        while (in.hasMore()) {
            String[] parts = in.name().split(":", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("no window");
            }
            windows.add(new BoardWindow(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), 0, 0, 0));
        }
        return new BoardReply.Ended(List.copyOf(windows));
    }
}
