package dev.aside.cache.engine;

import dev.aside.cache.CacheTimeoutException;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ends of a flight: an answer, something older instead, or a failure. */
final class Landing<K, V> {

    private final Parts<K, V> parts;
    private final Judge<K, V> judge;

    Landing(Parts<K, V> parts, Judge<K, V> judge) {
        this.parts = parts;
        this.judge = judge;
    }

    /**
     * Bounds a flight that goes on to a load: past the hard time-out, counted from its start, its waiters are let go, and the
     * load may end in the background. Until then the store bounds every step, so that a far hit needs no timer.
     */
    void bound(Flight<K> flight) {
        if (!flight.bounded) {
            flight.bounded = true;
            Duration hard = parts.options.limits().hardLoad();
            Duration flown = Duration.ofNanos(parts.runtime.ticker().nanos() - flight.startNanos);
            Duration left = hard.compareTo(flown) > 0 ? hard.minus(flown) : Duration.ZERO;
            flight.addTimer(parts.runtime.scheduler().schedule(() -> timedOut(flight, hard), left));
        }
    }

    private void timedOut(Flight<K> flight, Duration hard) {
        if (!serveInstead(flight)) {
            fail(flight, new CacheTimeoutException(parts.name, "the load", hard));
        }
    }

    /** Lets the waiters of a slow load have the older value early, where there is one; the load goes on. */
    void boundSoftly(Flight<K> flight) {
        Duration soft = parts.options.limits().softLoad();
        if (soft != null && flight.last != null) {
            flight.addTimer(parts.runtime.scheduler().schedule(() -> answerInstead(flight), soft));
        }
    }

    /**
     * Runs a stage. Whatever goes wrong in it, its flights end and give their leases back: nobody waits for a flight that
     * nobody flies.
     */
    void guard(List<Flight<K>> flights, Runnable stage) {
        try {
            stage.run();
        } catch (RuntimeException | Error e) {
            flights.forEach(flight -> fail(flight, e));
            flights.forEach(this::release);
        }
    }

    /** Executes the steps of a stage and goes on with what was answered, or fails its flights. */
    void then(List<Flight<K>> flights, Steps by, List<SlotStep> steps, Consumer<List<StepReply>> next) {
        by.run(steps, (answered, error) -> goOn(flights, answered, error, next));
    }

    /** Goes on with what is being answered to a stage, or fails its flights. */
    void then(List<Flight<K>> flights, CompletableFuture<List<StepReply>> replies, Consumer<List<StepReply>> next) {
        replies.whenComplete((answered, error) -> goOn(flights, answered, error, next));
    }

    private void goOn(
            List<Flight<K>> flights,
            @Nullable List<StepReply> answered,
            @Nullable Throwable error,
            Consumer<List<StepReply>> next) {
        if (answered == null) {
            Throwable failure = error == null ? new IllegalStateException("the store has answered nothing") : error;
            flights.forEach(flight -> fail(flight, failure));
        } else {
            guard(flights, () -> next.accept(answered));
        }
    }

    /** Answers with what a tier had. */
    void serve(Flight<K> flight, Object value, Entry entry) {
        long age = parts.store.timeMillis() - entry.createdMillis();
        countHit(flight);
        Recorder.Tier tier = parts.embedded ? Recorder.Tier.NEAR : Recorder.Tier.FAR;
        parts.recorder.served(parts.name, tier, Duration.ofMillis(Math.max(0, age)));
        countIfStale(entry);
        answer(flight, new Answer(value, entry.createdMillis()));
    }

    /** A flight whose waiters were let go before has been counted then. */
    private void countHit(Flight<K> flight) {
        if (!flight.counted) {
            flight.counted = true;
            (parts.embedded ? parts.counters.slowNearHits : parts.counters.farHits).increment();
        }
    }

    void answer(Flight<K> flight, Answer answer) {
        flight.answer.complete(answer);
        flight.land();
    }

    void fail(Flight<K> flight, Throwable error) {
        countUnlessCounted(flight);
        flight.answer.completeExceptionally(error);
        flight.land();
    }

    /** A read that failed before it came to a load was answered by no tier either. */
    private void countUnlessCounted(Flight<K> flight) {
        if (flight.isRead && !flight.counted && !flight.answer.isDone()) {
            flight.counted = true;
            parts.counters.misses.increment();
        }
    }

    /** A load has failed: something older if a strategy allows it, or the failure. */
    void failedLoad(Flight<K> flight, Throwable error) {
        release(flight);
        if (!serveInstead(flight)) {
            fail(flight, error);
        }
    }

    /** Gives a lease back, so that others need not wait for it. */
    void release(Flight<K> flight) {
        if (flight.leased) {
            flight.leased = false;
            parts.lostLeases.giveBack(flight.slot, flight.under);
        }
    }

    private boolean serveInstead(Flight<K> flight) {
        boolean answered = answerInstead(flight);
        if (answered) {
            flight.land();
        }
        return answered;
    }

    private boolean answerInstead(Flight<K> flight) {
        Entry last = flight.last;
        Object value = flight.reload ? null : judge.instead(last, true, flight.maxAgeMillis);
        if (value == null || last == null) {
            return false;
        }
        countUnlessCounted(flight);
        if (flight.answer.complete(new Answer(value, last.createdMillis()))) {
            countIfStale(last);
        }
        return true;
    }

    private void countIfStale(@Nullable Entry entry) {
        if (entry != null && entry.hardMillis() <= parts.store.timeMillis()) {
            parts.counters.staleServed.increment();
        }
    }
}
