package dev.aside.cache.engine;

import dev.aside.cache.Consistency;
import dev.aside.cache.route.ChangeToken;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.CommitSource;
import dev.aside.cache.route.TransactionContext;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the stages of one cache work on. Holds, and decides nothing but what follows from the options alone. */
final class Parts<K, V> {

    final Rules rules;
    final CacheOptions<K, V> options;
    final String name;
    final String backendName;
    final CacheRuntime runtime;
    final Recorder recorder;
    final EntryStore store;
    final NearTier<K> near;

    /** What tells this process of what others change; null if copies are only as young as their reads. */
    final @Nullable InvalidationFeed feed;

    /** The same, where it is the database that tells, and is told by who has changed something. */
    final @Nullable HeardFeed heard;

    final Binding<K, V> binding;
    final OwnKeys<K> own;
    final TokenAge generationAge;
    final TokenAge tagEpochAge;
    final Stripes stripes;
    final Breaker breaker;
    final Steps steps;
    final Forgetting<K> forgetting;
    final Journal journal;
    final LostLeases lostLeases;
    final LoadBudget budget;

    /** What runs a load that a caller waits for. */
    final CallerFirst loads;

    /** What runs a write that a caller waits for. */
    final CallerFirst writes;

    final Counters counters = new Counters();
    final Unstorable unstorable;
    final Flights<K> flights = new Flights<>();
    final Flights<K> refreshes = new Flights<>();

    /** Whether the store lives in this process, so that the stripes see every change there is. */
    final boolean embedded;

    final boolean tagged;

    /** Whether reads may be answered by servers that follow the writer. */
    final boolean asksReaders;

    /** From when on places of the database's writer count. */
    private volatile long samplesFromNanos;

    Parts(CacheOptions<K, V> options, Ports ports, EntryStore store, NearTier<K> near, Rules rules) {
        this.rules = rules;
        this.options = options;
        this.name = options.name();
        this.backendName = ports.backend().name();
        this.unstorable = new Unstorable(name, counters);
        this.runtime = ports.runtime();
        this.samplesFromNanos = runtime.ticker().nanos();
        this.recorder = ports.recorder();
        this.store = store;
        this.embedded = !store.isShared();
        this.tagged = options.source().tagger() != null;
        this.binding = new Binding<>(options, store.form());
        this.own = new OwnKeys<>(name, consistency(), binding, ofServer(store), rules);
        this.near = own.passing(near, ChangeToken.NONE);
        InvalidationFeed pushed = store.feed();
        this.heard = pushed == null && hasNearCopies() ? HeardFeed.of(options, runtime) : null;
        this.feed = pushed == null ? heard : pushed;
        this.generationAge = new TokenAge(runtime.ticker(), options.protocol().lag());
        this.tagEpochAge = new TokenAge(runtime.ticker(), options.protocol().lag());
        this.stripes = new Stripes(ports.stripes(), name);
        this.breaker = new Breaker(runtime.ticker(), rules);
        this.steps = new Steps(store, breaker, options.limits().operation(), name, recorder);
        this.forgetting = new Forgetting<>(binding, stripes, near, embedded);
        this.journal = new Journal(
                steps,
                runtime,
                binding.generationSlot(),
                binding.ownTokenLifeMillis(),
                options.protocol().memory(),
                !embedded,
                forgetting::forget,
                this::tellOthers);
        this.lostLeases =
                new LostLeases(steps, breaker, runtime, options.protocol().lease());
        this.loads = new CallerFirst(
                runtime.executor(), ports.onCallers() && options.limits().loadOnCaller());
        this.writes = new CallerFirst(
                runtime.executor(), ports.onCallers() && options.limits().writeOnCaller());
        this.budget = new LoadBudget(
                runtime.executor(),
                options.limits().runningLoads(),
                options.limits().waitingLoads());
        this.asksReaders =
                store.hasReaders() && rules.mayAskReaders(consistency().mode(), hasNearCopies());
    }

    private static EntryStore ofServer(EntryStore store) {
        return store instanceof SteadyStore steady ? steady.unsteadied() : store;
    }

    Consistency consistency() {
        return options.protocol().consistency();
    }

    boolean isStrict() {
        return consistency().mode() == Consistency.Mode.STRICT;
    }

    /** Whether a change must not be made while its fence cannot be placed. */
    boolean mustBeFenced() {
        return isStrict() || options.protocol().refuseWithoutFence();
    }

    /** The floor of a change whose position nobody gave. */
    CommitPosition blindFloor() {
        return options.source().readsReplicas() ? CommitPosition.UNKNOWN : CommitPosition.NONE;
    }

    /** Whether this process keeps copies of a store that others change too, so that they must be told of. */
    boolean hasNearCopies() {
        return !embedded && !(near instanceof NoNear);
    }

