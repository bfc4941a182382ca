package dev.aside.cache.redis;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.TieRule;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.Digest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step on a leaderboard is in the words of its script: which one, and its one argument, in which numbers are doubles. */
final class BoardWords {

    /** Longer than this nothing is remembered: ten years. */
    private static final long LONGEST_MILLIS = 316_224_000_000L;

    /** Stands for a time that is the server's. */
    private static final long NOW = -1;

    private static final byte[] NOTHING = {};

    private final BoardDefinition definition;
    private final BoardRules rules;
    private final long keepMillis;
    private final byte[] silent;
    private final byte[] telling;

    BoardWords(BoardSpec spec) {
        this.definition = spec.definition();
        this.rules = new BoardRules(definition);
        this.keepMillis = Math.max(1, bounded(spec.keepOperationsMillis()));
        this.silent = beginning(spec, NOTHING);
        this.telling = beginning(spec, bytes(definition.text()));
    }

    private static long bounded(long millis) {
        return Math.max(0, Math.min(LONGEST_MILLIS, millis));
    }

    private static byte[] beginning(BoardSpec spec, byte[] text) {
        BoardDefinition definition = spec.definition();
        ByteBuf out = Unpooled.buffer();
        out.writeBytes(spec.digest().bytes()).writeShort(text.length).writeBytes(text);
        out.writeByte(number(definition.ties())).writeByte(number(definition.style()));
        out.writeByte(definition.order() == ScoreOrder.HIGHEST_FIRST ? 1 : 0);
        return taken(out);
    }

    private static int number(TieRule ties) {
        return switch (ties) {
            case FIRST -> 0;
            case LAST -> 1;
            case HIGHER_COLUMN -> 2;
            case LOWER_COLUMN -> 3;
            case MEMBER -> 4;
        };
    }

    private static int number(RankStyle style) {
        return switch (style) {
            case ORDINAL -> 0;
            case STANDARD -> 1;
            case DENSE -> 2;
            case MODIFIED -> 3;
        };
    }

    /** The best is kept, the worst, the last, or the sum: the lowest of points is the worst, and of times the best. */
    private static int number(ScoreRule rule, ScoreOrder order) {
        boolean highest = order == ScoreOrder.HIGHEST_FIRST;
        return switch (rule) {
            case BEST -> 0;
            case MAX -> highest ? 0 : 1;
            case MIN -> highest ? 1 : 0;
            case LAST -> 2;
            case SUM -> 3;
        };
    }

    static Script script(BoardStep step) {
        if (step instanceof BoardStep.Submit) {
            return Script.BOARD_SUBMIT;
        } else if (step instanceof BoardStep.Query) {
            return Script.BOARD_QUERY;
        } else if (step instanceof BoardStep.Remove || step instanceof BoardStep.Unban) {
            return Script.BOARD_REMOVE;
        }
        boolean ends = step instanceof BoardStep.TakeEnded || step instanceof BoardStep.Told;
        return ends ? Script.BOARD_ENDS : Script.BOARD_BUILD;
    }

    /**
     * @param steps submissions, or queries, or one step of another kind
     * @param tells whether the text of the definition goes with it
     */
    Argument argument(List<BoardStep> steps, boolean tells) {
        ByteBuf out = Unpooled.buffer(128 * (1 + steps.size()));
        out.writeBytes(tells ? telling : silent);
        if (steps.get(0) instanceof BoardStep.Submit) {
            out.writeByte(number(definition.rule(), definition.order()));
            number(out, definition.maximumMembers());
            number(out, keepMillis);
        }
        int shared = out.readableBytes();
        steps.forEach(step -> step(out, step));
        return new Argument(taken(out), shared);
    }

    private void step(ByteBuf out, BoardStep step) {
        if (step instanceof BoardStep.Submit submit) {
            submit(out, submit);
        } else if (step instanceof BoardStep.Query query) {
            query(out, query);
        } else {
            change(out, step);
        }
    }

