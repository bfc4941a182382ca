package dev.aside.cache.codec;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Times as numbers. What is out of a type's range fails in the type's own factory, as a DateTimeException. */
final class Times {

    private static final long MAX_NANO = 999_999_999L;

    private Times() {}

    static void write(Instant value, ByteSink to) {
        to.signed(value.getEpochSecond());
        to.unsigned(value.getNano());
    }

    static Instant instant(ByteSource from) {
        long seconds = from.signed();
        return Instant.ofEpochSecond(seconds, nano(from));
    }

    static void write(Duration value, ByteSink to) {
        to.signed(value.getSeconds());
        to.unsigned(value.getNano());
    }

    static Duration duration(ByteSource from) {
        long seconds = from.signed();
        return Duration.ofSeconds(seconds, nano(from));
    }

    static void write(LocalDate value, ByteSink to) {
        to.signed(value.toEpochDay());
    }

    static LocalDate date(ByteSource from) {
        return LocalDate.ofEpochDay(from.signed());
    }

    static void write(LocalTime value, ByteSink to) {
        to.unsigned(value.toNanoOfDay());
    }

    static LocalTime time(ByteSource from) {
        return LocalTime.ofNanoOfDay(from.unsigned());
    }

    static void write(LocalDateTime value, ByteSink to) {
        write(value.toLocalDate(), to);
        write(value.toLocalTime(), to);
    }

    static LocalDateTime dateTime(ByteSource from) {
        LocalDate date = date(from);
        return LocalDateTime.of(date, time(from));
    }

    static void write(OffsetDateTime value, ByteSink to) {
        write(value.toLocalDateTime(), to);
        to.signed(value.getOffset().getTotalSeconds());
    }

    static OffsetDateTime offsetDateTime(ByteSource from) {
        LocalDateTime local = dateTime(from);
        return OffsetDateTime.of(local, offset(from));
    }

    static void write(ZonedDateTime value, ByteSink to) {
        write(value.toOffsetDateTime(), to);
        to.text(value.getZone().getId());
    }

    /** Strict: where this machine's time zone rules no longer know the offset, no other time is guessed. */
    static ZonedDateTime zonedDateTime(ByteSource from) {
        LocalDateTime local = dateTime(from);
        ZoneOffset offset = offset(from);
        return ZonedDateTime.ofStrict(local, offset, ZoneId.of(from.text()));
    }

    private static ZoneOffset offset(ByteSource from) {
        return ZoneOffset.ofTotalSeconds(from.signedInt());
    }

    private static long nano(ByteSource from) {
        long nano = from.unsigned();
        if (nano < 0 || nano > MAX_NANO) {
            throw new CodecException("a nanosecond is out of its second");
        }
        return nano;
    }
}
