package dev.aside.simulation.world;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Choices that can be made again: either by a seed, or as a record of earlier ones says. A record that is too short goes on
 * with the tamest choice, and one that does not fit is bent to what there is to choose from, so a record can be cut and
 * changed at will.
 */
public final class RecordedChoices implements Choices {
    private final @Nullable SplittableRandom random;
    private final int[] given;
    private int[] made = new int[256];
    private int count;

    private RecordedChoices(@Nullable SplittableRandom random, int[] given) {
        this.random = random;
        this.given = given;
    }

    /** Chooses by a seed. */
    public static RecordedChoices seeded(long seed) {
        return new RecordedChoices(new SplittableRandom(seed), new int[0]);
    }

    /** Chooses as a record says. */
    public static RecordedChoices replaying(int[] record) {
        return new RecordedChoices(null, record.clone());
    }

    @Override
    public int pick(int bound) {
        int choice = bound == 1 ? 0 : next(bound);
        if (count == made.length) {
            made = Arrays.copyOf(made, 2 * count);
        }
        made[count++] = choice;
        return choice;
    }

    private int next(int bound) {
        if (random != null) {
            return random.nextInt(bound);
        }
        return count < given.length ? Math.floorMod(given[count], bound) : 0;
    }

    /** Returns the choices made so far. */
    public int[] record() {
        return Arrays.copyOf(made, count);
    }
}
