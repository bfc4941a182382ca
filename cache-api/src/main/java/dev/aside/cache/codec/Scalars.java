package dev.aside.cache.codec;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The core types. */
final class Scalars {

    private static final String FLOATING =
            "0.0 and -0.0 are two keys, and equal sums may differ in the last bit; use BigDecimal or a scaled long";
    private static final String ARRAY = "equal arrays are not equal objects; use String, UUID or a record";

    private static final Map<Class<?>, Scalar<?>> BY_TYPE = List.<Scalar<?>>of(
                    new Scalar<>("string", String.class, (v, to) -> to.text(v), ByteSource::text),
                    new Scalar<>("bytes", byte[].class, (v, to) -> to.block(v), ByteSource::block, ARRAY),
                    new Scalar<>("boolean", Boolean.class, (v, to) -> to.flag(v), ByteSource::flag),
                    new Scalar<>("byte", Byte.class, (v, to) -> to.int8(v), ByteSource::int8),
                    new Scalar<>("short", Short.class, (v, to) -> to.int16(v), ByteSource::int16),
                    new Scalar<>("int", Integer.class, (v, to) -> to.signed(v), ByteSource::signedInt),
                    new Scalar<>("long", Long.class, (v, to) -> to.signed(v), ByteSource::signed),
                    new Scalar<>("float", Float.class, Scalars::write, Scalars::float32, FLOATING),
                    new Scalar<>("double", Double.class, Scalars::write, Scalars::float64, FLOATING),
                    new Scalar<>("char", Character.class, (v, to) -> to.int16((short) (char) v), Scalars::character),
                    new Scalar<>("integer", BigInteger.class, Scalars::write, Scalars::integer),
                    new Scalar<>("decimal", BigDecimal.class, Scalars::write, Scalars::decimal),
                    new Scalar<>("uuid", UUID.class, Scalars::write, Scalars::uuid),
                    new Scalar<>("instant", Instant.class, Times::write, Times::instant),
                    new Scalar<>("duration", Duration.class, Times::write, Times::duration),
                    new Scalar<>("date", LocalDate.class, Times::write, Times::date),
                    new Scalar<>("time", LocalTime.class, Times::write, Times::time),
                    new Scalar<>("datetime", LocalDateTime.class, Times::write, Times::dateTime),
                    new Scalar<>("offset-datetime", OffsetDateTime.class, Times::write, Times::offsetDateTime),
                    new Scalar<>("zoned-datetime", ZonedDateTime.class, Times::write, Times::zonedDateTime))
            .stream()
            .collect(Collectors.toUnmodifiableMap(Scalar::type, Function.identity()));

    private Scalars() {}

    /** The core types, of primitives their boxes. */
    static Set<Class<?>> types() {
        return BY_TYPE.keySet();
    }

    /** The shape of a core type or of its primitive, or null. */
    static @Nullable Scalar<?> find(Class<?> type) {
        return BY_TYPE.get(MethodType.methodType(type).wrap().returnType());
    }

    private static void write(Float value, ByteSink to) {
        to.int32(Float.floatToIntBits(value));
    }

    private static Float float32(ByteSource from) {
        return Float.intBitsToFloat(from.int32());
    }

    private static void write(Double value, ByteSink to) {
        to.int64(Double.doubleToLongBits(value));
    }

    private static Double float64(ByteSource from) {
        return Double.longBitsToDouble(from.int64());
    }

    private static Character character(ByteSource from) {
        return (char) from.int16();
    }

    private static void write(BigInteger value, ByteSink to) {
        to.block(value.toByteArray());
    }

    private static BigInteger integer(ByteSource from) {
        byte[] magnitude = from.block();
        if (magnitude.length == 0 || (magnitude.length > 1 && isSignOf(magnitude[0], magnitude[1]))) {
            throw new CodecException("an integer is not in its shortest form");
        }
        return new BigInteger(magnitude);
    }

    private static boolean isSignOf(byte head, byte next) {
        return head == next >> 7;
    }

    private static void write(BigDecimal value, ByteSink to) {
        to.signed(value.scale());
        write(value.unscaledValue(), to);
    }

    private static BigDecimal decimal(ByteSource from) {
        int scale = from.signedInt();
        return new BigDecimal(integer(from), scale);
    }

    private static void write(UUID value, ByteSink to) {
        to.int64(value.getMostSignificantBits());
        to.int64(value.getLeastSignificantBits());
    }

    private static UUID uuid(ByteSource from) {
        long most = from.int64();
        return new UUID(most, from.int64());
    }
}
