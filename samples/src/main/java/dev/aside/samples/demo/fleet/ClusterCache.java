package dev.aside.samples.demo.fleet;

import dev.aside.Aside;
import dev.aside.CacheBuilder;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheStats;
import dev.aside.cache.jdbc.EndpointDataSource;
import dev.aside.cache.jdbc.TransactionOutcomeUnknownException;
import dev.aside.cache.route.Endpoint;
import dev.aside.samples.demo.shop.QueryCounts;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.shop.SharedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node's cache before a writer and its replicas. A change is a transaction; one of twenty is rolled back. */
final class ClusterCache implements NodeCache {
    private static final int ROLLED_BACK = 20;
    private static final int INVALIDATED = 3;

    /** Longer than any replica stands still: by hand nobody asks how far it has come. */
    private static final Duration UNASKED = Duration.ofMinutes(1);

    private final boolean isJoined;
    private final EndpointDataSource database;
    private final SharedDatabase shop;
    private final Aside aside;
    private final Cache<Integer, Row> rows;

    ClusterCache(NodeSettings settings) {
        FleetPlan plan = settings.plan();
        this.isJoined = plan.source() == Source.CLUSTER;
        this.database = database(settings.urls(), plan, isJoined);
        this.shop = SharedDatabase.over(database, database::close);
        this.aside = NodeCache.aside(settings);
        CacheBuilder<Integer, Row> builder = NodeCache.rows(aside, plan).load(shop::find);
        this.rows = (isJoined ? builder.source(database) : builder.replicaLag(UNASKED)).build();
    }

    private static EndpointDataSource database(List<String> urls, FleetPlan plan, boolean isJoined) {
        EndpointDataSource.Builder builder = EndpointDataSource.builder()
                .name("shop")
                .nodes(urls.toArray(String[]::new))
                .poolSize(plan.threads() * 2)
                .borrowTimeout(DatabaseCluster.PATIENCE)
                .lagBound(DatabaseCluster.ANY_LAG);
        return (isJoined ? builder : builder.loads(Endpoint.reader())).build();
    }

    @Override
    public void awaitServers() throws InterruptedException {
        DatabaseCluster.awaitWriter(database);
        new FirstAnswers(rows).await(START);
    }

    @Override
    public @Nullable Row read(Integer key) {
        return rows.get(key);
    }

    @Override
    public Kind write(Row row) throws SQLException {
        boolean isKept = row.version() % ROLLED_BACK != 0;
        try {
            run(row, isKept);
        } catch (TransactionOutcomeUnknownException e) {
            return Kind.UNKNOWN;
        }
        return isKept ? told(row) : Kind.ROLLED_BACK;
    }

    private void run(Row row, boolean isKept) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            shop.change(connection, row);
            if (isJoined) {
                tellWithin(row);
            }
            if (isKept) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }
    }

    /** Waits for the COMMIT. */
    private void tellWithin(Row row) {
        if (row.version() % INVALIDATED == 0) {
            rows.invalidate(row.key());
        } else {
            rows.put(row.key(), row);
        }
    }

    /** A COMMIT does not fail because the cache could not be told of it; that is counted until it has been. */
    private Kind told(Row row) {
        if (isJoined) {
            return rows.stats().pendingChanges() == 0 ? Kind.APPLIED : Kind.PENDING;
        }
        return Kind.of(rows.invalidate(row.key()));
    }

    @Override
    public CacheStats stats() {
        return rows.stats();
    }

    @Override
    public QueryCounts queries() {
        return shop.queries();
    }

    @Override
    public long loadsByReader() {
        return database.stats().loadsByReader();
    }

    @Override
    public long loadsByWriter() {
        return database.stats().loadsByWriter();
    }

    @Override
    public void close() {
        aside.close();
        shop.close();
    }
}
