package dev.aside.bench.failover;

import dev.aside.bench.failover.Call.Saw;
import dev.aside.bench.faults.Moments;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Threads that insert and read in turns, each ids of its own, at a pace that leaves the machine time. */
final class Traffic {
    static final int THREADS = 8;

    private static final Duration PACE = Duration.ofMillis(4);

    /** As long as a row may be without being compressed: what is written is to be as long as it looks. */
    private static final String INSERT = "insert into sale values (?, repeat('x', 1900))"
            + " returning inet_server_port(), pg_current_wal_insert_lsn() - '0/0'::pg_lsn";

    private static final String READ = "select inet_server_port(), case when pg_is_in_recovery()"
            + " then pg_last_wal_replay_lsn() - '0/0'::pg_lsn end";

    private static final long IDS = 1_000_000_000;

    private final Access access;
    private final List<Caller> callers = new ArrayList<>();
    private final Set<Integer> writtenTo = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    private Traffic(Access access) {
        this.access = access;
    }

    static Traffic start(Access access) {
        Traffic traffic = new Traffic(access);
        for (int i = 0; i < THREADS; i++) {
            traffic.callers.add(traffic.new Caller(i));
        }
        traffic.callers.forEach(Thread::start);
        return traffic;
    }

    /** Whether the server of this port has acknowledged an insert. */
    boolean hasWrittenTo(int server) {
        return writtenTo.contains(server);
    }

    /** Ends, and returns all calls; how long the last ones take is theirs. */
    List<Call> end() {
        ended = true;
        List<Call> all = new ArrayList<>();
        for (Caller caller : callers) {
            Moments.join(caller);
            all.addAll(caller.calls);
        }
        return all;
    }

    private final class Caller extends Thread {
        private final List<Call> calls = new ArrayList<>();
        private long id;

        Caller(int number) {
            super("caller-" + number);
            this.id = number * IDS;
        }

        @Override
        public void run() {
            while (!ended) {
                calls.add(insert());
                Moments.pass(PACE);
                calls.add(read());
                Moments.pass(PACE);
            }
        }

        private Call insert() {
            id++;
            long began = System.nanoTime();
            try (Connection connection = access.writer();
                    PreparedStatement statement = connection.prepareStatement(INSERT)) {
                statement.setLong(1, id);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    writtenTo.add(row.getInt(1));
                    return new Call(Saw.INSERTED, id, row.getInt(1), row.getLong(2), began, System.nanoTime());
                }
            } catch (SQLException e) {
                Saw saw = access.isUnknown(e) ? Saw.UNKNOWN : Saw.REFUSED;
                return new Call(saw, id, 0, 0, began, System.nanoTime());
            }
        }

        private Call read() {
            int known = access.knownWriter();
            long began = System.nanoTime();
            try (Connection connection = access.reader();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(READ)) {
                row.next();
                int server = row.getInt(1);
                long position = row.getLong(2);
                long now = System.nanoTime();
                return new Call(row.wasNull() ? atWriter(server, known) : Saw.READ, 0, server, position, began, now);
            } catch (SQLException e) {
                return new Call(Saw.READ_FAILED, 0, 0, 0, began, System.nanoTime());
            }
        }

        /** It was wrong to ask a writer if it was known to be one all the time. */
        private Saw atWriter(int server, int known) {
            return server == known && access.knownWriter() == known ? Saw.READ_AT_KNOWN_WRITER : Saw.READ_AT_WRITER;
        }
    }
}
