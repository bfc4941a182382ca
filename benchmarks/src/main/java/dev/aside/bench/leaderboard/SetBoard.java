package dev.aside.bench.leaderboard;

import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** A board as people build it of what the JDK has: a sorted set of places, and a map from members to theirs. A rank is counted. */
final class SetBoard implements Board {
    private final NavigableSet<Place> order;
    private final ConcurrentMap<String, Place> places = new ConcurrentHashMap<>();

    private record Place(long score, String member) implements Comparable<Place> {
        private static final Comparator<Place> BEST_FIRST =
                Comparator.comparingLong(Place::score).reversed().thenComparing(Place::member);

        @Override
        public int compareTo(Place other) {
            return BEST_FIRST.compare(this, other);
        }
    }

    private SetBoard(NavigableSet<Place> order) {
        this.order = order;
    }

    /** For many callers at once. */
    static Board skipList() {
        return new SetBoard(new ConcurrentSkipListSet<>());
    }

    /** For one caller at a time. */
    static Board tree() {
        return new OneAtATime(new SetBoard(new TreeSet<>()));
    }

    private Place place(String member) {
        return Objects.requireNonNull(places.get(member));
    }

    @Override
    public long submit(String member, long score) {
        put(member, score);
        return rank(member);
    }

    private void put(String member, long score) {
        Place next = new Place(score, member);
        Place before = places.put(member, next);
        if (before != null) {
            order.remove(before);
        }
        order.add(next);
    }

    @Override
    public int around(String member) {
        Place place = place(member);
        long before =
                order.headSet(place, false).descendingSet().stream().limit(EACH).count();
        long from = order.tailSet(place, true).stream().limit(EACH + 1).count();
        return (int) (before + from);
    }

    @Override
    public int top(int most) {
        return order.stream().limit(most).toList().size();
    }

    @Override
    public void submitAll(Map<String, Long> scores) {
        scores.forEach(this::put);
    }

    @Override
    public long rank(String member) {
        return order.headSet(place(member), false).size() + 1L;
    }
}
