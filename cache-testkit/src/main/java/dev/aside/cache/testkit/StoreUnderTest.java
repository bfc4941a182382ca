package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** One opened store with what the contract needs around it: keys, payloads of its form, and waiting for answers. */
final class StoreUnderTest implements AutoCloseable {

    /** A life that does not end while a case runs, in milliseconds. */
    static final long LONG = 60_000;

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ContractSettings contract;
    private final Duration lag;
    private final EntryStore store;
    private final Expectation expectation;
    private final SlotRules rules;
    private long epoch;
    private final AtomicLong keys = new AtomicLong();

    StoreUnderTest(ContractSettings contract, String cacheName, Duration lag) {
        this.contract = contract;
        this.lag = lag;
        this.store = contract.backend().open(specOf(contract, cacheName, lag), contract.runtime());
        this.expectation = new Expectation(contract.stepTolerance(), lagMillis());
        this.rules = new SlotRules(lagMillis(), memoryMillis());
        this.epoch = epochNow();
    }

    /** Takes over the epoch of the connection as it is now. */
    void reconnect() {
        epoch = epochNow();
    }

    private long epochNow() {
        return epochOf(execute(new SlotStep.Read(freshKey(SlotKey.Kind.ENTRY), EndpointRole.WRITER)));
    }

    private static StoreSpec specOf(ContractSettings contract, String cacheName, Duration lag) {
        NearSpec near = new NearSpec(cacheName, 100_000, -1, null, null);
        return new StoreSpec(cacheName, lag, contract.memory(), contract.readerBound(), near, null);
    }

    private static long epochOf(StepReply reply) {
        assertThat(reply).isInstanceOf(StepReply.Seen.class);
        return ((StepReply.Seen) reply).epoch();
    }

    EntryStore store() {
        return store;
    }

    Expectation expect() {
        return expectation;
    }

    SlotRules rules() {
        return rules;
    }

    long epoch() {
        return epoch;
    }

    long lagMillis() {
        return lag.toMillis();
    }

    long memoryMillis() {
        return contract.memory().toMillis();
    }

    boolean keepsValueStamps() {
        return contract.keepsValueStamps();
    }

    int maximumKeyBytes() {
        return contract.maximumKeyBytes();
    }

    long newStamp() {
        return contract.runtime().newStamp();
    }

    /** Lets time pass, and by as much more as the store's clock may be wrong. */
    void advance(Duration by) {
        contract.advance(by.plus(contract.clockTolerance()));
    }

    /** By how much a server that follows the writer may be behind when it answers. */
    Duration readerBound() {
        return contract.readerBound();
    }

    /** Returns the time of this process. */
    long nanos() {
        return contract.runtime().ticker().nanos();
    }

    long timeMillis() {
        return store.timeMillis();
    }

    StepReply execute(SlotStep step) {
        return execute(List.of(step)).get(0);
    }

    List<StepReply> execute(List<SlotStep> steps) {
        return execute(steps, TIMEOUT);
    }

    List<StepReply> execute(List<SlotStep> steps, Duration timeout) {
        List<StepReply> replies;
        try {
            replies = store.execute(steps, timeout)
                    .toCompletableFuture()
                    .get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a stage completes within its time-out, and never exceptionally", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        assertThat(replies).as("one answer for each step").hasSize(steps.size());
        return replies;
    }

    SlotKey freshKey(SlotKey.Kind kind) {
        return key(kind, "key-" + keys.incrementAndGet());
    }

    SlotKey key(SlotKey.Kind kind, String text) {
        return store.form() == Payload.Form.BYTES
                ? SlotKey.ofBytes(kind, text.getBytes(StandardCharsets.UTF_8))
                : SlotKey.ofReference(kind, text);
    }

    Payload payload(String text) {
        return store.form() == Payload.Form.BYTES
                ? new Payload.Bytes(text.getBytes(StandardCharsets.UTF_8))
                : new Payload.Reference(text);
    }

    /** Returns what {@link #payload} was made of. */
    static String textOf(Payload payload) {
        if (payload instanceof Payload.Bytes bytes) {
            return new String(bytes.bytes(), StandardCharsets.UTF_8);
        }
        return payload instanceof Payload.Reference reference
                ? reference.value().toString()
                : "absent";
    }

    Entry entry(String text, CommitPosition source) {
        return entry(source, payload(text));
    }

    Entry absence(CommitPosition source) {
        return entry(source, Payload.Absent.INSTANCE);
    }

    private Entry entry(CommitPosition source, Payload payload) {
        long now = timeMillis();
        String codecId = store.form() == Payload.Form.BYTES ? "string" : "";
        List<Entry.TagMark> tags = List.of(new Entry.TagMark("category:7", -1), new Entry.TagMark("größe", 2));
        long hard = now + LONG;
        return new Entry(codecId, 77, now, now + LONG / 2, hard, 1_234, source, 5, tags, payload);
    }

    @Override
    public void close() {
        store.close();
    }
}
