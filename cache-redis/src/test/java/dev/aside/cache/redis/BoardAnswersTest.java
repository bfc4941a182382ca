package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.TieRule;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.StepReply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What scripts of leaderboards answer, and what could be answered by mistake or malice. */
final class BoardAnswersTest {

    private static final BoardWindow WINDOW = new BoardWindow(0, 0, 1, 2, 3);
    private static final BoardStep.Submit SUBMIT =
            new BoardStep.Submit(Score.of("ada", 7), Arrays.asList(WINDOW, null), 0);
    private static final BoardStep.Submit AMONG =
            new BoardStep.Submit(Score.of("ada", 7).neighbours(1), List.of(WINDOW), 0);
    private static final BoardStep TOP = new BoardStep.Top(WINDOW, 10, -1);
    private static final BoardStep FIND = new BoardStep.Find(WINDOW, List.of("ada", "bob"));
    private static final BoardStep TAKE = new BoardStep.TakeEnded(5, 1_000);
    private static final BoardStep REMOVE = new BoardStep.Remove("ada", true, List.of(WINDOW));

    private static final byte NO = 0;
    private static final byte YES = 1;
    private static final byte NOBODY = 0;
    private static final byte LIST = 1;
    private static final byte PLAIN = 2;
    private static final byte ONE = 3;

    /** What each step is answered. */
    private static final Map<BoardStep, List<byte @Nullable []>> ANSWERS = Map.of(
            SUBMIT,
            answer(bytes("S", NO, "C", YES, 4L, 5L, 0L, 1_000_001L, "L", NO)
                    .with(2L, ONE, 3L, text("ada"), text(record(7, "gold")))
                    .with(0L, NOBODY)),
            AMONG,
            answer(
                    bytes("S", NO, "U", NO, 2L, LIST, 2, 0L, 1L),
                    name("ada"),
                    name("bob"),
                    record(9, null),
                    record(8, null)),
            TOP,
            answer(bytes("L", 9L, bits(77), LIST, 2, 0L, 1L), name("ada"), name(""), record(7, null), record(6, "")),
            FIND,
            answer(bytes("F", 9L, YES, 3L, 2L, text(record(7, null)), NO)),
            TAKE,
            answer(bytes("E", window("0:0"), window("1:1764547200000"))),
            REMOVE,
            answer(bytes("D", YES)));

    private final BoardAnswers answers = answers(RankStyle.ORDINAL);

    private static BoardAnswers answers(RankStyle style) {
        return new BoardAnswers(new BoardDefinition(
                ScoreOrder.HIGHEST_FIRST,
                ScoreRule.BEST,
                TieRule.FIRST,
                style,
                List.of(Period.allTime(), Period.season(Instant.EPOCH, Instant.ofEpochSecond(9))),
                0,
                Duration.ZERO,
                Duration.ZERO,
                0));
    }

    private static List<byte @Nullable []> answered(BoardStep step) {
        return Objects.requireNonNull(ANSWERS.get(step));
    }

    private @Nullable BoardReply read(BoardStep step) {
        return read(step, answered(step));
    }

    private @Nullable BoardReply read(BoardStep step, List<byte @Nullable []> answer) {
        return read(answers, step, answer);
    }

    private @Nullable BoardReply read(BoardStep step, Bytes answer) {
        return read(step, answer(answer));
    }

    private static @Nullable BoardReply read(BoardAnswers answers, BoardStep step, List<byte @Nullable []> answer) {
        List<BoardReply> replies = answers.read(List.of(step), answer);
        return replies == null ? null : replies.get(0);
    }

    @Test
    void stepsThatWereCalledTogether_areAnsweredOneBehindAnother() {
        List<byte @Nullable []> one = answered(SUBMIT);
        List<byte @Nullable []> two = answer(bytes("R", Objects.requireNonNull(one.get(0))));
        assertThat(answers.read(List.of(SUBMIT, SUBMIT), two))
                .isEqualTo(List.of(BoardReply.Reused.INSTANCE, Objects.requireNonNull(read(SUBMIT))));
        assertThat(answers.read(List.of(SUBMIT, SUBMIT), one)).isNull();
        assertThat(answers.read(List.of(SUBMIT), two)).isNull();
        List<byte @Nullable []> lists = new ArrayList<>(answered(TOP));
        lists.set(0, joined(TOP, FIND, TOP));
        lists.addAll(answered(TOP).subList(1, answered(TOP).size()));
        assertThat(answers.read(List.of(TOP, FIND, TOP), lists))
                .containsExactly(
                        Objects.requireNonNull(read(TOP)),
                        Objects.requireNonNull(read(FIND)),
                        Objects.requireNonNull(read(TOP)));
    }

