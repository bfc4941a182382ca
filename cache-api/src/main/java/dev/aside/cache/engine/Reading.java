package dev.aside.cache.engine;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StepReply.TokenSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of flights through the tiers, a batch at a time: look at the slots, serve what is valid, ask for leases for the
 * rest, load what was granted.
 */
final class Reading<K, V> {

    /** How often a flight looks again because what it had seen has changed; then it loads without storing. */
    private static final int MAX_ATTEMPTS = 4;

    /** The pauses of a flight that waits for another node's load: the first is a short load's time. */
    private static final long FIRST_PAUSE_MILLIS = 5;

    private static final long LAST_PAUSE_MILLIS = 100;

    /** How many steps a look may be: a reader's and its tags', the writer's and its tags'. */
    private static final int LOOKS = 4;

    /** A flight and the value that its slot held. */
    private record Found<K>(Flight<K> flight, Slot.Value value, long feedEpoch) {}

    /** A flight and the step by which it asks for the right to load. */
    private record Request<K>(Flight<K> flight, SlotStep step) {}

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
    private final Boarding<K, V> boarding;
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
        CacheOptions.Limits limits = parts.options.limits();
        this.boundsLooks = limits.hardLoad().compareTo(limits.operation().multipliedBy(LOOKS)) < 0;
        this.readers = new ReaderLook<>(parts, readers, judge, landing, this::refreshInBackground);
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
        ifAvailable(withoutPending(flights), this::askForLeases);
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

    /**
     * Asks for leases without a look at the slots: what there is is answered all the same. The tokens come with them, since the
     * loads begin after both.
     */
    private void askForLeases(List<Flight<K>> flights) {
        flights.forEach(landing::bound);
        List<Request<K>> requests = new ArrayList<>(flights.size());
        flights.forEach(flight -> requests.add(lease(flight, 0, false)));
        List<SlotStep> steps = tokenSteps(flights.size());
        int first = steps.size();
        requests.forEach(request -> steps.add(request.step()));
        send(flights, steps, replies -> {
            Tokens tokens = tokens(replies);
            List<StepReply> leases = replies.subList(first, replies.size());
            if (tokens == null) {
                giveBack(requests, leases);
                loading.bypass(flights);
            } else {
                flights.forEach(flight -> flight.tokens = tokens);
                answered(requests, leases);
            }
        });
    }

    private void giveBack(List<Request<K>> requests, List<StepReply> replies) {
        for (int i = 0; i < requests.size(); i++) {
            if (replies.get(i) instanceof StepReply.Granted grant) {
                granted(requests.get(i), grant.floor(), grant.epoch());
                landing.release(requests.get(i).flight());
            } else {
                giveBack(requests.get(i), replies.get(i));
            }
        }
    }

    /** A request that was not answered may have been granted all the same. */
    private void giveBack(Request<K> request, StepReply reply) {
        if (request.step() instanceof SlotStep.Lease lease
                && reply instanceof StepReply.Failed failed
                && failed.outcome() == StepReply.Outcome.UNKNOWN) {
            parts.lostLeases.keep(lease.key(), lease.stamp());
        }
    }

    private List<SlotStep> tokenSteps(int more) {
        List<SlotStep> steps = new ArrayList<>(more + 2);
        steps.add(parts.generationToken());
        if (parts.tagged) {
            steps.add(parts.tagEpochToken());
        }
        return steps;
    }

    private void ask(List<Flight<K>> flights) {
        int nearEpoch = parts.near.epoch();
        long now = parts.runtime.ticker().nanos();
        for (Flight<K> flight : flights) {
            flight.nearEpoch = nearEpoch;
            flight.sentNanos = now;
        }
        send(flights, looks(flights), replies -> looked(flights, replies));
    }

    private List<SlotStep> looks(List<Flight<K>> flights) {
        if (flights.size() == 1 && !parts.tagged) {
            return List.of(parts.generationToken(), look(flights.get(0)));
        }
        List<SlotStep> steps = tokenSteps(flights.size());
        flights.forEach(flight -> steps.add(look(flight)));
        return steps;
    }

