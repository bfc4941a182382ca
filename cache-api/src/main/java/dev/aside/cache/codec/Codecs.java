package dev.aside.cache.codec;

import java.util.Objects;
import java.util.Set;

/**
 * The built-in codecs, found by type.
 *
 * <p><b>Core types:</b> {@code String} (strict UTF-8: an unpaired surrogate is refused), {@code byte[]} (copied both ways),
 * the primitives and their boxes, {@code BigInteger}, {@code BigDecimal} (with its scale), {@code UUID}, {@code Instant},
 * {@code Duration}, {@code LocalDate}, {@code LocalTime}, {@code LocalDateTime}, {@code OffsetDateTime} and
 * {@code ZonedDateTime}.
 *
 * <p><b>Enums</b> are stored by name: constants may be reordered and added at any time; a stored name that is no constant any
 * more is refused, and so the entry counts as absent.
 *
 * <p><b>Records</b> are stored by their components, in order. A component is a core type, an enum, another such record,
 * also a generic or a recursive one, or an {@code Optional}, {@code List}, {@code Set} or {@code Map} of these; exactly these
 * interfaces are allowed. Sets and maps keep their order of iteration; the collections that are read are unmodifiable. A
 * component, or a type argument, may be null if it carries an annotation named {@code Nullable} that is kept at run time,
 * such as JSpecify's. Records need not be public; in a named module, a record
 * that is not public in an exported package needs that package opened to {@code dev.aside.cache.api}. Values go through the accessors and the canonical constructor; where one of these throws, the
 * value or the bytes are refused, and the message names the type of what was thrown but does not repeat its text.
 *
 * <p><b>Change:</b> the fingerprint of a record covers its simple name and, through all records inside it, the names, types,
 * order and nullness of the components; an enum counts by its simple name alone, and packages do not count. So a record that
 * gains, loses or changes a component has another fingerprint, and earlier values count as absent.
 *
 * <p><b>Hostile bytes:</b> lengths are checked against the bytes that are left before anything is allocated; trailing bytes,
 * duplicate elements and every spelling but the shortest are refused; records and containers are nested at most
 * 64 levels, both ways. Bytes that were damaged into those of another valid value cannot be told here; that
 * is what the checksum of the envelope is for.
 *
 * <p><b>Thread-safety:</b> all codecs are immutable and safe for use by many threads. A codec is found by reflection; keep it
 * rather than ask again. <b>Null:</b> a null argument is a {@code NullPointerException}.
 */
public final class Codecs {

    private Codecs() {}

    /**
     * Returns the core types.
     *
     * @return the classes, of primitives their boxes; unmodifiable, and in no order
     */
    public static Set<Class<?>> coreTypes() {
        return Scalars.types();
    }

    /**
     * Finds the codec for values of a type.
     *
     * @param <T> the type of the values
     * @param type a core type, an enum or a record
     * @return its codec
     * @throws CodecException if the type, or one inside it, has no built-in codec; the message names it, where it stands, and
     *     what is allowed
     */
    public static <T> Codec<T> of(Class<T> type) {
        return codec(type, false);
    }

    /**
     * Finds the codec for keys of a type. The bytes of two keys are equal if and only if the keys are: encodings are
     * injective, also those of records, whose components delimit themselves, so {@code ("a:b", "c")} and
     * {@code ("a", "b:c")} differ. The bytes are those of {@link #of}, but types that cannot keep the promise are refused, at
     * any depth:
     *
     * <ul>
     *   <li>{@code Set} and {@code Map}: equal ones may be iterated in different orders;
     *   <li>{@code float} and {@code double}: {@code 0.0 == -0.0} but they are two keys, and equal sums may differ in the last
     *       bit;
     *   <li>{@code byte[]}: two arrays with the same content are not equal.
     * </ul>
     *
     * <p>What remains with the caller: text is not normalised, so a composed and a decomposed accent are two keys;
     * {@code BigDecimal} {@code 1.0} and {@code 1.00} are not equal and are two keys; a key must not change while it is in
     * use, so a {@code List} inside it must be unmodifiable; and a record must not override {@code equals} to ignore or bend a
     * component.
     *
     * @param <K> the type of the keys
     * @param type a core type, an enum or a record, fit for keys
     * @return its codec
     * @throws CodecException if the type, or one inside it, has no built-in codec or is not fit for a key; the message names
     *     it, where it stands, and what is allowed
     */
    public static <K> Codec<K> forKey(Class<K> type) {
        return codec(type, true);
    }

    // Each branch makes the codec of the very type that was asked for.
    @SuppressWarnings("unchecked")
    private static <T> Codec<T> codec(Class<T> type, boolean key) {
        Objects.requireNonNull(type, "type");
        Shape shape = new ShapeResolver(key).resolve(type, "the type itself");
        if (type == String.class) {
            return (Codec<T>) new StringCodec(shape);
        }
        if (type == byte[].class) {
            return (Codec<T>) new BytesCodec(shape);
        }
        return new ShapeCodec<>(id(shape), shape);
    }

    private static String id(Shape shape) {
        if (shape instanceof Scalar<?> scalar) {
            return scalar.name();
        }
        return shape instanceof EnumShape ? "enum" : "record";
    }
}
