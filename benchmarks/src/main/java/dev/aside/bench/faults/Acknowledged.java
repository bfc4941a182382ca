package dev.aside.bench.faults;

import dev.aside.bench.faults.Call.Saw;
import dev.aside.samples.demo.oracle.ChangeLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When it was that each change counted as acknowledged: when its call returned APPLIED, or, if that returned PENDING, once its node has
 * nothing to say to the server any more. Looks at that again and again while it runs.
 */
final class Acknowledged {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Map<Long, Long> late = new ConcurrentHashMap<>();
    private final List<Node> nodes;
    private final Thread thread = new Thread(this::run, "acknowledged");
    private volatile boolean ended;

    private Acknowledged(List<Node> nodes) {
        this.nodes = nodes;
    }

    static Acknowledged watch(List<Node> nodes) {
        Acknowledged watch = new Acknowledged(nodes);
        watch.thread.start();
        return watch;
    }

    private void run() {
        while (!ended) {
            look();
            Moments.pass(LOOK);
        }
    }

    private void look() {
        for (Node node : nodes) {
            List<Long> heard = node.heardLate();
            long now = System.nanoTime();
            heard.forEach(version -> late.put(version, now));
        }
    }

    /** Looks once more, and no more. */
    void end() {
        ended = true;
        Moments.join(thread);
        look();
    }

    /** All changes of a row, and when each was acknowledged. Nobody changes anything any more. */
    ChangeLog log(Database database, List<Call> calls) {
        ChangeLog.Builder log = new ChangeLog.Builder(Use.ALL);
        database.tell(log);
        late.forEach(log::acknowledged);
        calls.stream()
                .filter(call -> call.saw() == Saw.APPLIED)
                .forEach(call -> log.acknowledged(call.version(), call.ended()));
        return log.build();
    }
}
