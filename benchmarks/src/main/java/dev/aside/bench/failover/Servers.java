package dev.aside.bench.failover;

import dev.aside.bench.faults.Moments;
import dev.aside.cache.testkit.server.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A writer and two replicas, which change places in every round. */
final class Servers implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final PostgresServer first;
    private PostgresServer writer;
    private PostgresServer heir;
    private PostgresServer other;
    private boolean isHung;

    private Servers(PostgresServer first) {
        this.first = first;
        this.writer = first;
        this.heir = first.replicas().get(0);
        this.other = first.replicas().get(1);
    }

    static Servers start() {
        PostgresServer first = PostgresServer.builder()
                .replicas(2)
                .config("wal_retrieve_retry_interval", "100ms")
                .start();
        first.sql("create table sale (id bigint primary key, text text)");
        return new Servers(first);
    }

    PostgresServer writer() {
        return writer;
    }

    PostgresServer heir() {
        return heir;
    }

    PostgresServer other() {
        return other;
    }

    List<PostgresServer> all() {
        List<PostgresServer> all = new ArrayList<>(List.of(first));
        all.addAll(first.replicas());
        return all;
    }

    String version() {
        return writer.sql("show server_version").replaceFirst(" .*", "");
    }

    /** The table is empty, and what the writer acknowledges from now on both replicas have. */
    void arm() {
        writer.sql("truncate sale");
        writer.sql("alter system set synchronous_standby_names = 'ANY 2 (*)'");
        writer.sql("select pg_reload_conf()");
        boolean isArmed = Moments.await(
                LONGEST,
                () -> writer.sql("select count(*) from pg_stat_replication where sync_state = 'quorum'")
                        .equals("2"));
        if (!isArmed) {
            throw new IllegalStateException("No two replicas that acknowledge within " + LONGEST);
        }
        heir.awaitReplay(writer);
        other.awaitReplay(writer);
    }

    /** The writer dies, or stops where it stands. */
    void strike(boolean hangs) {
        isHung = hangs;
        if (hangs) {
            writer.pause();
        } else {
            writer.kill();
        }
    }

    /**
     * The replica that has received more takes the writer's place, as the other could not follow it otherwise. What is on its way to them is
     * waited for.
     */
    void chooseHeir() {
        long end = System.nanoTime() + LONGEST.toNanos();
        Received before = received();
        Received now = received();
        while (!now.equals(before) && System.nanoTime() < end) {
            before = now;
            now = received();
        }
        if (now.other() > now.heir()) {
            PostgresServer behind = heir;
            heir = other;
            other = behind;
        }
    }

    /** How far both have received, in bytes. */
    private record Received(long heir, long other) {}

    private Received received() {
        return new Received(received(heir), received(other));
    }

    private static long received(PostgresServer replica) {
        return Long.parseLong(
                replica.sql("select coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0'::pg_lsn"));
    }

    /** The writer that hangs, if it does, comes back no more. */
    void bury() {
        if (isHung) {
            isHung = false;
            writer.kill();
        }
    }

    /** The one that was killed begins anew as a replica, and the next round is another's. */
    void changePlaces() {
        PostgresServer old = writer;
        old.startAgainAsReplicaOf(heir);
        writer = heir;
        heir = other;
        other = old;
    }

    @Override
    public void close() {
        first.close();
    }
}
