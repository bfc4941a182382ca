package dev.aside.cache.engine;

import dev.aside.cache.CacheCodecException;
import dev.aside.cache.EntryView;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.CodecException;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotKey.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Between the caller's keys and values and the store's: names of slots, entries, and how long they live. */
final class Binding<K, V> {

    /** The longest life: ten years. What is asked beyond it gets it. */
    static final long MAX_LIFE_MILLIS = Duration.ofDays(3650).toMillis();

    /** How long the token of a tag is kept whose entries do not expire: 30 days. */
    private static final long UNUSED_TAG_MILLIS = Duration.ofDays(30).toMillis();

    private static final byte[] NO_BYTES = new byte[0];

    private final CacheOptions<K, V> options;
    private final @Nullable Codec<K> keyCodec;
    private final @Nullable Codec<V> valueCodec;
    private final SlotKey generation;
    private final SlotKey tagEpoch;

    /** Creates a binding that makes no slots' names and no entries: it only tells lives. */
    Binding(CacheOptions<K, V> options) {
        this(options, Payload.Form.REFERENCE);
    }

    Binding(CacheOptions<K, V> options, Payload.Form form) {
        this.options = options;
        boolean bytes = form == Payload.Form.BYTES;
        this.keyCodec = bytes ? Objects.requireNonNull(options.codecs().key(), "key codec") : null;
        this.valueCodec = bytes ? Objects.requireNonNull(options.codecs().value(), "value codec") : null;
        this.generation = bytes ? SlotKey.ofBytes(Kind.GENERATION, NO_BYTES) : SlotKey.ofReference(Kind.GENERATION, "");
        this.tagEpoch = bytes ? SlotKey.ofBytes(Kind.TAG_EPOCH, NO_BYTES) : SlotKey.ofReference(Kind.TAG_EPOCH, "");
    }

    SlotKey generationSlot() {
        return generation;
    }

    SlotKey tagEpochSlot() {
        return tagEpoch;
    }

    SlotKey entrySlot(K key) {
        if (keyCodec == null) {
            return SlotKey.ofReference(Kind.ENTRY, key);
        }
        if (key instanceof CharSequence text && text.length() > SlotKey.MAX_KEY_BYTES) {
            throw tooLong(); // unread: it may be lazy, and endless
        }
        byte[] bytes = encodedKey(keyCodec, key);
        if (bytes.length > SlotKey.MAX_KEY_BYTES) {
            throw tooLong();
        }
        return SlotKey.ofBytes(Kind.ENTRY, bytes);
    }

    private byte[] encodedKey(Codec<K> codec, K key) {
        try {
            return encode(codec, key);
        } catch (CodecException e) {
            throw new CacheCodecException(options.name(), e);
        }
    }

    private IllegalArgumentException tooLong() {
        return new IllegalArgumentException(options.name() + ": a key takes at most " + SlotKey.MAX_KEY_BYTES
                + " bytes encoded, and this one more");
    }

    /** Returns the slot of a tag that a caller names. */
    SlotKey namedTagSlot(String tag) {
        if (tag.length() > Entry.MAX_TAG_LENGTH) {
            throw new IllegalArgumentException(
                    options.name() + ": a tag has at most " + Entry.MAX_TAG_LENGTH + " characters, and this one more");
        }
        return tagSlot(tag);
    }

