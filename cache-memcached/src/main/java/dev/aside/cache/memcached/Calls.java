package dev.aside.cache.memcached;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.spy.memcached.ops.GetsOperation;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.ops.StatsOperation;
import net.spy.memcached.ops.StatusCode;
import net.spy.memcached.ops.StoreOperation;
import org.jspecify.annotations.Nullable;

/** Commands under way: each is answered once, on the connection's thread, or at once where it cannot be sent. */
final class Calls {

    private Calls() {}

    /** What comes is the answer to something else, and so may be all that follows. Thrown to the library, it ends the connection. */
    static IllegalStateException outOfStep() {
        return new IllegalStateException("memcached answers to something else");
    }

    /** What commands of all kinds have in common. */
    abstract static class Call implements OperationCallback {
        private final @Nullable Queue queue;
        private final int weight;
        private Fate fate = Fate.REFUSED;
        private boolean answered;

        /** One that is not counted. */
        Call() {
            this.queue = null;
            this.weight = 0;
        }

        Call(Queue queue, int weight) {
            this.queue = queue;
            this.weight = weight;
            queue.add(weight);
        }

        /** A command that is taken back says so twice. What the library does not know is what it calls the client's fault. */
        @Override
        public final void receivedStatus(OperationStatus status) {
            if (isInStep() && status.getStatusCode() == StatusCode.ERR_CLIENT) {
                throw outOfStep();
            }
            if (!answered) {
                fate = Fate.of(status);
            }
        }

        @Override
        public final void complete() {
            if (!answered) {
                answered = true;
                if (queue != null) {
                    queue.remove(weight);
                }
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

        /** Returns whether an answer that the library does not know can only be another's. */
        boolean isInStep() {
            return true;
        }

        abstract void answered(Fate how);
    }

    /** A command that only succeeds or does not, and may store bytes. */
    static class Ask extends Call implements StoreOperation.Callback {
        private final Consumer<Fate> then;

        /** One that is not counted. */
        private Ask(Consumer<Fate> then) {
            this.then = then;
        }

        Ask(Queue queue, int weight, Consumer<Fate> then) {
            super(queue, weight);
            this.then = then;
        }

        @Override
        public final void gotData(String key, long cas) {}

        @Override
        final void answered(Fate how) {
            then.accept(how);
        }
    }

    /** One of the first commands of a connection, which the server may refuse in its own words. Not counted. */
    static final class Hello extends Ask {
        Hello(Consumer<Fate> then) {
            super(then);
        }

        @Override
        boolean isInStep() {
            return false;
        }
    }

    /** A look at one slot, with the number of its last change. */
    static final class Gets extends Call implements GetsOperation.Callback {
        private final String name;
        private final Map<String, Item> items = new HashMap<>(2);
        private final BiConsumer<Fate, Map<String, Item>> then;

        Gets(Queue queue, String name, BiConsumer<Fate, Map<String, Item>> then) {
            super(queue, 0);
            this.name = name;
            this.then = then;
        }

        @Override
        public void gotData(String key, int flags, long cas, byte[] data) {
            if (!key.equals(name)) {
                throw outOfStep();
            }
            items.put(key, new Item(data, flags, cas));
        }

        @Override
        void answered(Fate how) {
            then.accept(how, items);
        }
    }

    /** A question about the server itself. Not counted. */
    static final class Stats extends Call implements StatsOperation.Callback {
        private final Map<String, String> stats = new HashMap<>();
        private final BiConsumer<Fate, Map<String, String>> then;

        Stats(BiConsumer<Fate, Map<String, String>> then) {
            this.then = then;
        }

        @Override
        boolean isInStep() {
            return false;
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
