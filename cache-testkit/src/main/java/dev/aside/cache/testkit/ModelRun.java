package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Random steps, done by a backend and by the {@linkplain SlotRules rules} in memory: what {@link EntryStoreContract} does by
 * cases, it does by chance. In each round every slot gets one to three steps, all of them in one batch, and then every slot is
 * read. A round begins when all short lives of the one before are over, so what time it is within a round makes no difference
 * but to the times themselves, which may differ by what a round takes.
 *
 * <pre>{@code
 * try (RealTime time = new RealTime(); CacheBackend backend = new MyBackend()) {
 *     assertThat(ModelRun.of(backend, time, 100_000, 42).differences()).isEmpty();
 * }
 * }</pre>
 *
 * <p><b>Thread-safety:</b> for one thread, which blocks until the steps are done.
 */
public final class ModelRun {

    private static final int SLOTS = 500;

    /** By how much the clocks of a server and of this process may differ, in milliseconds. */
    private static final long CLOCKS = 50;

    private static final Duration LAG = Duration.ofMillis(4);
    private static final Duration MEMORY = Duration.ofMinutes(5);

    private final EntryStore store;
    private final SlotRules rules = new SlotRules(LAG.toMillis(), MEMORY.toMillis());
    private final RandomSteps random;
    private final SlotKey[] keys = new SlotKey[SLOTS];
    private final @Nullable Slot[] slots = new Slot[SLOTS];
    private final long epoch;
    private final List<String> differences = new ArrayList<>();
    private int steps;

    /** Times are of the moment at which a step was done, and expected as of the beginning of its round. */
    private long longestRound;

    private ModelRun(EntryStore store, long seed) {
        this.random = new RandomSteps(seed);
        this.store = store;
        for (int i = 0; i < SLOTS; i++) {
            byte[] id = ByteBuffer.allocate(4).putInt(i * 0x01010101).array();
            keys[i] = SlotKey.ofBytes(i % 4 == 0 ? SlotKey.Kind.TAG : SlotKey.Kind.ENTRY, id);
        }
        StepReply first =
                run(List.of(new SlotStep.Read(keys[0], EndpointRole.WRITER))).get(0);
        this.epoch = ((StepReply.Seen) first).epoch();
    }

    /**
     * Opens a store named {@code model}, compares, and closes it.
     *
     * @param backend a backend of bytes whose servers can be reached and know nothing of such a cache; the caller closes it
     * @param time the time that it runs on
     * @param steps how many steps at least
     * @param seed what chance begins with; the same seed makes the same steps as long as nothing differs
     * @return what differed
     * @throws AssertionError if the backend does not answer within half a minute, or with too few answers
     */
    public static ModelRun of(CacheBackend backend, RealTime time, int steps, long seed) {
        StoreSpec spec =
                new StoreSpec("model", LAG, MEMORY, Duration.ZERO, new NearSpec("model", 1_000, -1, null, null), null);
        try (EntryStore store = backend.open(spec, time.runtime())) {
            ModelRun run = new ModelRun(store, seed);
            while (run.steps < steps) {
                run.round();
            }
            return run;
        }
    }

    /**
     * Returns what differed.
     *
     * @return in words, without the bytes of values; empty if nothing did
     */
    public List<String> differences() {
        return List.copyOf(differences);
    }

    /**
     * Returns how many steps were compared, the reads behind them not counted.
     *
     * @return the count
     */
    public int steps() {
        return steps;
    }

    private void round() {
        long now = store.timeMillis();
        List<SlotStep> batch = new ArrayList<>();
        List<StepReply> expected = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            int last = random.below(3);
            for (int n = 0; n <= last; n++) {
                SlotStep step = random.next(keys[i], slots[i], epoch, n == last);
                SlotRules.Transition done = rules.apply(slots[i], step, now, epoch);
                slots[i] = done.slot();
                batch.add(step);
                expected.add(done.reply());
            }
        }
        List<SlotStep> reads = new ArrayList<>();
        List<StepReply> seen = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            reads.add(new SlotStep.Read(keys[i], EndpointRole.WRITER));
            seen.add(new StepReply.Seen(slots[i], -1, epoch));
        }
        List<StepReply> done = run(batch);
        List<StepReply> read = run(reads);
        longestRound = Math.max(longestRound, store.timeMillis() - now);
        compare(batch, done, expected);
        compare(reads, read, seen);
        steps += batch.size();
        RealTime.pass(Duration.ofMillis(RandomSteps.SHORT + LAG.toMillis() + 5));
    }

    private List<StepReply> run(List<SlotStep> batch) {
        try {
            return store.execute(batch, Duration.ofSeconds(20))
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void compare(List<SlotStep> batch, List<StepReply> actual, List<StepReply> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < batch.size(); i++) {
            String one = text(actual.get(i));
            String other = text(expected.get(i));
            if (!one.equals(other) || !sameTimes(actual.get(i), expected.get(i))) {
                differences.add(batch.get(i) + ": " + one + " instead of " + other);
            }
        }
    }

    /** All of an answer but its times, and in which epoch of the feed it registered. */
    private static String text(StepReply reply) {
        if (reply instanceof StepReply.Seen seen) {
            return "seen " + seen.epoch() + text(seen.slot());
        } else if (reply instanceof StepReply.Present present) {
            return "present " + present.epoch() + text(present.value());
        } else if (reply instanceof StepReply.Busy busy) {
            return "busy " + busy.floor() + text(busy.last());
        } else if (reply instanceof StepReply.Granted granted) {
            return "granted " + granted.epoch() + granted.floor() + text(granted.last());
        }
        return reply.toString();
    }

    private static String text(@Nullable Slot slot) {
        if (slot instanceof Slot.Value value) {
            return " V " + value.stamp() + text(value.entry());
        } else if (slot instanceof Slot.Lease lease) {
            return " L " + lease.stamp() + lease.floor() + text(lease.last());
        } else if (slot instanceof Slot.Fence fence) {
            return " F " + fence.stamp() + fence.floor()
                    + fence.writers().stream().map(Slot.Writer::stamp).toList();
        }
        return " absent";
    }

    private static String text(@Nullable Entry entry) {
        if (entry == null) {
            return " none";
        }
        boolean bytes = entry.payload() instanceof Payload.Bytes;
        int hash = bytes ? Arrays.hashCode(((Payload.Bytes) entry.payload()).bytes()) : 0;
        return " " + entry + hash;
    }

    private boolean sameTimes(StepReply one, StepReply other) {
        if (one instanceof StepReply.Busy mine && other instanceof StepReply.Busy its) {
            return near(mine.remainingMillis(), its.remainingMillis());
        }
        return !(one instanceof StepReply.Seen mine && other instanceof StepReply.Seen its)
                || sameTimes(mine.slot(), its.slot());
    }

    private boolean sameTimes(@Nullable Slot one, @Nullable Slot other) {
        if (one == null || other == null) {
            return true;
        } else if (one instanceof Slot.Lease mine && other instanceof Slot.Lease its) {
            if (!near(mine.deadlineMillis(), its.deadlineMillis())) {
                return false;
            }
        } else if (one instanceof Slot.Fence mine && other instanceof Slot.Fence its) {
            for (int i = 0; i < mine.writers().size(); i++) {
                if (!near(
                        mine.writers().get(i).deadlineMillis(),
                        its.writers().get(i).deadlineMillis())) {
                    return false;
                }
            }
        }
        return one.untilMillis() >= other.untilMillis() - CLOCKS; // a token lives longer than asked
    }

    private boolean near(long one, long other) {
        return Math.abs(one - other) <= longestRound + CLOCKS;
    }
}
