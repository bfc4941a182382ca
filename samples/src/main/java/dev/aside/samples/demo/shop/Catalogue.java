package dev.aside.samples.demo.shop;

import java.util.function.IntFunction;

/** Makes up the content of rows: the same key and version always give the same payload, of 100 to 200 characters. */
public final class Catalogue {
    private static final String[] QUALITIES = {
        "oiled walnut", "brushed steel", "hand-blown glass", "stone-washed linen", "recycled felt", "glazed clay"
    };
    private static final String[] THINGS = {
        "desk lamp",
        "bookshelf",
        "water jug",
        "cushion cover",
        "serving tray",
        "wall clock",
        "picture frame",
        "coat rack"
    };

    private final IntFunction<String> description;

    /**
     * Makes a catalogue.
     *
     * @param description describes the object behind a key, as the members of a JSON object
     */
    public Catalogue(IntFunction<String> description) {
        this.description = description;
    }

    /**
     * Makes up a row.
     *
     * @param key the row's key
     * @param version the row's version
     * @return the row
     */
    public Row row(int key, long version) {
        int dice = ((key ^ (key >>> 15)) * 0x2c1b3c6d) >>> 1;
        String payload = "{" + description.apply(key)
                + ",\"version\":" + version
                + ",\"name\":\"" + QUALITIES[dice % QUALITIES.length] + ' ' + THINGS[(dice >>> 4) % THINGS.length]
                + "\",\"price\":" + (199 + dice % 20_000)
                + ",\"stock\":" + (dice + version) % 500
                + ",\"delivery\":\"ready to ship within two working days\"}";
        return new Row(key, version, payload);
    }
}
