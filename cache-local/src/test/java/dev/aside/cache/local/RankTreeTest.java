package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.BoardRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tree against a sorted list, larger than boards of a model are, and as it grows and shrinks. */
final class RankTreeTest {

    private static final BoardRecord RECORD = new BoardRecord(0, 0, 0, null);

    private final RankTree tree = new RankTree();
    private final List<Seat> list = new ArrayList<>();

    private static Seat seat(long sort, long tie, String member) {
        return new Seat(member, sort, tie, RECORD);
    }

    private void add(Seat seat) {
        int at = Collections.binarySearch(list, seat);
        if (at < 0) {
            list.add(-at - 1, seat);
            tree.add(seat);
        }
    }

    private void remove(int index) {
        tree.remove(list.remove(index));
    }

    private void check(Random random) {
        assertThat(tree.size()).isEqualTo(list.size());
        for (int i = 0; i < 20 && !list.isEmpty(); i++) {
            int index = random.nextInt(list.size());
            Seat seat = list.get(index);
            assertThat(tree.ahead(seat.sort(), seat)).isEqualTo(index);
            long better =
                    list.stream().filter(other -> other.sort() < seat.sort()).count();
            assertThat(tree.ahead(seat.sort(), null)).isEqualTo((int) better);
            int most = random.nextInt(300);
            assertThat(tree.list(index, most)).isEqualTo(list.subList(index, Math.min(list.size(), index + most)));
        }
    }

    /** Many with the same score, or few; and so many that there are three levels. */
    @ParameterizedTest
    @CsvSource({"3, 4000", "100, 9000", "1000000, 9000"})
    void isTheSortedList_asItGrowsAndShrinks(int scores, int most) {
        Random random = new Random(scores);
        for (int wave = 0; wave < 3; wave++) {
            while (list.size() < most) {
                add(seat(random.nextInt(scores), random.nextInt(3), "m" + random.nextInt(1_000_000)));
                if (list.size() % 1_000 == 0) {
                    check(random);
                }
            }
            while (list.size() > wave * 40) {
                remove(random.nextInt(list.size()));
                if (list.size() % 500 == 0) {
                    check(random);
                }
            }
            check(random);
            assertThat(tree.list(0, Integer.MAX_VALUE)).isEqualTo(list);
        }
    }

    /** What is left of a full level is put together, and what comes in front of all goes where the first ones were. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void isTheSortedList_whenEmptiedFromOneEnd_andFilledAgainThere(boolean first) {
        Random random = new Random(7);
        for (int i = 0; i < 9_000; i++) {
            add(seat(i, 0, "m"));
        }
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 400; i++) {
                remove(first ? 0 : list.size() - 1);
            }
            for (int i = 0; i < 60; i++) {
                add(seat(first ? -random.nextInt(1_000) : 9_000 + random.nextInt(1_000), random.nextInt(50), "m"));
            }
            check(random);
        }
        assertThat(tree.list(0, Integer.MAX_VALUE)).isEqualTo(list);
    }

    /** Emptied in stripes: whole nodes vanish between others, on every level. */
    @Test
    void isTheSortedList_whenEmptiedInStripes() {
        Random random = new Random(3);
        for (int i = 0; i < 9_000; i++) {
            add(seat(random.nextInt(100_000), 0, "m" + i));
        }
        for (int round = 0; round < 200; round++) {
            int from = random.nextInt(list.size());
            for (int i = 0; i < 200 && from < list.size(); i++) {
                remove(from);
            }
            for (int i = 0; i < 150; i++) {
                add(seat(random.nextInt(100_000), 0, "n" + i));
            }
            check(random);
        }
        assertThat(tree.list(0, Integer.MAX_VALUE)).isEqualTo(list);
    }

    @Test
    void neighboursNeverHoldLittleTogether_soTheDepthIsThatOfWhatIsThere() {
        for (int i = 0; i < 300_000; i++) {
            tree.add(seat(i, 0, "m"));
        }
        for (int i = 0; i < 300_000; i++) {
            if (i % 1_000 != 0) {
                tree.remove(seat(i, 0, "m"));
            }
        }
        assertThat(tree.size()).isEqualTo(300);
        assertThat(tree.depth()).isLessThanOrEqualTo(2);
        assertThat(tree.ahead(250_000, null)).isEqualTo(250);
    }

    @Test
    void namesAreInTheOrderOfTheirBytes() {
        List<String> names = new ArrayList<>(
                List.of("", "a", "b", "ab", "\u007f", "\u0080", "\u00e4", "\u07ff", "\u0800", "\ud7ff", "\ue000"));
        names.addAll(List.of("\uffff", "\ud800\udc00", "\ud83d\ude00", "\udbff\udfff", "a\ud83d\ude00", "a\uffee"));
        for (String one : names) {
            for (String other : names) {
                int bytes = Arrays.compareUnsigned(
                        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
                assertThat(Integer.signum(Seat.compareBytes(one, other)))
                        .as("%s, %s", one, other)
                        .isEqualTo(Integer.signum(bytes));
            }
        }
    }
}
