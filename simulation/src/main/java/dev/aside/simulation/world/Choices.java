package dev.aside.simulation.world;

/** Where a run's chance comes from. Everything that is not fixed asks here, so the answers alone replay the run. */
public interface Choices {

    /**
     * Picks.
     *
     * @param bound how many there are to pick from, at least one
     * @return a number from zero below the bound; zero is the tamest
     */
    int pick(int bound);

    /**
     * Says yes in so many of a hundred cases.
     *
     * @param percent how many
     * @return yes or no; no is the tamest
     */
    default boolean chance(int percent) {
        return pick(100) >= 100 - percent;
    }

    /**
     * Picks from a range, the low end being the tamest.
     *
     * @param low the least
     * @param high the greatest
     * @return a number between them, both included
     */
    default int between(int low, int high) {
        return low + pick(high - low + 1);
    }
}
