package dev.aside.cache.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.CodecException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A codec that stores values as JSON, or in the format of a given mapper's factory.
 *
 * <p><b>Types:</b> the type is fixed here and never read from the data: {@code @class}, {@code @type} and arrays that begin
 * with a class name are plain data. A mapper with default typing is refused. Where types vary, use a sealed interface with
 * {@code @JsonTypeInfo(use = NAME)}; names of classes ({@code use = CLASS}) are refused by the default mapper and should not
 * be used with an own one.
 *
 * <p><b>Limits:</b> 200 levels of nesting, 1,000,000 characters in a string, 1,000 in a number, 10,000 in a name. Where the
 * factory of a given mapper has {@code StreamReadConstraints} of its own, those apply instead. A value that would be refused
 * when it is read, because a string or a number in it is too long, is refused when it is written; only the numbers of binary
 * formats, whose limit Jackson counts in bytes, are not looked at, and count as absent when they are read. Trailing content and duplicate names
 * are always refused, and so is JSON with a byte order mark. A null is no value, in the Java sense and in the JSON one.
 *
 * <p><b>Rolling deploys:</b> the default mapper ignores properties that it does not know and leaves at null what it does not
 * find, so the version before a property was added and the one after it read each other's values. A missing or null
 * primitive, and a scalar of another kind ({@code "1"} for a number), are refused, so such an entry counts as absent; and so
 * does one whose constructor throws, as that of a record that asks for a property which earlier values lack
 * ({@code Objects.requireNonNull}). A null that nobody refuses is handed on, also where the type is said to have none. Where
 * null, or the old meaning of a property, would be wrong, raise {@link #withVersion}: values of other versions are then
 * absent, and are left alone. A given mapper follows its own settings in this.
 *
 * <p><b>Modules:</b> the default mapper has none, so that what is stored does not depend on the class path. For
 * {@code java.time} and the like give a mapper with the modules you need; without one their values are refused, each time,
 * when they are written, which the message says with the name of the type.
 *
 * <p><b>Errors:</b> every failure is a {@link CodecException} that says the kind of failure and the position, without
 * Jackson's own message and without a cause, since those quote the data. Errors such as {@code OutOfMemoryError} pass
 * through.
 *
 * <p><b>Thread-safety:</b> immutable and safe for use by many threads. The settings of a given mapper are taken when the
 * codec is made; changing the mapper afterwards has no defined effect. <b>Null:</b> a null argument is a
 * {@code NullPointerException}.
 *
 * @param <T> the type of the values
 */
public final class JacksonCodec<T> implements Codec<T> {

    private static final String JSON = "json";

    private final String id;
    private final long fingerprint;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final int maxStringLength;
    private final int maxNumberLength;

    private JacksonCodec(ObjectMapper mapper, JavaType type) {
        JacksonDefaults.requireNoDefaultTyping(mapper, type);
        requireFixed(type);
        JsonFactory factory = JacksonDefaults.limited(mapper);
        this.id = id(factory);
        this.fingerprint = hash(id + ":" + type.toCanonical());
        this.reader = mapper.readerFor(type)
                .with(factory)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .without(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
        this.writer = mapper.writerFor(type).with(factory);
        this.maxStringLength = factory.streamReadConstraints().getMaxStringLength();
        this.maxNumberLength = factory.streamReadConstraints().getMaxNumberLength();
    }

    private JacksonCodec(JacksonCodec<T> base, long fingerprint) {
        this.id = base.id;
        this.fingerprint = fingerprint;
        this.reader = base.reader;
        this.writer = base.writer;
        this.maxStringLength = base.maxStringLength;
        this.maxNumberLength = base.maxNumberLength;
    }

    /**
     * Creates a JSON codec with the safe default mapper that the class describes.
     *
     * @param <T> the type of the values
     * @param type the type of the values; for a generic type use {@link #of(TypeReference)}
     * @return the codec
     * @throws IllegalArgumentException if the type is {@code Object}
     */
    public static <T> JacksonCodec<T> of(Class<T> type) {
        return of(JacksonDefaults.mapper(), type);
    }

    /**
     * Creates a JSON codec with the safe default mapper that the class describes, for a generic type such as
     * {@code new TypeReference<List<Product>>() {}}.
     *
     * @param <T> the type of the values
     * @param type the type of the values
     * @return the codec
     * @throws IllegalArgumentException if the type is {@code Object}
     */
    public static <T> JacksonCodec<T> of(TypeReference<T> type) {
        return of(JacksonDefaults.mapper(), type);
    }

    /**
     * Creates a codec with a mapper, whose factory decides the format.
     *
     * @param <T> the type of the values
     * @param mapper the mapper, without default typing
     * @param type the type of the values; for a generic type use {@link #of(ObjectMapper, TypeReference)}
     * @return the codec
     * @throws IllegalArgumentException if the mapper has default typing, its factory cannot be copied or has no format name of
     *     {@code [a-z0-9.-]} (in any case), or the type is {@code Object}
     */
    public static <T> JacksonCodec<T> of(ObjectMapper mapper, Class<T> type) {
        return new JacksonCodec<>(mapper, mapper.constructType(Objects.requireNonNull(type, "type")));
    }

    /**
     * Creates a codec with a mapper, whose factory decides the format, for a generic type such as
     * {@code new TypeReference<List<Product>>() {}}.
     *
     * @param <T> the type of the values
     * @param mapper the mapper, without default typing
     * @param type the type of the values
     * @return the codec
     * @throws IllegalArgumentException if the mapper has default typing, its factory cannot be copied or has no format name of
     *     {@code [a-z0-9.-]} (in any case), or the type is {@code Object}
     */
    public static <T> JacksonCodec<T> of(ObjectMapper mapper, TypeReference<T> type) {
        return new JacksonCodec<>(mapper, mapper.constructType(Objects.requireNonNull(type, "type")));
    }

    /**
     * Returns the same codec with a fingerprint of your own in place of the one over format and full name of the type. With
     * it the type may be renamed or moved and keep its values; raise it whenever earlier values must not be read any more.
     *
     * @param version the fingerprint, any number
     * @return a codec with that fingerprint
     */
    public JacksonCodec<T> withVersion(long version) {
        return new JacksonCodec<>(this, version);
    }

    /**
     * Returns the name of the format.
     *
     * @return {@code "json"}, or the lower-case format name of the mapper's factory, such as {@code "cbor"} or {@code "smile"}
     */
    @Override
    public String id() {
        return id;
    }

    /**
     * Returns the fingerprint.
     *
     * @return what {@link #withVersion} gave, or else a hash over the format and the full name of the type
     */
    @Override
    public long fingerprint() {
        return fingerprint;
    }

    @Override
    public byte[] encode(T value) {
        Objects.requireNonNull(value, "value");
        byte[] bytes;
        try {
            bytes = writer.writeValueAsBytes(value);
        } catch (IOException | RuntimeException e) {
            throw refused("a value" + unknown(e), e);
        }
        if (bytes.length > maxStringLength || LongNumbers.mayHold(bytes, maxNumberLength)) {
            // Only such a value can hold a string or a number that is too long to be read again.
            decode(bytes);
        }
        return bytes;
    }

    @Override
    public T decode(byte[] bytes) {
        requireUtf8(Objects.requireNonNull(bytes, "bytes"));
        @Nullable T value;
        try {
            value = reader.readValue(bytes);
        } catch (IOException | RuntimeException e) {
            throw refused("bytes", e);
        }
        if (value == null) {
            throw new CodecException("codec " + id + " refused bytes: null is no value");
        }
        return value;
    }

    /** Jackson would guess UTF-16 or UTF-32 and skip a byte order mark; what we wrote begins with ASCII characters. */
    private void requireUtf8(byte[] bytes) {
        boolean marked = bytes.length > 0 && bytes[0] <= 0;
        boolean wide = bytes.length > 1 && bytes[1] == 0;
        if (id.equals(JSON) && (marked || wide)) {
            throw new CodecException("codec json refused bytes: allowed is UTF-8 without a byte order mark");
        }
    }

    private CodecException refused(String what, Exception failure) {
        String kind = failure.getClass().getName();
        return new CodecException("codec " + id + " refused " + what + ": " + kind + position(failure));
    }

    /** The class of a value to be written is the application's own, and no data. */
    private static String unknown(Exception failure) {
        @Nullable JavaType type = failure instanceof InvalidDefinitionException e ? e.getType() : null;
        return type == null
                ? ""
                : ", since its mapper cannot write " + type.getRawClass().getName();
    }

    private static String position(Exception failure) {
        @Nullable JsonLocation location = failure instanceof JsonProcessingException e ? e.getLocation() : null;
        return location == null || location.getByteOffset() < 0 ? "" : " at byte " + location.getByteOffset();
    }

    private static void requireFixed(JavaType type) {
        if (type.isJavaLangObject()) {
            throw new IllegalArgumentException(
                    "the type of the values is Object; allowed is the type that is to be read");
        }
    }

    private static String id(JsonFactory factory) {
        String name = factory.getFormatName();
        String id = name == null ? "" : name.toLowerCase(Locale.ROOT);
        if (!id.matches("[a-z0-9.-]{1,64}")) {
            throw new IllegalArgumentException(
                    "the factory " + factory.getClass().getName()
                            + " has no format name that can be an id; allowed are 1 to 64 characters of [a-z0-9.-]");
        }
        return id;
    }

    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
