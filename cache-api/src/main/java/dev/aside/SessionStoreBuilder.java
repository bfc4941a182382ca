package dev.aside;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.CodecException;
import dev.aside.cache.codec.Codecs;
import dev.aside.cache.engine.session.AttributeTypes;
import dev.aside.cache.engine.session.SessionOptions;
import dev.aside.cache.session.SessionConcurrency;
import dev.aside.cache.session.SessionOutage;
import dev.aside.cache.session.SessionOverflow;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.session.SessionView;
import dev.aside.cache.spi.Payload;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Builds a {@link SessionStore}. Each setting may be made once, but for those that add something. A span may be as long as ten
 * years; longer ones are taken as ten years.
 *
 * <p>Not safe for use by many threads.
 */
public final class SessionStoreBuilder {

    private static final int SECRET_BYTES = 32;

    private final SessionStores stores;
    private final String name;
    private final SessionSettings settings;
    private final List<byte[]> secrets = new ArrayList<>();
    private final List<byte[]> formerSecrets = new ArrayList<>();
    private final Map<String, AttributeTypes.Kind<?>> named = new HashMap<>();
    private final List<AttributeTypes.Kind<?>> allowed = new ArrayList<>();

    SessionStoreBuilder(SessionStores stores, String name) {
        this.stores = stores;
        this.name = name;
        this.settings = new SessionSettings(name);
    }

    /**
     * Sets the secret that ids are kept secret by: whoever sees the server's keys cannot make an id of them without it. All nodes
     * have the same; it belongs where passwords are kept. Needed unless the backend is in this process.
     *
     * @param secret 32 bytes by chance, or more; it is copied
     * @return this
     * @throws CacheConfigurationException if it is shorter
     */
    public SessionStoreBuilder secret(byte[] secret) {
        if (!secrets.isEmpty()) {
            throw settings.refused("secret is set already");
        }
        secrets.add(checked(secret));
        return this;
    }

    /**
     * Adds a secret that was in use before: sessions issued by it go on, and new ones are issued by the present one. It may go
     * when the longest life has passed.
     *
     * @param secret as for {@link #secret}
     * @return this
     */
    public SessionStoreBuilder formerSecret(byte[] secret) {
        formerSecrets.add(checked(secret));
        return this;
    }

    private byte[] checked(byte[] secret) {
        if (secret.length < SECRET_BYTES) {
            throw settings.refused("a secret has at least " + SECRET_BYTES + " bytes, not " + secret.length);
        }
        return secret.clone();
    }

    /**
     * Says of which type an attribute is. It is encoded by the built-in codec of the type, if there is one ({@link Codecs}).
     *
     * @param attribute its name
     * @param type its type
     * @return this
     * @throws CacheConfigurationException if the type has no built-in codec, or the attribute has a type already
     */
    public SessionStoreBuilder attribute(String attribute, Class<?> type) {
        return attribute(attribute, kind(type));
    }

    /**
     * Says of which type an attribute is, and how it is encoded.
     *
     * @param <T> the type
     * @param attribute its name
     * @param type its type
     * @param codec its codec
     * @return this
     * @throws CacheConfigurationException if the attribute has a type already
     */
    public <T> SessionStoreBuilder attribute(String attribute, Class<T> type, Codec<T> codec) {
        return attribute(attribute, new AttributeTypes.Kind<>(type, codec));
    }

    private SessionStoreBuilder attribute(String attribute, AttributeTypes.Kind<?> kind) {
        if (named.putIfAbsent(Objects.requireNonNull(attribute, "attribute"), kind) != null) {
            throw settings.refused("attribute(" + attribute + ") has a type already");
        }
        return this;
    }

    /**
     * Allows attributes of further types, whatever their names. The core types of {@link Codecs} are allowed as they are; nothing
     * else is.
     *
     * @param types types with a built-in codec: records and enums of core types
     * @return this
     * @throws CacheConfigurationException if one has no built-in codec
     */
    public SessionStoreBuilder allow(Class<?>... types) {
        for (Class<?> type : types) {
            allowed.add(kind(type));
        }
        return this;
    }

