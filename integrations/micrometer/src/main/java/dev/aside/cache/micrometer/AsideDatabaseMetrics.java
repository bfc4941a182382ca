package dev.aside.cache.micrometer;

import dev.aside.cache.jdbc.DatabaseStats;
import dev.aside.cache.jdbc.DatabaseTopology;
import dev.aside.cache.jdbc.EndpointDataSource;
import dev.aside.cache.route.EndpointRole;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Binds what is known and counted of a database's endpoints, which a registry polls.
 *
 * <p>Of the database: {@code database.writable}, {@code database.nodes} (by {@code role}), {@code database.borrows} (by {@code endpoint}),
 * {@code database.reader.fallbacks}, {@code database.refusals}, {@code database.writer.changes}, {@code database.nodes.lost} and {@code
 * database.outcomes.unknown}. Of each node, by its name as {@code node}: {@code database.node.up}, {@code database.node.writer}, {@code
 * database.node.reader}, {@code database.node.lag} in bytes, {@code database.node.borrows}, {@code database.connections} (by {@code state})
 * and {@code database.connections.waiting}. Nodes that join get meters, and those of nodes that leave are removed.
 *
 * <p>Needs {@code cache-jdbc}, which this artifact does not bring. The registry refers to the data source weakly; the data source refers
 * to the registry for as long as it lives. <b>Thread-safety:</b> safe for use by many threads. Binding twice changes nothing.
 */
public final class AsideDatabaseMetrics implements MeterBinder {

    private final EndpointDataSource database;
    private final Tags tags;

    /**
     * Creates the binder; {@link #bindTo} binds.
     *
     * @param database the data source; its name becomes the tag {@code database}, and is to be another one for each of a registry
     * @param tags further tags of all its meters
     */
    public AsideDatabaseMetrics(EndpointDataSource database, Iterable<Tag> tags) {
        this.database = Objects.requireNonNull(database, "database");
        this.tags = Tags.concat(tags, "database", database.name());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindRoles(registry);
        bindBorrows(registry);
        bindCounts(registry);
        new NodeMeters(database, tags, registry).follow();
    }

    private void bindRoles(MeterRegistry registry) {
        gauge("database.writable", "Whether it is known where writes go.", all -> all.writer() == null ? 0 : 1)
                .register(registry);
        role(registry, "writer", EndpointRole.WRITER);
        role(registry, "reader", EndpointRole.READER);
        role(registry, "unknown", null);
    }

    private void role(MeterRegistry registry, String name, @Nullable EndpointRole role) {
        gauge("database.nodes", "The nodes by what they say of themselves.", all -> count(all, role))
                .tag("role", name)
                .register(registry);
    }

    /** A node that does not answer has no role. */
    private static long count(DatabaseTopology all, @Nullable EndpointRole role) {
        return all.nodes().stream()
                .filter(node -> role == (node.failure() == null ? node.role() : null))
                .count();
    }

    private Gauge.Builder<EndpointDataSource> gauge(
            String name, String description, ToDoubleFunction<DatabaseTopology> value) {
        Gauge.Builder<EndpointDataSource> builder =
                Gauge.builder(name, database, some -> value.applyAsDouble(some.topology()));
        return builder.description(description).tags(tags);
    }

    private void bindBorrows(MeterRegistry registry) {
        borrows(registry, "writer", DatabaseStats::writerBorrows);
        borrows(registry, "reader", DatabaseStats::readerBorrows);
        borrows(registry, "group", DatabaseStats::groupBorrows);
        loads(registry, "writer", DatabaseStats::loadsByWriter);
        loads(registry, "reader", DatabaseStats::loadsByReader);
    }

    private void borrows(MeterRegistry registry, String endpoint, ToLongFunction<DatabaseStats> count) {
        counter("database.borrows", "The connections that were lent, by what was asked for.", count)
                .tag("endpoint", endpoint)
                .register(registry);
    }

    private void loads(MeterRegistry registry, String role, ToLongFunction<DatabaseStats> count) {
        counter("database.loads", "The connections that were lent to loads of caches, by who lent them.", count)
                .tag("role", role)
                .register(registry);
    }

    private void bindCounts(MeterRegistry registry) {
        counter(
                        "database.reader.fallbacks",
                        "The borrows for a reader that the writer lent, as there was none.",
                        DatabaseStats::readerFallbacks)
                .register(registry);
        counter("database.refusals", "The borrows that were refused, or waited in vain.", DatabaseStats::refusals)
                .register(registry);
        counter(
                        "database.writer.changes",
                        "How often another node became the writer, the first one included.",
                        DatabaseStats::writerChanges)
                .register(registry);
        counter("database.nodes.lost", "How often a node stopped to answer.", DatabaseStats::nodesLost)
                .register(registry);
        counter(
                        "database.outcomes.unknown",
                        "The transactions of which nobody knows whether they were committed.",
                        DatabaseStats::unknownOutcomes)
                .register(registry);
    }

    private FunctionCounter.Builder<EndpointDataSource> counter(
            String name, String description, ToLongFunction<DatabaseStats> count) {
        FunctionCounter.Builder<EndpointDataSource> builder =
                FunctionCounter.builder(name, database, some -> count.applyAsLong(some.stats()));
        return builder.description(description).tags(tags);
    }
}
