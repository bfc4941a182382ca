package dev.aside.simulation.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All values that a row has had on one node, by the number of the record that wrote each. */
final class Versions<V> {
    private int[] records = new int[8];
    private @Nullable Object[] values = new Object[8];
    private int count;

    void add(int record, @Nullable V value) {
        if (count == records.length) {
            records = Arrays.copyOf(records, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        records[count] = record;
        values[count++] = value;
    }

    /** Returns the value after so many records. */
    @SuppressWarnings("unchecked") // only values were added
    @Nullable
    V after(int howMany) {
        int at = count - 1;
        while (at >= 0 && records[at] >= howMany) {
            at--;
        }
        return at < 0 ? null : (V) values[at];
    }
}
