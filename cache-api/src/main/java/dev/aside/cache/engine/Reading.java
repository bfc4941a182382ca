package dev.aside.cache.engine;

import dev.aside.cache.engine.Requests.Found;
import dev.aside.cache.engine.Requests.Request;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StepReply.TokenSeen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of flights through the tiers, a batch at a time: look at the slots, serve what is valid, and request the right to load
 * the rest.
 */
final class Reading<K, V> {

    /** How often a flight looks again because what it had seen has changed; then it loads without storing. */
    private static final int MAX_ATTEMPTS = 4;

    /** How many steps a look may be: a reader's and its tags', the writer's and its tags'. */
    private static final int LOOKS = 4;

    /** What a look has not settled. Most looks settle all, so a list comes into being with the first that goes into it. */
    private static final class Rest<K> {
        List<Flight<K>> past = List.of();
        List<Request<K>> requests = List.of();
        List<Found<K>> tagged = List.of();

        void pass(Flight<K> flight) {
            past = with(past, flight);
        }

        void ask(@Nullable Request<K> request) {
            if (request != null) {
                requests = with(requests, request);
            }
        }

        void lookUp(Found<K> found) {
            tagged = with(tagged, found);
        }

        private static <T> List<T> with(List<T> some, T one) {
            List<T> list = some.isEmpty() ? new ArrayList<>() : some;
            list.add(one);
            return list;
        }
    }

    private final Parts<K, V> parts;
    private final Judge<K, V> judge;
    private final Landing<K, V> landing;
    private final Loading<K, V> loading;
    private final Epochs epochs;
    private final TagTokens<K, V> tagTokens;
    private final OwnTokens<K, V> ownTokens;
    private final Boarding<K, V> boarding;
    private final Requests<K, V> requests;
    private final ReaderLook<K, V> readers;

    /** Whether a load's bound is so short that even its looks must be held to it. */
    private final boolean boundsLooks;

    Reading(
            Parts<K, V> parts,
            Boarding<K, V> boarding,
            Judge<K, V> judge,
            Landing<K, V> landing,
            Loading<K, V> loading,
            ReaderSteps readers,
            Epochs epochs) {
        this.parts = parts;
        this.boarding = boarding;
        this.judge = judge;
        this.landing = landing;
        this.loading = loading;
        this.epochs = epochs;
        this.tagTokens = new TagTokens<>(parts);
        this.ownTokens = new OwnTokens<>(parts);
        this.requests = new Requests<>(parts, judge, landing, loading, new Back());
        CacheOptions.Limits limits = parts.options.limits();
        this.boundsLooks = limits.hardLoad().compareTo(limits.operation().multipliedBy(LOOKS)) < 0;
        this.readers = new ReaderLook<>(parts, readers, judge, landing, this::refreshInBackground);
    }

    private final class Back implements Requests.Back<K> {
        @Override
        public void look(Flight<K> flight) {
            List<Flight<K>> one = List.of(flight);
            landing.guard(one, () -> Reading.this.look(one));
        }

        @Override
        public void lookAgain(Flight<K> flight) {
            Reading.this.lookAgain(flight);
        }

        /** They are good, or seldom dead as well, and then looked at again. */
        @Override
        public void came(List<Found<K>> values) {
            judged(values, List.of(), again -> again.forEach(request -> lookAgain(request.flight())));
        }
    }

    /** Starts flights whose first seats the caller has. Never throws for one of them: they fail. */
    void start(List<Flight<K>> flights) {
        if (boundsLooks) {
            flights.forEach(landing::bound);
        }
        landing.guard(flights, () -> look(flights));
    }

    /** The last waiter of a flight has left: its lease goes back, and newcomers begin anew. */
    void abandon(Flight<K> flight) {
        landing.release(flight);
        landing.fail(flight, new CancellationException());
    }

