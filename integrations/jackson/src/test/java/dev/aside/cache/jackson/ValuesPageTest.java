package dev.aside.cache.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheCodecException;
import dev.aside.cache.local.EmbeddedBackend;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds docs/values.md to what runs, with values as bytes and without a server. */
final class ValuesPageTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Path SOURCE =
            ROOT.resolve("integrations/jackson/src/test/java/dev/aside/cache/jackson/ValuesPageTest.java");
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    record Product(
            long id,
            String name,
            BigDecimal price,
            @Nullable String note,
            List<String> tags) {}

    record Dated(Instant at) {}

    private static final class Repository {
        private int reads;

        Product findById(long id) {
            reads++;
            return new Product(id, "tea", BigDecimal.TEN, null, List.of("hot"));
        }
    }

    private final Repository repository = new Repository();
    private final Aside aside =
            Aside.builder().backend(EmbeddedBackend.copying()).build();

    @AfterEach
    void close() {
        aside.close();
    }

    @Test
    void aRecordIsStored_thoughNobodyNamesACodec() {
        Cache<Long, Product> products = aside.cache("products", Long.class, Product.class)
                .load(repository::findById)
                .build();
        assertIsStored(products);
    }

    @Test
    void aRecordIsStored_asJson() {
        Cache<Long, Product> products = aside.cache("products", Long.class, Product.class)
                .codec(JacksonCodec.of(Product.class))
                .load(repository::findById)
                .build();
        assertIsStored(products);
    }

    private void assertIsStored(Cache<Long, Product> products) {
        assertThat(products.get(42L)).isEqualTo(products.get(42L));
        assertThat(repository.reads).isEqualTo(1);
        assertThat(products.stats().unstorable()).isZero();
    }

    @Test
    void whatTheMapperDoesNotKnow_isAnsweredAndCounted_andAPutOfItIsRefused() {
        Cache<Long, Dated> dated = aside.cache("dated", Long.class, Dated.class)
                .codec(JacksonCodec.of(Dated.class))
                .load(id -> new Dated(Instant.EPOCH))
                .build();
        assertThat(dated.get(1L)).isEqualTo(new Dated(Instant.EPOCH));
        assertThat(dated.stats().unstorable()).isEqualTo(1);
        assertThatThrownBy(() -> dated.put(1L, new Dated(Instant.EPOCH))).isInstanceOf(CacheCodecException.class);
    }

    @Test
    void thePageShowsWhatRuns() throws IOException {
        String run = squeezed(Files.readString(SOURCE));
        List<String> shown = EXAMPLE.matcher(Files.readString(ROOT.resolve("docs/values.md")))
                .results()
                .map(block -> squeezed(block.group(1)))
                .toList();
        assertThat(shown).hasSize(3).allSatisfy(block -> assertThat(run).contains(block));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
