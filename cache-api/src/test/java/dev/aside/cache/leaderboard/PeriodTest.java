package dev.aside.cache.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When days, weeks, months and seasons begin and end, where clocks are changed and years meet. */
final class PeriodTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final ZoneId GAZA = ZoneId.of("Asia/Gaza");
    private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");
    private static final ZoneId APIA = ZoneId.of("Pacific/Apia");

    private static Period.Span at(Period period, Instant at) {
        return Objects.requireNonNull(period.at(at), "there is one");
    }

    private static Period.Span at(Period period, ZoneId zone, String local) {
        return at(period, LocalDateTime.parse(local).atZone(zone).toInstant());
    }

    private static Period.Span span(String from, String until) {
        return new Period.Span(Instant.parse(from), Instant.parse(until));
    }

    @Test
    void allTime_isAlways() {
        Period.Span all = at(Period.allTime(), Instant.parse("2026-02-11T09:30:00Z"));
        assertThat(all.from()).isEqualTo(Instant.EPOCH);
        assertThat(all.until().toEpochMilli()).isEqualTo(Period.Span.FOREVER_MILLIS);
        assertThat(at(Period.allTime(), Instant.EPOCH)).isEqualTo(all);
    }

    @Test
    void day_isAnHourShorterOrLonger_whereClocksAreChanged() {
        Period days = Period.daily(BERLIN);
        assertThat(at(days, BERLIN, "2026-03-29T12:00"))
                .isEqualTo(span("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"));
        assertThat(at(days, BERLIN, "2026-10-25T12:00"))
                .isEqualTo(span("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"));
        assertThat(length(at(days, BERLIN, "2026-03-29T00:00"))).isEqualTo(Duration.ofHours(23));
        assertThat(length(at(days, BERLIN, "2026-10-25T00:00"))).isEqualTo(Duration.ofHours(25));
        assertThat(length(at(Period.daily(LORD_HOWE), LORD_HOWE, "2026-04-05T12:00")))
                .isEqualTo(Duration.ofDays(1).plusMinutes(30));
    }

    private static Duration length(Period.Span span) {
        return Duration.between(span.from(), span.until());
    }

    /** The hour that there is twice belongs to one day, both times. */
    @Test
    void hourThatComesTwice_isInTheSameDay() {
        Period days = Period.daily(BERLIN);
        Instant once = Instant.parse("2026-10-25T00:30:00Z");
        assertThat(at(days, once)).isEqualTo(at(days, once.plus(Duration.ofHours(1))));
    }

    /** At midnight clocks were put forwards to one: the day begins at one, and the day before ends then. */
    @ParameterizedTest
    @CsvSource({
        "America/Sao_Paulo, 2018-11-04, 2018-11-04T03:00:00Z",
        "Asia/Gaza, 2012-03-30, 2012-03-29T22:00:00Z",
        "Asia/Beirut, 2026-03-29, 2026-03-28T22:00:00Z"
    })
    void dayWithoutAMidnight_beginsWhereTheDayBeforeEnds(ZoneId zone, LocalDate day, Instant start) {
        Period days = Period.daily(zone);
        assertThat(LocalDateTime.ofInstant(start, zone)).isEqualTo(day.atTime(1, 0));
        Period.Span span = at(days, start);
        assertThat(span.from()).isEqualTo(start);
        assertThat(length(span)).isEqualTo(Duration.ofHours(23));
        assertThat(at(days, start.minusMillis(1)).until()).isEqualTo(start);
        assertThat(at(Period.weekly(zone, day.getDayOfWeek()), start).from()).isEqualTo(start);
    }

    /** At midnight clocks were put back by an hour: the last hour of the day before came twice. */
    @Test
    void midnightThatComesTwice_beginsTheDayOnce() {
        Period days = Period.daily(SAO_PAULO);
        Period.Span before = at(days, Instant.parse("2018-02-18T02:30:00Z"));
        assertThat(length(before)).isEqualTo(Duration.ofHours(25));
        assertThat(before.until()).isEqualTo(Instant.parse("2018-02-18T03:00:00Z"));
        assertThat(at(days, before.until()).from()).isEqualTo(before.until());
    }

    /** At a minute past midnight clocks were put back by an hour: the day had begun, and its date came once more. */
    @Test
    void dayThatHasBegun_goesOn_whereClocksArePutBackOverItsMidnight() {
        ZoneId zone = ZoneId.of("America/St_Johns");
        Instant again = Instant.parse("2010-11-07T02:45:00Z");
        assertThat(LocalDateTime.ofInstant(again, zone)).isEqualTo("2010-11-06T23:15");
        Period.Span day = span("2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z");
        assertThat(at(Period.daily(zone), again)).isEqualTo(day);
        assertThat(at(Period.daily(zone), Instant.parse("2010-11-07T02:30:30Z")))
                .isEqualTo(day);
        assertThat(at(Period.weekly(zone, DayOfWeek.SUNDAY), again).from()).isEqualTo(day.from());
        assertThat(at(Period.seasons(zone, LocalDate.of(2010, 11, 1), java.time.Period.ofDays(6)), again)
                        .from())
                .isEqualTo(day.from());
    }

    /** Samoa had no 30th of December in 2011. */
    @Test
    void dayThatThereIsNot_takesNoTime() {
        Period days = Period.daily(APIA);
        Period.Span last = at(days, Instant.parse("2011-12-30T09:59:59Z"));
        assertThat(last.until()).isEqualTo(Instant.parse("2011-12-30T10:00:00Z"));
        assertThat(at(days, last.until()).from()).isEqualTo(last.until());
        assertThat(LocalDate.ofInstant(last.until(), APIA)).isEqualTo(LocalDate.of(2011, 12, 31));
    }

    /** Thursday the 31st of December 2020 is in week 53 of 2020, and so is Sunday the 3rd of January. */
    @Test
    void weeksGoAcrossTheEndOfAYear() {
        Period mondays = Period.weekly(ZoneOffset.UTC, DayOfWeek.MONDAY);
        Period.Span week = span("2020-12-28T00:00:00Z", "2021-01-04T00:00:00Z");
        for (String day : List.of("2020-12-28", "2020-12-31", "2021-01-01", "2021-01-03")) {
            assertThat(at(mondays, ZoneOffset.UTC, day + "T23:59:59.999")).isEqualTo(week);
            assertThat(LocalDate.parse(day).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
                    .isEqualTo(53);
        }
        Period sundays = Period.weekly(ZoneOffset.UTC, DayOfWeek.SUNDAY);
        assertThat(at(sundays, ZoneOffset.UTC, "2020-12-31T12:00"))
                .isEqualTo(span("2020-12-27T00:00:00Z", "2021-01-03T00:00:00Z"));
        assertThat(at(sundays, ZoneOffset.UTC, "2021-01-03T00:00"))
                .isEqualTo(span("2021-01-03T00:00:00Z", "2021-01-10T00:00:00Z"));
    }

    @Test
    void weekOfAChange_isAnHourShorterOrLonger() {
        Period weeks = Period.weekly(BERLIN, DayOfWeek.MONDAY);
        assertThat(length(at(weeks, BERLIN, "2026-03-25T12:00")))
                .isEqualTo(Duration.ofDays(7).minusHours(1));
        assertThat(length(at(weeks, BERLIN, "2026-10-25T23:59")))
                .isEqualTo(Duration.ofDays(7).plusHours(1));
        assertThat(length(at(weeks, BERLIN, "2026-10-26T00:00"))).isEqualTo(Duration.ofDays(7));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29T23:59:59.999, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "2025-02-01T00:00, 2025-02-01T00:00:00Z, 2025-03-01T00:00:00Z",
        "2025-12-31T23:00, 2025-12-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "1999-07-01T00:00, 1999-07-01T00:00:00Z, 1999-08-01T00:00:00Z"
    })
    void monthsAreTheCalendars(String local, String from, String until) {
        assertThat(at(Period.monthly(ZoneOffset.UTC), ZoneOffset.UTC, local)).isEqualTo(span(from, until));
    }

    /** Each begins on the last day that there is, up to the 31st, and does not creep to the 28th. */
    @Test
    void seasonsFromA31st_doNotCreep() {
        Period seasons = Period.seasons(ZoneOffset.UTC, LocalDate.of(2025, 1, 31), java.time.Period.ofMonths(1));
        assertThat(at(seasons, ZoneOffset.UTC, "2025-02-27T23:59"))
                .isEqualTo(span("2025-01-31T00:00:00Z", "2025-02-28T00:00:00Z"));
        assertThat(at(seasons, ZoneOffset.UTC, "2025-02-28T00:00"))
                .isEqualTo(span("2025-02-28T00:00:00Z", "2025-03-31T00:00:00Z"));
        assertThat(at(seasons, ZoneOffset.UTC, "2025-03-31T00:00"))
                .isEqualTo(span("2025-03-31T00:00:00Z", "2025-04-30T00:00:00Z"));
        assertThat(at(seasons, ZoneOffset.UTC, "2028-02-29T12:00"))
                .isEqualTo(span("2028-02-29T00:00:00Z", "2028-03-31T00:00:00Z"));
    }

    @Test
    void seasonsOfMixedLengths_andLeapYears() {
        Period mixed = Period.seasons(BERLIN, LocalDate.of(2024, 2, 29), java.time.Period.of(1, 1, 3));
        Period.Span first = at(mixed, BERLIN, "2024-02-29T00:00");
        assertThat(first.until())
                .isEqualTo(LocalDate.of(2025, 4, 1).atStartOfDay(BERLIN).toInstant());
        Period quarters = Period.seasons(BERLIN, LocalDate.of(2026, 1, 1), java.time.Period.ofMonths(3));
        assertThat(at(quarters, BERLIN, "2026-06-30T23:59").from())
                .isEqualTo(LocalDate.of(2026, 4, 1).atStartOfDay(BERLIN).toInstant());
    }

    @Test
    void beforeTheFirstSeason_thereIsNone() {
        Period seasons = Period.seasons(BERLIN, LocalDate.of(2026, 1, 1), java.time.Period.ofDays(30));
        Instant first = Instant.parse("2025-12-31T23:00:00Z");
        assertThat(seasons.at(first.minusMillis(1))).isNull();
        assertThat(seasons.latest(first.minusMillis(1))).isNull();
        assertThat(at(seasons, first).from()).isEqualTo(first);
    }

    @Test
    void singleSeason_isFromItsBeginningToBeforeItsEnd_andIsTheLatestAfterThat() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant until = Instant.parse("2026-02-01T00:00:00Z");
        Period season = Period.season(from, until);
        Period.Span span = new Period.Span(from, until);
        assertThat(season.at(from.minusNanos(1))).isNull();
        assertThat(season.at(from)).isEqualTo(span);
        assertThat(season.at(until.minusNanos(1))).isEqualTo(span);
        assertThat(season.at(until)).isNull();
        assertThat(season.latest(from.minusNanos(1))).isNull();
        assertThat(season.latest(until.plusSeconds(1))).isEqualTo(span);
    }

    @Test
    void whatIsNoSeason_isRefused() {
        LocalDate first = LocalDate.of(2026, 1, 1);
        for (java.time.Period length : List.of(
                java.time.Period.ZERO,
                java.time.Period.ofDays(-1),
                java.time.Period.of(1, -1, 0),
                java.time.Period.ofYears(101),
                java.time.Period.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))) {
            assertThatThrownBy(() -> Period.seasons(ZoneOffset.UTC, first, length))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Period.seasons(ZoneOffset.UTC, first, java.time.Period.ofYears(100)))
                .isNotNull();
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        assertThatThrownBy(() -> Period.season(now, now)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Period.season(now, now.minusNanos(1))).isInstanceOf(IllegalArgumentException.class);
    }

    /** And not where a score of it is submitted first. */
    @Test
    @SuppressWarnings("NullAway") // it is what the test is about
    void zoneOrDayThatIsNull_isRefusedAtOnce() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> Period.daily(null),
                () -> Period.weekly(null, DayOfWeek.MONDAY),
                () -> Period.weekly(BERLIN, null),
                () -> Period.monthly(null),
                () -> Period.seasons(null, LocalDate.EPOCH, java.time.Period.ofDays(1)))) {
            assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
        }
    }

    /** Clocks tell more than the milliseconds by which boards name what they hold. */
    @Test
    void singleSeason_isOfWholeMilliseconds() {
        Instant from = Instant.parse("2026-01-01T00:00:00.000499Z");
        Period season = Period.season(from, from.plusSeconds(1));
        Instant first = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(season.at(first)).isEqualTo(new Period.Span(first, first.plusSeconds(1)));
        assertThat(season).hasToString("season 2026-01-01T00:00:00Z 2026-01-01T00:00:01Z");
        assertThatThrownBy(() -> Period.season(from, from.plusNanos(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void periodsAreEqual_ifTheyAreWrittenTheSame() {
        assertThat(Period.daily(BERLIN)).isEqualTo(Period.daily(BERLIN)).hasSameHashCodeAs(Period.daily(BERLIN));
        assertThat(Period.daily(BERLIN)).isNotEqualTo(Period.daily(GAZA)).isNotEqualTo(Period.monthly(BERLIN));
        assertThat(Period.weekly(BERLIN, DayOfWeek.MONDAY)).isNotEqualTo(Period.weekly(BERLIN, DayOfWeek.SUNDAY));
        assertThat(Period.weekly(BERLIN, DayOfWeek.MONDAY)).hasToString("weekly Europe/Berlin MONDAY");
        assertThat(Period.allTime()).isEqualTo(Period.allTime()).hasToString("all-time");
    }

    static Stream<Period> periods() {
        Stream<ZoneId> zones =
                Stream.of(BERLIN, SAO_PAULO, GAZA, LORD_HOWE, APIA, ZoneOffset.UTC, ZoneId.of("Asia/Kathmandu"));
        return zones.flatMap(zone -> Stream.of(
                Period.daily(zone),
                Period.weekly(zone, DayOfWeek.MONDAY),
                Period.weekly(zone, DayOfWeek.SUNDAY),
                Period.monthly(zone),
                Period.seasons(zone, LocalDate.of(2008, 10, 31), java.time.Period.ofMonths(1)),
                Period.seasons(zone, LocalDate.of(2008, 12, 31), java.time.Period.of(0, 1, 10)),
                Period.seasons(zone, LocalDate.of(2008, 2, 29), java.time.Period.ofDays(17))));
    }

    /** Over more than ten years, with all the changes of clocks that there were. */
    @ParameterizedTest
    @MethodSource("periods")
    void oneFollowsTheOther_withoutAGapAndWithoutOverlap(Period period) {
        Instant end = ZonedDateTime.parse("2019-06-01T00:00:00Z").toInstant();
        Random random = new Random(1);
        Period.Span span = at(period, Instant.parse("2009-01-15T12:00:00Z"));
        while (span.until().isBefore(end)) {
            long millis = length(span).toMillis();
            assertThat(millis).isPositive();
            for (Instant in : List.of(
                    span.from(),
                    span.from().plusMillis((long) (random.nextDouble() * millis)),
                    span.until().minusNanos(1))) {
                assertThat(period.at(in)).isEqualTo(span);
                assertThat(period.latest(in)).isEqualTo(span);
                assertThat(span.has(in)).isTrue();
            }
            assertThat(span.has(span.until())).isFalse();
            Period.Span next = at(period, span.until());
            assertThat(next.from()).isEqualTo(span.until());
            span = next;
        }
    }
}
