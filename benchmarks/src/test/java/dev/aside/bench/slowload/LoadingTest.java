package dev.aside.bench.slowload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.slowload.Key.Kind;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadingTest {
    @ParameterizedTest
    @EnumSource(Subject.class)
    void everySubjectLoadsOnceAndThenAnswersByItself(Subject subject) {
        AtomicInteger loads = new AtomicInteger();
        Function<Key, Integer> cache = Loading.open(subject, 1_000, key -> {
            loads.incrementAndGet();
            return key.load();
        });

        assertThat(cache.apply(new Key(Kind.OTHER, 42))).isEqualTo(42);
        assertThat(cache.apply(new Key(Kind.OTHER, 42))).isEqualTo(42);
        assertThat(cache.apply(new Key(Kind.HELD, 42))).isEqualTo(42);
        assertThat(loads).hasValue(2);
    }
}
