package dev.aside.samples.demo.fleet;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheStats;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.shop.SharedDatabase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The shop's repository behind Aside on servers that all nodes share: all that a node knows of the library. */
final class NodeCache implements AutoCloseable {
    // A node that begins cold, on a machine with more processes than cores, answers itself later than a server does.
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration START = Duration.ofSeconds(5);

    private final Aside aside;
    private final Cache<Integer, Row> rows;

    NodeCache(NodeSettings settings, SharedDatabase database) {
        this.aside = Aside.builder()
                .backend(settings.plan().tier().backend(settings.keyPrefix(), settings.servers(), settings.readers()))
                .build();
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

    /** Waits until the servers have answered, but not for long: an application starts while its cache is down. */
    void awaitServers() throws InterruptedException {
        new FirstAnswers(rows).await(START);
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
