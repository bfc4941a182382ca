package dev.aside.bench.kit;

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
 * @param calls every call, in the order in which they are made
 * @param <C> what is called
 */
public record Turns<C extends Timed>(Child child, BoundServer server, Spans spans, List<C> calls) {
    private static final int TURNS = 3;

    /** One subject at its place, and what it has shown so far. */
    private record Seat<C extends Timed, S extends Entrant<C>>(
            S subject, Dialogue asked, Map<String, List<Double>> shown) {
        void turn(C call, long millis) {
            if (subject.calls().contains(call)) {
                asked.ask(call.name() + " " + millis)
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

    /**
     * Plays a round. Blocks.
     *
     * @param order who, in their order
     * @param <S> who
     * @return for each the middle one of its turns of each figure, by its name
     */
    public <S extends Entrant<C>> Map<S, Map<String, Double>> round(List<S> order) {
        long begun = System.nanoTime();
        server.forget();
        List<Seat<C, S>> seats = new ArrayList<>();
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
    private <S extends Entrant<C>> Seat<C, S> seated(S subject, int subjects) {
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

    private <S extends Entrant<C>> void measure(List<Seat<C, S>> seats, long millis) {
        List<Seat<C, S>> order = new ArrayList<>(seats);
        for (C call : calls) {
            for (int turn = 0; turn < TURNS; turn++) {
                order.forEach(seat -> seat.turn(call, millis));
                Collections.reverse(order);
            }
        }
    }
}
