package dev.aside.cache.testkit;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A cache server that is a map in this process: the far store of every {@link InMemoryBackend} attached to it. It holds
 * bytes, as a real one does, forgets a slot when its physical life is over, and tells the other nodes what one has changed.
 *
 * <p>All nodes must tell the time alike, which they do if their runtimes come from one {@link ManualTime}.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public final class InMemoryServer {

    private final UnaryOperator<SlotKey> placing;
    private final ConcurrentMap<Address, byte[]> slots = new ConcurrentHashMap<>();
    private final List<InMemoryBackend> nodes = new CopyOnWriteArrayList<>();
    private final List<InMemoryStore> stores = new CopyOnWriteArrayList<>();

    /** Creates an empty server. */
    public InMemoryServer() {
        this(UnaryOperator.identity());
    }

    /**
     * Creates an empty server that keeps some slots in one place, as a backend does that hashes long keys when two of them
     * have one hash. Its pushes name the place.
     *
     * @param placing the place of a slot, by the name of one that is kept there
     */
    public InMemoryServer(UnaryOperator<SlotKey> placing) {
        this.placing = placing;
    }

    /** Forgets everything, and drops every node's connection, as a server does that was killed and came back. */
    public void restart() {
        slots.clear();
        nodes.forEach(InMemoryBackend::dropConnection);
    }

    /**
     * Forgets some slots before their time, as a server does that is short of memory. The nodes that read them are told.
     *
     * @param which says of a slot's name whether it goes
     * @return how many went
     */
    public int evict(Predicate<SlotKey> which) {
        int evicted = 0;
        for (Address address : slots.keySet()) {
            if (which.test(address.key()) && slots.remove(address) != null) {
                changed(address, null, false);
                evicted++;
            }
        }
        return evicted;
    }

    /**
     * Returns how many slots are kept, including those that nobody has touched since their life ended.
     *
     * @return the count
     */
    public int size() {
        return slots.size();
    }

    void attach(InMemoryBackend node) {
        nodes.add(node);
    }

    void detach(InMemoryBackend node) {
        nodes.remove(node);
    }

    void attach(InMemoryStore store) {
        stores.add(store);
    }

    void detach(InMemoryStore store) {
        stores.remove(store);
    }

    /** Executes one step for a store. A slot that cannot be written down stays as it was, and the step throws. */
    StepReply apply(InMemoryStore store, SlotStep step, SlotRules rules, long now, long epoch) {
        Address address = new Address(store.cacheName(), placing.apply(step.key()));
        Execution execution = new Execution(store, step, rules, now, epoch);
        slots.compute(address, (place, bytes) -> execution.on(bytes));
        if (execution.changed) {
            changed(address, store, step instanceof SlotStep.Token);
        }
        return Objects.requireNonNull(execution.reply);
    }

    /**
     * A push goes to each node that read the slot since its last push, but not to the one that made the change. Who has
     * made a token has also read it, and stays registered.
     */
    private void changed(Address address, @Nullable InMemoryStore author, boolean authorHasRead) {
        for (InMemoryStore store : stores) {
            boolean stays = authorHasRead && store == author;
            if (!stays && store.cacheName().equals(address.cacheName())) {
                store.feed().changed(address.key(), store != author);
            }
        }
    }

    private record Address(String cacheName, SlotKey key) {}

    /** One step within the map's atomic change of one slot. */
    private static final class Execution {
        private final InMemoryStore store;
        private final SlotStep step;
        private final SlotRules rules;
        private final long now;
        private final long epoch;
        private @Nullable StepReply reply;
        private boolean changed;

        Execution(InMemoryStore store, SlotStep step, SlotRules rules, long now, long epoch) {
            this.store = store;
            this.step = step;
            this.rules = rules;
            this.now = now;
            this.epoch = epoch;
        }

        byte @Nullable [] on(byte @Nullable [] bytes) {
            Slot current = bytes == null ? null : alive(bytes);
            SlotRules.Transition transition = rules.apply(current, step, now, epoch);
            Slot next = transition.slot();
            byte[] encoded = next == null ? null : next == current ? bytes : SlotFormat.encode(step.key(), next);
            reply = registered(transition.reply());
            changed = !sameMeaning(current, next);
            return encoded;
        }

        private @Nullable Slot alive(byte[] bytes) {
            return SlotFormat.decode(step.key(), bytes) instanceof SlotFormat.Whole whole
                            && now < whole.slot().untilMillis()
                    ? whole.slot()
                    : null;
        }

        /** Registers within the change of the slot, so that no later change of it can miss the registration. */
        private StepReply registered(StepReply answer) {
            if (answer instanceof StepReply.Seen seen) {
                return new StepReply.Seen(seen.slot(), store.feed().register(step.key()), epoch);
            } else if (answer instanceof StepReply.Present present) {
                return new StepReply.Present(present.value(), store.feed().register(step.key()), epoch);
            } else if (answer instanceof StepReply.TokenSeen) {
                long unused = store.feed().register(step.key());
            }
            return answer;
        }

        /** A longer life or a claimed refresh is no change that a reader would have to hear of. */
        private static boolean sameMeaning(@Nullable Slot one, @Nullable Slot other) {
            if (one instanceof Slot.Fence a && other instanceof Slot.Fence b) {
                return a.stamp() == b.stamp()
                        && a.floor().equals(b.floor())
                        && a.writers().equals(b.writers());
            } else if (one instanceof Slot.Value a && other instanceof Slot.Value b) {
                return a.stamp() == b.stamp();
            }
            return one == other;
        }
    }
}
