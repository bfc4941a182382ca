package dev.aside.cache.micrometer;

import dev.aside.cache.jdbc.DatabaseTopology;
import dev.aside.cache.jdbc.DatabaseTopology.Node;
import dev.aside.cache.jdbc.EndpointDataSource;
import dev.aside.cache.jdbc.TopologyEvent;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The meters of a database's nodes in one registry, which come and go with the nodes. */
final class NodeMeters {

    private final EndpointDataSource database;
    private final Tags tags;
    private final MeterRegistry registry;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Meter>> meters = new HashMap<>();

    NodeMeters(EndpointDataSource database, Tags tags, MeterRegistry registry) {
        this.database = database;
        this.tags = tags;
        this.registry = registry;
    }

    /** From now on there are meters of those nodes that there are. */
    void follow() {
        database.onTopology(this::changed);
        meet();
    }

    private void changed(TopologyEvent event) {
        switch (event.kind()) {
            case NODE_JOINED, NODE_LEFT -> meet();
            default -> {}
        }
    }

    /** Looks who is there, and not what the event says: events may come late, and a node may leave and join by one name. */
    private void meet() {
        lock.lock();
        try {
            Set<String> there =
                    database.topology().nodes().stream().map(Node::id).collect(Collectors.toSet());
            meters.entrySet().removeIf(known -> !there.contains(known.getKey()) && remove(known.getValue()));
            there.forEach(id -> meters.computeIfAbsent(id, this::register));
        } finally {
            lock.unlock();
        }
    }

    private boolean remove(List<Meter> gone) {
        gone.forEach(registry::remove);
        return true;
    }

    private List<Meter> register(String id) {
        return List.of(
                is(id, "database.node.up", "Whether the node answers.", node -> node.failure() == null),
                writes(id),
                is(id, "database.node.reader", "Whether reads go there, as to a reader.", Node::isRead),
                lag(id),
                borrows(id),
                lent(id, "lent", Node::lent),
                lent(id, "idle", node -> Math.max(0, node.connections() - node.lent())),
                gauge(id, "database.connections.waiting", "The callers that wait for a connection.", Node::waiting)
                        .register(registry));
    }

    private Meter is(String id, String name, String description, Predicate<Node> condition) {
        return gauge(id, name, description, node -> condition.test(node) ? 1 : 0)
                .register(registry);
    }

    private Meter writes(String id) {
        return Gauge.builder(
                        "database.node.writer",
                        database,
                        some -> id.equals(some.topology().writer()) ? 1 : 0)
                .description("Whether writes go there.")
                .tags(tags.and("node", id))
                .register(registry);
    }

    private Meter lag(String id) {
        return gauge(
                        id,
                        "database.node.lag",
                        "How much of the writer's log the node has not shown yet.",
                        node -> node.failure() != null || node.lagBytes() < 0 ? Double.NaN : node.lagBytes())
                .baseUnit("bytes")
                .register(registry);
    }

    private Meter borrows(String id) {
        FunctionCounter.Builder<EndpointDataSource> builder = FunctionCounter.builder(
                "database.node.borrows", database, some -> valueOf(some.topology(), id, Node::borrows));
        return builder.description("The connections to the node that were lent.")
                .tags(tags.and("node", id))
                .register(registry);
    }

    private Meter lent(String id, String state, ToDoubleFunction<Node> value) {
        return gauge(id, "database.connections", "The connections to the node.", value)
                .tag("state", state)
                .register(registry);
    }

    private Gauge.Builder<EndpointDataSource> gauge(
            String id, String name, String description, ToDoubleFunction<Node> value) {
        Gauge.Builder<EndpointDataSource> builder =
                Gauge.builder(name, database, some -> valueOf(some.topology(), id, value));
        return builder.description(description).tags(tags.and("node", id));
    }

    private static double valueOf(DatabaseTopology all, String id, ToDoubleFunction<Node> value) {
        return all.nodes().stream()
                .filter(node -> Objects.equals(node.id(), id))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }
}
