package dev.aside.samples.demo.trace;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Accesses in the order they were recorded. Keys are numbered by first appearance: those numbers, called objects, index
 * plain arrays, so that judging a read costs no map look-up.
 */
public final class Accesses {
    private final int[] objects;
    private final Integer[] keys;

    private Accesses(int[] objects, Integer[] keys) {
        this.objects = objects;
        this.keys = keys;
    }

    /**
     * Numbers the keys of a recording.
     *
     * @param recorded the key of each access, in order
     * @return the accesses
     */
    public static Accesses of(int... recorded) {
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] objects = new int[recorded.length];
        Integer[] keys = new Integer[recorded.length];
        for (int i = 0; i < recorded.length; i++) {
            Integer next = numbers.size();
            Integer known = numbers.putIfAbsent(recorded[i], next);
            objects[i] = known == null ? next : known;
            if (known == null) {
                keys[next] = recorded[i];
            }
        }
        return new Accesses(objects, Arrays.copyOf(keys, numbers.size()));
    }

    /**
     * Returns how many accesses there are.
     *
     * @return the number of accesses
     */
    public int size() {
        return objects.length;
    }

    /**
     * Returns how many different objects are accessed.
     *
     * @return the number of objects
     */
    public int distinct() {
        return keys.length;
    }

    /**
     * Returns the object accessed at a place of the trace.
     *
     * @param position the place, from 0
     * @return the object's number
     */
    public int object(int position) {
        return objects[position];
    }

    /**
     * Returns the recorded key of an object. It is boxed once, here, so that a replay allocates nothing for it.
     *
     * @param object the object's number
     * @return its key
     */
    public Integer key(int object) {
        return keys[object];
    }

    /**
     * Returns the share of accesses that go to an object seen before: what a cache without any bound could answer.
     *
     * @return the share, from 0 to 1
     */
    public double reuse() {
        return size() == 0 ? 0 : 1 - (double) distinct() / size();
    }
}
