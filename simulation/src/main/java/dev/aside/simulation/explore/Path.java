package dev.aside.simulation.explore;

import dev.aside.simulation.world.FreeOrder;
import java.util.Arrays;

/** One way through a case after the other: each the same as the one before up to its last choice that can be made otherwise. */
class Path implements FreeOrder.Guide {
    private final States states;
    private final int mostDeviations;
    private int[] choices = new int[256];
    private int[] bounds = new int[256];
    private int given;
    private int made;
    private int deviations;
    private boolean narrowed;
    private int next;
    private boolean known;

    /** @param mostDeviations how many choices of a way may be other than the tamest */
    Path(States states, int mostDeviations) {
        this.states = states;
        this.mostDeviations = mostDeviations;
    }

    /** Begins at the beginning. */
    void restart() {
        made = 0;
        deviations = 0;
        known = false;
    }

    @Override
    public boolean goesOn(long state) {
        known = made >= given && !states.isNew(state, mostDeviations - deviations);
        return !known;
    }

    @Override
    public int pickNext(int bound) {
        next = made;
        return pick(bound);
    }

    @Override
    public void noOther() {
        bounds[next] = 1;
    }

    @Override
    public int pick(int bound) {
        if (made == choices.length) {
            choices = Arrays.copyOf(choices, 2 * made);
            bounds = Arrays.copyOf(bounds, 2 * made);
        }
        if (made >= given) {
            boolean free = deviations < mostDeviations;
            narrowed |= !free;
            choices[made] = 0;
            bounds[made] = free ? bound : 1;
        }
        int choice = choices[made++];
        deviations += choice == 0 ? 0 : 1;
        return choice;
    }

    /** Turns to the next way. Returns whether there is one. */
    boolean turn() {
        int last = made - 1;
        while (last >= 0 && choices[last] + 1 >= bounds[last]) {
            last--;
        }
        if (last < 0) {
            return false;
        }
        choices[last]++;
        given = last + 1;
        return true;
    }

    /** Returns whether this way has come to where another had been. */
    boolean isKnown() {
        return known;
    }

    /** Returns whether ways were left out because they deviate too much. */
    boolean isNarrowed() {
        return narrowed;
    }

    /** Returns the choices of this way. */
    int[] record() {
        return Arrays.copyOf(choices, made);
    }
}
