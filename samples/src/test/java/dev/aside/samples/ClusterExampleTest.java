package dev.aside.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.jdbc.EndpointDataSource;
import dev.aside.cache.redis.RedisBackend;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Runs README's example of servers and their replicas, of which none is there, and holds README to what is run. */
final class ClusterExampleTest {

    private record Product(long id, String name) {}

    private static final class Repository {
        Product findById(long id) {
            return new Product(id, "tea");
        }
    }

    private final Repository repository = new Repository();

    @Test
    void theExample_runs() {
        String password = "none";
        // README begins
        EndpointDataSource database = EndpointDataSource.builder()
                .nodes("jdbc:postgresql://db-1/shop", "jdbc:postgresql://db-2/shop") // each says itself what it is
                .credentials("shop", password)
                .build();
        RedisBackend redis = RedisBackend.builder()
                .uri("rediss://cache.internal:6379")
                .reader("rediss://cache-ro.internal:6379")
                .build();
        Aside aside = Aside.builder().backend(redis).build();
        Cache<Long, Product> products = aside.cache("products", Long.class, Product.class)
                .load(repository::findById) // a reader answers, once it has what was changed, and else the writer
                .source(database) // within a transaction, products.invalidate(42L) waits for its COMMIT
                .nearTier(false)
                .build(); // Redis' reader answers what is cached, while it is proven to be near enough
        // README ends
        try (database;
                aside) {
            assertThat(products.get(42L)).isEqualTo(new Product(42, "tea"));
        }
    }

    @Test
    void readme_showsWhatRuns_inTenLinesAtMost() throws IOException {
        ReadmeExample.check("replicas on both sides", "ClusterExampleTest");
    }
}