    SlotKey tagSlot(String tag) {
        return keyCodec == null
                ? SlotKey.ofReference(Kind.TAG, tag)
                : SlotKey.ofBytes(Kind.TAG, tag.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the key of an entry's slot, or null if its bytes are not a key of this cache. */
    @SuppressWarnings("unchecked") // a slot named by reference was named by a key of this cache
    @Nullable
    K keyOf(SlotKey slot) {
        if (keyCodec == null) {
            return (K) slot.reference();
        }
        return decode(keyCodec, slot.bytes());
    }

    /** Returns the value, {@link NearTier#ABSENT}, or null if the entry is not one that this cache can read. */
    @Nullable
    Object valueOf(Entry entry) {
        if (entry.payload() instanceof Payload.Absent) {
            return NearTier.ABSENT;
        }
        if (entry.payload() instanceof Payload.Reference reference) {
            return reference.value();
        }
        Codec<V> codec = valueCodec;
        if (codec == null || !codec.id().equals(entry.codecId()) || codec.fingerprint() != entry.fingerprint()) {
            return null;
        }
        return decode(codec, ((Payload.Bytes) entry.payload()).bytes());
    }

    /** A user's codec may break its contract: whatever it throws, the bytes are not a value, and the next load replaces them. */
    private static <T> @Nullable T decode(Codec<T> codec, byte[] bytes) {
        try {
            return codec.decode(bytes);
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    /** Whatever a codec throws is a refusal; only a CodecException is known to quote nothing. */
    private static <T> byte[] encode(Codec<T> codec, T value) {
        try {
            return Objects.requireNonNull(codec.encode(value), "a codec returned null in place of bytes");
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new CodecException("it threw " + e.getClass().getName(), e);
        }
    }

    /**
     * Returns the entry of a value, or null if it cannot be stored.
     *
     * @throws CodecException if the codec refuses the value
     */
    @Nullable
    Entry entry(K key, Object value, long createdMillis, long costNanos, CommitPosition source, Tokens tokens) {
        boolean absent = value == NearTier.ABSENT;
        long hard = absent ? lifeMillis(options.life().absent()) : hardLifeMillis(key, value);
        if (hard <= 0 || !weighable(key, value, absent)) {
            return null;
        }
        Duration softLife = options.life().soft();
        long soft = absent || softLife == null ? hard : Math.min(hard, jittered(key, lifeMillis(softLife)));
        boolean forever = hard == Entry.NEVER;
        return new Entry(
                valueCodec == null || absent ? "" : valueCodec.id(),
                valueCodec == null || absent ? 0 : valueCodec.fingerprint(),
                createdMillis,
                soft == Entry.NEVER ? Entry.NEVER : createdMillis + soft,
                forever ? Entry.NEVER : createdMillis + hard,
                costNanos / 1000,
                source,
                tokens.generation(),
                List.of(),
                absent ? Payload.Absent.INSTANCE : payload(value));
    }

    static Entry withTags(Entry entry, List<Entry.TagMark> tags) {
        return with(entry, entry.source(), entry.generation(), tags);
    }

    static Entry withGeneration(Entry entry, long generation) {
        return with(entry, entry.source(), generation, entry.tags());
    }

    static Entry withSource(Entry entry, CommitPosition source) {
        return with(entry, source, entry.generation(), entry.tags());
    }

    private static Entry with(Entry entry, CommitPosition source, long generation, List<Entry.TagMark> tags) {
        return new Entry(
                entry.codecId(),
                entry.fingerprint(),
                entry.createdMillis(),
                entry.softMillis(),
                entry.hardMillis(),
                entry.costMicros(),
                source,
                generation,
                List.copyOf(tags),
                entry.payload());
    }

    @SuppressWarnings("unchecked") // only this cache's values come here
    private Payload payload(Object value) {
        return valueCodec == null ? new Payload.Reference(value) : new Payload.Bytes(encode(valueCodec, (V) value));
    }

    /** Returns the life, {@link Entry#NEVER}, or zero if the user's function refuses the value. */
    @SuppressWarnings("unchecked") // only this cache's values come here
    private long hardLifeMillis(K key, Object value) {
        if (options.life().perEntry() != null) {
            Duration own = ownLife(key, (V) value);
            return own == null || own.isZero() || own.isNegative() ? 0 : lifeMillis(own);
        }
        return uniformLifeMillis(key);
    }

    @SuppressWarnings("NullAway") // a user's function may return null whatever its type says
    private @Nullable Duration ownLife(K key, V value) {
        try {
            return options.life().perEntry().expireAfterWrite(key, value);
        } catch (RuntimeException e) {
            return null;
        }
    }

    @SuppressWarnings("unchecked") // only this cache's values come here
    private boolean weighable(K key, Object value, boolean absent) {
        var weigher = options.size().weigher();
        if (weigher == null || absent) {
            return true;
        }
        try {
            return weigher.weigh(key, (V) value) >= 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Returns the hard life of a key's value where it depends on nothing else. */
    long uniformLifeMillis(Object key) {
        Duration hard = options.life().hard();
        return hard == null ? Entry.NEVER : jittered(key, lifeMillis(hard));
    }

    /**
     * Shortens a life by up to the jitter's share, so that what was loaded together does not end together. The share is a
     * function of the key, not of chance: every node agrees, and a life can be told from a key.
     */
    private long jittered(Object key, long lifeMillis) {
        int mixed = key.hashCode() * 0x9E3779B9;
        double share = (mixed >>> 8) / (double) (1 << 24);
        return Math.max(1, lifeMillis - (long) (lifeMillis * options.life().jitter() * share));
    }

    private static long lifeMillis(Duration life) {
        return Math.min(Durations.millisUp(life), MAX_LIFE_MILLIS);
    }

    EntryView view(Entry entry, long nowMillis, boolean loadFailed) {
        return new EntryView(
                Duration.ofMillis(Math.max(0, nowMillis - entry.createdMillis())),
                life(entry, entry.softMillis()),
                life(entry, entry.hardMillis()),
                Duration.ofNanos(entry.costMicros() * 1000),
                entry.isAbsent(),
                loadFailed);
    }

    private static Duration life(Entry entry, long endMillis) {
        return Duration.ofMillis(endMillis == Entry.NEVER ? MAX_LIFE_MILLIS : endMillis - entry.createdMillis());
    }

    /** Returns for how long from now the entry may be served without being looked at. */
    long quietMillis(Entry entry, long nowMillis) {
        EntryView view = view(entry, nowMillis, false);
        Duration quiet = options.source().loadStrategy().quietAge(view.softLife(), view.hardLife(), view.loadCost());
        long quietAge = Math.min(Durations.millisDown(quiet), view.hardLife().toMillis());
        return entry.createdMillis() + quietAge - nowMillis;
    }

    /** Returns how long the store must keep the entry: past its hard life for as long as a strategy may serve it. */
    long physicalLifeMillis(Entry entry, long nowMillis) {
        if (entry.hardMillis() == Entry.NEVER) {
            return MAX_LIFE_MILLIS;
        }
        long stale = Durations.millisDown(options.source().loadStrategy().keepStale());
        return Math.max(1, Durations.plus(entry.hardMillis() - nowMillis, stale));
    }

    /**
     * Returns how long a tag's token is kept unused: longer than what carries it, as far as that is known. One that is lost
     * costs its tag's entries a load.
     */
    long tagTokenLifeMillis() {
        Duration hard = options.life().perEntry() == null ? options.life().hard() : null;
        long longest = hard == null ? UNUSED_TAG_MILLIS : lifeMillis(hard);
        long stale = Durations.millisDown(options.source().loadStrategy().keepStale());
        return longest + stale + Durations.millisUp(options.protocol().memory());
    }

    /** Returns how long the cache's own tokens are kept: there are two, and losing one costs every entry. */
    long ownTokenLifeMillis() {
        return 2 * MAX_LIFE_MILLIS;
    }
}
