package dev.aside.samples.database;

import dev.aside.cache.jdbc.DatabaseStats;
import dev.aside.cache.jdbc.DatabaseTopology;
import dev.aside.cache.route.EndpointRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page is told, in the shape in which it is told. */
final class View {

    private View() {}

    /**
     * All of it.
     *
     * @param millis when, of some clock
     * @param writer who is written to, or null if nobody
     * @param isSplit whether several say that they take writes
     * @param isHeld whether the gate is closed
     */
    record State(
            long millis,
            @Nullable String writer,
            boolean isSplit,
            boolean isHeld,
            List<Node> nodes,
            Flow.Traffic reads,
            Flow.Traffic writes,
            DatabaseStats stats,
            List<Happening> happenings) {}

    /**
     * One node.
     *
     * @param state {@code writer}, {@code writers} if it is one of several, {@code reader}, {@code behind}, {@code down} or {@code unknown}
     * @param failure why it is not reached, or null if it is
     * @param lagBytes how far behind it is, or -1 if that is not known
     * @param isRunning whether its server runs
     * @param isPaused whether its replay has been stopped
     */
    record Node(
            String id,
            String state,
            @Nullable String failure,
            long lagBytes,
            int connections,
            int lent,
            boolean isRunning,
            boolean isPaused) {

        static Node of(DatabaseTopology.Node node, @Nullable String writer, Servers servers) {
            return new Node(
                    node.id(),
                    state(node, writer),
                    node.failure(),
                    node.lagBytes(),
                    node.connections(),
                    node.lent(),
                    servers.isRunning(node.id()),
                    servers.isPaused(node.id()));
        }

        private static String state(DatabaseTopology.Node node, @Nullable String writer) {
            EndpointRole role = node.role();
            if (node.failure() != null) {
                return "down";
            } else if (role == null) {
                return "unknown";
            } else if (role == EndpointRole.WRITER) {
                return node.id().equals(writer) ? "writer" : "writers";
            }
            return node.isRead() ? "reader" : "behind";
        }
    }

    /** What the data source has told: what, of which node, and when by the page's clock. */
    record Happening(long millis, String kind, @Nullable String node) {}
}
