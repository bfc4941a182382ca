package dev.aside.samples.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.memcached.MemcachedBackend;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FirstAnswersTest {

    @Test
    void aServerThatIsNotThereIsNotWaitedForForEver() throws InterruptedException {
        try (Aside aside = Aside.builder()
                .backend(MemcachedBackend.of("127.0.0.1:1")) // nobody listens there
                .build()) {
            Cache<Integer, String> cache = aside.cache("shop", Integer.class, String.class)
                    .load(key -> "loaded")
                    .build();

            assertThat(new FirstAnswers(cache).await(Duration.ofMillis(200))).isFalse();
            assertThat(cache.stats().loads()).isZero();
        }
    }
}
