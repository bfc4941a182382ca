package dev.aside.cache.redis;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardRecord;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Members in their order, as scripts list them: each with its record, and of all of them one rank, that of the first, or of the last
 * where those behind a member count. The others follow from it.
 */
final class BoardLists {

    /** What an entry has at least: the lengths of a name and of a record. */
    private static final int LEAST = 2 * Short.BYTES;

    private final RankStyle style;

    BoardLists(BoardDefinition definition) {
        this.style = definition.style();
    }

    /**
     * Members in their order.
     *
     * @param standings how they stand
     * @param state whether the server has lost the record of one of them
     */
    record Members(List<Standing> standings, Page.State state) {}

    /** @param record null if it has been lost */
    private record Entry(String member, @Nullable BoardRecord record) {}

    /** @throws BufferUnderflowException if it ends too soon */
    Members read(ByteBuffer in) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / LEAST) {
            throw new BufferUnderflowException();
        } else if (count == 0) {
            return new Members(List.of(), Page.State.COMPLETE);
        }
        long index = in.getLong();
        long edge = in.getLong();
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String member = text(in);
            entries.add(new Entry(member, recordOrNone(in)));
        }
        return members(
                entries,
                style == RankStyle.MODIFIED ? fromLast(entries, index, edge) : fromFirst(entries, index, edge));
    }

    private long[] fromFirst(List<Entry> entries, long index, long edge) {
        long[] ranks = new long[entries.size()];
        ranks[0] = edge;
        for (int i = 1; i < ranks.length; i++) {
            boolean tied = style != RankStyle.ORDINAL && areTied(entries.get(i - 1), entries.get(i));
            long next = style == RankStyle.DENSE ? ranks[i - 1] + 1 : index + i + 1;
            ranks[i] = tied ? ranks[i - 1] : next;
        }
        return ranks;
    }

    private static long[] fromLast(List<Entry> entries, long index, long edge) {
        long[] ranks = new long[entries.size()];
        ranks[ranks.length - 1] = edge;
        for (int i = ranks.length - 2; i >= 0; i--) {
            ranks[i] = areTied(entries.get(i), entries.get(i + 1)) ? ranks[i + 1] : index + i + 1;
        }
        return ranks;
    }

    private static boolean areTied(Entry one, Entry other) {
        BoardRecord mine = one.record;
        BoardRecord its = other.record;
        return mine != null && its != null && mine.score() == its.score();
    }

    private static Members members(List<Entry> entries, long[] ranks) {
        List<Standing> all = new ArrayList<>(ranks.length);
        for (int i = 0; i < ranks.length; i++) {
            BoardRecord record = entries.get(i).record;
            if (record != null) {
                all.add(standing(entries.get(i).member, ranks[i], record));
            }
        }
        return new Members(List.copyOf(all), all.size() == ranks.length ? Page.State.COMPLETE : Page.State.INCOMPLETE);
    }

    static Standing standing(String member, long rank, BoardRecord record) {
        return new Standing(
                member,
                rank,
                0,
                record.score(),
                record.column(),
                Instant.EPOCH.plus(record.atMicros(), ChronoUnit.MICROS),
                record.metadata());
    }

    /** Reads a record behind its length; null if it is empty. */
    private static @Nullable BoardRecord recordOrNone(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        return length == 0 ? null : record(in, length);
    }

    /** Reads a record behind its length. */
    static BoardRecord record(ByteBuffer in) {
        return record(in, Short.toUnsignedInt(in.getShort()));
    }

    /** Behind its numbers is a byte and the metadata, or nothing. */
    private static BoardRecord record(ByteBuffer in, int length) {
        int metadata = length - 3 * Long.BYTES;
        BoardRecord plain = numbers(in);
        if (metadata == 0) {
            return plain;
        }
        byte[] bytes = bytes(in, metadata);
        String text = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
        return new BoardRecord(plain.score(), plain.column(), plain.atMicros(), text);
    }

    /** Reads the numbers of a record. */
    static BoardRecord numbers(ByteBuffer in) {
        return new BoardRecord(in.getLong(), in.getLong(), in.getLong(), null);
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in, Short.toUnsignedInt(in.getShort())), StandardCharsets.UTF_8);
    }

    /** @throws BufferUnderflowException if there are not so many */
    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
