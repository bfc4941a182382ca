package dev.aside.samples.demo.shop;

/**
 * One row of the shop's table.
 *
 * @param key the primary key
 * @param version counts the changes of this row; {@link #FIRST_VERSION} as loaded
 * @param payload what the shop stores, as JSON
 */
public record Row(int key, long version, String payload) {
    /** The version every row starts with. */
    public static final long FIRST_VERSION = 1;
}
