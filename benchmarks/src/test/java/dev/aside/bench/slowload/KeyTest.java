package dev.aside.bench.slowload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.slowload.Key.Kind;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyTest {
    private static final List<Key> LOADING = Stream.of(Kind.SLOW, Kind.OTHER)
            .flatMap(kind -> IntStream.range(0, 100_000).mapToObj(number -> new Key(kind, number)))
            .toList();

    @Test
    void keysThatLoadFallIntoAFewBinsOfAJavaMap() {
        assertThat(LOADING.stream()
                        .map(key -> (key.hashCode() ^ key.hashCode() >>> 16) & 0x7fff)
                        .distinct())
                .hasSize(Key.BINS);
    }

    @Test
    void keysThatLoadHaveHashCodesOfTheirOwn() {
        assertThat(LOADING.stream().map(Key::hashCode).distinct()).hasSameSizeAs(LOADING);
    }

    @Test
    void orderAgreesWithEquality() {
        Key key = new Key(Kind.SLOW, 7);

        assertThat(key).isEqualByComparingTo(new Key(Kind.SLOW, 7)).isEqualTo(new Key(Kind.SLOW, 7));
        assertThat(key).isNotEqualByComparingTo(new Key(Kind.OTHER, 7)).isNotEqualTo(new Key(Kind.OTHER, 7));
        assertThat(key).isLessThan(new Key(Kind.SLOW, 8));
    }
}
