package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.TieRule;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SheetTest {

    private static final VersionClock CLOCK = new VersionClock(() -> 1_000, 0);
    private static final SheetSize SMALL = new SheetSize(8, 10, false, 50, 6);

    private static BoardDefinition definition(ScoreOrder order, RankStyle style) {
        return new BoardDefinition(
                order,
                ScoreRule.LAST,
                TieRule.FIRST,
                style,
                List.of(Period.allTime()),
                0,
                Duration.ZERO,
                Duration.ZERO,
                0);
    }

    private final BoardRules rules = new BoardRules(definition(ScoreOrder.HIGHEST_FIRST, RankStyle.ORDINAL));

    private Sheet sheet() {
        return Sheet.empty(rules, SMALL, false);
    }

    private static BoardRecord record(long score) {
        return new BoardRecord(score, 0, 5, null);
    }

    private static Move add(String member, long score) {
        return new Move(member, 1, null, record(score), 0, false);
    }

    private static List<String> names(Sheet sheet) {
        return sheet.page().stream().map(Sheet.Entry::member).toList();
    }

    @Test
    void page_hasTheBestInTheirOrder_andAllAreCounted() {
        Sheet sheet = sheet();
        for (int i = 0; i < 25; i++) {
            assertThat(sheet.take(add("m" + i, i * 7 % 25), CLOCK)).isTrue();
        }
        assertThat(sheet.page())
                .extracting(entry -> entry.record().score())
                .containsExactly(24L, 23L, 22L, 21L, 20L, 19L, 18L, 17L, 16L, 15L);
        assertThat(sheet.total()).isEqualTo(25);
        assertThat(sheet.isOnPage(record(15), "a")).as("between the last two").isTrue();
        assertThat(sheet.isOnPage(record(13), "a")).isFalse();
    }

    @Test
    void whoLeavesThePage_leavesItShorter_andWhoFollowsIsNotGuessed() {
        Sheet sheet = sheet();
        for (int i = 0; i < 20; i++) {
            sheet.take(add("m" + i, i), CLOCK);
        }
        sheet.take(new Move("m19", 2, -19L, record(3), 0, false), CLOCK);
        assertThat(names(sheet)).hasSize(9).doesNotContain("m19", "m9");
        sheet.take(add("new", 9), CLOCK);
        assertThat(names(sheet)).as("at the floor, whose name is ahead").doesNotContain("new");
        sheet.take(add("better", 10), CLOCK);
        assertThat(names(sheet)).hasSize(10).endsWith("better", "m10");
    }

    @Test
    void whereAllThatAreLeftAreOnThePage_itHasNoFloor() {
        Sheet sheet = sheet();
        for (int i = 0; i < 12; i++) {
            sheet.take(add("m" + i, i), CLOCK);
        }
        sheet.take(new Move("m0", 2, 0L, null, 0, false), CLOCK);
        sheet.take(new Move("m1", 2, -1L, null, 0, false), CLOCK);
        assertThat(sheet.total()).isEqualTo(10);
        sheet.take(new Move("m5", 2, -5L, record(-100), 0, false), CLOCK);
        assertThat(names(sheet)).hasSize(10).endsWith("m5");
    }

    @Test
    void change_isTakenOnce_whoeverBringsIt() {
        Sheet sheet = sheet();
        Move move = add("ada", 5);
        assertThat(sheet.take(move, CLOCK)).isTrue();
        assertThat(sheet.take(move, CLOCK)).isFalse();
        assertThat(reread(sheet).take(move, CLOCK)).isFalse();
        assertThat(sheet.take(new Move("ada", 2, -5L, record(1), 0, false), CLOCK))
                .isTrue();
        assertThat(sheet.take(move, CLOCK)).as("one that is late").isFalse();
        assertThat(sheet.total()).isOne();
        assertThat(sheet.doubts()).isZero();
    }

    @Test
    void removalIsNotUndoneByAChangeThatIsLate() {
        Sheet sheet = sheet();
        Move move = add("ada", 5);
        sheet.take(move, CLOCK);
        sheet.take(new Move("ada", 2, -5L, null, 0, false), CLOCK);
        assertThat(sheet.take(move, CLOCK)).isFalse();
        assertThat(sheet.page()).isEmpty();
        assertThat(sheet.total()).isZero();
    }

    @Test
    void changeThatNobodyKnowsOfAnyMore_isTakenByOthersWithADoubt_andWithoutByWhoMadeIt() {
        Sheet sheet = sheet();
        for (int i = 0; i < 30; i++) {
            sheet.take(add("m" + i, 100 + i), CLOCK);
        }
        sheet = reread(sheet);
        sheet.take(new Move("own", 1, null, record(1), 0, false), CLOCK);
        assertThat(sheet.doubts()).isZero();
        sheet.take(new Move("others", 1, null, record(1), 0, true), CLOCK);
        assertThat(sheet.doubts()).isOne();
        sheet.take(new Move("young", 1, null, record(1), sheet.written(), true), CLOCK);
        assertThat(sheet.doubts()).as("it cannot have been forgotten").isOne();
    }

    @Test
    void mending_putsWhatIsNewInThePlaceOfWhatIsOld() {
        Sheet sheet = sheet();
        sheet.take(add("ada", 5), CLOCK);
        Move gone = new Move("ada", 3, null, null, 0, false);
        assertThat(sheet.mend(gone, CLOCK)).isTrue();
        assertThat(sheet.mend(gone, CLOCK)).isFalse();
        assertThat(sheet.page()).isEmpty();
        assertThat(sheet.doubts()).isZero();
    }

    @Test
    void whatWasTakenTwice_isTakenBackOnce() {
        Sheet sheet = sheet();
        for (int i = 0; i < 30; i++) {
            sheet.take(add("m" + i, 100 + i), CLOCK);
        }
        Move low = new Move("ada", 2, -3L, record(1), 0, false);
        sheet.take(add("ada", 3), CLOCK);
        sheet.take(low, CLOCK);
        for (int i = 0; i < 30; i++) {
            sheet.take(new Move("m" + i, 2, -100L - i, record(200 + i), 0, false), CLOCK);
        }
        sheet.take(add("bob", 3), CLOCK);
        assertThat(sheet.take(low, CLOCK)).as("forgotten meanwhile").isTrue();
        sheet.uncount(low);
        assertThat(sheet.total()).isEqualTo(32);
        assertThat(sheet.histogram().in(-3)).isOne();
        assertThat(sheet.histogram().in(-1)).isOne();
        assertThat(sheet.doubts()).isZero();
    }

    @Test
    void version_changesWithWhatIsWatched_andIsOddOrEven() {
        SheetSize large = new SheetSize(200, 250, false, 1_000, 100);
        Sheet sheet = Sheet.empty(rules, large, false);
        for (int i = 0; i < 150; i++) {
            sheet.take(add("m" + i, i), CLOCK);
        }
        long before = sheet.version();
        sheet.take(new Move("m3", 2, -3L, record(4), 0, false), CLOCK);
        assertThat(sheet.version()).as("behind the first hundred").isEqualTo(before);
        sheet.take(new Move("m50", 2, -50L, record(49), 0, false), CLOCK);
        assertThat(sheet.version()).isGreaterThan(before).matches(version -> version % 2 == 0);
        assertThat(new VersionClock(() -> 1_000, 1).after(5)).isEqualTo(1_001);
        assertThat(new VersionClock(() -> 1_000, 1).after(1_001)).isEqualTo(1_003);
    }

    private Sheet reread(Sheet sheet) {
        return Objects.requireNonNull(Sheet.read(rules, SMALL, new Item(sheet.write(), BytesTranscoder.FLAGS, 1)));
    }

    @Test
    void sheet_isReadAsItWasWritten() {
        Sheet sheet = sheet();
        for (int i = 0; i < 30; i++) {
            sheet.take(add("m" + i, 1_000L * i), CLOCK);
        }
        Sheet read = reread(sheet);
        assertThat(read.page()).isEqualTo(sheet.page());
        assertThat(read.total()).isEqualTo(sheet.total());
        assertThat(read.version()).isEqualTo(sheet.version());
        assertThat(read.written()).isEqualTo(sheet.written() + 1);
        assertThat(read.isOnPage(record(19_000), "z")).isFalse();
        assertThat(read.histogram().before(0)).isEqualTo(sheet.histogram().before(0));
        assertThat(Sheet.read(rules, SMALL, null)).isNull();
    }

    @Test
    void theLargestSheet_fitsItsItem() {
        for (int maximum : new int[] {8_192, 100_000, MemcachedBackend.MAXIMUM_VALUE}) {
            SheetSize size = SheetSize.of(maximum, definition(ScoreOrder.HIGHEST_FIRST, RankStyle.ORDINAL));
            Sheet sheet = Sheet.empty(rules, size, false);
            Random random = new Random(3);
            for (int i = 0; i < 3_000; i++) {
                String member =
                        "m" + i + "x".repeat(512 - 1 - Integer.toString(i).length());
                long score = random.nextLong(-(1L << 53), 1L << 53) >> random.nextInt(53);
                BoardRecord record = new BoardRecord(score, Long.MIN_VALUE, Long.MAX_VALUE, "y".repeat(1_024));
                sheet.take(new Move(member, Long.MAX_VALUE, null, record, 0, false), CLOCK);
            }
            assertThat(sheet.page()).hasSize(size.page()).hasSizeGreaterThanOrEqualTo(size.longestTop());
            assertThat(sheet.write().length).as("of %s", maximum).isLessThanOrEqualTo(maximum);
        }
    }

    /** Random changes of 300 members, of whom ten are on the page, against a list that has them all. */
    @ParameterizedTest
    @EnumSource(names = "MODIFIED", mode = EnumSource.Mode.EXCLUDE)
    void ranksBehindThePage_areWithinTheirError(RankStyle style) {
        for (ScoreOrder order : ScoreOrder.values()) {
            new Crowd(order, style, 1_000).run();
            new Crowd(order, style, 20).run();
            new Crowd(order, style, 1L << 53).run();
        }
    }

    private static final class Crowd {
        private final Random random = new Random(11);
        private final BoardRules rules;
        private final RankStyle style;
        private final long scores;
        private final Sheet sheet;
        private final Map<String, BoardRecord> all = new HashMap<>();
        private final Map<String, Long> numbers = new HashMap<>();

        Crowd(ScoreOrder order, RankStyle style, long scores) {
            this.rules = new BoardRules(definition(order, style));
            this.style = style;
            this.scores = scores;
            this.sheet = Sheet.empty(rules, SMALL, false);
        }

        void run() {
            Supplier<String> anybody = () -> "m" + random.nextInt(300);
            for (int i = 0; i < 3_000; i++) {
                change(anybody.get());
                if (i % 12 == 0) {
                    check(anybody.get());
                }
            }
        }

        private void change(String member) {
            BoardRecord before = all.get(member);
            BoardRecord after = random.nextInt(10) == 0
                    ? null
                    : new BoardRecord(random.nextLong(-scores, scores), 0, random.nextInt(5), null);
            Long from = before == null ? null : (Long) rules.sort(before);
            Move move = new Move(member, numbers.merge(member, 1L, Long::sum), from, after, 0, false);
            assertThat(sheet.take(move, CLOCK)).isTrue();
            if (after == null) {
                all.remove(member);
            } else {
                all.put(member, after);
            }
        }

        private void check(String member) {
            List<String> order = new ArrayList<>(all.keySet());
            order.sort((one, other) -> rules.compare(record(one), one, record(other), other));
            assertThat(sheet.total()).isEqualTo(all.size());
            assertThat(sheet.doubts()).isZero();
            assertThat(names(sheet)).isEqualTo(order.subList(0, sheet.page().size()));
            BoardReply.Place place = new Ranks(sheet, style).place(member, all.get(member));
            if (all.containsKey(member)) {
                check(Objects.requireNonNull(place), order);
            } else {
                assertThat(place).isNull();
            }
        }

        private void check(BoardReply.Place place, List<String> order) {
            Standing standing = place.standing();
            List<Long> sorts =
                    order.stream().map(one -> rules.sort(record(one))).toList();
            int index = order.indexOf(standing.member());
            long better = sorts.stream().filter(one -> one < sorts.get(index)).count();
            long distinct = sorts.stream()
                    .filter(one -> one < sorts.get(index))
                    .distinct()
                    .count();
            long rank = 1
                    + switch (style) {
                        case ORDINAL -> index;
                        case DENSE -> distinct;
                        case STANDARD, MODIFIED -> better;
                    };
            assertThat(Math.abs(standing.rank() - rank)).isLessThanOrEqualTo(standing.rankError());
            assertThat(Math.abs(place.better() - better)).isLessThanOrEqualTo(place.error());
            if (index < sheet.page().size()) {
                assertThat(standing.rankError() + place.error())
                        .as("of the page")
                        .isZero();
            }
        }

        private BoardRecord record(String member) {
            @Nullable BoardRecord record = all.get(member);
            return Objects.requireNonNull(record);
        }
    }
}