    private static SlotStep look(Flight<?> flight) {
        return new SlotStep.Read(flight.slot, EndpointRole.WRITER);
    }

    private void looked(List<Flight<K>> flights, List<StepReply> replies) {
        Tokens tokens = tokens(replies);
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
        judged(rest.tagged, rest.requests, this::request);
    }

    private void looked(Flight<K> flight, StepReply.Seen seen, Rest<K> rest) {
        flight.seenEpoch = seen.epoch();
        epochs.saw(seen.epoch());
        if (parts.mustPass(flight.slot)) { // perhaps only since the epoch was seen
            rest.pass(flight);
        } else if (!(seen.slot() instanceof Slot.Value value)) {
            flight.seenFloor = floorOf(seen.slot());
            rest.ask(lease(flight, 0, false));
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

    private @Nullable Tokens tokens(List<StepReply> replies) {
        if (!(replies.get(0) instanceof TokenSeen generation)) {
            return null;
        }
        Tokens tokens = Tokens.of(generation);
        if (!parts.tagged) {
            return tokens;
        }
        return replies.get(1) instanceof TokenSeen epoch ? tokens.withTagEpoch(epoch) : null;
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
            return lease(flight, stamp, false);
        }
        if (judged.verdict() == Judge.Verdict.OLD) {
            return lease(flight, stamp, true);
        }
        if (judged.verdict() == Judge.Verdict.RELOAD) {
            return new Request<>(flight, new SlotStep.Claim(flight.slot, stamp, leaseMillis()));
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

    private Request<K> lease(Flight<K> flight, long replaces, boolean keepLast) {
        long stamp = parts.runtime.newStamp();
        return new Request<>(flight, new SlotStep.Lease(flight.slot, stamp, leaseMillis(), replaces, keepLast));
    }

    private long leaseMillis() {
        return Durations.millisUp(parts.options.protocol().lease());
    }

    private void request(List<Request<K>> requests) {
        if (requests.isEmpty()) {
            return;
        }
        List<SlotStep> steps = new ArrayList<>(requests.size());
        List<Flight<K>> flights = new ArrayList<>(requests.size());
        for (Request<K> request : requests) {
            landing.bound(request.flight());
            steps.add(request.step());
            flights.add(request.flight());
        }
        send(flights, steps, replies -> answered(requests, replies));
    }

    /** What a lease has kept was valid when it was granted. Whether it still stands is looked up before it counts. */
    private void answered(List<Request<K>> requests, List<StepReply> replies) {
        Set<String> tags = new HashSet<>();
        for (StepReply reply : replies) {
            Entry last = last(reply);
            if (last != null) {
                tags.addAll(TagTokens.of(last));
            }
        }
        if (tags.isEmpty()) {
            answered(requests, replies, Map.of());
            return;
        }
        List<Flight<K>> flights = requests.stream().map(Request::flight).toList();
        tagTokens
                .read(tags)
                .whenComplete((tokens, error) ->
                        landing.guard(flights, () -> answered(requests, replies, tokens == null ? Map.of() : tokens)));
    }

    private static @Nullable Entry last(StepReply reply) {
        if (reply instanceof StepReply.Granted granted) {
            return granted.last();
        }
        return reply instanceof StepReply.Busy busy ? busy.last() : null;
    }

    private @Nullable Entry standing(Flight<K> flight, StepReply reply, Map<String, TokenSeen> tagTokens) {
        Entry last = last(reply);
        return last != null && parts.rules.stands(last, flight.tokens, tagTokens) ? last : null;
    }

    private void answered(List<Request<K>> requests, List<StepReply> replies, Map<String, TokenSeen> tagTokens) {
        List<Flight<K>> granted = new ArrayList<>(requests.size());
        List<Flight<K>> past = new ArrayList<>();
        List<Found<K>> present = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Flight<K> flight = requests.get(i).flight();
            StepReply reply = replies.get(i);
            boolean heldBack =
                    parts.mustPass(flight.slot); // the store may have come back while the request was under way
            flight.last = heldBack ? null : standing(flight, reply, tagTokens);
            if (heldBack) {
                giveBack(requests.subList(i, i + 1), replies.subList(i, i + 1));
                past.add(flight);
            } else if (reply instanceof StepReply.Granted grant) {
                granted(requests.get(i), grant.floor(), grant.epoch());
                granted.add(flight);
            } else if (reply instanceof StepReply.Open open) {
                unstored(flight, open.floor());
                granted.add(flight);
            } else if (reply instanceof StepReply.Busy busy) {
                busy(requests.get(i), busy, granted);
            } else if (reply instanceof StepReply.Present value) {
                present.add(new Found<>(flight, value.value(), value.feedEpoch()));
            } else if (reply instanceof StepReply.Refused) {
                lookAgain(flight); // the value whose refresh was to be claimed is gone
            } else {
                giveBack(requests.get(i), reply);
                past.add(flight);
            }
        }
        loading.bypass(past);
        if (!granted.isEmpty()) {
            loading.load(granted);
        }
        // A value that came between the look and the request: good, or seldom dead as well, and then looked at again.
        judged(present, List.of(), again -> again.forEach(request -> lookAgain(request.flight())));
    }

    private void granted(Request<K> request, CommitPosition floor, long epoch) {
        Flight<K> flight = request.flight();
        CommitPosition seen = parts.rules.floor(floor.merge(flight.seenFloor), flight.tokens.floor());
        // Whoever changes a token has no position yet, so that a replica may be behind it.
        flight.floor = flight.tokens.open() ? parts.rules.floorPassing(seen, parts.blindFloor()) : seen;
        flight.epoch = epoch;
        flight.leased = request.step() instanceof SlotStep.Lease;
        flight.under = request.step() instanceof SlotStep.Lease lease
                ? lease.stamp()
                : ((SlotStep.Claim) request.step()).stamp();
        flight.mayStore = parts.rules.mayStoreUnder(flight.tokens);
    }

    /** A load that passes an open change or another's lease keeps the floor, and stores nothing. */
    private void unstored(Flight<K> flight, CommitPosition floor) {
        flight.floor = parts.rules.floorPassing(floor, parts.blindFloor());
        flight.mayStore = false;
    }

    private void busy(Request<K> request, StepReply.Busy busy, List<Flight<K>> loads) {
        Flight<K> flight = request.flight();
        if (request.step() instanceof SlotStep.Claim) {
            refreshedByAnother(request, busy, loads);
            return;
        }
        Entry last = flight.last;
        Object value = flight.reload ? null : judge.instead(last, false, flight.maxAgeMillis);
        if (value != null && last != null) {
            landing.serve(flight, value, last);
            return;
        }
        flight.pauseMillis = Math.min(Math.max(FIRST_PAUSE_MILLIS, 2 * flight.pauseMillis), LAST_PAUSE_MILLIS);
        long jittered = flight.pauseMillis + parts.runtime.random().nextInt((int) FIRST_PAUSE_MILLIS);
        long pause = Math.max(1, Math.min(busy.remainingMillis(), jittered));
        flight.addTimer(parts.runtime
                .scheduler()
                .schedule(() -> landing.guard(List.of(flight), () -> look(List.of(flight))), Duration.ofMillis(pause)));
    }

    /**
     * Another refreshes the value, or has failed to. Who waits wants a load of its own, which replaces the value unless the
     * other does so first: a claim spares loads, and the value's stamp is what keeps fills apart. Who does not wait is
     * content with what there is.
     */
    private void refreshedByAnother(Request<K> request, StepReply.Busy busy, List<Flight<K>> loads) {
        Flight<K> flight = request.flight();
        Entry last = flight.last;
        Object value = last != null && flight.closeUnlessAwaited() ? parts.binding.valueOf(last) : null;
        if (value != null && last != null) {
            landing.answer(flight, new Answer(value, last.createdMillis()));
        } else {
            granted(request, busy.floor(), flight.seenEpoch);
            loads.add(flight);
        }
    }

    private void send(List<Flight<K>> flights, List<SlotStep> steps, Consumer<List<StepReply>> then) {
        landing.then(flights, parts.steps, steps, then);
    }
}
