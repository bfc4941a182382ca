package dev.aside.simulation.oracle;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to one key: its commits, numbered from zero in the order of the database, and which of them had been
 * acknowledged by when.
 */
final class History {
    private static final int NONE = -1;

    private final Map<Value, Integer> places = new HashMap<>();
    private @Nullable Value[] values = new Value[8];
    private long[] committedNanos = new long[8];
    private int commits;
    private long[] acknowledgedNanos = new long[8];
    private int[] acknowledgedPlaces = new int[8];
    private int acknowledgements;
    private final BitSet fenced = new BitSet();
    private long excusedNanos = Long.MIN_VALUE;

    /** Adds a commit, of an absence if null. Returns its place. */
    int committed(@Nullable Value value, long nanos) {
        if (commits == values.length) {
            values = Arrays.copyOf(values, 2 * commits);
            committedNanos = Arrays.copyOf(committedNanos, 2 * commits);
        }
        values[commits] = value;
        committedNanos[commits] = nanos;
        if (value != null) {
            places.put(value, commits);
        }
        return commits++;
    }

    /** The commit of a place was fenced before it was made. */
    void fenced(int place) {
        fenced.set(place);
    }

    boolean isFenced(int place) {
        return fenced.get(place);
    }

    int last() {
        return commits - 1;
    }

    @Nullable
    Value valueAt(int place) {
        return values[place];
    }

    /** Returns when the value of a place was replaced, or the end of time if it has not been. */
    long replacedNanos(int place) {
        return place + 1 < commits ? committedNanos[place + 1] : Long.MAX_VALUE;
    }

    /** Returns the place of a value, the latest one of an absence, or a negative number if it was never committed. */
    int placeOf(@Nullable Value value) {
        if (value != null) {
            return places.getOrDefault(value, NONE);
        }
        int place = commits - 1;
        while (place >= 0 && values[place] != null) {
            place--;
        }
        return place;
    }

    /** Everything up to a place has been acknowledged. */
    void acknowledged(int place, long nanos) {
        if (acknowledgements > 0 && acknowledgedPlaces[acknowledgements - 1] >= place) {
            return;
        }
        if (acknowledgements == acknowledgedNanos.length) {
            acknowledgedNanos = Arrays.copyOf(acknowledgedNanos, 2 * acknowledgements);
            acknowledgedPlaces = Arrays.copyOf(acknowledgedPlaces, 2 * acknowledgements);
        }
        acknowledgedNanos[acknowledgements] = nanos;
        acknowledgedPlaces[acknowledgements++] = place;
    }

    /** Forgets what has been acknowledged. */
    void excuse(long nanos) {
        acknowledgements = 0;
        fenced.clear();
        excusedNanos = nanos;
    }

    /** Returns whether that happened since a time. */
    boolean isExcusedSince(long nanos) {
        return excusedNanos >= nanos;
    }

    /** Returns the highest place acknowledged before a time, or zero, where everything began. */
    int acknowledgedBefore(long nanos) {
        for (int i = acknowledgements - 1; i >= 0; i--) {
            if (acknowledgedNanos[i] < nanos) {
                return acknowledgedPlaces[i];
            }
        }
        return 0;
    }
}
