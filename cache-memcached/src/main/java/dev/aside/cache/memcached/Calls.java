package dev.aside.cache.memcached;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.spy.memcached.ops.GetOperation;
import net.spy.memcached.ops.GetsOperation;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.ops.StatsOperation;
import net.spy.memcached.ops.StoreOperation;

/** Commands under way: each is answered once, on the connection's thread, or at once where it cannot be sent. */
final class Calls {

    private Calls() {}

    /** What commands of all kinds have in common. */
    abstract static class Call implements OperationCallback {
        private final Queue queue;
        private final int weight;
        private Fate fate = Fate.REFUSED;
        private boolean answered;

        Call(Queue queue, int weight) {
            this.queue = queue;
            this.weight = weight;
            queue.add(weight);
        }

        /** A command that is taken back says so twice. */
        @Override
        public final void receivedStatus(OperationStatus status) {
            if (!answered) {
                fate = Fate.of(status);
            }
        }

        @Override
        public final void complete() {
            if (!answered) {
                answered = true;
                queue.remove(weight);
                answered(fate);
            }
        }

        /** The connection did not take it. */
        final void isNotSent() {
            if (!answered) {
                fate = Fate.NOT_SENT;
                complete();
            }
        }

        abstract void answered(Fate how);
    }

    /** A command that only succeeds or does not. */
    static final class Ask extends Call {
        private final Consumer<Fate> then;

        Ask(Queue queue, Consumer<Fate> then) {
            super(queue, 0);
            this.then = then;
        }

        @Override
        void answered(Fate how) {
            then.accept(how);
        }
    }

    /** A command that stores bytes. */
    static final class Store extends Call implements StoreOperation.Callback {
        private final Consumer<Fate> then;

        Store(Queue queue, int weight, Consumer<Fate> then) {
            super(queue, weight);
            this.then = then;
        }

        @Override
        public void gotData(String key, long cas) {}

        @Override
        void answered(Fate how) {
            then.accept(how);
        }
    }

    /** A look at many slots. */
    static final class Get extends Call implements GetOperation.Callback {
        private final Map<String, Item> items = new HashMap<>();
        private final BiConsumer<Fate, Map<String, Item>> then;

        Get(Queue queue, BiConsumer<Fate, Map<String, Item>> then) {
            super(queue, 0);
            this.then = then;
        }

        @Override
        public void gotData(String key, int flags, byte[] data) {
            items.put(key, new Item(data, flags, Item.NO_CAS));
        }

        @Override
        void answered(Fate how) {
            then.accept(how, items);
        }
    }

    /** A look at one slot, with the number of its last change. */
    static final class Gets extends Call implements GetsOperation.Callback {
        private final Map<String, Item> items = new HashMap<>(2);
        private final BiConsumer<Fate, Map<String, Item>> then;

        Gets(Queue queue, BiConsumer<Fate, Map<String, Item>> then) {
            super(queue, 0);
            this.then = then;
        }

        @Override
        public void gotData(String key, int flags, long cas, byte[] data) {
            items.put(key, new Item(data, flags, cas));
        }

        @Override
        void answered(Fate how) {
            then.accept(how, items);
        }
    }

    /** A question about the server itself. */
    static final class Stats extends Call implements StatsOperation.Callback {
        private final Map<String, String> stats = new HashMap<>();
        private final BiConsumer<Fate, Map<String, String>> then;

        Stats(Queue queue, BiConsumer<Fate, Map<String, String>> then) {
            super(queue, 0);
            this.then = then;
        }

        @Override
        public void gotStat(String name, String value) {
            stats.put(name, value);
        }

        @Override
        void answered(Fate how) {
            then.accept(how, stats);
        }
    }
}
