package dev.aside.simulation.model;

import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeListener;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.route.CommitSource;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Scheduler;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.world.Host;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A node's way to a channel of the database: one connection that it says by what it has changed, and another that it listens by, as
 * {@code cache-jdbc} has them. Of the database it has nothing else.
 */
public final class ChannelFeed implements CommitSource, ChangeFeed, Channel.Way {
    /** How long it takes to listen by a connection that has just been made. */
    private final Pace pauses = Pace.of(0, 20_000, 200_000);

    private final Channel channel;
    private final Host host;
    private final CacheRuntime runtime;
    private final FeedRule rule;
    private final boolean countsLate;
    private final Link line;
    private final Link ear;
    /** What was said and not answered yet; answers come in the same order. */
    private final Deque<CompletableFuture<Boolean>> unanswered = new ArrayDeque<>();

    private Function<List<ChangeRecord>, Runnable> onTelling = changes -> () -> {};
    private @Nullable Seat seat;

    /**
     * Makes a node's own way.
     *
     * @param channel the channel
     * @param host the node
     * @param runtime its time
     * @param pace how long a message travels
     * @param rule how what is said is heard
     */
    public ChannelFeed(Channel channel, Host host, CacheRuntime runtime, Pace pace, FeedRule rule) {
        this.channel = channel;
        this.host = host;
        this.runtime = runtime;
        this.rule = rule;
        this.countsLate = rule.countsFrom(0, 1) > 0;
        this.line = new Link(host, pace, new Speaking());
        this.ear = new Link(host, pace, new Hearing());
        channel.add(this);
    }

    /** Calls this when something is about to be said, and what it returns once that was accepted. */
    public void onTelling(Function<List<ChangeRecord>, Runnable> listener) {
        onTelling = listener;
    }

    private abstract class Using implements Link.User {
        private long number;

        @Override
        public Life server() {
            return channel.server();
        }

        @Override
        public long nextNumber() {
            return number++;
        }
    }

    private final class Speaking extends Using {
        /** What was not answered may have been said or not. */
        @Override
        public void lost() {
            while (!unanswered.isEmpty()) {
                unanswered.remove().complete(false);
            }
        }

        @Override
        public void connected(boolean another) {
            // it speaks again when it has something to say
        }
    }

    private final class Hearing extends Using {
        @Override
        public void lost() {
            if (seat != null) {
                seat.lost();
            }
        }

        @Override
        public void connected(boolean another) {
            if (seat != null) {
                seat.listen();
            }
        }
    }

    @Override
    public Listening onOlder(LongConsumer listener) {
        return () -> {};
    }

    @Override
    public Listening onChange(String cache, ChangeListener listener) {
        return () -> {};
    }

    @Override
    public ChangeFeed feed() {
        return this;
    }

    @Override
    public Voice join(String cache, Hearer hearer, Duration proofEvery) {
        Seat mine = new Seat(hearer, proofEvery);
        seat = mine;
        mine.listen();
        mine.proveAndAgain();
        return mine;
    }

    /** The node's one cache. */
    private final class Seat implements Voice {
        private final Hearer hearer;
        private final Duration every;
        private @Nullable Wire sound;
        private @Nullable Wire asking;
        private Channel.@Nullable Ear listening;
        private Scheduler.@Nullable Scheduled next;
        private boolean closed;

        Seat(Hearer hearer, Duration every) {
            this.hearer = hearer;
            this.every = every;
        }

        @Override
        public CompletableFuture<Boolean> tell(List<ChangeRecord> changes) {
            CompletableFuture<Boolean> told = new CompletableFuture<>();
            Wire wire = line.wire();
            if (wire == null) {
                told.complete(false);
                return told;
            }
            Runnable accepted = onTelling.apply(changes);
            unanswered.add(told);
            wire.send(() -> {
                channel.say(listening == null ? this : listening, changes);
                wire.answer(() -> {
                    accepted.run();
                    unanswered.remove().complete(true);
                });
            });
            if (!rule.awaitsAcceptance()) {
                told.complete(true);
            }
            return told;
        }

        void lost() {
            sound = null;
            asking = null;
            if (rule.tellsLoss()) {
                hearer.lost();
            }
        }

        /** Whatever was read before it listens does not count. */
        void listen() {
            Wire wire = ear.wire();
            if (wire == null || closed) {
                return;
            }
            Host.Pending unused = host.after(pauses.pick(host.world().choices()), () -> listen(wire));
        }

        private void listen(Wire wire) {
            Channel.Ear mine = earOf(wire);
            wire.send(() -> {
                channel.listen(mine);
                wire.answer(() -> {
                    lost();
                    listening = mine;
                    sound = wire;
                    prove();
                });
            });
        }

        private Channel.Ear earOf(Wire wire) {
            return new Channel.Ear() {
                @Override
                public Wire wire() {
                    return wire;
                }

                @Override
                public void heard(List<ChangeRecord> changes) {
                    tellOf(changes);
                    if (!closed) {
                        hearer.changed(changes);
                    }
                }
            };
        }

        void proveAndAgain() {
            prove();
            next = runtime.scheduler().schedule(this::proveAndAgain, every);
        }

        /** One question after the other, and what was said before it comes before its answer. */
        private void prove() {
            Wire heard = sound;
            Wire asked = rule.provesByPushes() ? heard : line.wire();
            if (heard == null || asked == null || asking != null) {
                return;
            }
            asking = heard;
            if (!countsLate) {
                hearer.asked();
            }
            asked.send(() -> asked.answer(() -> proven(heard)));
        }

        private void proven(Wire by) {
            if (by != sound || closed) {
                return;
            }
            asking = null;
            if (countsLate) {
                hearer.asked();
            }
            hearer.proven();
        }

        @Override
        public void close() {
            closed = true;
            if (next != null) {
                next.cancel();
            }
        }
    }

    private void tellOf(List<ChangeRecord> changes) {
        if (host.world().isTold()) {
            host.world().tell(host.name(), "hears that others have changed " + changes.size() + " slots");
        }
    }

    @Override
    public void breakConnections() {
        line.breakConnection();
        ear.breakConnection();
    }

    /** Breaks one of the connections. */
    public void breakConnection(int which) {
        Link broken = which % 2 == 0 ? ear : line;
        broken.breakConnection();
    }

    /** Refuses both, until healed. */
    public void refuse() {
        line.refuse();
        ear.refuse();
    }

    /** Holds back what the node says, until healed. */
    public void holdWhatItSays() {
        line.last().hold(/* up= */ true, /* down= */ false);
    }

    /** Holds back what the node would hear, until healed. */
    public void holdWhatItHears() {
        ear.last().hold(/* up= */ false, /* down= */ true);
    }

    /** The process dies: what it had to say last may not have been sent. */
    public void die() {
        line.last().cut();
        ear.last().cut();
    }

    @Override
    public void heal() {
        line.heal();
        ear.heal();
    }
}