    private void lookAgain(Flight<K> flight) {
        List<Flight<K>> one = List.of(flight);
        if (++flight.attempts > MAX_ATTEMPTS) {
            landing.guard(one, () -> loading.bypass(one));
        } else {
            landing.guard(one, () -> look(one));
        }
    }

    private void look(List<Flight<K>> flights) {
        List<Flight<K>> some = withoutPending(flights);
        if (parts.asksReaders) {
            lookElsewhere(some);
        } else {
            ifAvailable(some, this::ask);
        }
    }

    /** Who may be answered by a reader looks there first. */
    private void lookElsewhere(List<Flight<K>> flights) {
        List<Flight<K>> elsewhere = new ArrayList<>();
        List<Flight<K>> asked = new ArrayList<>(flights.size());
        for (Flight<K> flight : flights) {
            (readers.takes(flight) ? elsewhere : asked).add(flight);
        }
        if (!elsewhere.isEmpty() && readers.allows()) {
            readers.look(elsewhere, this::askToLoad);
        } else {
            asked.addAll(elsewhere);
        }
        ifAvailable(asked, this::ask);
    }

    private void ifAvailable(List<Flight<K>> flights, Consumer<List<Flight<K>>> ask) {
        if (flights.isEmpty()) {
            return;
        }
        if (parts.breaker.allows()) {
            ask.accept(flights);
        } else {
            loading.bypass(flights);
        }
    }

    /** What a reader has not is asked of the writer in one go. */
    private void askToLoad(List<Flight<K>> flights) {
        ifAvailable(withoutPending(flights), requests::askForLeases);
    }

    /** Lets those pass whose change the store has not acknowledged, and returns the others. */
    private List<Flight<K>> withoutPending(List<Flight<K>> flights) {
        return isAnyPending(flights) ? passing(flights) : flights;
    }

    private boolean isAnyPending(List<Flight<K>> flights) {
        for (Flight<K> flight : flights) {
            if (parts.mustPass(flight.slot)) {
                return true;
            }
        }
        return false;
    }

    private List<Flight<K>> passing(List<Flight<K>> flights) {
        List<Flight<K>> past = new ArrayList<>();
        List<Flight<K>> others = new ArrayList<>(flights.size());
        flights.forEach(flight -> (parts.mustPass(flight.slot) ? past : others).add(flight));
        loading.bypass(past);
        return others;
    }

    private void ask(List<Flight<K>> flights) {
        int nearEpoch = parts.near.epoch();
        long heardIn = parts.heard == null ? -1 : parts.heard.epoch();
        long now = parts.runtime.ticker().nanos();
        for (Flight<K> flight : flights) {
            flight.nearEpoch = nearEpoch;
            flight.heardIn = heardIn;
            flight.sentNanos = now;
        }
        landing.then(flights, parts.steps, looks(flights), replies -> looked(flights, replies));
    }

    private List<SlotStep> looks(List<Flight<K>> flights) {
        if (flights.size() == 1 && !parts.tagged) {
            return List.of(parts.generationToken(), look(flights.get(0)));
        }
        List<SlotStep> steps = ownTokens.steps(flights.size());
        flights.forEach(flight -> steps.add(look(flight)));
        return steps;
    }

    private static SlotStep look(Flight<?> flight) {
        return new SlotStep.Read(flight.slot, EndpointRole.WRITER);
    }

    private void looked(List<Flight<K>> flights, List<StepReply> replies) {
        Tokens tokens = ownTokens.of(replies);
        if (tokens == null) {
            loading.bypass(flights);
            return;
        }
        int first = replies.size() - flights.size();
        Rest<K> rest = new Rest<>();
        for (int i = 0; i < flights.size(); i++) {
            Flight<K> flight = flights.get(i);
            flight.tokens = tokens;
            if (replies.get(first + i) instanceof StepReply.Seen seen) {
                looked(flight, seen, rest);
            } else {
                rest.pass(flight);
            }
        }
        loading.bypass(rest.past);
        judged(rest.tagged, rest.requests, requests::send);
    }

