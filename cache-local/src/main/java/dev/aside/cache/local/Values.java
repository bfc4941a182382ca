package dev.aside.cache.local;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The value slots of an embedded store: what a holder in the table means as a slot, and the other way round. */
final class Values implements CaffeineTable.Keeper<Object> {

    /*
     * How an entry fits into 24 bytes
     * -------------------------------
     * A cache whose lives depend on the key alone, and which tells nothing of an entry but its value, has its slots in plain
     * holders. The time to look at one is its hard expiry, and so the time of its creation is that less the life of the key.
     * (An eternal entry is looked at half a wrap of the clock after its creation.) There is no room for a stamp: a value that
     * no step has seen since it was stored can have any, so it is given one when a step shows it, and is kept whole from
     * then on. A stamp proves that a slot is what it was, so a fresh one may cost its holder a refusal and never lets in
     * anything; nobody claims a refresh of a value or fills against it without having read it, save whoever stored it.
     *
     * Everything else is kept whole: entries with tags, a position, a refresh before their end, or a life beyond it.
     *
     * When a stored value may be hit
     * ------------------------------
     * A plain one at once: nothing about it could turn out invalid. A whole one once the engine has looked at it and noted
     * so through the view; until then the time to look at it has come. A note changes what is found under the lock of the
     * key's place in the table, and only if that is still the very object that was looked at, so it cannot bring back or
     * lengthen another.
     */

    private final CacheRuntime runtime;
    private final CoarseClock clock;
    private final ToLongFunction<Object> lives;
    private final CaffeineTable<Object> table;

    Values(NearSpec near, @Nullable ToLongFunction<Object> uniformLife, CacheRuntime runtime) {
        this.runtime = runtime;
        this.clock = runtime.clock();
        this.lives = uniformLife == null ? key -> -1 : uniformLife;
        this.table = CaffeineTable.view(near, runtime, this);
    }

    CaffeineTable<Object> table() {
        return table;
    }

    /** Returns what is held for the key and not over; drops what is. */
    @Nullable
    Holder live(Era<Object> era, Object key) {
        Holder held = era.peek(key);
        if (held == null || !table.isOver(key, held)) {
            return held;
        }
        era.map().remove(key);
        return null;
    }

    @Override
    public boolean isOver(Object key, Holder held) {
        long now = clock.exactMillis();
        if (held instanceof EntryHolder whole) {
            return whole.untilMillis() <= now;
        }
        return held.checkAt - (int) now <= 0 && lives.applyAsLong(key) != Entry.NEVER;
    }

    /** Returns the slot that a holder means. A plain one has a new stamp every time, until it is {@link #kept}. */
    Slot.Value slot(Era<Object> era, Object key, Holder held) {
        if (held instanceof EntryHolder whole) {
            return whole.slot();
        }
        long now = clock.exactMillis();
        long checkAt = now + (held.checkAt - (int) now);
        long life = lives.applyAsLong(key);
        boolean eternal = life == Entry.NEVER;
        long created = checkAt - (eternal ? CaffeineTable.MAX_QUIET : life);
        long hard = eternal ? Entry.NEVER : checkAt;
        Payload payload = held.value == NearTier.ABSENT ? Payload.Absent.INSTANCE : new Payload.Reference(held.value);
        Entry entry = new Entry("", 0, created, hard, hard, 0, CommitPosition.NONE, era.token, List.of(), payload);
        return new Slot.Value(runtime.newStamp(), hard, 0, entry);
    }

    /** A step has shown the value and left it there, perhaps claimed. */
    void kept(Era<Object> era, Object key, Holder held, Slot.Value slot) {
        if (held instanceof EntryHolder whole) {
            whole.claimed(slot.claimedMillis());
        } else {
            EntryHolder whole = whole(era, held, slot);
            era.map().computeIfPresent(key, (same, present) -> present == held ? whole : present);
        }
    }

    /** The same value with its slot beside it; outdated if the plain one is. */
    private static EntryHolder whole(Era<Object> era, Holder held, Slot.Value slot) {
        int epoch = era.retired ? era.epoch - 1 : era.epoch;
        return new EntryHolder(held.value, held.checkAt, held.touched, 1, epoch, 0, slot);
    }

    @Override
    public Holder found(Era<Object> era, Object key, Holder held, long checkAt) {
        EntryHolder whole = held instanceof EntryHolder entry ? entry : whole(era, held, slot(era, key, held));
        whole.checkAt = (int) Math.min(checkAt, whole.hardMillis());
        whole.epoch = era.epoch;
        whole.accessed = clock.millis();
        return whole;
    }

    /** A step has stored a value, of this physical life and weight. */
    void stored(Era<Object> era, Object key, Slot.Value slot, long lifeMillis, int weight) {
        Object value = value(slot.entry().payload());
        int now = clock.millis();
        int touched = table.unrecorded();
        Holder holder = fitsPlain(era, key, slot.entry(), lifeMillis)
                ? new Holder(value, (int) plainCheck(slot.entry()), touched)
                : new EntryHolder(value, now, touched, weight, era.epoch, now, slot);
        table.store(era, key, holder);
    }

    private static long plainCheck(Entry entry) {
        return entry.hardMillis() == Entry.NEVER ? entry.createdMillis() + CaffeineTable.MAX_QUIET : entry.hardMillis();
    }

    private boolean fitsPlain(Era<Object> era, Object key, Entry entry, long lifeMillis) {
        long life = lives.applyAsLong(key);
        return table.keepsPlain(era)
                && lifeMillis <= life
                && isRegular(entry, life)
                && entry.softMillis() >= entry.hardMillis()
                && entry.generation() == era.token
                && isBare(entry);
    }

    private static boolean isRegular(Entry entry, long life) {
        return life == Entry.NEVER
                ? entry.hardMillis() == Entry.NEVER
                : life <= CaffeineTable.MAX_QUIET && entry.hardMillis() == entry.createdMillis() + life;
    }

    private static boolean isBare(Entry entry) {
        return entry.tags().isEmpty()
                && entry.source().equals(CommitPosition.NONE)
                && entry.codecId().isEmpty()
                && entry.fingerprint() == 0
                && !(entry.payload() instanceof Payload.Bytes);
    }

    static Object value(Payload payload) {
        if (payload instanceof Payload.Reference reference) {
            return reference.value();
        }
        return payload instanceof Payload.Bytes bytes ? bytes.bytes() : NearTier.ABSENT;
    }
}
