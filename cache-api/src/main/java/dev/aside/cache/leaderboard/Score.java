package dev.aside.cache.leaderboard;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A score to be submitted. Immutable: each method returns another.
 *
 * <pre>{@code
 * board.submit(Score.of("ada", 4_200).at(when).operation(matchId).neighbours(2));
 * }</pre>
 *
 * @param member whose it is: any text, the empty one too, of up to {@value #MAXIMUM_MEMBER_BYTES} bytes as UTF-8
 * @param score a whole number of the board's smallest unit, up to {@link BoardDefinition#MAXIMUM_SCORE} either way
 * @param column the second column, up to {@link BoardDefinition#MAXIMUM_COLUMN} either way
 * @param at when it was reached, or null for now, by the server's clock; counted to the microsecond
 * @param metadata kept with it while it counts: up to {@value #MAXIMUM_METADATA_BYTES} bytes as UTF-8; or null to keep what is there
 * @param operation what names this submission, so that it counts once however often it is made; or null
 * @param neighbours how many of those before and behind are told, up to {@value #MAXIMUM_NEIGHBOURS} each way
 */
public record Score(
        String member,
        long score,
        long column,
        @Nullable Instant at,
        @Nullable String metadata,
        @Nullable String operation,
        int neighbours) {

    /** The most bytes of a member's name. */
    public static final int MAXIMUM_MEMBER_BYTES = 512;

    /** The most bytes of metadata. */
    public static final int MAXIMUM_METADATA_BYTES = 1_024;

    /** The most bytes of an operation's id. */
    public static final int MAXIMUM_OPERATION_BYTES = 128;

    /** The most neighbours each way. */
    public static final int MAXIMUM_NEIGHBOURS = 50;

    private static final Instant LATEST = Instant.ofEpochMilli(Period.Span.FOREVER_MILLIS);

    /**
     * Checks.
     *
     * @param member whose it is
     * @param score the score
     * @param column the second column
     * @param at when it was reached, or null
     * @param metadata kept with it, or null
     * @param operation what names it, or null
     * @param neighbours how many are told each way
     * @throws IllegalArgumentException if one of them is not allowed; the message says what is, and not the value
     */
    public Score {
        checkMember(member);
        checkWithin("a score", score, BoardDefinition.MAXIMUM_SCORE);
        checkWithin("a second column", column, BoardDefinition.MAXIMUM_COLUMN);
        if (at != null && (at.isBefore(Instant.EPOCH) || !at.isBefore(LATEST))) {
            throw new IllegalArgumentException("a score is reached between " + Instant.EPOCH + " and " + LATEST);
        }
        if (metadata != null) {
            checkText("metadata", metadata, 0, MAXIMUM_METADATA_BYTES);
        }
        if (operation != null) {
            checkText("an operation's id", operation, 1, MAXIMUM_OPERATION_BYTES);
        }
        if (neighbours < 0 || neighbours > MAXIMUM_NEIGHBOURS) {
            throw new IllegalArgumentException(
                    "0 to " + MAXIMUM_NEIGHBOURS + " neighbours each way, and not " + neighbours);
        }
    }

    /**
     * Checks a member's name.
     *
     * @param member the name
     * @return the name
     * @throws IllegalArgumentException if it is too long, or is no text
     */
    public static String checkMember(String member) {
        checkText("a member's name", Objects.requireNonNull(member, "member"), 0, MAXIMUM_MEMBER_BYTES);
        return member;
    }

    private static void checkText(String what, String text, int least, int most) {
        int bytes;
        try {
            bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(text))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " is text, without half a surrogate pair", e);
        }
        if (bytes < least || bytes > most) {
            throw new IllegalArgumentException(
                    what + " has " + least + " to " + most + " bytes as UTF-8, and not " + bytes);
        }
    }

    private static void checkWithin(String what, long value, long most) {
        if (value > most || value < -most) {
            throw new IllegalArgumentException(what + " is within " + -most + " and " + most + ", where it is exact");
        }
    }

    /**
     * Returns a score.
     *
     * @param member whose it is
     * @param score the score
     * @return a score without anything else
     */
    public static Score of(String member, long score) {
        return new Score(member, score, 0, null, null, null, 0);
    }

    /**
     * Sets the second column.
     *
     * @param column the second column
     * @return another
     */
    public Score column(long column) {
        return new Score(member, score, column, at, metadata, operation, neighbours);
    }

    /**
     * Sets when it was reached.
     *
     * @param at when
     * @return another
     */
    public Score at(Instant at) {
        return new Score(member, score, column, at, metadata, operation, neighbours);
    }

    /**
     * Sets what is kept with it.
     *
     * @param metadata the metadata
     * @return another
     */
    public Score metadata(String metadata) {
        return new Score(member, score, column, at, metadata, operation, neighbours);
    }

    /**
     * Sets what names it: submitted again within the board's span for that, it is answered and not counted, whatever its time and
     * metadata. For another member, score or column it is refused.
     *
     * @param id the name, unique on its board
     * @return another
     */
    public Score operation(String id) {
        return new Score(member, score, column, at, metadata, id, neighbours);
    }

    /**
     * Asks for those around the member.
     *
     * @param each how many each way
     * @return another
     */
    public Score neighbours(int each) {
        return new Score(member, score, column, at, metadata, operation, each);
    }

    /** Says neither whose nor how much: it may be logged. */
    @Override
    public String toString() {
        return "Score[…]";
    }
}