    private void looked(Flight<K> flight, StepReply.Seen seen, Rest<K> rest) {
        flight.seenEpoch = seen.epoch();
        epochs.saw(seen.epoch());
        if (parts.mustPass(flight.slot)) { // perhaps only since the epoch was seen
            rest.pass(flight);
        } else if (!(seen.slot() instanceof Slot.Value value)) {
            flight.seenFloor = floorOf(seen.slot());
            rest.ask(requests.lease(flight, 0, false));
        } else if (value.entry().tags().isEmpty()) {
            rest.ask(judge(flight, value, seen.feedEpoch(), Map.of()));
        } else {
            rest.lookUp(new Found<>(flight, value, seen.feedEpoch()));
        }
    }

    /** What the look has seen counts even if the slot is evicted before the lease: a load must not go behind it. */
    private static CommitPosition floorOf(@Nullable Slot slot) {
        if (slot instanceof Slot.Fence fence) {
            return fence.floor();
        }
        return slot instanceof Slot.Lease lease ? lease.floor() : CommitPosition.NONE;
    }

    /** Judges the values found, serves what is worth it, and hands on the requests for the rest. */
    private void judged(List<Found<K>> found, List<Request<K>> requests, Consumer<List<Request<K>>> then) {
        if (found.isEmpty()) {
            then.accept(requests);
            return;
        }
        Set<String> tags = new HashSet<>();
        found.forEach(one -> tags.addAll(TagTokens.of(one.value().entry())));
        if (tags.isEmpty()) {
            judge(found, Map.of(), requests, then);
            return;
        }
        List<Flight<K>> flights = new ArrayList<>();
        found.forEach(one -> flights.add(one.flight()));
        requests.forEach(request -> flights.add(request.flight()));
        tagTokens
                .read(tags)
                .whenComplete((tokens, error) -> landing.guard(flights, () -> {
                    if (tokens == null) {
                        loading.bypass(flights);
                    } else {
                        judge(found, tokens, requests, then);
                    }
                }));
    }

    private void judge(
            List<Found<K>> found,
            Map<String, TokenSeen> tokens,
            List<Request<K>> requests,
            Consumer<List<Request<K>>> then) {
        List<Request<K>> all = new ArrayList<>(requests);
        for (Found<K> one : found) {
            Request<K> request = judge(one.flight(), one.value(), one.feedEpoch(), tokens);
            if (request != null) {
                all.add(request);
            }
        }
        then.accept(all);
    }

    /** Serves a value that is worth it, or returns what is to be asked for in its place. */
    private @Nullable Request<K> judge(
            Flight<K> flight, Slot.Value value, long feedEpoch, Map<String, TokenSeen> tagTokens) {
        Entry entry = value.entry();
        long stamp = value.stamp();
        Judge.Judged judged = judge.judge(entry, flight.tokens, tagTokens, flight.maxAgeMillis, flight.reload);
        if (judged.value() == null || judged.verdict() == Judge.Verdict.DEAD) {
            return requests.lease(flight, stamp, false);
        }
        if (judged.verdict() == Judge.Verdict.OLD) {
            return requests.lease(flight, stamp, true);
        }
        if (judged.verdict() == Judge.Verdict.RELOAD) {
            return requests.claim(flight, stamp);
        }
        if (judged.verdict() == Judge.Verdict.SERVE_AND_REFRESH) {
            refreshInBackground(flight.key);
        }
        parts.putNear(flight, judged.value(), entry, feedEpoch);
        landing.serve(flight, judged.value(), entry);
        return null;
    }

    private void refreshInBackground(K key) {
        Flights.Seat<K> seat = boarding.seat(key, Flight.Purpose.BACKGROUND, Terms.NONE);
        if (seat.first()) {
            start(List.of(seat.flight()));
        }
    }
}
