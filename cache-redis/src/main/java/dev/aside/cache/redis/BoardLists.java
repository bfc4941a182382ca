package dev.aside.cache.redis;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardRules;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Members in their order, as scripts list them: each with its record, and of all of them one rank, that of the first, or of the last
 * where those behind a member count. The others follow from it. A record may have been lost. Where all that is in records is in the sorted
 * set, too, which has fewer bytes to copy, it is read from there.
 */
final class BoardLists {

    private static final int NOBODY = 0;
    private static final int RECORDED = 1;
    private static final int PLAIN = 2;
    private static final int ONE = 3;

    private final BoardRules rules;
    private final RankStyle style;

    BoardLists(BoardDefinition definition) {
        this.rules = new BoardRules(definition);
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

    /** Reads nobody, one, or a list. */
    Members read(BoardParts in) {
        int form = in.letter();
        return switch (form) {
            case NOBODY -> new Members(List.of(), Page.State.COMPLETE);
            case ONE -> one(in);
            case RECORDED, PLAIN -> list(form == PLAIN, in);
            default -> throw new IllegalArgumentException("no list");
        };
    }

    private static Members one(BoardParts in) {
        long rank = in.number();
        String member = in.text();
        return new Members(List.of(standing(member, rank, record(in.bytes()))), Page.State.COMPLETE);
    }

    private Members list(boolean isPlain, BoardParts in) {
        int count = in.count();
        long index = in.number();
        long edge = in.number();
        if (count <= 0) {
            throw new IllegalArgumentException("nobody");
        }
        List<Entry> entries = isPlain ? plain(count, in) : recorded(count, in);
        return members(
                entries,
                style == RankStyle.MODIFIED ? fromLast(entries, index, edge) : fromFirst(entries, index, edge));
    }

    /** All names, and then all records. */
    private static List<Entry> recorded(int count, BoardParts in) {
        List<byte @Nullable []> names = in.pieces(count);
        List<byte @Nullable []> records = in.pieces(count);
        List<Entry> entries = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            byte[] record = records.get(i);
            entries.add(new Entry(BoardParts.text(present(names.get(i))), record == null ? null : record(record)));
        }
        return entries;
    }

    /** Each behind what it is by in the set, a number and the name, what its score sorts by. */
    private List<Entry> plain(int count, BoardParts in) {
        List<byte @Nullable []> pieces = in.pairs(count);
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < pieces.size(); i += 2) {
            byte[] element = present(pieces.get(i));
            long tie = BoardParts.number(ByteBuffer.wrap(element));
            long sort = number(BoardParts.text(present(pieces.get(i + 1))));
            String member = new String(element, Double.BYTES, element.length - Double.BYTES, StandardCharsets.UTF_8);
            entries.add(new Entry(member, rules.record(sort, tie)));
        }
        return entries;
    }

    /** What is beyond 2^52 and has few digits is 9e+15 to servers from 7.2 on. */
    private static long number(String text) {
        return text.indexOf('e') < 0 ? Long.parseLong(text) : new BigDecimal(text).longValueExact();
    }

    private static byte[] present(byte @Nullable [] piece) {
        if (piece == null) {
            throw new IllegalArgumentException("no bytes");
        }
        return piece;
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
