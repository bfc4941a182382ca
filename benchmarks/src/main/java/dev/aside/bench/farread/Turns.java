package dev.aside.bench.farread;

import dev.aside.bench.kit.BoundServer;
import dev.aside.bench.kit.Child;
import dev.aside.bench.kit.Dialogue;
import dev.aside.bench.kit.Figures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Has subjects take turns at a server. All of them are there at once, each in a JVM of its own; one call after the other is made by all of
 * them, in short turns, there and back: so what the machine does meanwhile it does to all.
 *
 * @param child the program of a subject
 * @param server the server
 * @param spans how long everything takes
 */
record Turns(Child child, BoundServer server, Spans spans) {
    private static final int TURNS = 3;

    /** One subject at its place, and what it has shown so far. */
    private record Seat<S extends Reader>(S subject, Dialogue asked, Map<String, List<Double>> shown) {
        void turn(Call call, long millis) {
            if (subject.calls().contains(call)) {
                asked.ask(Reads.question(call, millis))
                        .forEach((figure, value) -> shown.computeIfAbsent(figure, none -> new ArrayList<>())
                                .add(value));
            }
        }

        Map<String, Double> middle() {
            Map<String, Double> middle = new LinkedHashMap<>();
            shown.forEach((figure, values) -> middle.put(figure, Figures.median(values)));
            return middle;
        }
    }

    /** Plays a round in this order, and returns for each figure the middle one of the turns. Blocks. */
    <S extends Reader> Map<S, Map<String, Double>> round(List<S> order) {
        long begun = System.nanoTime();
        server.forget();
        List<Seat<S>> seats = new ArrayList<>();
        try {
            order.forEach(subject -> seats.add(seated(subject, order.size())));
            int turns = TURNS
                    * order.stream().mapToInt(subject -> subject.calls().size()).sum();
            measure(seats, spans.turnMillis((System.nanoTime() - begun) / 1_000_000, turns));
        } finally {
            seats.forEach(seat -> seat.asked().close());
        }
        Map<S, Map<String, Double>> shown = new LinkedHashMap<>();
        seats.forEach(seat -> shown.put(seat.subject(), seat.middle()));
        return shown;
    }

    /** Opens a subject, and returns when it is warm. */
    private <S extends Reader> Seat<S> seated(S subject, int subjects) {
        System.err.println(subject.name());
        Dialogue asked = Dialogue.start(
                child,
                subject.name(),
                server.place(),
                Long.toString(spans.warmMillis(subjects)),
                server.cpus().listed());
        asked.awaitReady();
        return new Seat<>(subject, asked, new LinkedHashMap<>());
    }

    private static void measure(List<? extends Seat<?>> seats, long millis) {
        List<Seat<?>> order = new ArrayList<>(seats);
        for (Call call : Call.values()) {
            for (int turn = 0; turn < TURNS; turn++) {
                order.forEach(seat -> seat.turn(call, millis));
                Collections.reverse(order);
            }
        }
    }
}
