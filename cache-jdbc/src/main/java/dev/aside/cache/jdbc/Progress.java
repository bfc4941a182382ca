package dev.aside.cache.jdbc;

import dev.aside.cache.route.CommitPosition;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a server has come, or has to have come: a place in each of the histories that its database is written in. PostgreSQL writes one,
 * MariaDB one for each domain, and how far it has come in one of them says nothing of the others: each is asked for by itself. Immutable.
 */
final class Progress {

    /** Nobody knows. */
    static final Progress UNKNOWN = new Progress(List.of());

    private final List<CommitPosition> places;

    private Progress(List<CommitPosition> places) {
        this.places = places;
    }

    /** @param places each of another history */
    static Progress of(List<CommitPosition> places) {
        return places.isEmpty() ? UNKNOWN : new Progress(List.copyOf(places));
    }

    static Progress of(CommitPosition only) {
        return only.isNone() || only.isUnknown() ? UNKNOWN : new Progress(List.of(only));
    }

    boolean isKnown() {
        return !places.isEmpty();
    }

    /** Returns whether who has come so far surely has all that is needed. When in doubt, no. */
    boolean has(Progress need) {
        return need.isKnown() && need.places.stream().allMatch(this::has);
    }

    private boolean has(CommitPosition floor) {
        return places.stream().anyMatch(place -> place.isAtLeast(floor));
    }

    /** Returns what is needed if the floor is, too; unknown if it is of none of these histories, so that nobody can say who has it. */
    Progress and(CommitPosition floor) {
        if (floor.isNone()) {
            return this;
        }
        List<CommitPosition> both = new ArrayList<>(places);
        for (int i = 0; i < both.size(); i++) {
            CommitPosition higher = both.get(i).merge(floor);
            if (!higher.isUnknown()) {
                both.set(i, higher);
                return new Progress(both);
            }
        }
        return UNKNOWN;
    }

    /** Returns whether it is further in a history of both. */
    boolean isBeyond(Progress other) {
        return places.stream().anyMatch(place -> other.places.stream().anyMatch(its -> isBehind(its, place)));
    }

    private static boolean isBehind(CommitPosition one, CommitPosition other) {
        return other.isAtLeast(one) && !other.equals(one);
    }

    /** Returns the place, or {@link CommitPosition#UNKNOWN} if there is none, or one in each of several histories. */
    CommitPosition asOne() {
        return places.size() == 1 ? places.get(0) : CommitPosition.UNKNOWN;
    }

    /**
     * Returns what a load is proven by who has come so far: a place in the history of its floor. Without a floor it is all places, which
     * are one that compares with no other where they are several: what was loaded is then refreshed by the writer.
     */
    CommitPosition proof(CommitPosition floor) {
        if (floor.isNone()) {
            return places.size() > 1 ? together() : asOne();
        }
        return places.stream()
                .filter(place -> place.isAtLeast(floor))
                .findFirst()
                .orElse(CommitPosition.UNKNOWN);
    }

    private CommitPosition together() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        places.forEach(place -> all.writeBytes(place.encode()));
        return CommitPosition.unordered("several", all.toByteArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Progress that && places.equals(that.places);
    }

    @Override
    public int hashCode() {
        return places.hashCode();
    }

    @Override
    public String toString() {
        return isKnown() ? places.toString() : "unknown";
    }
}