    private static byte[] joined(BoardStep... steps) {
        Bytes all = bytes();
        for (BoardStep step : steps) {
            all.with(Objects.requireNonNull(answered(step).get(0)));
        }
        return all.taken();
    }

    @Test
    void anotherDefinition_isSaidOnceForAllQueries() {
        BoardReply another = new BoardReply.Mismatch("another");
        List<byte @Nullable []> said = answer(bytes("X", text("another")));
        assertThat(answers.read(List.of(TOP, FIND), said)).containsExactly(another, another);
        assertThat(answers.read(List.of(SUBMIT, SUBMIT), said)).isNull();
    }

    @Test
    void whatHasBecomeOfAScore() {
        Standing previous =
                new Standing("ada", 4, 0, 5, 0, Instant.ofEpochMilli(1_000).plusNanos(1_000), null);
        Standing standing = new Standing("ada", 3, 0, 7, 0, Instant.ofEpochMilli(1), "gold");
        assertThat(read(SUBMIT)).isInstanceOfSatisfying(BoardReply.Submitted.class, done -> {
            assertThat(done.submission().isRepeated()).isFalse();
            PeriodResult first = done.submission().first();
            assertThat(first.effect()).isEqualTo(Effect.CHANGED);
            assertThat(first.previous()).isEqualTo(previous);
            assertThat(first.standing()).isEqualTo(standing);
            assertThat(first.total()).isEqualTo(2);
            assertThat(first.neighbours()).isEmpty();
            assertThat(done.submission().periods().get(1).effect()).isEqualTo(Effect.CLOSED);
        });
    }

    @Test
    void whoIsThere() {
        assertThat(read(TOP)).isInstanceOfSatisfying(BoardReply.Listed.class, listed -> {
            assertThat(listed.total()).isEqualTo(9);
            assertThat(listed.version()).isEqualTo(77);
            assertThat(listed.state()).isEqualTo(Page.State.COMPLETE);
            assertThat(listed.standings()).extracting(Standing::member).containsExactly("ada", "");
            assertThat(listed.standings()).extracting(Standing::metadata).containsExactly(null, "");
        });
        assertThat(read(FIND)).isInstanceOfSatisfying(BoardReply.Found.class, found -> {
            assertThat(found.places()).hasSize(2);
            assertThat(Objects.requireNonNull(found.places().get(0)).better()).isEqualTo(2);
            assertThat(found.places().get(1)).isNull();
        });
    }

    @Test
    void whatElseThereIs() {
        assertThat(read(TAKE))
                .isEqualTo(new BoardReply.Ended(
                        List.of(new BoardWindow(0, 0, 0, 0, 0), new BoardWindow(1, 1_764_547_200_000L, 0, 0, 0))));
        assertThat(read(REMOVE)).isEqualTo(new BoardReply.Done(true));
        assertThat(read(TOP, bytes("U", 9L))).isEqualTo(new BoardReply.Unchanged(9));
        assertThat(read(TOP, bytes("X", text("another")))).isEqualTo(new BoardReply.Mismatch("another"));
        assertThat(read(SUBMIT, bytes("R"))).isEqualTo(BoardReply.Reused.INSTANCE);
        assertThat(read(SUBMIT, bytes("F")))
                .isEqualTo(new BoardReply.Failed(StepReply.Outcome.NOT_APPLIED, "the build is not open"));
    }

    /** Four members, of whom the second and the third have the same score, from the eleventh place on. */
    @ParameterizedTest
    @EnumSource
    void ranksFollowFromOne(RankStyle style) {
        List<Long> expected = switch (style) {
            case ORDINAL -> List.of(11L, 12L, 13L, 14L);
            case STANDARD -> List.of(11L, 12L, 12L, 14L);
            case DENSE -> List.of(5L, 6L, 6L, 7L);
            case MODIFIED -> List.of(11L, 13L, 13L, 20L);
        };
        long edge = expected.get(style == RankStyle.MODIFIED ? 3 : 0);
        List<byte @Nullable []> listed = answer(
                bytes("L", 99L, bits(1), LIST, 4, 10L, edge),
                name("a"),
                name("b"),
                name("c"),
                name("d"),
                record(9, null),
                record(8, null),
                record(8, null),
                record(7, null));
        assertThat(read(answers(style), TOP, listed))
                .isInstanceOfSatisfying(
                        BoardReply.Listed.class,
                        all -> assertThat(all.standings())
                                .extracting(Standing::rank)
                                .isEqualTo(expected));
    }