    /**
     * Sets how attributes of all other types are encoded. What may be decoded is then the codec's to say: it MUST have a list of
     * types that it makes objects of.
     *
     * @param codec the codec
     * @return this
     */
    public SessionStoreBuilder otherAttributes(Codec<Object> codec) {
        return set(SessionKnob.OTHER_ATTRIBUTES, codec);
    }

    private AttributeTypes.Kind<?> kind(Class<?> type) {
        try {
            return kindOf(type);
        } catch (CodecException e) {
            throw settings.refused("attributes of type " + type.getName() + ": " + e.getMessage());
        }
    }

    private static <T> AttributeTypes.Kind<T> kindOf(Class<T> type) {
        return new AttributeTypes.Kind<>(type, Codecs.of(type));
    }

    private SessionStoreBuilder set(SessionKnob knob, Object value) {
        settings.set(knob, value);
        return this;
    }

    /**
     * Sets how long a session lives when nobody comes for it. By default 30 minutes.
     *
     * @param span at least a millisecond
     * @return this
     */
    public SessionStoreBuilder idleTimeout(Duration span) {
        return set(SessionKnob.IDLE_TIMEOUT, span);
    }

    /**
     * Sets how long a session lives in any case. By default 7 days.
     *
     * @param span at least a millisecond
     * @return this
     */
    public SessionStoreBuilder longestLife(Duration span) {
        return set(SessionKnob.LONGEST_LIFE, span);
    }

    /**
     * Sets how long the former id lets in requests that are under way when the id is changed. By default 10 seconds. Whoever
     * knows the former id is let in for that long; zero lets in nobody.
     *
     * @param span zero or more
     * @return this
     */
    public SessionStoreBuilder idGrace(Duration span) {
        return set(SessionKnob.ID_GRACE, span);
    }

    /**
     * Sets what becomes of requests that change one session at once. By default {@link SessionConcurrency#MERGE}.
     *
     * @param concurrency what
     * @return this
     */
    public SessionStoreBuilder concurrency(SessionConcurrency concurrency) {
        return set(SessionKnob.CONCURRENCY, concurrency);
    }

    /**
     * Sets for how long a request may have a session alone, and another waits for it, under {@link
     * SessionConcurrency#EXCLUSIVE}. By default 10 seconds.
     *
     * @param span at least 10 milliseconds
     * @return this
     */
    public SessionStoreBuilder exclusiveFor(Duration span) {
        return set(SessionKnob.EXCLUSIVE_FOR, span);
    }

    /**
     * Bounds how many sessions one principal has. By default any number.
     *
     * @param most at least 1
     * @param overflow what happens at the login beyond that
     * @return this
     */
    public SessionStoreBuilder maximumPerPrincipal(int most, SessionOverflow overflow) {
        set(SessionKnob.OVERFLOW, overflow);
        return set(SessionKnob.MAXIMUM_PER_PRINCIPAL, most);
    }

    /**
     * Bounds the attributes of a session. By default 256.
     *
     * @param most at least 1
     * @return this
     */
    public SessionStoreBuilder maximumAttributes(int most) {
        return set(SessionKnob.MAXIMUM_ATTRIBUTES, most);
    }

    /**
     * Bounds the bytes of a session's attributes, with their names. By default 64 KiB.
     *
     * @param most at least 1
     * @return this
     */
    public SessionStoreBuilder maximumBytes(long most) {
        return set(SessionKnob.MAXIMUM_BYTES, most);
    }

    /**
     * Bounds how many sessions a backend holds that is in this process; beyond it, no new ones are stored. By default 100,000.
     *
     * @param most at least 1
     * @return this
     */
    public SessionStoreBuilder maximumSessions(long most) {
        return set(SessionKnob.MAXIMUM_SESSIONS, most);
    }

