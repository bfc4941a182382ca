package dev.aside.samples.demo.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All changes of a run, in the order in which the database committed them, with the time of each acknowledgement: what reads
 * are judged by afterwards. Times are of one clock that all processes share and that does not overflow.
 *
 * <p>A change without an acknowledgement (its process was killed, or was told PENDING or UNKNOWN) may be seen by readers if it
 * was committed, and need not be seen by anybody.
 */
public final class ChangeLog {
    /** Later than all times: no acknowledged change was missed. */
    public static final long NEVER = Long.MAX_VALUE;

    private final long[] missedByFirst;
    private final Map<Long, Place> places;
    private final long lost;

    private ChangeLog(long[] missedByFirst, Map<Long, Place> places, long lost) {
        this.missedByFirst = missedByFirst;
        this.places = places;
        this.lost = lost;
    }

    /**
     * Tells whether an object ever had a version that was committed.
     *
     * @param object the object's number
     * @param version not the first one
     * @return false if nobody may have read that
     */
    boolean has(int object, long version) {
        Place place = places.get(version);
        return place != null && place.object == object;
    }

    /**
     * Returns when the first acknowledgement was of those changes that the first version of an object misses.
     *
     * @param object the object's number
     * @return the time, or {@link #NEVER}
     */
    long missedByFirst(int object) {
        return missedByFirst[object];
    }

    /**
     * Returns when the first acknowledgement was of those changes that were committed after a version.
     *
     * @param version one that was committed
     * @return the time, or {@link #NEVER}
     */
    long missedBy(long version) {
        Place place = places.get(version);
        return place == null ? NEVER : place.missed;
    }

    /**
     * Returns which change of its object a version came with, in the order of commits.
     *
     * @param version any
     * @return from 1; 0 for a first version, or one that was never committed
     */
    public int number(long version) {
        Place place = places.get(version);
        return place == null ? 0 : place.number;
    }

    /**
     * Returns how many changes were acknowledged that the database never committed.
     *
     * @return the number of lost changes
     */
    public long lost() {
        return lost;
    }

    /**
     * Returns how many changes were committed.
     *
     * @return acknowledged or not
     */
    public int committed() {
        return places.size();
    }

    private record Place(int object, int number, long missed) {}

    /** Collects changes. Not safe for many threads. */
    public static final class Builder {
        private final int objects;
        private final Map<Integer, List<Long>> committed = new HashMap<>();
        private final Map<Long, Long> acknowledged = new HashMap<>();

        /**
         * Begins with no change.
         *
         * @param objects how many objects there are, numbered from 0
         */
        public Builder(int objects) {
            this.objects = objects;
        }

        /**
         * Adds an acknowledgement.
         *
         * @param version that of the change
         * @param at the time just after it
         */
        public void acknowledged(long version, long at) {
            acknowledged.put(version, at);
        }

        /**
         * Adds a committed change; those of one object in their order.
         *
         * @param object the object's number
         * @param version that of the change
         */
        public void committed(int object, long version) {
            committed.computeIfAbsent(object, first -> new ArrayList<>(2)).add(version);
        }

        /**
         * Puts both together.
         *
         * @return the log
         */
        public ChangeLog build() {
            long[] missedByFirst = new long[objects];
            Map<Long, Place> places = new HashMap<>();
            for (int object = 0; object < missedByFirst.length; object++) {
                missedByFirst[object] = place(object, committed.getOrDefault(object, List.of()), places);
            }
            long lost = acknowledged.keySet().stream()
                    .filter(version -> !places.containsKey(version))
                    .count();
            return new ChangeLog(missedByFirst, places, lost);
        }

        /** From the last change to the first. Returns when the first of all acknowledgements was. */
        private long place(int object, List<Long> versions, Map<Long, Place> places) {
            long missed = NEVER;
            for (int i = versions.size() - 1; i >= 0; i--) {
                Long version = versions.get(i);
                places.put(version, new Place(object, i + 1, missed));
                missed = Math.min(missed, acknowledged.getOrDefault(version, NEVER));
            }
            return missed;
        }
    }
}
