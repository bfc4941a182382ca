package dev.aside.cache.route;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has changed lately, so that he can be shown it on any node: the keys, and not only how far the database had come,
 * since a cache's copies do not know that. It travels as bytes, in a session, a cookie or a header.
 *
 * <p>It is a set of at most 64 numbers that stand for keys or whole caches, each until a time by the clock of the
 * cache's server, and with what a load must have seen. Beyond that it stands for everything until the last of these times. Two keys
 * of one number cost a read of the server, and are no harm. The bytes tell nobody which keys they are, but who guesses one can try.
 *
 * <p><b>Thread-safety:</b> immutable. Equal are those that say the same.
 */
public final class ChangeToken {

    /** The most changes that are told apart. */
    public static final int MAX_CHANGES = TokenFormat.MAX_CHANGES;

    /** The most bytes of a token. */
    public static final int MAX_BYTES = TokenFormat.MAX_BYTES;

    /** The longest that a change stays in a token, after the server has acknowledged it: a minute. */
    public static final long LONGEST_MILLIS = TokenChange.LONGEST_MILLIS;

    /** Of somebody who has changed nothing lately. */
    public static final ChangeToken NONE = new ChangeToken(Map.of());

    /** Stands for every key of every cache; no key's number is zero. */
    static final long EVERYTHING = 0;

    /** What bytes stand for that cannot be read. */
    static final ChangeToken UNREADABLE = new ChangeToken(Map.of(EVERYTHING, TokenChange.UNREADABLE));

    private final Map<Long, TokenChange> changes;
    private final long untilMillis;

    ChangeToken(Map<Long, TokenChange> changes) {
        this.changes = Map.copyOf(changes);
        this.untilMillis = changes.values().stream()
                .mapToLong(TokenChange::untilMillis)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /**
     * Returns whether there is nothing in it.
     *
     * @return whether it equals {@link #NONE}
     */
    public boolean isNone() {
        return changes.isEmpty();
    }

    /**
     * Returns whether nothing of it counts any more.
     *
     * @param nowMillis the time of a cache's server
     * @return whether all of it has ended
     */
    public boolean isOver(long nowMillis) {
        return nowMillis > untilMillis;
    }

    /**
     * Returns what stands for the changes of both.
     *
     * @param other the other token
     * @return a token of all changes of either
     */
    public ChangeToken merge(ChangeToken other) {
        Objects.requireNonNull(other, "other");
        if (isNone() || other.equals(this)) {
            return other;
        }
        return other.isNone() ? this : bounded(union(other.changes));
    }

    /**
     * For caches: returns a token that has some changes more. What has ended goes if there would be too many.
     *
     * @param slots numbers that stand for what has changed; not zero
     * @param untilMillis until when they count, by the clock of the cache's server
     * @param floor what a load must have seen
     * @param nowMillis the time, by the same clock
     * @return the token
     */
    public ChangeToken with(Collection<Long> slots, long untilMillis, CommitPosition floor, long nowMillis) {
        Map<Long, TokenChange> added = new HashMap<>();
        slots.forEach(slot -> added.put(slot, new TokenChange(untilMillis, floor)));
        Map<Long, TokenChange> all = union(added);
        all.replaceAll((slot, change) -> change.withAnEnd(nowMillis));
        if (all.size() > MAX_CHANGES) {
            all.values().removeIf(change -> nowMillis > change.untilMillis());
        }
        return bounded(all);
    }

    private Map<Long, TokenChange> union(Map<Long, TokenChange> others) {
        Map<Long, TokenChange> all = new HashMap<>(changes);
        others.forEach((slot, change) -> all.merge(slot, change, TokenChange::and));
        return all;
    }

    /** Of too many nobody knows which they were. */
    private static ChangeToken bounded(Map<Long, TokenChange> all) {
        return all.size() <= MAX_CHANGES
                ? new ChangeToken(all)
                : new ChangeToken(Map.of(
                        EVERYTHING,
                        all.values().stream().reduce(TokenChange::and).orElseThrow()));
    }

    /**
     * For caches: returns what a load of a key must have seen that has changed.
     *
     * @param cache the number that stands for its whole cache
     * @param slot the number that stands for it
     * @param nowMillis the time, by the clock of the cache's server
     * @return the position, {@link CommitPosition#NONE} if a load need have seen nothing; or null if it has not changed lately
     */
    public @Nullable CommitPosition floorOf(long cache, long slot, long nowMillis) {
        CommitPosition floor = null;
        for (long one : List.of(EVERYTHING, cache, slot)) {
            TokenChange change = changes.get(one);
            if (change != null && nowMillis <= change.untilMillis()) {
                floor = floor == null ? change.floor() : floor.merge(change.floor());
            }
        }
        return floor;
    }

    /**
     * Returns it as bytes. What had surely ended when the last change was made is left out.
     *
     * @return at most {@link #MAX_BYTES}, in a new array; none at all for {@link #NONE}
     */
    public byte[] encode() {
        return isNone() ? new byte[0] : TokenFormat.encode(changes, untilMillis);
    }

    /**
     * Returns the token that bytes stand for. Bytes that are none, those of a later version among them, stand for everything, until the
     * next change is added: it is not known what was changed, so nothing that this process holds is old enough to be shown. That costs
     * reads of the server, and neither an error in a request nor an old value.
     *
     * @param bytes what {@link #encode} returned, or whatever a client has sent; more than {@link #MAX_BYTES} are not looked at
     * @return the token; {@link #NONE} for no bytes at all
     */
    public static ChangeToken decode(byte[] bytes) {
        if (bytes.length == 0) {
            return NONE;
        }
        Map<Long, TokenChange> changes = TokenFormat.decode(bytes);
        return changes == null ? UNREADABLE : new ChangeToken(changes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeToken that && changes.equals(that.changes);
    }

    @Override
    public int hashCode() {
        return changes.hashCode();
    }

    /** Returns how many changes are in it. */
    @Override
    public String toString() {
        return "ChangeToken[" + (changes.containsKey(EVERYTHING) ? "everything" : changes.size() + " changes") + "]";
    }
}
