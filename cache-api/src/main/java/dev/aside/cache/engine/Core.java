package dev.aside.cache.engine;

import dev.aside.cache.CacheClosedException;
import dev.aside.cache.Consistency;
import dev.aside.cache.Explanation;
import dev.aside.cache.LoadContext;
import dev.aside.cache.RecursiveLoadException;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitSource;
import dev.aside.cache.route.TransactionContext;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.SlotKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One cache, without waiting: what the blocking and the asynchronous view are views of. */
final class Core<K, V> implements AutoCloseable {

    /** The most keys of one call: more is a mistake, or a job for a loop. */
    static final int MAX_KEYS = 1_000_000;

    private static final int BATCH = 1_000;

    final Parts<K, V> parts;
    private final Boarding<K, V> boarding;
    private final Loading<K, V> loading;
    private final Reading<K, V> reading;
    private final Peeking<K, V> peeking;
    private final Change<K, V> change;
    private final Writing<K, V> writing;
    private final Explaining<K, V> explaining;
    private final FeedGuard guard;
    private final List<CommitSource.Listening> told = new ArrayList<>();
    private volatile boolean closed;

    Core(Parts<K, V> parts) {
        this.parts = parts;
        Judge<K, V> judge = new Judge<>(parts);
        Landing<K, V> landing = new Landing<>(parts, judge);
        Filling<K, V> filling = new Filling<>(parts, landing);
        ReaderSteps readers = new ReaderSteps(parts);
        this.boarding = new Boarding<>(parts);
        this.loading = new Loading<>(parts, filling, landing);
        this.reading = new Reading<>(
                parts, boarding, judge, landing, loading, readers, new Epochs(parts.rules, this::anotherConnection));
        this.peeking = new Peeking<>(parts, judge, readers);
        this.change = new Change<>(parts);
        this.writing = new Writing<>(parts, change, filling);
        this.explaining = new Explaining<>(parts, judge);
        this.guard = guard(parts);
        parts.store.onAnother(this::anotherStore);
        CommitSource source = parts.options.source().commits();
        if (source != null) {
            this.told.add(source.onOlder(this::olderDatabase));
            this.told.add(source.onChange(parts.name, new OthersChanges<>(parts, change)));
        }
    }

    /** What was loaded may never have been: nothing that is stored counts any more. One process says so for all. */
    private void olderDatabase(long life) {
        parts.sampleAnew();
        parts.journal.move(life);
        parts.forgetting.forgetAll();
    }

    /** With nothing to guard, nothing need be pushed or proven. */
    private static FeedGuard guard(Parts<?, ?> parts) {
        boolean guards = parts.hasNearCopies();
        boolean eventual = parts.consistency().mode() == Consistency.Mode.EVENTUAL;
        Duration bound =
                eventual ? Consistency.DEFAULT_BOUND : parts.consistency().bound();
        InvalidationFeed feed = guards ? parts.feed : null;
        FeedGuard guard = new FeedGuard(parts.near, feed, bound, parts.runtime, parts.forgetting);
        if (guards && feed == null) {
            guard.stayAlive();
        }
        return guard;
    }

    /** Takes a seat in the flight of the key, which is started if there is none. The near tier has been asked. */
    Flight<K> read(K key, Terms terms) {
        checkOpen();
        checkRecursion(key);
        if (parts.readsItsOwn()) {
            return alone(key);
        }
        Flights.Seat<K> seat = board(key, terms);
        if (seat.first()) {
            reading.start(List.of(seat.flight()));
        }
        return seat.flight();
    }

    private Flight<K> alone(K key) {
        Flight<K> flight = boarding.alone(key);
        loading.alone(List.of(flight));
        return flight;
    }

    /** Loads within the caller's transaction, which has written, on its thread. */
    private Map<K, Flight<K>> alone(Collection<K> keys) {
        Map<K, Flight<K>> flights = new LinkedHashMap<>();
        keys.forEach(key -> flights.put(key, boarding.alone(key)));
        loading.alone(List.copyOf(flights.values()));
        return flights;
    }

    /** What it has lost of our changes must be said again, and what was read from the one before counts no more. */
    private void anotherStore(Comeback back) {
        parts.sampleAnew();
        parts.journal.sayAgain(back.heardNanos());
        if (parts.rules.movesGeneration(back)) {
            parts.journal.move(back.life());
        }
        parts.forgetting.forgetAll();
    }

    /** Answers come by another connection, and all that is known is that it may lead to another store. */
    private void anotherConnection() {
        anotherStore(Comeback.young(parts.runtime.ticker().nanos()));
    }

    private Flights.Seat<K> board(K key, Terms terms) {
        Flights.Seat<K> seat = boarding.seat(key, Flight.Purpose.READ, terms);
        if (!seat.first()) {
            parts.counters.misses.increment();
        }
        return seat;
    }

    private void checkRecursion(K key) {
        LoadContext context = LoadContext.current();
        if (context != null && EngineLoad.isLoading(context, parts, key)) {
            throw new RecursiveLoadException(parts.name);
        }
    }

    /** Does the same for many keys, in batches. */
    Map<K, Flight<K>> readAll(Collection<K> keys, Terms terms) {
        checkOpen();
        keys.forEach(this::checkRecursion);
        if (parts.readsItsOwn()) {
            return alone(keys);
        }
        Map<K, Flight<K>> flights = new LinkedHashMap<>();
        List<Flight<K>> mine = new ArrayList<>();
        try {
            for (K key : keys) {
                Flights.Seat<K> seat = board(key, terms);
                if (seat.first()) {
                    mine.add(seat.flight());
                }
                flights.put(key, seat.flight());
            }
        } catch (RuntimeException | Error e) {
            disembark(flights.values(), mine);
            throw e;
        }
        start(mine);
        return flights;
    }

