package dev.aside.cache.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.DecodedSlot.Whole;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes that nobody encoded: whatever they are, they are answered, and never taken for a value. */
final class SlotFormatFuzzTest {

    private static final int ROUNDS = 100_000;

    private final Random random = new Random(20_260_101);

    /** Row 31: noise. */
    @Test
    void noiseIsNeverAValue() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] noise = new byte[random.nextInt(160)];
            random.nextBytes(noise);
            if (noise.length > 1 && random.nextBoolean()) {
                noise[0] = SlotFormat.VERSION;
                noise[1] = (byte) "VLF".charAt(random.nextInt(3));
            }
            assertNoEntry(SlotFormat.decode(SlotSamples.KEY, noise));
        }
    }

    @Test
    void mutatedSlotsAreTheSameOrNothing() {
        List<byte[]> seeds = SlotSamples.all().values().stream()
                .filter(slot -> entryOf(slot) != null)
                .map(slot -> SlotFormat.encode(SlotSamples.KEY, slot))
                .toList();
        Set<String> known = seeds.stream().map(SlotFormatFuzzTest::entryBytes).collect(Collectors.toSet());
        for (int i = 0; i < ROUNDS; i++) {
            byte[] mutated = seeds.get(random.nextInt(seeds.size())).clone();
            int changes = 1 + random.nextInt(8);
            for (int change = 0; change < changes; change++) {
                // Beyond what scripts rewrite, and at other bytes than before with all but certainty.
                int at = 26 + random.nextInt(mutated.length - 26);
                mutated[at] = (byte) random.nextInt();
            }
            DecodedSlot decoded = SlotFormat.decode(SlotSamples.KEY, mutated);
            if (decoded instanceof Whole whole && entryOf(whole.slot()) != null) {
                byte[] again = SlotFormat.encode(SlotSamples.KEY, whole.slot());
                assertThat(entryBytes(again)).isIn(known);
            }
        }
    }

    private static void assertNoEntry(DecodedSlot decoded) {
        if (decoded instanceof Whole whole && entryOf(whole.slot()) != null) {
            throw new AssertionError("noise was taken for an entry");
        }
    }

    private static @Nullable Entry entryOf(Slot slot) {
        if (slot instanceof Slot.Value value) {
            return value.entry();
        }
        return slot instanceof Slot.Lease lease ? lease.last() : null;
    }

    /** The end of a slot from where its entry surely has begun: all samples' entries are longer than this. */
    private static String entryBytes(byte[] slot) {
        int length = Math.min(slot.length - 26, 90);
        return HexFormat.of().formatHex(slot, slot.length - length, slot.length);
    }
}
