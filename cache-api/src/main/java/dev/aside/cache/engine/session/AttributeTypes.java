package dev.aside.cache.engine.session;

import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.CodecException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types that attributes may have, which is a list of those allowed: nothing else is ever encoded or decoded. An encoded
 * attribute begins with a mark that is one type's, in one version of it, so that what was stored by another version of an
 * application is not read as something else.
 */
public final class AttributeTypes {

    /** A type, and how it is encoded. */
    public record Kind<T>(Class<T> type, Codec<T> codec) {

        long mark() {
            long mark = codec.fingerprint();
            for (int i = 0; i < codec.id().length(); i++) {
                mark = (mark ^ codec.id().charAt(i)) * 0x100000001B3L;
            }
            return mark;
        }

        byte[] encode(Object value) {
            byte[] bytes = codec.encode(type.cast(value));
            return ByteBuffer.allocate(Long.BYTES + bytes.length)
                    .putLong(mark())
                    .put(bytes)
                    .array();
        }
    }

    private final Map<String, Kind<?>> byName;
    private final Map<Class<?>, Kind<?>> byType = new HashMap<>();
    private final Map<Long, Kind<?>> byMark = new HashMap<>();
    private final @Nullable Kind<Object> others;

    /**
     * @param named what an attribute of a name must be
     * @param unnamed what attributes of other names may be
     * @param others how everything else is encoded, or null if nothing else is allowed
     */
    public AttributeTypes(Map<String, Kind<?>> named, List<Kind<?>> unnamed, @Nullable Codec<Object> others) {
        this.byName = Map.copyOf(named);
        this.others = others == null ? null : new Kind<>(Object.class, others);
        unnamed.forEach(this::allow);
        named.values().forEach(this::allow);
    }

    private void allow(Kind<?> kind) {
        if (byType.putIfAbsent(kind.type(), kind) == null) {
            Kind<?> other = byMark.putIfAbsent(kind.mark(), kind);
            if (other != null) {
                throw new IllegalArgumentException("attributes of type "
                        + kind.type().getName()
                        + " are stored like those of type " + other.type().getName()
                        + ": give one of them a name of its own, or a codec");
            }
        }
    }

    /**
     * Returns how a value is encoded under a name.
     *
     * @throws IllegalArgumentException if it is of a type that is not allowed
     */
    Kind<?> of(String name, Object value) {
        Kind<?> named = byName.get(name);
        if (named != null) {
            if (named.type().isInstance(value)) {
                return named;
            }
            throw new IllegalArgumentException("the attribute " + name + " is a "
                    + named.type().getName() + ", and not a " + value.getClass().getName());
        }
        Kind<?> kind = byType.get(typeOf(value));
        if (kind != null) {
            return kind;
        }
        if (others != null) {
            return others;
        }
        throw new IllegalArgumentException(
                "attributes of type " + value.getClass().getName()
                        + " are not allowed: the store is to be told of them by attribute(name, type) or allow(type)");
    }

    private static Class<?> typeOf(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }

    /**
     * Decodes what was stored under a name.
     *
     * @throws CodecException if it is of a type, or of a version of it, that is not allowed, or damaged
     */
    Object decode(String name, byte[] bytes) {
        if (bytes.length < Long.BYTES) {
            throw new CodecException("an attribute has at least " + Long.BYTES + " bytes");
        }
        long mark = ByteBuffer.wrap(bytes).getLong();
        Kind<?> kind = marked(name, mark);
        if (kind == null) {
            throw new CodecException("an attribute of a type, or of a version of it, that is not known here");
        }
        return kind.codec().decode(Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
    }

    private @Nullable Kind<?> marked(String name, long mark) {
        Kind<?> named = byName.get(name);
        if (named != null) {
            return named.mark() == mark ? named : null;
        }
        Kind<?> kind = byMark.get(mark);
        return kind == null && others != null && others.mark() == mark ? others : kind;
    }
}
