package dev.aside.cache.engine;

import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StepReply.TokenSeen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The look at servers that follow the writer. What they have that is good is served; what they have not, or have no longer,
 * is the writer's to say.
 */
final class ReaderLook<K, V> {

    /** A flight and the value that a reader had. */
    private record Found<K>(Flight<K> flight, Entry entry) {}

    private final Parts<K, V> parts;
    private final Judge<K, V> judge;
    private final Landing<K, V> landing;
    private final Consumer<K> refresh;
    private final ReaderSteps steps;

    /** @param refresh loads a key anew in the background */
    ReaderLook(Parts<K, V> parts, ReaderSteps steps, Judge<K, V> judge, Landing<K, V> landing, Consumer<K> refresh) {
        this.parts = parts;
        this.judge = judge;
        this.landing = landing;
        this.refresh = refresh;
        this.steps = steps;
    }

    /** Whether a flight begins here: a plain read that has asked nobody yet, of what its caller has not changed himself. */
    boolean takes(Flight<K> flight) {
        return parts.asksReaders
                && flight.isRead
                && flight.own == null
                && flight.maxAgeMillis == Long.MAX_VALUE
                && flight.attempts == 0
                && flight.pauseMillis == 0;
    }

    /** Whether readers have answered lately. */
    boolean allows() {
        return steps.allows();
    }

    /** Looks, serves what is good, and hands on the rest. */
    void look(List<Flight<K>> flights, Consumer<List<Flight<K>>> rest) {
        List<SlotKey> slots = flights.stream().map(flight -> flight.slot).toList();
        landing.then(flights, steps.read(slots), replies -> looked(flights, replies, rest));
    }

    private void looked(List<Flight<K>> flights, List<StepReply> replies, Consumer<List<Flight<K>>> rest) {
        TokenSeen generation = ReaderSteps.token(replies.get(0));
        List<Found<K>> found = new ArrayList<>(flights.size());
        List<Flight<K>> others = new ArrayList<>();
        Set<String> tags = new HashSet<>();
        for (int i = 0; i < flights.size(); i++) {
            Flight<K> flight = flights.get(i);
            Slot slot = replies.get(i + 1) instanceof StepReply.Seen seen ? seen.slot() : null;
            if (generation != null && slot instanceof Slot.Value value && !parts.mustPass(flight.slot)) {
                found.add(new Found<>(flight, value.entry()));
                tags.addAll(TagTokens.of(value.entry()));
            } else {
                others.add(flight);
            }
        }
        if (generation == null || found.isEmpty()) {
            handOn(others, rest);
        } else if (tags.isEmpty()) {
            serve(found, Tokens.of(generation), Map.of(), others, rest);
        } else {
            lookUp(tags, found, Tokens.of(generation), others, rest);
        }
    }

    private void lookUp(
            Set<String> tags,
            List<Found<K>> found,
            Tokens generation,
            List<Flight<K>> others,
            Consumer<List<Flight<K>>> rest) {
        List<String> order = new ArrayList<>(tags);
        List<Flight<K>> flights = new ArrayList<>(others);
        found.forEach(one -> flights.add(one.flight()));
        landing.then(
                flights,
                steps.readTags(order),
                replies -> serve(found, generation, ReaderSteps.tokens(order, replies), others, rest));
    }

    private void serve(
            List<Found<K>> found,
            Tokens generation,
            Map<String, TokenSeen> tags,
            List<Flight<K>> others,
            Consumer<List<Flight<K>>> rest) {
        for (Found<K> one : found) {
            if (!serve(one, generation, tags)) {
                others.add(one.flight());
            }
        }
        handOn(others, rest);
    }

    private boolean serve(Found<K> found, Tokens generation, Map<String, TokenSeen> tags) {
        Flight<K> flight = found.flight();
        Judge.Judged judged = judge.look(found.entry(), generation, tags, flight.maxAgeMillis, false);
        Object value = judged.value();
        if (!judged.isGood() || value == null) {
            return false;
        }
        if (judged.verdict() == Judge.Verdict.SERVE_AND_REFRESH) {
            refresh.accept(flight.key);
        }
        landing.serve(flight, value, found.entry());
        return true;
    }

    private static <K> void handOn(List<Flight<K>> others, Consumer<List<Flight<K>>> rest) {
        if (!others.isEmpty()) {
            rest.accept(others);
        }
    }
}
