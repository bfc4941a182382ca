package dev.aside.cache.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aside.cache.spi.Ticker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What is known of all nodes: each one's own word, and the routes that follow from it. */
final class Cluster implements NodePool.Ear {

    /*
     * What is believed
     * ----------------
     * A role is only what a node says of itself, and of two of its words the one that was asked for later. What one node says of another
     * counts for nothing. A node that does not answer has no role. Where two nodes say that they take writes, neither is believed.
     *
     * What becomes of connections
     * ---------------------------
     * They stay where they are, whatever role their node has by now. Ended are those to a server that is not behind the name any more, to
     * one that takes no writes any more, and to one that is gone: at once where nobody has borrowed them, and else when they come back. Who
     * waits for a writer that does not answer would wait for long: it is cut off as soon as there is another one.
     */

    private final Options options;
    private final Samples samples;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<NodePool, Member> members = new LinkedHashMap<>();
    private Runnable doubt = () -> {};
    private Consumer<TopologyEvent> listener = event -> {};
    private LongConsumer ageListener = life -> {};
    private Consumer<Set<String>> discoverer = names -> {};
    private Wake wake = Wake.NONE;
    private String lesser = "";
    private boolean isHeld;
    private volatile Routes routes;

    Cluster(Options options, Samples samples, Ticker ticker) {
        this.options = options;
        this.samples = samples;
        this.ticker = ticker;
        this.routes = new Routes(0, List.of(), false, options);
    }

    /** Says who is to look, and who is told. Before anything else. */
    void tells(Runnable doubts, Consumer<TopologyEvent> events) {
        doubt = doubts;
        listener = events;
    }

    /** Says who is told of a new life of the database, which has gone back. Before anything else. */
    void tellsAge(LongConsumer lives) {
        ageListener = lives;
    }

    /** Says who is told the names that the writer knows. Before anything else. */
    void discovers(Consumer<Set<String>> names) {
        discoverer = names;
    }

    Routes routes() {
        return routes;
    }

    /** These nodes join, and those leave, at once. */
    void change(List<NodePool> joining, List<NodePool> leaving) {
        turn(effects -> {
            boolean isLate = routes.epoch() > 0;
            leaving.forEach(members::remove);
            joining.forEach(pool -> members.put(pool, new Member(pool, options, isLate)));
            joining.forEach(pool -> effects.tell(TopologyEvent.Kind.NODE_JOINED, pool));
            leaving.forEach(pool -> effects.tell(TopologyEvent.Kind.NODE_LEFT, pool));
        });
    }

    /** While it is held, nobody is asked for anything. */
    void hold(boolean holds) {
        turn(effects -> isHeld = holds);
    }

    @Override
    public void saw(NodePool pool, Sighting sighting) {
        turn(effects -> {
            Member member = members.get(pool);
            Sighting before = member == null ? null : member.seen();
            if (member != null && member.saw(sighting)) {
                follow(pool, sighting, effects);
                meet(pool, before, sighting, effects);
            }
        });
    }

    private void follow(NodePool pool, Sighting sighting, Effects effects) {
        if (sighting.isWriter() && isOnlyWriter(pool, sighting)) {
            effects.discover(sighting.members());
            if (wake.isAhead(sighting)) {
                wentBack(pool, sighting, effects);
            }
            samples.saw(sighting.progress(), sighting.askedNanos());
            wake = wake.moved(sighting);
        }
    }

    /** That a server has less than what took writes before is told once, whether its own word shows it or a reader that has more. */
    private void wentBack(NodePool pool, Sighting writer, Effects effects) {
        if (!writer.server().equals(lesser)) {
            lesser = writer.server();
            effects.tell(TopologyEvent.Kind.WENT_BACK, pool);
            effects.wentBack(life(writer));
        }
    }

    /** All who see it know it by the same number: who the server is that has gone back, and on which timeline. */
    private static long life(Sighting sighting) {
        UUID name = UUID.nameUUIDFromBytes((sighting.server() + ' ' + sighting.history()).getBytes(UTF_8));
        return name.getMostSignificantBits() | 1;
    }

    private boolean isOnlyWriter(NodePool pool, Sighting sighting) {
        return members.values().stream()
                .filter(other -> other.pool() != pool && other.isUp())
                .map(Member::seen)
                .noneMatch(seen ->
                        seen != null && seen.isWriter() && !seen.server().equals(sighting.server()));
    }

    /** Connections to a server that is not the one behind the name any more, or that takes no writes any more, are ended. */
    private static void meet(NodePool pool, @Nullable Sighting before, Sighting now, Effects effects) {
        pool.label(now);
        boolean isAnother = before != null && !before.server().equals(now.server());
        boolean isDemoted = before != null && before.isWriter() && !now.isWriter();
        if (isAnother || isDemoted) {
            effects.evict(pool);
        }
    }

    /**
     * A node was asked then, and has not answered.
     *
     * @param why in words
     * @param how in which way
     */
    void failed(NodePool pool, String why, Silence how, long askedNanos) {
        turn(effects -> {
            Member member = members.get(pool);
            boolean wasUp = member != null && member.isUp();
            boolean isToBeBelieved = how == Silence.FAILURE || wasUp == (how == Silence.LATE);
            if (member != null && isToBeBelieved && member.failed(why, askedNanos)) {
                pool.label(null);
                if (wasUp && how == Silence.FAILURE) {
                    effects.evict(pool);
                }
            }
        });
    }

