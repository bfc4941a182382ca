package dev.aside.cache.local.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PairwiseTest {

    private static final int[] SIZES = {4, 5, 6, 3, 2, 1, 5};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyPairMeets(long seed) {
        Set<Pairwise.Pair> pairs = Pairwise.pairs(SIZES);
        for (int[] row : Pairwise.rows(SIZES, seed)) {
            assertThat(row).hasSameSizeAs(SIZES);
            pairs.removeIf(pair -> row[pair.first()] == pair.firstValue() && row[pair.second()] == pair.secondValue());
        }
        assertThat(pairs).isEmpty();
    }

    @Test
    void pairsAreAllThereAre() {
        assertThat(Pairwise.pairs(new int[] {2, 3, 4})).hasSize(2 * 3 + 2 * 4 + 3 * 4);
        assertThat(Pairwise.pairs(new int[] {7})).isEmpty();
    }

    @Test
    void rowsAreFewAndInRange() {
        List<int[]> rows = Pairwise.rows(SIZES, 1);
        assertThat(rows).hasSizeBetween(30, 45);
        assertThat(rows).allSatisfy(row -> {
            for (int i = 0; i < row.length; i++) {
                assertThat(row[i]).isBetween(0, SIZES[i] - 1);
            }
        });
    }

    @Test
    void oneSeedMakesTheSameRowsAndAnotherDoesNot() {
        assertThat(text(Pairwise.rows(SIZES, 1))).isEqualTo(text(Pairwise.rows(SIZES, 1)));
        assertThat(text(Pairwise.rows(SIZES, 1))).isNotEqualTo(text(Pairwise.rows(SIZES, 2)));
    }

    private static List<String> text(List<int[]> rows) {
        return rows.stream().map(Arrays::toString).toList();
    }
}
