package dev.aside.cache.testkit;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Steps of every kind, most of them with something to do with what the slot holds. */
final class RandomSteps {

    /** A life that lasts for a whole run. */
    static final long LONG = 600_000;

    /** A life that is over in the next round. */
    static final long SHORT = 3;

    private static final List<CommitPosition> POSITIONS = List.of(
            CommitPosition.NONE,
            CommitPosition.UNKNOWN,
            CommitPosition.ordered("one", 1),
            CommitPosition.ordered("one", 0x7f),
            CommitPosition.ordered("one", 0x80),
            CommitPosition.ordered("one", 0x0d0a),
            CommitPosition.ordered("one", -1),
            CommitPosition.ordered("two", 5),
            CommitPosition.ordered("x".repeat(255), 300),
            CommitPosition.unordered("one", new byte[] {1, 2, 3}),
            CommitPosition.unordered("one", new byte[0]),
            CommitPosition.unordered("one", new byte[4_096]));

    private final Random random;
    private long stamps = 1_000;

    RandomSteps(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns a step on a slot that holds this, whose life is short only if it may be. */
    SlotStep next(SlotKey key, @Nullable Slot slot, long epoch, boolean mayBeShort) {
        long life = mayBeShort && random.nextInt(3) == 0 ? SHORT : LONG;
        return switch (random.nextInt(12)) {
            case 0 -> new SlotStep.Read(key, EndpointRole.WRITER);
            case 1, 2 -> new SlotStep.Lease(key, stamp(slot), life, replaces(slot), random.nextBoolean());
            case 3 -> new SlotStep.Claim(key, stamp(slot), life);
            case 4, 5 -> new SlotStep.Fill(key, stamp(slot), epoch(epoch), ++stamps, LONG, entry());
            case 6 -> new SlotStep.Release(key, stamp(slot));
            case 7 -> new SlotStep.Begin(key, stamp(slot), life, position());
            case 8 ->
                new SlotStep.End(key, stamp(slot), position(), ++stamps, LONG, random.nextBoolean() ? entry() : null);
            case 9 -> new SlotStep.Undo(key, stamp(slot));
            case 10 -> new SlotStep.Fence(key, stamp(slot), position());
            default -> new SlotStep.Token(key, stamp(slot), LONG);
        };
    }

    /** That of the slot, of one of its writers, or of somebody; values have stamps that nothing else has. */
    private long stamp(@Nullable Slot slot) {
        if (slot instanceof Slot.Fence fence && !fence.writers().isEmpty() && random.nextInt(2) == 0) {
            return fence.writers().get(random.nextInt(fence.writers().size())).stamp();
        } else if (slot != null && random.nextInt(2) == 0) {
            return slot.stamp();
        }
        return random.nextBoolean() ? 1 + random.nextInt(4) : random.nextLong() | 1;
    }

    private long replaces(@Nullable Slot slot) {
        return slot != null && random.nextBoolean() ? slot.stamp() : random.nextInt(2);
    }

    private long epoch(long epoch) {
        return random.nextInt(8) == 0 ? epoch + 1 : epoch;
    }

    private CommitPosition position() {
        return POSITIONS.get(random.nextInt(POSITIONS.size()));
    }

    private Entry entry() {
        byte[] bytes = new byte[random.nextInt(random.nextInt(50) == 0 ? 20_000 : 40)];
        random.nextBytes(bytes);
        Payload payload = random.nextInt(8) == 0 ? Payload.Absent.INSTANCE : new Payload.Bytes(bytes);
        List<Entry.TagMark> tags = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new Entry.TagMark("tag" + i, random.nextLong()))
                .collect(Collectors.toList());
        return new Entry("c", random.nextLong(), 1, 2, Entry.NEVER, 3, position(), random.nextLong(), tags, payload);
    }
}
