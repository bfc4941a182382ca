package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import io.lettuce.core.RedisURI;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a list, each of which is asked again and again what it is, and where the one among them is that takes writes.
 * A server counts by what it has said on the connection that there is now, and by nothing that it said before.
 */
final class Roster implements Aim {

    private static final System.Logger LOGGER = System.getLogger(Roster.class.getName());

    /** How long a choice waits for those that have not been heard: a connection that is not there then will not come. */
    static final Duration PATIENCE = Timing.CONNECT.plusMillis(200);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final CacheRuntime runtime;
    private final List<Member> members = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Masters masters = new Masters();
    private @Nullable Node writer;
    private volatile String place = "nodes";
    private boolean isTorn;

    Roster(CacheRuntime runtime) {
        this.runtime = runtime;
    }

    /** Adds a server. All are added before any is opened. */
    void add(RedisURI uri, Node node) {
        members.add(new Member(uri, node));
    }

    /** Says who connects to the one that is found. */
    void isFor(Node one) {
        writer = one;
    }

    /** A server of the list has said what it is. */
    void stands(int index, Wire by, Replication standing) {
        lock.lock();
        try {
            Member member = members.get(index);
            member.by = by;
            member.standing = standing;
            masters.hear(said());
        } finally {
            lock.unlock();
        }
        leaveIfTold();
    }

    /** The one that is written to has said where it stands. */
    void writes(Replication standing) {
        lock.lock();
        try {
            masters.write(standing.history());
        } finally {
            lock.unlock();
        }
        leaveIfTold();
    }

    private void leaveIfTold() {
        Wire present = writer == null ? null : writer.wire();
        if (present != null && mustLeave(present.server().replication().history())) {
            present.end();
        }
    }

    private boolean mustLeave(String history) {
        lock.lock();
        try {
            return masters.mustLeave(history, said());
        } finally {
            lock.unlock();
        }
    }

    /** Where the server is that takes writes, as soon as that is known; or fails with a reason. */
    @Override
    public CompletableFuture<RedisURI> uri() {
        CompletableFuture<RedisURI> chosen = new CompletableFuture<>();
        look(chosen, runtime.ticker().nanos() + PATIENCE.toNanos());
        return chosen;
    }

    private void look(CompletableFuture<RedisURI> chosen, long untilNanos) {
        boolean all = runtime.ticker().nanos() - untilNanos >= 0 || areAllHeard();
        Member master = choose(all);
        if (master != null) {
            place = Uris.place(master.uri);
            chosen.complete(master.uri);
        } else if (all) {
            chosen.completeExceptionally(new IllegalStateException("no server of the list is known to take writes"));
        } else {
            runtime.scheduler().schedule(() -> look(chosen, untilNanos), PAUSE);
        }
    }

    private @Nullable Member choose(boolean all) {
        lock.lock();
        try {
            List<Replication> said = said();
            int chosen = masters.choose(said, all);
            tellIfTorn(chosen == Masters.NONE && masters.masters(said).size() > 1);
            return chosen == Masters.NONE ? null : members.get(chosen);
        } finally {
            lock.unlock();
        }
    }

    private void tellIfTorn(boolean is) {
        if (is && !isTorn) {
            LOGGER.log(
                    Level.WARNING,
                    () -> "redis " + place
                            + ": several servers say that they are the master, and nothing tells which of them"
                            + " has what was written last; none is written to until that is settled");
        }
        isTorn = is;
    }

    private boolean areAllHeard() {
        return members.stream().allMatch(member -> member.isHeard() || member.node.isDown());
    }

    private List<Replication> said() {
        return members.stream().map(Member::said).toList();
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public boolean isSecure() {
        return members.stream().anyMatch(member -> member.uri.isSsl());
    }

    private static final class Member {
        private final RedisURI uri;
        private final Node node;
        private volatile @Nullable Wire by;
        private volatile Replication standing = Replication.UNKNOWN;

        Member(RedisURI uri, Node node) {
            this.uri = uri;
            this.node = node;
        }

        boolean isHeard() {
            Wire known = by;
            return known != null && known == node.wire() && !known.isLeft();
        }

        Replication said() {
            return isHeard() ? standing : Replication.UNKNOWN;
        }
    }
}
