package dev.aside.cache.route;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token as bytes. Big-endian:
 *
 * <pre>
 *   1 version, 8 when the last change ends,
 *   1 number of positions, and of each 2 its length and its bytes,
 *   1 number of changes, and of each 8 its number, 2 by how much sooner than the last it ends, 1 which position
 * </pre>
 *
 * <p>Of each history there is one position, the highest: a load may be asked for more than it must have seen, and never for less.
 */
final class TokenFormat {

    static final int MAX_CHANGES = 64;
    static final int MAX_BYTES = 4_096;

    private static final byte VERSION = 1;

    /** The most positions: as many histories of databases are rarely in one application. */
    private static final int MAX_POSITIONS = 8;

    /** Longer ones, which no database has that is known to write short ones, are unknown: the writer is asked. */
    private static final int MAX_POSITION_BYTES = 300;

    private static final int NONE = 0;
    private static final int UNKNOWN = 1;
    private static final int FIRST = 2;

    private TokenFormat() {}

    /** @param untilMillis when the last of the changes ends */
    static byte[] encode(Map<Long, TokenChange> all, long untilMillis) {
        Map<Long, TokenChange> changes = recent(all, untilMillis);
        Map<String, CommitPosition> positions = positions(changes);
        List<String> order = List.copyOf(positions.keySet());
        ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
        out.put(VERSION).putLong(untilMillis).put((byte) order.size());
        for (CommitPosition position : positions.values()) {
            byte[] bytes = position.encode();
            out.putShort((short) bytes.length).put(bytes);
        }
        out.put((byte) changes.size());
        changes.forEach((slot, change) -> out.putLong(slot)
                .putShort((short) (untilMillis - change.untilMillis()))
                .put((byte) index(change.floor(), order)));
        return Arrays.copyOf(out.array(), out.position());
    }

    /** The last change had not ended when it was made, so what ends by so much sooner had. */
    private static Map<Long, TokenChange> recent(Map<Long, TokenChange> all, long untilMillis) {
        Map<Long, TokenChange> recent = new HashMap<>(all);
        recent.values().removeIf(change -> change.untilMillis() < untilMillis - TokenChange.LONGEST_MILLIS);
        return recent;
    }

    private static Map<String, CommitPosition> positions(Map<Long, TokenChange> changes) {
        Map<String, CommitPosition> positions = new LinkedHashMap<>();
        for (TokenChange change : changes.values()) {
            CommitPosition floor = change.floor();
            boolean fits = !floor.isNone() && !floor.isUnknown() && floor.encode().length <= MAX_POSITION_BYTES;
            if (fits && (positions.size() < MAX_POSITIONS || positions.containsKey(floor.history()))) {
                positions.merge(floor.history(), floor, CommitPosition::merge);
            }
        }
        return positions;
    }

    private static int index(CommitPosition floor, List<String> order) {
        if (floor.isNone()) {
            return NONE;
        }
        int at = floor.isUnknown() || floor.encode().length > MAX_POSITION_BYTES ? -1 : order.indexOf(floor.history());
        return at < 0 ? UNKNOWN : FIRST + at;
    }

    /** Returns the changes, or null if the bytes are no token of this version. */
    static @Nullable Map<Long, TokenChange> decode(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BYTES || bytes[0] != VERSION) {
            return null;
        }
        try {
            return decode(ByteBuffer.wrap(bytes, 1, bytes.length - 1));
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private static @Nullable Map<Long, TokenChange> decode(ByteBuffer in) {
        long until = in.getLong();
        List<CommitPosition> floors = new ArrayList<>(List.of(CommitPosition.NONE, CommitPosition.UNKNOWN));
        int positions = in.get();
        for (int i = 0; i < positions; i++) {
            byte[] position = new byte[Math.min(Short.toUnsignedInt(in.getShort()), in.remaining() + 1)];
            in.get(position);
            floors.add(CommitPosition.decode(position));
        }
        Map<Long, TokenChange> changes = new HashMap<>();
        int count = in.get();
        for (int i = 0; i < count; i++) {
            long slot = in.getLong();
            long ends = until - Short.toUnsignedInt(in.getShort());
            int floor = in.get();
            if (floor < 0 || floor >= floors.size()) {
                return null;
            }
            changes.put(slot, new TokenChange(ends, floors.get(floor)));
        }
        boolean whole = !in.hasRemaining() && count > 0 && count <= MAX_CHANGES && positions >= 0;
        return whole ? changes : null;
    }
}