    /**
     * Sets what happens while the server does not answer. By default {@link SessionOutage#FAIL}.
     *
     * @param outage what
     * @return this
     */
    public SessionStoreBuilder whenUnavailable(SessionOutage outage) {
        return set(SessionKnob.WHEN_UNAVAILABLE, outage);
    }

    /**
     * Sets for how long this node goes on by itself under {@link SessionOutage#LOCAL}. By default 10 minutes.
     *
     * @param span at least a millisecond
     * @return this
     */
    public SessionStoreBuilder localFor(Duration span) {
        return set(SessionKnob.LOCAL_FOR, span);
    }

    /**
     * Sets how old an answer of this process may be, where the server tells of changes: a logout is seen by all nodes as soon as
     * the server has told them, and no later than that. By default 1 second. Zero has every request ask the server.
     *
     * @param bound zero, or at least 100 milliseconds
     * @return this
     */
    public SessionStoreBuilder nearBound(Duration bound) {
        return set(SessionKnob.NEAR_BOUND, bound);
    }

    /**
     * Sets who is told of sessions that have ended by themselves: at least once each, by whichever node finds them, within some
     * seconds. What it throws has it told again.
     *
     * @param listener the listener, called by the executor
     * @return this
     */
    public SessionStoreBuilder onExpiry(Consumer<SessionView> listener) {
        return set(SessionKnob.ON_EXPIRY, listener);
    }

    /**
     * Sets whether an object is saved that was changed in place, without a put. By default it is: what was read and may have
     * changed is encoded once more at the save, and stored if it is another.
     *
     * @param saved whether it is
     * @return this
     */
    public SessionStoreBuilder savesMutated(boolean saved) {
        return set(SessionKnob.SAVES_MUTATED, saved);
    }

    /**
     * Sets how long a call waits for the server. By default 100 milliseconds.
     *
     * @param timeout at least a millisecond
     * @return this
     */
    public SessionStoreBuilder operationTimeout(Duration timeout) {
        return set(SessionKnob.OPERATION_TIMEOUT, timeout);
    }

    /**
     * Sets what gives ids by chance, for tests: whoever can guess it has every session. By default a {@link SecureRandom}.
     *
     * @param random the generator
     * @return this
     */
    public SessionStoreBuilder random(RandomGenerator random) {
        return set(SessionKnob.RANDOM, random);
    }

    /**
     * Builds the store.
     *
     * @return the store, which its {@code Aside} closes
     * @throws CacheConfigurationException if settings are missing or contradict each other, the backend cannot keep sessions, or
     *     there is a session store of this name already
     */
    public SessionStore build() {
        return stores.build(options());
    }

    private SessionOptions options() {
        boolean isBytes = stores.form() == Payload.Form.BYTES;
        List<byte[]> all = new ArrayList<>(secrets);
        if (all.isEmpty()) {
            if (stores.isShared()) {
                throw settings.refused("secret is to be set: 32 bytes by chance, the same on all nodes");
            }
            all.add(chance());
        }
        all.addAll(formerSecrets);
        return new SessionOptions(
                name,
                all,
                settings.get(SessionKnob.RANDOM, new SecureRandom()),
                isBytes ? types() : new AttributeTypes(Map.of(), List.of(), null),
                settings.life(),
                settings.get(SessionKnob.CONCURRENCY, SessionConcurrency.MERGE),
                settings.limits(),
                settings.outage(),
                settings.nearBound(),
                settings.get(SessionKnob.ON_EXPIRY),
                settings.get(SessionKnob.SAVES_MUTATED, true));
    }

    private AttributeTypes types() {
        List<AttributeTypes.Kind<?>> all = new ArrayList<>(allowed);
        Codecs.coreTypes().forEach(type -> all.add(kind(type)));
        try {
            return new AttributeTypes(named, all, settings.get(SessionKnob.OTHER_ATTRIBUTES));
        } catch (IllegalArgumentException e) {
            throw settings.refused(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] chance() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }
}
