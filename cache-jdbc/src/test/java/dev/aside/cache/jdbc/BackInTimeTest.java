package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.route.EndpointRole;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What caches hold of a database that has gone back to what it was; on servers that a test scripts. */
@Timeout(30)
final class BackInTimeTest {

    private final FakeDatabase fake = new FakeDatabase().tellsPlaces();
    private final FakeNode writer = fake.node("db-1", EndpointRole.WRITER).at(1_000);
    private final EndpointDataSource database = fake.open();
    private final Aside aside = Aside.builder().build();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        aside.close();
        database.close();
    }

    private Cache<String, Integer> cache(String name, boolean hasSource) {
        var builder = aside.cache(name, String.class, Integer.class).load(key -> {
            database.getConnection().close();
            return loads.incrementAndGet();
        });
        return hasSource ? builder.source(database).build() : builder.build();
    }

    @Test
    void aDatabaseThatHasGoneBack_clearsTheCachesThatAreLoadedFromIt_once() {
        Cache<String, Integer> its = cache("its", true);
        Cache<String, Integer> others = cache("others", false);
        assertThat(its.get("a")).isEqualTo(1);
        assertThat(others.get("a")).isEqualTo(2);
        writer.server("db-1@2").at(400);
        fake.pass(2_000);
        Shop.await(() -> its.getIfPresent("a") == null && its.stats().pendingChanges() == 0, its);
        assertThat(its.get("a")).isEqualTo(3);
        assertThat(others.get("a")).isEqualTo(2);
        fake.pass(10_000);
        assertThat(its.get("a")).as("it has gone back once").isEqualTo(3);
    }

    @Test
    void aCacheThatIsClosed_isNotToldAnyMore() {
        Aside brief = Aside.builder().build();
        brief.cache("brief", String.class, Integer.class)
                .load(key -> 1)
                .source(database)
                .build();
        brief.close();
        writer.server("db-1@2").at(400);
        fake.pass(2_000);
        assertThat(fake.events).contains(TopologyEvent.Kind.WENT_BACK);
    }
}
