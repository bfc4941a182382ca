package dev.aside.samples.demo.fleet;

import dev.aside.cache.jdbc.EndpointDataSource;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.samples.demo.shop.ShopDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A PostgreSQL writer with two replicas, and what is done to them, one thing at a time. A COMMIT is answered once one of the
 * replicas has it too, though it may not show it yet; the replica that has more takes over, so nothing that was acknowledged is
 * lost. Safe for use by many threads.
 */
final class DatabaseCluster implements DatabaseServers {
    /** Who is too far behind is for caches to say here, and not for a number of bytes. */
    static final long ANY_LAG = 1L << 40;

    /** How long a connection is waited for: the machine has more processes than cores. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int REPLICAS = 2;
    private static final String RECEIVED =
            "select greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0'::pg_lsn";

    private final PostgresServer first;
    private final List<PostgresServer> replicas = new ArrayList<>();
    private final List<PostgresServer> paused = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private PostgresServer writer;

    private DatabaseCluster(PostgresServer first) {
        this.first = first;
        this.writer = first;
        replicas.addAll(first.replicas());
    }

    /** Starts the three. */
    static DatabaseCluster start() {
        PostgresServer first = PostgresServer.builder()
                .config("max_connections", "600")
                .replicas(REPLICAS)
                .start();
        try {
            DatabaseCluster cluster = new DatabaseCluster(first);
            cluster.awaitReplicas(first);
            return cluster;
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    /** From now on a COMMIT waits for a replica, whoever is the writer. */
    private void awaitReplicas(PostgresServer all) {
        all.sql("alter system set synchronous_standby_names = 'ANY 1 (*)'");
        all.sql("select pg_reload_conf()");
        all.replicas().forEach(this::awaitReplicas);
    }

    @Override
    public String described() {
        return "PostgreSQL with " + REPLICAS + " replicas, started here";
    }

    @Override
    public List<String> urls() {
        List<String> urls = new ArrayList<>(List.of(DatabaseServer.url(first)));
        first.replicas().forEach(replica -> urls.add(DatabaseServer.url(replica)));
        return urls;
    }

    @Override
    public ShopDatabase open() {
        EndpointDataSource all = EndpointDataSource.builder()
                .name("demo")
                .nodes(urls().toArray(String[]::new))
                .poolSize(2)
                .borrowTimeout(PATIENCE)
                .build();
        awaitWriter(all);
        return ShopDatabase.open(all, all::close);
    }

    /** Waits until it is known who takes writes: replicas may be heard first. */
    static void awaitWriter(EndpointDataSource database) {
        long began = System.nanoTime();
        while (database.topology().writer() == null && System.nanoTime() - began < PATIENCE.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public void settle() {
        alone(() -> replicas.forEach(replica -> replica.awaitReplay(writer)));
    }

    /** Stops the replay of a replica: it is sent what is committed, and does not show it. Each has its turn. */
    void pauseReplay(int turn) {
        alone(() -> {
            PostgresServer replica = replicas.get(turn % replicas.size());
            replica.pauseReplay();
            paused.add(replica);
        });
    }

    /** Lets all replays go on. */
    void resumeReplay() {
        alone(() -> {
            paused.forEach(PostgresServer::resumeReplay);
            paused.clear();
        });
    }

    /** Kills the writer, promotes the replica that was sent more, and starts the former writer again as a replica. */
    void failOver() {
        alone(() -> {
            PostgresServer former = writer;
            former.kill();
            paused.forEach(PostgresServer::resumeReplay);
            paused.clear();
            writer = replicas.stream()
                    .max(Comparator.comparingLong(replica -> Long.parseLong(replica.sql(RECEIVED))))
                    .orElseThrow();
            writer.promote();
            replicas.remove(writer);
            replicas.forEach(replica -> replica.follow(writer));
            former.startAgainAsReplicaOf(writer);
            replicas.add(former);
        });
    }

    private void alone(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        first.close();
    }
}
