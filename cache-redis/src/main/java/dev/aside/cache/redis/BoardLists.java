package dev.aside.cache.redis;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Members in their order, as scripts list them: each with its record, and of all of them one rank, that of the first, or of the last
 * where those behind a member count. The others follow from it. A record may have been lost.
 */
final class BoardLists {

    private static final Members NOBODY = new Members(List.of(), Page.State.COMPLETE);

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

    /** Reads a list, whose names and records are pieces of their own. */
    Members read(BoardParts in) {
        int count = in.count();
        if (count == 0) {
            return NOBODY;
        }
        long index = in.number();
        long edge = in.number();
        List<byte @Nullable []> names = in.pieces(count);
        List<byte @Nullable []> records = in.pieces(count);
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry(names.get(i), records.get(i)));
        }
        return members(
                entries,
                style == RankStyle.MODIFIED ? fromLast(entries, index, edge) : fromFirst(entries, index, edge));
    }

    private static Entry entry(byte @Nullable [] name, byte @Nullable [] record) {
        if (name == null) {
            throw new IllegalArgumentException("no name");
        }
        return new Entry(BoardParts.text(name), record == null ? null : record(record));
    }

    /** Reads nobody, or one. */
    Members readOne(BoardParts in) {
        int count = in.count();
        if (count == 0) {
            return NOBODY;
        } else if (count != 1) {
            throw new IllegalArgumentException("more than one");
        }
        long unused = in.number();
        long rank = in.number();
        String member = in.text();
        return new Members(List.of(standing(member, rank, record(in.bytes()))), Page.State.COMPLETE);
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

    /** Behind its numbers is a byte and the metadata, or nothing. */
    static BoardRecord record(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long score = BoardParts.number(in);
        long column = BoardParts.number(in);
        long at = BoardParts.number(in);
        String metadata = null;
        if (in.hasRemaining()) {
            int from = in.position() + 1;
            metadata = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        }
        return new BoardRecord(score, column, at, metadata);
    }
}
