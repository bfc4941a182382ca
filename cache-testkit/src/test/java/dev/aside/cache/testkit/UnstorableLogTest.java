package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.CacheBuilder;
import dev.aside.cache.Cache;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.CodecException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cache that stores nothing answers rightly; so the log says once why it stores nothing. */
final class UnstorableLogTest {

    private static final Logger LOGGER = Logger.getLogger("dev.aside.cache.engine.Unstorable");
    private static final String CANARY = "canary-s3cret";

    private final Lines lines = new Lines();
    private final Aside aside = Aside.builder()
            .backend(new InMemoryBackend())
            .runtime(new ManualTime().runtime())
            .build();

    @BeforeEach
    void listen() {
        LOGGER.addHandler(lines);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void close() {
        LOGGER.removeHandler(lines);
        LOGGER.setUseParentHandlers(true);
        aside.close();
    }

    private CacheBuilder<String, String> cache() {
        return aside.cache("unstorable", String.class, String.class)
                .load(key -> CANARY)
                .nearTier(false);
    }

    @Test
    void codecThatRefuses_isSaidOnce_inItsOwnWords() {
        Cache<String, String> cache = cache().codec(new Refusing()).build();
        cache.get(CANARY);
        cache.get(CANARY);

        assertThat(cache.stats().unstorable()).isEqualTo(2);
        assertThat(lines.of)
                .containsExactly(
                        "unstorable: a value is not stored: codec refusing takes no text; the next are counted only");
    }

    @Test
    void functionThatThrows_isSaidWithoutItsWords() {
        Cache<String, String> cache = cache().expireAfter((key, value) -> {
                    throw new IllegalStateException(value);
                })
                .build();
        cache.get(CANARY);

        assertThat(cache.stats().unstorable()).isEqualTo(1);
        assertThat(lines.of).singleElement().asString().contains("expiry").doesNotContain(CANARY);
    }

    @Test
    void taggerThatThrows_isSaidWithoutItsWords_onAPutToo() {
        Cache<String, String> cache = cache().tags((key, value) -> {
                    throw new IllegalStateException(value);
                })
                .build();
        cache.put(CANARY, CANARY);
        cache.get(CANARY);

        assertThat(cache.stats().unstorable()).isEqualTo(2);
        assertThat(lines.of).singleElement().asString().contains("tagger").doesNotContain(CANARY);
    }

    @Test
    void whatIsStored_isNotSaid() {
        Cache<String, String> cache =
                cache().expireAfterWrite(Duration.ofMinutes(1)).build();
        cache.get(CANARY);

        assertThat(cache.getIfPresent(CANARY)).isEqualTo(CANARY);
        assertThat(lines.of).isEmpty();
    }

    /** Refuses every value. */
    private static final class Refusing implements Codec<String> {
        @Override
        public String id() {
            return "refusing";
        }

        @Override
        public long fingerprint() {
            return 1;
        }

        @Override
        public byte[] encode(String value) {
            throw new CodecException("codec refusing takes no text");
        }

        @Override
        public String decode(byte[] bytes) {
            throw new CodecException("codec refusing reads no bytes");
        }
    }

    /** Keeps what is logged of this test's cache. */
    private static final class Lines extends Handler {
        final List<String> of = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getMessage().startsWith("unstorable:")) {
                of.add(line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
