package dev.aside.samples.database;

import dev.aside.cache.jdbc.DatabaseNode;
import dev.aside.cache.testkit.server.PostgresServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL with two replicas, and what can be done to them: one thing at a time. Safe for use by many threads. */
final class Servers implements AutoCloseable {

    private static final String RECEIVED = "greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())";

    private final PostgresServer first;
    private final Map<String, PostgresServer> all = new LinkedHashMap<>();
    private final Set<String> dead = ConcurrentHashMap.newKeySet();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();

    private Servers(PostgresServer first) {
        this.first = first;
        all.put("db-1", first);
        first.replicas().forEach(replica -> all.put("db-" + (all.size() + 1), replica));
    }

    /** Starts them. */
    static Servers start() {
        Servers servers = new Servers(PostgresServer.builder().replicas(2).start());
        String unused = servers.first.sql(Load.TABLE);
        return servers;
    }

    String user() {
        return first.user();
    }

    String password() {
        return first.password();
    }

    List<DatabaseNode> nodes() {
        return all.entrySet().stream()
                .map(one -> DatabaseNode.of(one.getKey(), one.getValue().jdbcUrl()))
                .toList();
    }

    String nameOf(int port) {
        return all.entrySet().stream()
                .filter(one -> one.getValue().port() == port)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("?");
    }

    boolean isKnown(String name) {
        return all.containsKey(name);
    }

    boolean isRunning(String name) {
        return !dead.contains(name);
    }

    /** Whether it is sent what is written, and does not show it. */
    boolean isPaused(String name) {
        return paused.contains(name);
    }

    private PostgresServer server(String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    private void alone(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Ends it as a failure of its machine would. */
    void kill(String name) {
        alone(() -> {
            if (dead.add(name)) {
                paused.remove(name);
                server(name).kill();
            }
        });
    }

    /** Starts one that was killed: as a replica of the writer, or as what it was if there is none. */
    void startAgain(String name, @Nullable String writer) {
        alone(() -> {
            if (!isRunning(name)) {
                if (writer == null || writer.equals(name)) {
                    server(name).startAgain();
                } else {
                    server(name).startAgainAsReplicaOf(server(writer));
                }
                dead.remove(name);
            }
        });
    }

    /** Makes a replica the writer. The others follow it, unless the former writer is there still: nobody tells that one. */
    void promote(String name) {
        alone(() -> {
            PostgresServer chosen = server(name);
            String received = chosen.sql("select " + RECEIVED);
            chosen.promote();
            paused.remove(name);
            List<String> others = all.keySet().stream()
                    .filter(other -> !other.equals(name) && isRunning(other))
                    .toList();
            if (others.stream().allMatch(this::isReplica)) {
                others.forEach(other -> follow(other, chosen, received));
            }
        });
    }

    private boolean isReplica(String name) {
        return server(name).sql("select pg_is_in_recovery()").equals("t");
    }

    /** Who has been sent more than the new writer had cannot follow it, and begins anew. */
    private void follow(String name, PostgresServer writer, String received) {
        PostgresServer replica = server(name);
        boolean isAhead =
                replica.sql("select " + RECEIVED + " > '" + received + "'").equals("t");
        if (isAhead) {
            replica.kill();
            replica.startAgainAsReplicaOf(writer);
            paused.remove(name);
        } else {
            replica.follow(writer);
        }
    }

    void pauseReplay(String name) {
        alone(() -> {
            server(name).pauseReplay();
            paused.add(name);
        });
    }

    void resumeReplay(String name) {
        alone(() -> {
            server(name).resumeReplay();
            paused.remove(name);
        });
    }

    @Override
    public void close() {
        first.close();
    }
}