    /** What is read from the set alone is as what is read from records. */
    @Test
    void membersWithoutMetadata_areTheirPlaces() {
        List<byte @Nullable []> listed = answer(
                bytes("L", 9L, bits(77), PLAIN, 2, 0L, 1L),
                bytes(1_000L, "ada"),
                name("-7"),
                bytes(1_000L),
                name("-6"));
        List<byte @Nullable []> recorded = answer(
                bytes("L", 9L, bits(77), LIST, 2, 0L, 1L), name("ada"), name(""), record(7, null), record(6, null));
        assertThat(read(TOP, listed)).isNotNull().isEqualTo(read(TOP, recorded));
        assertThat(read(TOP, with(listed, 1, new byte[7]))).isNull();
        assertThat(read(TOP, with(listed, 2, "x".getBytes(StandardCharsets.UTF_8))))
                .isNull();
        assertThat(read(TOP, with(listed, 2, null))).isNull();
    }

    /** Redis writes so from 7.2 on what is beyond 2^52 and has few digits; before that it does not. */
    @ParameterizedTest
    @CsvSource({"9e+15, -9000000000000000", "-5.25e+15, 5250000000000000", "-9007199254740992, 9007199254740992"})
    void scoreThatIsWrittenByItsPowerOfTen_isThatScore(String sort, long score) {
        List<byte @Nullable []> listed =
                answer(bytes("L", 9L, bits(77), PLAIN, 1, 0L, 1L), bytes(1_000L, "ada"), name(sort));
        assertThat(read(TOP, listed))
                .isInstanceOfSatisfying(
                        BoardReply.Listed.class,
                        all -> assertThat(all.standings())
                                .extracting(Standing::score)
                                .containsExactly(score));
        for (String wrong : List.of("1e-1", "1e+999999999", "e", "1e")) {
            assertThat(read(TOP, with(listed, 2, wrong.getBytes(StandardCharsets.UTF_8))))
                    .isNull();
        }
    }

    @Test
    void whoseRecordIsLost_isLeftOut_andThatIsSaid() {
        List<byte @Nullable []> listed = new ArrayList<>(answer(
                bytes("L", 9L, bits(1), LIST, 2, 0L, 1L), name("ada"), name("bob"), record(0, null), record(3, null)));
        listed.set(3, null);
        assertThat(read(TOP, listed)).isInstanceOfSatisfying(BoardReply.Listed.class, all -> {
            assertThat(all.state()).isEqualTo(Page.State.INCOMPLETE);
            assertThat(all.standings()).extracting(Standing::rank).containsExactly(2L);
        });
    }

    @Test
    void whatEndsTooSoon_orGoesOn_makesNoSense() {
        for (BoardStep step : ANSWERS.keySet()) {
            List<byte @Nullable []> answer = answered(step);
            byte[] first = Objects.requireNonNull(answer.get(0));
            for (int length = 0; length <= first.length + 1; length++) {
                boolean isOneFewer = step == TAKE && (length == 1 || length == 5);
                if (!isOneFewer && length != first.length) {
                    assertThat(read(step, with(answer, 0, Arrays.copyOf(first, length))))
                            .as("%s %s", step, length)
                            .isNull();
                }
            }
            for (int pieces = 0; pieces < answer.size(); pieces++) {
                assertThat(read(step, answer.subList(0, pieces))).isNull();
            }
            List<byte @Nullable []> more = new ArrayList<>(answer);
            more.add(first);
            assertThat(read(step, more)).isNull();
        }
    }

    private static List<byte @Nullable []> with(List<byte @Nullable []> answer, int index, byte @Nullable [] piece) {
        List<byte @Nullable []> changed = new ArrayList<>(answer);
        changed.set(index, piece);
        return changed;
    }

