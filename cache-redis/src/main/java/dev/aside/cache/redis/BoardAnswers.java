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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    List<BoardReply> read(List<BoardStep> steps, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<BoardReply> all = new ArrayList<>(steps.size());
        try {
            for (BoardStep step : steps) {
                char letter = (char) in.get();
                BoardReply reply = letter == 'X' ? mismatch(in) : read(step, letter, in);
                if (reply == null) {
                    return null;
                }
                all.add(reply);
            }
            return in.hasRemaining() ? null : all;
        } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private @Nullable BoardReply read(BoardStep step, char letter, ByteBuffer in) {
        if (step instanceof BoardStep.Submit submit) {
            return readSubmitted(submit, letter, in);
        } else if (step instanceof BoardStep.Find find) {
            return letter == 'F' ? readFound(find.members(), in) : null;
        } else if (step instanceof BoardStep.Query) {
            return readListed(step instanceof BoardStep.Top, letter, in);
        } else if (step instanceof BoardStep.TakeEnded) {
            return letter == 'E' ? readEnded(in) : null;
        }
        return letter == 'D' ? new BoardReply.Done(flag(in)) : null;
    }

    private static BoardReply mismatch(ByteBuffer in) {
        return new BoardReply.Mismatch(text(in, Short.toUnsignedInt(in.getShort())));
    }

    private @Nullable BoardReply readSubmitted(BoardStep.Submit step, char letter, ByteBuffer in) {
        return switch (letter) {
            case 'S' -> new BoardReply.Submitted(submission(step, in));
            case 'R' -> BoardReply.Reused.INSTANCE;
            case 'F' -> new BoardReply.Failed(StepReply.Outcome.NOT_APPLIED, "the build is not open");
            default -> null;
        };
    }

    /** @param effect what was done */
    private record First(Effect effect, @Nullable Standing previous) {}

    private Submission submission(BoardStep.Submit step, ByteBuffer in) {
        String member = step.score().member();
        boolean isRepeated = flag(in);
        List<First> firsts = new ArrayList<>();
        for (int i = 0; i < step.windows().size(); i++) {
            firsts.add(new First(effect(in), flag(in) ? previous(member, in) : null));
        }
        List<PeriodResult> results = new ArrayList<>(firsts.size());
        for (int i = 0; i < firsts.size(); i++) {
            results.add(result(i, firsts.get(i), step, in));
        }
        return new Submission(isRepeated, List.copyOf(results));
    }

    private static Standing previous(String member, ByteBuffer in) {
        long rank = in.getLong();
        return BoardLists.standing(member, rank, BoardLists.numbers(in));
    }

    private PeriodResult result(int period, First first, BoardStep.Submit step, ByteBuffer in) {
        long total = in.getLong();
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
    private static Effect effect(ByteBuffer in) {
        return switch (in.get()) {
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

    private @Nullable BoardReply readListed(boolean isTop, char letter, ByteBuffer in) {
        long total = in.getLong();
        if (letter == 'U' && isTop) {
            return new BoardReply.Unchanged(total);
        } else if (letter != 'L') {
            return null;
        }
        long version = in.getLong();
        BoardLists.Members members = lists.read(in);
        return new BoardReply.Listed(members.standings(), total, version, members.state());
    }

    private static BoardReply readFound(List<String> members, ByteBuffer in) {
        long total = in.getLong();
        List<@Nullable Place> places = new ArrayList<>(members.size());
        for (String member : members) {
            places.add(flag(in) ? place(member, in) : null);
        }
        return new BoardReply.Found(places, total, Page.State.COMPLETE);
    }

    private static Place place(String member, ByteBuffer in) {
        long rank = in.getLong();
        long better = in.getLong();
        BoardRecord record = BoardLists.record(in);
        return new Place(BoardLists.standing(member, rank, record), better, 0);
    }

    private static BoardReply readEnded(ByteBuffer in) {
        List<BoardWindow> windows = new ArrayList<>();
        while (in.hasRemaining()) {
            String[] parts = text(in, Byte.toUnsignedInt(in.get())).split(":", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("no window");
            }
            windows.add(new BoardWindow(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), 0, 0, 0));
        }
        return new BoardReply.Ended(List.copyOf(windows));
    }

    private static boolean flag(ByteBuffer in) {
        byte flag = in.get();
        if (flag != 0 && flag != 1) {
            throw new IllegalArgumentException("no flag");
        }
        return flag == 1;
    }

    private static String text(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
