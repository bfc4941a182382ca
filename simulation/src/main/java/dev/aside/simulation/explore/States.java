package dev.aside.simulation.explore;

/** The states that have been reached, each with how many deviations were left there: an open hash table of longs. */
final class States {
    private static final long EMPTY = 0;

    private long[] states = new long[1 << 12];
    private int[] left = new int[1 << 12];
    private int size;

    int size() {
        return size;
    }

    /** Returns whether the state is new, or was never reached with so much left; and notes it. */
    boolean isNew(long state, int deviationsLeft) {
        long number = state == EMPTY ? 1 : state;
        int at = slot(states, number);
        if (states[at] == number) {
            boolean more = deviationsLeft > left[at];
            left[at] = Math.max(left[at], deviationsLeft);
            return more;
        }
        states[at] = number;
        left[at] = deviationsLeft;
        if (++size > states.length / 2) {
            grow();
        }
        return true;
    }

    private static int slot(long[] table, long number) {
        int at = (int) (number ^ (number >>> 32)) & (table.length - 1);
        while (table[at] != EMPTY && table[at] != number) {
            at = (at + 1) & (table.length - 1);
        }
        return at;
    }

    private void grow() {
        long[] before = states;
        int[] leftBefore = left;
        states = new long[2 * before.length];
        left = new int[2 * before.length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != EMPTY) {
                int at = slot(states, before[i]);
                states[at] = before[i];
                left[at] = leftBefore[i];
            }
        }
    }
}
