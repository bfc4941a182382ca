package dev.aside.samples.demo.shop;

/**
 * How many statements the database answered.
 *
 * @param selects rows read
 * @param updates rows changed
 */
public record QueryCounts(long selects, long updates) {

    /**
     * Returns both kinds together.
     *
     * @return the number of statements
     */
    public long total() {
        return selects + updates;
    }

    /**
     * Returns what was added since an earlier count.
     *
     * @param earlier the earlier count
     * @return the difference
     */
    public QueryCounts since(QueryCounts earlier) {
        return new QueryCounts(selects - earlier.selects, updates - earlier.updates);
    }
}