    private static byte[] taken(ByteBuf out) {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private void submit(ByteBuf out, BoardStep.Submit step) {
        Score score = step.score();
        number(out, score.score());
        number(out, definition.hasColumn() ? score.column() : 0);
        number(out, score.at() == null ? NOW : BoardRules.micros(score.at()));
        out.writeByte(score.neighbours());
        text(out, bytes(score.member()));
        text(out, score.metadata() == null ? NOTHING : bytes("\1" + score.metadata()));
        operation(out, score);
        out.writeLong(step.build()).writeByte(step.windows().size());
        step.windows().forEach(window -> window(out, window));
    }

    private static void operation(ByteBuf out, Score score) {
        String operation = score.operation();
        if (operation == null) {
            out.writeByte(0);
            return;
        }
        byte[] id = bytes(operation);
        out.writeByte(Digest.BYTES + id.length)
                .writeBytes(BoardRules.payload(score).bytes())
                .writeBytes(id);
    }

    private static void window(ByteBuf out, @Nullable BoardWindow window) {
        if (window == null) {
            out.writeByte(0).writeByte(0);
            number(out, 0);
            number(out, 0);
            return;
        }
        name(out, window);
        out.writeByte(window.endMillis() < BoardWindow.FOREVER ? 1 : 0);
        number(out, window.closesMillis());
        number(out, window.expiresMillis());
    }

    private static void name(ByteBuf out, BoardWindow window) {
        name(out, bytes(window.period() + ":" + window.startMillis()));
    }

    private static void names(ByteBuf out, List<BoardWindow> windows) {
        windows.forEach(window -> name(out, window));
    }

    private void query(ByteBuf out, BoardStep.Query step) {
        if (step instanceof BoardStep.Top top) {
            name(out.writeByte(0), top.window());
            out.writeLong(top.knownVersion()).writeInt(top.most());
        } else if (step instanceof BoardStep.Behind behind) {
            name(out.writeByte(1), behind.window());
            place(out, behind.after(), behind.member());
            out.writeInt(behind.most());
        } else if (step instanceof BoardStep.Around around) {
            name(out.writeByte(2), around.window());
            text(out, bytes(around.member()));
            out.writeInt(around.each());
        } else if (step instanceof BoardStep.Find find) {
            name(out.writeByte(3), find.window());
            out.writeInt(find.members().size());
            find.members().forEach(member -> text(out, bytes(member)));
        }
    }

    /** Where a record stands, as the sorted set has it. */
    private void place(ByteBuf out, BoardRecord record, String member) {
        name(out, bytes(Long.toString(rules.sort(record))));
        byte[] name = bytes(member);
        boolean isTied = definition.ties() != TieRule.MEMBER;
        out.writeShort(name.length + (isTied ? Long.BYTES : 0));
        if (isTied) {
            number(out, rules.tie(record));
        }
        out.writeBytes(name);
    }

    private static void change(ByteBuf out, BoardStep step) {
        if (step instanceof BoardStep.Remove remove) {
            text(out.writeByte(remove.ban() ? 1 : 0), bytes(remove.member()));
            names(out, remove.windows());
        } else if (step instanceof BoardStep.Unban unban) {
            text(out.writeByte(2), bytes(unban.member()));
        } else if (step instanceof BoardStep.TakeEnded take) {
            out.writeByte(0);
            number(out, take.most());
            number(out, bounded(take.claimMillis()));
            name(out, NOTHING);
        } else if (step instanceof BoardStep.Told told) {
            out.writeByte(1);
            number(out, told.window().expiresMillis());
            number(out, 0);
            name(out, told.window());
        } else if (step instanceof BoardStep.Build build) {
            out.writeByte(build.begins() ? 0 : 1);
            number(out, bounded(build.claimMillis()));
            out.writeLong(build.build());
        } else if (step instanceof BoardStep.EndBuild end) {
            out.writeByte(end.swaps() ? 3 : 2);
            number(out, 0);
            out.writeLong(end.build());
            names(out, end.windows());
        }
    }

    /** Scores are exact as a double; of times that never come it is enough that they are late. */
    private static void number(ByteBuf out, long number) {
        out.writeDouble((double) number);
    }

    /** Up to 255 bytes. */
    private static void name(ByteBuf out, byte[] bytes) {
        out.writeByte(bytes.length).writeBytes(bytes);
    }

    /** Up to 65,535 bytes. */
    private static void text(ByteBuf out, byte[] bytes) {
        out.writeShort(bytes.length).writeBytes(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
