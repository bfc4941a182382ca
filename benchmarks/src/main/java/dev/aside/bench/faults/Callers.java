package dev.aside.bench.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The threads that read and change what nodes have cached, one for each cache of each node, at a pace that leaves the machine idle most of
 * the time. Each writes down what it saw, and shares nothing with another.
 */
final class Callers {
    private static final int SEED = 20_261_128;

    /** One call in so many is a change; half of the changes are told, and half are written through. */
    private static final int CALLS_A_CHANGE = 10;

    private final List<Caller> callers = new ArrayList<>();
    private volatile boolean ended;

    private final class Caller extends Thread {
        private final List<Call> calls = new ArrayList<>();
        private final Node node;
        private final Use use;
        private final long pace;
        private final Random random;

        Caller(Node node, Use use, Duration pace, int number) {
            super("caller-" + number);
            this.node = node;
            this.use = use;
            this.pace = pace.toNanos();
            this.random = new Random(SEED + number);
        }

        @Override
        public void run() {
            while (!ended) {
                int object = use.first() + random.nextInt(Use.OBJECTS);
                int choice = random.nextInt(2 * CALLS_A_CHANGE);
                calls.add(
                        switch (choice) {
                            case 0 -> node.put(object);
                            case 1 -> node.invalidate(object);
                            default -> node.read(object);
                        });
                Moments.pass(Duration.ofNanos(pace / 2 + random.nextLong(pace)));
            }
        }
    }

    /** Begins. */
    static Callers start(List<Node> nodes, List<Use> uses, Duration pace) {
        Callers all = new Callers();
        int number = 0;
        for (Node node : nodes) {
            for (Use use : uses) {
                all.callers.add(all.new Caller(node, use, pace, number));
                number++;
            }
        }
        all.callers.forEach(Thread::start);
        return all;
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
}
