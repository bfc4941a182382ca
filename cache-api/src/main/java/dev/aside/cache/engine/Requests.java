package dev.aside.cache.engine;

import dev.aside.cache.route.CommitPosition;
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
import org.jspecify.annotations.Nullable;

/** Asks the store for the right to load, a batch of flights at a time, and sends each on the way that it is answered. */
final class Requests<K, V> {

    /** The pauses of a flight that waits for another node's load: the first is a short load's time. */
    private static final long FIRST_PAUSE_MILLIS = 5;

    private static final long LAST_PAUSE_MILLIS = 100;

    /** A flight and the step by which it asks for the right to load. */
    record Request<K>(Flight<K> flight, SlotStep step) {}

    /** A flight and the value that its slot held. */
    record Found<K>(Flight<K> flight, Slot.Value value, long feedEpoch) {}

    /** Where flights go that are not to load. */
    interface Back<K> {

        /** Looks when another may have loaded. */
        void look(Flight<K> flight);

        /** Looks again because what was seen has changed. */
        void lookAgain(Flight<K> flight);

        /** Goes on with values that came between the look and the request. */
        void came(List<Found<K>> values);
    }

    private final Parts<K, V> parts;
    private final Judge<K, V> judge;
    private final Landing<K, V> landing;
    private final Loading<K, V> loading;
    private final OwnTokens<K, V> ownTokens;
    private final TagTokens<K, V> tagTokens;
    private final Back<K> back;

    Requests(Parts<K, V> parts, Judge<K, V> judge, Landing<K, V> landing, Loading<K, V> loading, Back<K> back) {
        this.parts = parts;
        this.judge = judge;
        this.landing = landing;
        this.loading = loading;
        this.ownTokens = new OwnTokens<>(parts);
        this.tagTokens = new TagTokens<>(parts);
        this.back = back;
    }

    /**
     * Asks for leases without a look at the slots: what there is is answered all the same. The tokens come with them, since the
     * loads begin after both.
     */
    void askForLeases(List<Flight<K>> flights) {
        flights.forEach(landing::bound);
        List<Request<K>> requests = new ArrayList<>(flights.size());
        flights.forEach(flight -> requests.add(lease(flight, 0, false)));
        List<SlotStep> steps = ownTokens.steps(flights.size());
        int first = steps.size();
        requests.forEach(request -> steps.add(request.step()));
        landing.then(flights, parts.steps, steps, replies -> {
            Tokens tokens = ownTokens.of(replies);
            List<StepReply> leases = replies.subList(first, replies.size());
            if (tokens == null) {
                for (int i = 0; i < leases.size(); i++) {
                    giveBack(requests.get(i), leases.get(i));
                }
                loading.bypass(flights);
            } else {
                flights.forEach(flight -> flight.tokens = tokens);
                answered(requests, leases);
            }
        });
    }

    /** Gives back what was granted in vain. A request that was not answered may have been granted all the same. */
    private void giveBack(Request<K> request, StepReply reply) {
        if (reply instanceof StepReply.Granted grant) {
            granted(request, grant.floor(), grant.epoch());
            landing.release(request.flight());
        } else if (request.step() instanceof SlotStep.Lease lease
                && reply instanceof StepReply.Failed failed
                && failed.outcome() == StepReply.Outcome.UNKNOWN) {
            parts.lostLeases.keep(lease.key(), lease.stamp());
        }
    }

    /** Returns the request for a lease in place of what has this stamp, or of nothing. */
    Request<K> lease(Flight<K> flight, long replaces, boolean keepLast) {
        long stamp = parts.runtime.newStamp();
        return new Request<>(flight, new SlotStep.Lease(flight.slot, stamp, leaseMillis(), replaces, keepLast));
    }

    /** Returns the request for a refresh of what has this stamp, which stays for the others meanwhile. */
    Request<K> claim(Flight<K> flight, long stamp) {
        return new Request<>(flight, new SlotStep.Claim(flight.slot, stamp, leaseMillis()));
    }

    private long leaseMillis() {
        return Durations.millisUp(parts.options.protocol().lease());
    }

    /** Sends requests and goes on with what they are answered. */
    void send(List<Request<K>> requests) {
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
        landing.then(flights, parts.steps, steps, replies -> answered(requests, replies));
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
            // The store may have come back while the request was under way.
            boolean heldBack = parts.mustPass(flight.slot);
            flight.last = heldBack ? null : standing(flight, reply, tagTokens);
            if (heldBack) {
                giveBack(requests.get(i), reply);
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
                back.lookAgain(flight); // the value whose refresh was to be claimed is gone
            } else {
                giveBack(requests.get(i), reply);
                past.add(flight);
            }
        }
        loading.bypass(past);
        if (!granted.isEmpty()) {
            loading.load(granted);
        }
        back.came(present);
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
        if (hasWaitedLong(flight)) {
            unstored(flight, busy.floor());
            loads.add(flight);
            return;
        }
        flight.pauseMillis = Math.min(Math.max(FIRST_PAUSE_MILLIS, 2 * flight.pauseMillis), LAST_PAUSE_MILLIS);
        long jittered = flight.pauseMillis + parts.runtime.random().nextInt((int) FIRST_PAUSE_MILLIS);
        long pause = Math.max(1, Math.min(busy.remainingMillis(), jittered));
        flight.addTimer(parts.runtime.scheduler().schedule(() -> back.look(flight), Duration.ofMillis(pause)));
    }

    /**
     * Whoever holds the lease may be gone, and a lease lasts as long as a load may take: who waited for all of that would only time
     * out. The other half of the time is for a load of one's own.
     */
    private boolean hasWaitedLong(Flight<K> flight) {
        long waited = parts.runtime.ticker().nanos() - flight.startNanos;
        return 2 * waited >= parts.options.limits().hardLoad().toNanos();
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
}
