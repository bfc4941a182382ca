package dev.aside.cache.leaderboard;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * For how long scores count. A board has one or more periods, and a submission counts in each of them; of each there is one after
 * another, without a gap: a day begins where the day before ends, also where clocks are put forwards or back at midnight.
 *
 * <p>Immutable, and safe for use by many threads. Two are equal if they have the same {@linkplain #toString() text}.
 */
public final class Period {

    private static final Span ALL = new Span(Instant.EPOCH, Instant.ofEpochMilli(Span.FOREVER_MILLIS));
    private static final long LONGEST_SEASON_DAYS = 36_600;
    private static final Duration SHORTEST_SEASON = Duration.ofSeconds(1);

    private final String text;
    private final Function<Instant, @Nullable Span> finder;

    private final Function<Instant, @Nullable Span> latest;

    private Period(String text, Function<Instant, @Nullable Span> finder) {
        this(text, finder, finder);
    }

    private Period(String text, Function<Instant, @Nullable Span> finder, Function<Instant, @Nullable Span> latest) {
        this.text = text;
        this.finder = finder;
        this.latest = latest;
    }

    /**
     * From when to when one of them is.
     *
     * @param from its first instant
     * @param until the first instant after it
     */
    public record Span(Instant from, Instant until) {
        /** Later than any time that a board knows, as milliseconds: all-time ends then. */
        public static final long FOREVER_MILLIS = 8_640_000_000_000L;

        /**
         * Returns whether an instant is in it.
         *
         * @param at the instant
         * @return whether it is
         */
        public boolean has(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /**
     * Returns the one that has no end.
     *
     * @return all time
     */
    public static Period allTime() {
        return new Period("all-time", at -> ALL);
    }

    /**
     * Returns days.
     *
     * @param zone whose days
     * @return days of that zone
     */
    public static Period daily(ZoneId zone) {
        return dated("daily " + zone, zone, date -> date, date -> date.plusDays(1));
    }

    /**
     * Returns weeks.
     *
     * @param zone whose
     * @param first the day on which they begin
     * @return weeks of that zone
     */
    public static Period weekly(ZoneId zone, DayOfWeek first) {
        TemporalAdjuster begin = TemporalAdjusters.previousOrSame(first);
        return dated("weekly " + zone + " " + first, zone, date -> date.with(begin), date -> date.plusWeeks(1));
    }

    /**
     * Returns the calendar's months.
     *
     * @param zone whose
     * @return months of that zone
     */
    public static Period monthly(ZoneId zone) {
        return dated("monthly " + zone, zone, date -> date.withDayOfMonth(1), date -> date.plusMonths(1));
    }

    /**
     * Returns seasons of the same length, one after another. There is none before the first.
     *
     * @param zone whose days
     * @param first the first day of the first
     * @param length how long each is: some years, months or days
     * @return seasons
     * @throws IllegalArgumentException if the length is not positive, or more than 100 years
     */
    public static Period seasons(ZoneId zone, LocalDate first, java.time.Period length) {
        Objects.requireNonNull(zone, "zone");
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a season has some years, months or days, and not " + length);
        }
        long days = days(first, length);
        if (days > LONGEST_SEASON_DAYS) {
            throw new IllegalArgumentException("a season has up to 100 years, and not " + length);
        }
        return new Period("seasons " + zone + " " + first + " " + length, at -> {
            LocalDate date = day(zone, at);
            if (date.isBefore(first)) {
                return null;
            }
            int number = number(first, length, days, date);
            return span(zone, nth(first, length, number), nth(first, length, number + 1));
        });
    }

    /**
     * Returns seasons of the same length, one after another, whatever clocks and calendars say: hours, or the minutes of a tournament.
     * There is none before the first.
     *
     * @param first the first instant of the first
     * @param length how long each is
     * @return seasons
     * @throws IllegalArgumentException if the length is less than a second or more than 100 years, or one of the two is not of whole
     *     milliseconds
     */
    public static Period seasons(Instant first, Duration length) {
        if (length.compareTo(SHORTEST_SEASON) < 0 || length.toDays() > LONGEST_SEASON_DAYS) {
            throw new IllegalArgumentException("a season has 1 second to 100 years, and not " + length);
        } else if (!first.truncatedTo(ChronoUnit.MILLIS).equals(first)
                || !length.truncatedTo(ChronoUnit.MILLIS).equals(length)) {
            throw new IllegalArgumentException(
                    "seasons begin at whole milliseconds, and not at " + first + " every " + length);
        }
        return new Period("seasons " + first + " " + length, at -> {
            if (at.isBefore(first)) {
                return null;
            }
            long number = Duration.between(first, at).dividedBy(length);
            Instant from = first.plus(length.multipliedBy(number));
            return new Span(from, from.plus(length));
        });
    }

    /** What is beyond all calendars is longer than any season. */
    private static long days(LocalDate first, java.time.Period length) {
        try {
            return ChronoUnit.DAYS.between(first, first.plus(length));
        } catch (DateTimeException | ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Counted from the first, so that one that begins on a 31st does not creep. */
    private static LocalDate nth(LocalDate first, java.time.Period length, int number) {
        return first.plus(length.multipliedBy(number));
    }

    private static int number(LocalDate first, java.time.Period length, long days, LocalDate date) {
        int number = Math.toIntExact(ChronoUnit.DAYS.between(first, date) / days);
        while (nth(first, length, number).isAfter(date)) {
            number--;
        }
        while (!nth(first, length, number + 1).isAfter(date)) {
            number++;
        }
        return number;
    }

    /**
     * Returns one season. Before and after it nothing counts.
     *
     * @param from its first instant, of which milliseconds count
     * @param until the first instant after it, as well
     * @return a season
     * @throws IllegalArgumentException if it does not end after its beginning
     */
    public static Period season(Instant from, Instant until) {
        Span span = new Span(from.truncatedTo(ChronoUnit.MILLIS), until.truncatedTo(ChronoUnit.MILLIS));
        if (!span.from().isBefore(span.until())) {
            throw new IllegalArgumentException("a season ends after its beginning, " + from + ", and not at " + until);
        }
        return new Period(
                "season " + span.from() + " " + span.until(),
                at -> span.has(at) ? span : null,
                at -> at.isBefore(span.from()) ? null : span);
    }

    private static Period dated(
            String text, ZoneId zone, Function<LocalDate, LocalDate> begin, Function<LocalDate, LocalDate> next) {
        Objects.requireNonNull(zone, "zone");
        return new Period(text, at -> {
            LocalDate first = begin.apply(day(zone, at));
            return span(zone, first, next.apply(first));
        });
    }

    /** The latest that has begun: a clock that is put back at a minute past midnight says the day before once more. */
    private static LocalDate day(ZoneId zone, Instant at) {
        LocalDate date = at.atZone(zone).toLocalDate();
        LocalDate next = date.plusDays(1);
        return next.atStartOfDay(zone).toInstant().isAfter(at) ? date : next;
    }

    private static Span span(ZoneId zone, LocalDate first, LocalDate next) {
        return new Span(
                first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
    }

    /**
     * Returns the one that an instant is in.
     *
     * @param at the instant
     * @return from when to when it is, or null if there is none then
     */
    public @Nullable Span at(Instant at) {
        return finder.apply(Objects.requireNonNull(at, "at"));
    }

    /**
     * Returns the one that an instant is in, or the last before it.
     *
     * @param at the instant
     * @return from when to when it is, or null if none has begun then
     */
    public @Nullable Span latest(Instant at) {
        return latest.apply(Objects.requireNonNull(at, "at"));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Period period && text.equals(period.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the text that is recorded with a board: which kind, and by which zone and days. */
    @Override
    public String toString() {
        return text;
    }
}
