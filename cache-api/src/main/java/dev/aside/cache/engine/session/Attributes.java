package dev.aside.cache.engine.session;

import dev.aside.cache.codec.CodecException;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionSlot.Field;
import dev.aside.cache.spi.SessionStep.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one session as one request has them: what was stored, decoded one by one when asked for, and what the
 * request has made of it. Safe for use by many threads.
 */
final class Attributes {

    /** How values and stored ones become each other. */
    interface Form {
        /** Encodes a value. */
        Payload encode(String name, Object value);

        /** Decodes one, which may be of a type that is not allowed any more. */
        Object decode(String name, Payload payload);

        /** Notes that one could not be read. */
        void unreadable();

        /** Whether the store would not see that an object of this type was changed in place. */
        boolean maySilentlyChange(Object value);
    }

    private static final class Cell {
        @Nullable
        Payload stored;

        long seen;

        @Nullable
        Object value;

        /** Whether the value is what there is: decoded, or the request's own. */
        boolean known;

        /** Whether the request has put or removed it. */
        boolean changed;
    }

    private final Form form;
    private final Map<String, Cell> cells = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    Attributes(Form form, Map<String, Field> stored) {
        this.form = form;
        stored.forEach((name, field) -> {
            if (!CarriedChanges.isOne(name)) {
                Cell cell = new Cell();
                cell.stored = field.value();
                cell.seen = field.version();
                cells.put(name, cell);
            }
        });
    }

    Set<String> names() {
        return locked(() -> {
            Set<String> names = new HashSet<>();
            cells.forEach((name, cell) -> {
                if (cell.changed ? cell.value != null : cell.stored != null) {
                    names.add(name);
                }
            });
            return Set.copyOf(names);
        });
    }

    @Nullable
    Object get(String name) {
        return this.<@Nullable Object>locked(() -> {
            Cell cell = cells.get(name);
            if (cell == null) {
                return null;
            }
            if (!cell.known) {
                cell.value = decoded(name, cell.stored);
                cell.known = true;
            }
            return cell.value;
        });
    }

    private @Nullable Object decoded(String name, @Nullable Payload stored) {
        try {
            return stored == null ? null : form.decode(name, stored);
        } catch (CodecException e) {
            form.unreadable();
            return null;
        }
    }

    /** @param value the value, or null to remove it */
    void set(String name, @Nullable Object value) {
        locked(() -> {
            Cell cell = cells.computeIfAbsent(name, absent -> new Cell());
            cell.value = value;
            cell.known = true;
            cell.changed = true;
            return cell;
        });
    }

    /** Returns what is to be stored. What encodes to what is stored already is not. */
    List<Change> changes() {
        return locked(() -> {
            List<Change> changes = new ArrayList<>();
            cells.forEach((name, cell) -> {
                Change change = change(name, cell);
                if (change != null) {
                    changes.add(change);
                }
            });
            return changes;
        });
    }

    private @Nullable Change change(String name, Cell cell) {
        Object value = cell.value;
        if (value == null) {
            return cell.changed && cell.stored != null ? new Change(name, cell.seen, null) : null;
        }
        if (!cell.changed && !form.maySilentlyChange(value)) {
            return null;
        }
        Payload encoded = form.encode(name, value);
        return isSame(encoded, cell.stored) ? null : new Change(name, cell.seen, encoded);
    }

    private static boolean isSame(Payload encoded, @Nullable Payload stored) {
        return encoded instanceof Payload.Bytes bytes
                && stored instanceof Payload.Bytes before
                && Arrays.equals(bytes.bytes(), before.bytes());
    }

    /** Notes that changes are stored. What the request has done since they were taken stays to be stored. */
    void stored(List<Change> changes, long version) {
        locked(() -> {
            for (Change change : changes) {
                if (CarriedChanges.isOne(change.name())) {
                    continue;
                }
                Cell cell = cells.computeIfAbsent(change.name(), absent -> new Cell());
                cell.stored = change.value();
                cell.seen = change.value() == null ? 0 : version;
            }
            return changes;
        });
    }

    private <T extends @Nullable Object> T locked(java.util.function.Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