    /** Nobody is asked any more, so that nobody is known to be what it was. */
    void forget() {
        turn(effects -> {
            members.values().forEach(Member::forget);
            effects.mute();
        });
    }

    @Override
    public void doubts(NodePool pool) {
        doubt.run();
    }

    /** Changes something, draws the routes anew, and then does what follows from that, outside the lock. */
    private void turn(Consumer<Effects> change) {
        Effects effects = new Effects();
        lock.lock();
        try {
            change.accept(effects);
            draw(effects);
        } finally {
            lock.unlock();
        }
        effects.happen(listener, discoverer, ageListener);
        if (effects.isWriterLost()) {
            doubt.run();
        }
    }

    private void draw(Effects effects) {
        Routes before = routes;
        long now = ticker.nanos();
        List<Standing> all = new ArrayList<>();
        boolean hasStrayed = false;
        for (Member member : members.values()) {
            hasStrayed |= member.strays(wake);
            all.add(member.standing(wake, now));
        }
        Routes fresh = new Routes(before.epoch() + 1, all, isHeld, options);
        Standing writer = fresh.writer();
        Sighting its = fresh.writerSeen();
        if (hasStrayed && writer != null && its != null) {
            wentBack(writer.pool(), its, effects);
        }
        boolean isNews = !fresh.isLike(before);
        effects.compare(before, fresh);
        if (fresh.writer() != null && before.writer() == null) {
            members.values().stream().filter(Member::isLostWriter).forEach(lost -> effects.cut(lost.pool()));
        }
        routes = isNews ? fresh : new Routes(before.epoch(), all, isHeld, options);
        effects.isOf(routes.epoch());
        if (isNews) {
            changed.signalAll();
        }
    }

    /** Waits until the routes are others than these, or so many nanoseconds have passed. Returns what is left of them. */
    long await(Routes known, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (left > 0 && routes.epoch() == known.epoch()) {
                left = changed.awaitNanos(left);
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the names that the writer knows, as far as there is one and it has said them. */
    Set<String> known() {
        Sighting seen = routes.writerSeen();
        return seen == null ? Set.of() : seen.members();
    }

    /** Returns whether nobody is known to take writes, or several are. */
    boolean isInDoubt() {
        return routes.writer() == null;
    }

    /** What follows from a change. */
    private static final class Effects {
        private final List<NodePool> evicted = new ArrayList<>();
        private final List<NodePool> cut = new ArrayList<>();
        private final List<TopologyEvent> events = new ArrayList<>();
        private Set<String> members = Set.of();
        private boolean isWriterLost;
        private boolean isMute;
        private long epoch;
        private long life;

        void evict(NodePool pool) {
            evicted.add(pool);
        }

        void cut(NodePool pool) {
            cut.add(pool);
        }

        void tell(TopologyEvent.Kind kind, @Nullable NodePool pool) {
            events.add(new TopologyEvent(kind, pool == null ? null : pool.node(), epoch));
        }

        void discover(Set<String> names) {
            members = names;
        }

        void isOf(long number) {
            epoch = number;
        }

        /** Nothing has happened, but that nobody looks any more. */
        void mute() {
            isMute = true;
        }

        void compare(Routes before, Routes now) {
            if (isMute) {
                return;
            }
            for (Standing one : now.all()) {
                before.all().stream()
                        .filter(other -> other.pool() == one.pool())
                        .forEach(other -> compare(other, one));
            }
            compareWriters(before, now);
        }

        private void compare(Standing before, Standing now) {
            if (before.isUp() != now.isUp()) {
                tell(now.isUp() ? TopologyEvent.Kind.NODE_UP : TopologyEvent.Kind.NODE_DOWN, now.pool());
            } else if (now.isReader() && before.isReader() && before.mayRead() != now.mayRead()) {
                tell(now.mayRead() ? TopologyEvent.Kind.CAUGHT_UP : TopologyEvent.Kind.LAGGING, now.pool());
            }
        }

        private void compareWriters(Routes before, Routes now) {
            Standing writer = now.writer();
            Standing old = before.writer();
            isWriterLost = writer == null && old != null;
            NodePool wasWriter = old == null ? null : old.pool();
            if (writer != null && writer.pool() != wasWriter) {
                tell(TopologyEvent.Kind.WRITER, writer.pool());
            } else if (writer == null && now.isSplit() != before.isSplit()) {
                tell(now.isSplit() ? TopologyEvent.Kind.TWO_WRITERS : TopologyEvent.Kind.NO_WRITER, null);
            } else if (writer == null && old != null) {
                tell(TopologyEvent.Kind.NO_WRITER, null);
            }
        }

        boolean isWriterLost() {
            return isWriterLost;
        }

        void wentBack(long to) {
            life = to;
        }

        void happen(Consumer<TopologyEvent> listener, Consumer<Set<String>> discoverer, LongConsumer ageListener) {
            if (life != 0) {
                ageListener.accept(life);
            }
            discoverer.accept(members);
            evicted.forEach(NodePool::evict);
            cut.forEach(NodePool::cut);
            events.forEach(event -> listener.accept(new TopologyEvent(event.kind(), event.node(), epoch)));
        }
    }
}
