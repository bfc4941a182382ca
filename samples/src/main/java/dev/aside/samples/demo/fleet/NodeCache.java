package dev.aside.samples.demo.fleet;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheStats;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.shop.SharedDatabase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The shop's repository behind Aside on Redis: all that a node knows of the library. */
final class NodeCache implements AutoCloseable {
    // A node that begins cold, on a machine with more processes than cores, answers itself later than a server does.
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Aside aside;
    private final Cache<Integer, Row> rows;

    NodeCache(NodeSettings settings, SharedDatabase database) {
        RedisBackend.Builder redis =
                RedisBackend.builder().uri("redis://" + settings.redis()).keyPrefix(settings.keyPrefix());
        settings.readers().forEach(reader -> redis.reader("redis://" + reader));
        this.aside = Aside.builder().backend(redis.build()).build();
        this.rows = aside.cache("shop", Integer.class, Row.class)
                .load(database::find)
                .write((key, row) -> database.save(row))
                .consistency(settings.plan().mode())
                .expireAfterWrite(Duration.ofMinutes(10))
                .operationTimeout(PATIENCE)
                .maximumSize(settings.plan().capacity())
                .nearTier(settings.plan().near())
                .build();
    }

    @Nullable
    Row read(Integer key) {
        return rows.get(key);
    }

    ChangeOutcome write(Row row) {
        return rows.put(row.key(), row);
    }

    CacheStats stats() {
        return rows.stats();
    }

    @Override
    public void close() {
        aside.close();
    }
}
