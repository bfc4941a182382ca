package dev.aside.samples.demo.fleet;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheStats;
import dev.aside.samples.demo.shop.QueryCounts;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.shop.SharedDatabase;
import org.jspecify.annotations.Nullable;

/** A node's cache before one server. A change is written through. */
final class ServerCache implements NodeCache {
    private final SharedDatabase database;
    private final Aside aside;
    private final Cache<Integer, Row> rows;

    ServerCache(NodeSettings settings) {
        FleetPlan plan = settings.plan();
        // Loads may run beside the replaying threads: twice as many connections, and none ever waits for one.
        this.database = SharedDatabase.join(settings.urls().get(0), plan.threads() * 2);
        this.aside = NodeCache.aside(settings);
        this.rows = NodeCache.rows(aside, plan)
                .load(database::find)
                .write((key, row) -> database.save(row))
                .build();
    }

    @Override
    public void awaitServers() throws InterruptedException {
        new FirstAnswers(rows).await(START);
    }

    @Override
    public @Nullable Row read(Integer key) {
        return rows.get(key);
    }

    @Override
    public Kind write(Row row) {
        return Kind.of(rows.put(row.key(), row));
    }

    @Override
    public CacheStats stats() {
        return rows.stats();
    }

    @Override
    public QueryCounts queries() {
        return database.queries();
    }

    @Override
    public long loadsByReader() {
        return 0;
    }

    @Override
    public long loadsByWriter() {
        return 0;
    }

    @Override
    public void close() {
        aside.close();
        database.close();
    }
}