    /** A key has been refused: nobody waits for the flights of the others, except who has joined them meanwhile. */
    private void disembark(Collection<Flight<K>> boarded, List<Flight<K>> mine) {
        boarded.forEach(this::leave);
        start(mine.stream().filter(flight -> !flight.answer.isDone()).toList());
    }

    private void start(List<Flight<K>> flights) {
        for (int from = 0; from < flights.size(); from += BATCH) {
            reading.start(flights.subList(from, Math.min(flights.size(), from + BATCH)));
        }
    }

    Flight<K> refresh(K key, Terms terms) {
        checkOpen();
        checkRecursion(key);
        if (parts.readsItsOwn()) {
            return alone(key);
        }
        Flights.Seat<K> seat = boarding.seat(key, Flight.Purpose.REFRESH, Terms.NONE.withToken(terms.token()));
        if (seat.first()) {
            reading.start(List.of(seat.flight()));
        }
        return seat.flight();
    }

    CompletableFuture<@Nullable Object> peek(K key, Terms terms) {
        checkOpen();
        return parts.readsItsOwn() ? peeking.missed() : peeking.peek(key, terms);
    }

    CompletableFuture<ChangeOutcome> put(K key, V value) {
        checkOpen();
        TransactionContext transaction = parts.transaction();
        if (transaction == null) {
            return writing.put(key, value);
        }
        CompletableFuture<ChangeOutcome> atCommit = writing.putWithin(within(transaction), key, value);
        return transaction.hasBegun() ? atCommit : replacing(key).thenCombine(atCommit, ChangeOutcome::and);
    }

    /** Forgets what a value is to take the place of: the transaction may be over, and only its connection not have been given back. */
    private CompletableFuture<ChangeOutcome> replacing(K key) {
        return fenced(List.of(parts.binding.entrySlot(key)));
    }

    /** Returns this cache's part of what waits for the transaction's COMMIT. */
    private ScopePart<K, V> within(TransactionContext transaction) {
        return transaction.bound(BoundChanges.class, BoundChanges::new).part(parts);
    }

    /** The value is stored at the end of a change. */
    void storeWithin(ScopePart<K, V> changes, K key, V value) {
        writing.storeWithin(changes, key, value);
    }

    CompletableFuture<ChangeOutcome> invalidate(Collection<? extends K> keys) {
        checkOpen();
        Set<SlotKey> slots = new LinkedHashSet<>();
        for (K key : checked(keys)) {
            slots.add(parts.binding.entrySlot(key));
        }
        return changed(part -> slots.forEach(part::addSlot), () -> {
            parts.counters.invalidations.add(slots.size());
            return fenced(List.copyOf(slots));
        });
    }

    CompletableFuture<ChangeOutcome> invalidateTag(String tag) {
        checkOpen();
        if (!parts.tagged) {
            throw new IllegalStateException(parts.name + ": built without tags");
        }
        SlotKey slot = parts.binding.namedTagSlot(tag);
        return changed(part -> part.addTag(tag), () -> {
            parts.counters.invalidations.increment();
            return noted(List.of(slot), change.fenceTag(slot, parts.blindFloor()));
        });
    }

    CompletableFuture<ChangeOutcome> clear() {
        checkOpen();
        return changed(part -> part.addSlot(parts.binding.generationSlot()), () -> {
            parts.counters.invalidations.increment();
            return fenced(List.of(parts.binding.generationSlot()));
        });
    }

    private CompletableFuture<ChangeOutcome> fenced(List<SlotKey> slots) {
        return noted(slots, change.fence(slots, parts.blindFloor()));
    }

    private CompletableFuture<ChangeOutcome> noted(Collection<SlotKey> slots, CompletableFuture<ChangeOutcome> told) {
        return parts.own.noted(slots, parts.blindFloor(), told);
    }

    /**
     * Tells of a change now; or, of one that was made in the caller's transaction, when that is committed. In a transaction that has not
     * begun yet it is not known which of the two is meant, and both are done.
     */
    private CompletableFuture<ChangeOutcome> changed(
            Consumer<ScopePart<K, V>> atCommit, Supplier<CompletableFuture<ChangeOutcome>> now) {
        TransactionContext transaction = parts.transaction();
        if (transaction == null) {
            return now.get();
        }
        atCommit.accept(within(transaction));
        return transaction.hasBegun() ? CompletableFuture.completedFuture(ChangeOutcome.PENDING) : now.get();
    }

    CompletableFuture<Explanation> explain(K key) {
        checkOpen();
        return explaining.explain(key);
    }

    /** Copies and checks keys before anything happens. */
    <T extends K> List<T> checked(Collection<T> keys) {
        List<T> copy = new ArrayList<>();
        for (T key : Objects.requireNonNull(keys, "keys")) {
            copy.add(Objects.requireNonNull(key, "key"));
            if (copy.size() > MAX_KEYS) {
                throw new IllegalArgumentException(parts.name + ": at most " + MAX_KEYS + " keys in one call");
            }
        }
        return copy;
    }

    /** Sees one waiter off; if it was the last, the lease is given back so that others need not wait for it. */
    void leave(Flight<K> flight) {
        if (flight.leave()) {
            reading.abandon(flight);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new CacheClosedException(parts.name);
        }
    }

    @Override
    public void close() {
        closed = true;
        guard.close();
        told.forEach(CommitSource.Listening::close);
        parts.journal.close();
        parts.lostLeases.close();
        parts.store.close();
    }
}