    /** Tells others who keep copies that these slots have changed, once the store knows. Returns whether that was accepted. */
    CompletableFuture<Boolean> tellOthers(Collection<SlotKey> slots) {
        return heard == null ? CompletableFuture.completedFuture(true) : heard.tell(slots);
    }

    /** Whether reads of the slot must go past the cache. */
    boolean mustPass(SlotKey slot) {
        return rules.mustPass(journal.holds(slot));
    }

    SlotStep generationToken() {
        return new SlotStep.Token(binding.generationSlot(), runtime.newStamp(), binding.ownTokenLifeMillis());
    }

    SlotStep tagEpochToken() {
        return new SlotStep.Token(binding.tagEpochSlot(), runtime.newStamp(), binding.ownTokenLifeMillis());
    }

    SlotStep tagToken(String tag) {
        return new SlotStep.Token(binding.tagSlot(tag), runtime.newStamp(), binding.tagTokenLifeMillis());
    }

    /** Whether a flight under way may take one more caller: nothing has changed since, and mode and terms allow its age. */
    boolean joinable(Flight<K> flight, Terms terms) {
        if (!rules.mayJoin(flight.stripe, stripes.of(flight.key))) {
            return false;
        }
        long ageMillis = (runtime.ticker().nanos() - flight.startNanos) / 1_000_000;
        boolean young = rules.mayJoin(isStrict(), ageMillis, joinBoundMillis());
        return (embedded || young) && ageMillis < terms.maxAgeMillis();
    }

    /** What a reader has answered may be as old as half of the bound before anybody joins. */
    private long joinBoundMillis() {
        long bound = consistency().bound().toMillis();
        return asksReaders ? bound / 2 : bound;
    }

    /** Returns the transaction that the calling thread is in, of the database that this cache is loaded from. */
    @Nullable
    TransactionContext transaction() {
        CommitSource source = options.source().commits();
        return source == null ? null : TransactionContext.current(source);
    }

    /** Whether what the calling thread reads is its own: its transaction has written, and others are not to see what yet. */
    boolean readsItsOwn() {
        CommitSource source = options.source().commits();
        return source != null && Assembly.hasWritten(source);
    }

    /** What the cache knew of changes may have been lost until now, so places of the database's that were taken before count no more. */
    void sampleAnew() {
        samplesFromNanos = runtime.ticker().nanos();
    }

    /** Returns how old a place may be that the database's writer is known to have come to. */
    Duration sampleAge() {
        Duration untouched = store.sinceEviction();
        if (untouched.isZero()) {
            sampleAnew(); // what was evicted before it is known may never be seen
        }
        if (!rules.maySampleBefore(untouched, options.protocol().memory())) {
            return Duration.ZERO;
        }
        Duration since = Duration.ofNanos(Math.max(0, runtime.ticker().nanos() - samplesFromNanos));
        Duration lag = options.protocol().lag();
        return since.compareTo(lag) < 0 ? since : lag;
    }

    /** Puts what a flight has read into the near tier, unless something has changed since it began. */
    void putNear(Flight<K> flight, Object value, Entry entry, long feedEpoch) {
        if (near instanceof NoNear || options.size().maximumSize() == 0) {
            return; // a tier of no size would keep it until it is swept
        }
        long quiet = rules.nearMillis(binding.quietMillis(entry, store.timeMillis()), nearCapMillis(flight));
        if (quiet > 0) {
            near.put(flight.key, value, quiet, flight.nearEpoch, () -> stands(flight, feedEpoch));
        }
    }

    private boolean stands(Flight<K> flight, long feedEpoch) {
        long registeredIn = heard == null ? feedEpoch : flight.heardIn;
        boolean registered = feed == null || rules.isRegistered(registeredIn, feed.epoch());
        return registered && rules.mayFillNear(flight.stripe, stripes.of(flight.key));
    }

    /**
     * A step of one's own has written the slot, or may have: whoever writes is not told of it, and no longer of what others
     * write until he reads again. So a copy made by an earlier read goes.
     */
    void forgetUnregistered(SlotKey slot) {
        if (hasNearCopies() && rules.forgetsAfterOwnWrite()) {
            forgetting.forget(slot);
        }
    }

    /** Without a feed a near copy is as old as its read, and the mode's bound is all it may live. */
    private long nearCapMillis(Flight<K> flight) {
        boolean capped = !embedded && feed == null && consistency().mode() != Consistency.Mode.EVENTUAL;
        if (!capped) {
            return Long.MAX_VALUE;
        }
        long sinceRead = (runtime.ticker().nanos() - flight.sentNanos) / 1_000_000 + 1;
        return rules.nearLifeMillis(Durations.unlookedMillis(consistency().bound()), sinceRead);
    }
}