    @Test
    void aPieceThatIsNone_orNoRecord_makesNoSense() {
        assertThat(read(TOP, with(answered(TOP), 0, null))).isNull();
        assertThat(read(TOP, with(answered(TOP), 1, null))).as("a name").isNull();
        assertThat(read(TOP, with(answered(TOP), 3, new byte[23]))).isNull();
        byte[] odd = bytes(bits(Double.doubleToLongBits(0.5)), 0L, 0L).taken();
        assertThat(read(TOP, with(answered(TOP), 3, odd))).isNull();
        byte[] none = bytes(bits(Double.doubleToLongBits(Double.NaN)), 0L, 0L).taken();
        assertThat(read(TOP, with(answered(TOP), 3, none))).isNull();
    }

    @Test
    void whatBelongsToAnotherStep_makesNoSense() {
        for (BoardStep step : ANSWERS.keySet()) {
            for (BoardStep other : ANSWERS.keySet()) {
                if (step != other) {
                    assertThat(read(step, answered(other))).isNull();
                }
            }
        }
        BoardStep.Submit other = new BoardStep.Submit(Score.of("eve", 7), SUBMIT.windows(), 0);
        assertThat(read(other, answered(SUBMIT))).as("that of another member").isNull();
    }

    @Test
    void hugeLengths_takeNoMemory() {
        for (int count : List.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 20, 1 << 30)) {
            for (byte form : List.of(LIST, PLAIN)) {
                assertThat(read(TOP, bytes("L", 9L, bits(1), form, count, 0L, 1L)))
                        .isNull();
            }
        }
        assertThat(read(TOP, bytes("X", (short) -1))).isNull();
        assertThat(read(TAKE, bytes("E", window("0:99999999999999999999")))).isNull();
        assertThat(read(TAKE, bytes("E", window("nonsense")))).isNull();
    }

    /** Nothing but an answer or null, whatever comes. */
    @Test
    void noise_isNeverThrown() {
        Random random = new Random(8);
        List<BoardStep> steps = List.copyOf(ANSWERS.keySet());
        for (int i = 0; i < 20_000; i++) {
            BoardStep step = steps.get(random.nextInt(steps.size()));
            List<byte @Nullable []> answer = new ArrayList<>(answered(step));
            for (int j = 0; j <= random.nextInt(3); j++) {
                int at = random.nextInt(answer.size());
                byte[] piece = Objects.requireNonNull(answer.get(at)).clone();
                if (piece.length > 1) {
                    piece[1 + random.nextInt(piece.length - 1)] = (byte) random.nextInt(256);
                }
                answer.set(at, piece);
            }
            BoardReply reply = read(step, answer);
            assertThat(reply == null || !reply.toString().isEmpty()).isTrue();
        }
    }

    private static List<byte @Nullable []> answer(Bytes... pieces) {
        return Arrays.stream(pieces).<byte @Nullable []>map(Bytes::taken).toList();
    }

    private static Bytes bytes(Object... parts) {
        return new Bytes().with(parts);
    }

    private static Bytes bits(long bits) {
        return bytes((int) (bits >>> 32), (int) bits);
    }

    private static Bytes record(long score, @Nullable String metadata) {
        return bytes(score, 0L, 1_000L, metadata == null ? "" : "\1" + metadata);
    }

    private static Bytes name(String member) {
        return bytes(member);
    }

    private static Bytes text(Object text) {
        Bytes bytes = bytes(text);
        return bytes((short) bytes.taken().length, bytes);
    }

    private static Bytes window(String name) {
        return bytes((byte) name.length(), name);
    }

    private static final class Bytes {
        private final ByteBuffer out = ByteBuffer.allocate(512);

        Bytes with(Object... parts) {
            for (Object part : parts) {
                if (part instanceof Long number) {
                    out.putDouble(number);
                } else if (part instanceof Integer number) {
                    out.putInt(number);
                } else if (part instanceof Short number) {
                    out.putShort(number);
                } else if (part instanceof Byte number) {
                    out.put(number);
                } else if (part instanceof byte[] some) {
                    out.put(some);
                } else if (part instanceof Bytes bytes) {
                    out.put(bytes.taken());
                } else {
                    out.put(part.toString().getBytes(StandardCharsets.UTF_8));
                }
            }
            return this;
        }

        byte[] taken() {
            return Arrays.copyOf(out.array(), out.position());
        }
    }
}
