package dev.aside.bench.faults;

import dev.aside.bench.faults.Story.Recovery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Plays one row: servers and nodes of its own, callers, the fault, and what is so when all is over. */
final class Trial {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Before anything has happened nothing is judged either. */
    private static final Duration CONNECTED = Duration.ofSeconds(20);

    private final Row row;
    private final Spans spans;
    private final Database database = new Database();

    Trial(Row row, Spans spans) {
        this.row = row;
        this.spans = spans;
    }

    /** Plays it, on threads of its own that end with it. Blocks. */
    Story play() {
        ThreadGroup group = new ThreadGroup(row.label());
        List<Story> told = new ArrayList<>();
        List<Throwable> failed = new ArrayList<>();
        Thread thread = new Thread(group, () -> told.add(played()), row.label());
        thread.setUncaughtExceptionHandler((same, e) -> failed.add(e));
        thread.start();
        Moments.join(thread);
        if (!failed.isEmpty()) {
            throw new IllegalStateException("The row " + row.label() + " was not played", failed.get(0));
        }
        return told.get(0).withLeaks(Leftovers.threads(group));
    }

    private Story played() {
        try (Stage<?> stage = row.open()) {
            stage.prepare();
            long began = System.nanoTime();
            List<Node> nodes = IntStream.range(0, Place.NODES)
                    .mapToObj(node -> new Node(stage.place().backend(node), row.uses(), database))
                    .toList();
            long built = System.nanoTime() - began;
            Story story;
            try {
                story = played(stage, nodes).built(built);
            } finally {
                nodes.forEach(Node::close);
            }
            return story.withLeaks(Leftovers.connections(stage.place()));
        }
    }

    private Story played(Stage<?> stage, List<Node> nodes) {
        if (row.beginsWithServer()) {
            nodes.forEach(this::connect);
        }
        Acknowledged acknowledged = Acknowledged.watch(nodes);
        Callers callers = Callers.start(nodes, row.uses(), spans.pace());
        Recovery recovery;
        List<Call> calls = new ArrayList<>();
        try {
            Moments.pass(spans.calm());
            recovery = harm(stage, nodes);
            Moments.pass(spans.after());
        } finally {
            calls.addAll(callers.end());
        }
        boolean settled = Moments.await(PATIENCE, () -> pending(nodes) == 0);
        acknowledged.end();
        long quiet = System.nanoTime();
        Moments.pass(Use.NEAR.bound());
        nodes.forEach(node -> objects().forEach(object -> calls.add(node.read(object))));
        return new Story(
                row,
                calls,
                acknowledged.log(database, calls),
                recovery,
                database.loads(),
                nodes.stream()
                        .mapToLong(node -> node.stats(Use.NEAR).nearHits())
                        .sum(),
                nodes.stream().mapToLong(node -> node.stats(Use.FAR).farHits()).sum(),
                settled ? List.of() : List.of(pending(nodes) + " changes are pending still"),
                calls.stream()
                        .filter(call -> call.began() > quiet && call.version() != database.newest(call.object()))
                        .count(),
                0);
    }

    /** Reads until a server answers: who makes a connection for the first time is another question, and has a row of its own. */
    private void connect(Node node) {
        node.hearing().listen();
        boolean connected = Moments.await(CONNECTED, () -> {
            objects().forEach(node::read);
            return node.hearing().hasHeard();
        });
        if (!connected) {
            throw new IllegalStateException("A node does not use its server");
        }
    }

    private IntStream objects() {
        return row.uses().stream().flatMapToInt(Use::objects);
    }

    private Duration hurt() {
        return spans.hurt().compareTo(row.least()) < 0 ? row.least() : spans.hurt();
    }

    private static long pending(List<Node> nodes) {
        return nodes.stream().mapToLong(Node::pendingChanges).sum();
    }

    private Recovery harm(Stage<?> stage, List<Node> nodes) {
        long struck = System.nanoTime();
        stage.strike();
        long end = System.nanoTime() + hurt().toNanos();
        while (System.nanoTime() < end) {
            stage.again();
            long left = end - System.nanoTime();
            Moments.pass(Duration.ofNanos(
                    Math.max(0, Math.min(left, stage.fault().pause().toNanos()))));
        }
        stage.mend();
        long mended = System.nanoTime();
        nodes.forEach(node -> node.hearing().listen());
        boolean all = Moments.await(
                PATIENCE, () -> nodes.stream().allMatch(node -> node.hearing().hasHeard()));
        long used = all
                ? nodes.stream()
                        .mapToLong(node -> node.hearing().heardAt())
                        .max()
                        .orElseThrow()
                : mended + PATIENCE.toNanos();
        return new Recovery(struck, mended, used);
    }
}
