package dev.aside.samples.demo.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A recorded trace, found on the class path inside Caffeine's simulator. */
public enum Trace {
    /** 5,000,000 accesses to database objects of a shop at night, keyed by type, id and index. */
    ORM_NIGHT("orm-night", "database objects") {
        @Override
        public String describe(int key) {
            // Types from 16 upwards make the number negative: shift without the sign.
            return "\"type\":" + (key >>> 27) + ",\"id\":" + ((key >>> 9) & 0x3ffff) + ",\"index\":" + (key & 0x1ff);
        }
    },

    /** 76,118 requests of product pages, keyed by page number. */
    WEB07("web07", "product pages") {
        @Override
        public String describe(int key) {
            return "\"page\":" + key;
        }
    };

    /** Whom the traces are owed to; every output names it. */
    public static final String ATTRIBUTION = "(c) headissue GmbH, Jens Wilke, licensed under CC BY 4.0"
            + " (creativecommons.org/licenses/by/4.0), as packed with Caffeine's simulator";

    private static final String FOLDER = "com/github/benmanes/caffeine/cache/simulator/parser/cache2k/";

    private final String title;
    private final String objects;

    Trace(String title, String objects) {
        this.title = title;
        this.objects = objects;
    }

    /**
     * Returns the name it goes by on the command line.
     *
     * @return the name, lower case
     */
    public String title() {
        return title;
    }

    /**
     * Returns what its keys stand for.
     *
     * @return a plural noun
     */
    public String objects() {
        return objects;
    }

    /**
     * Describes the object behind a key, as the members of a JSON object.
     *
     * @param key a key of this trace
     * @return JSON members, without braces
     */
    public abstract String describe(int key);

    /**
     * Reads the trace.
     *
     * @param limit how many accesses to read at most
     * @return the accesses, in order
     * @throws IOException if the trace is not on the class path or is damaged
     */
    public Accesses read(int limit) throws IOException {
        String path = FOLDER + title + ".trace.xz";
        try (InputStream in = Trace.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("no trace on the class path at " + path);
            }
            return TraceReader.read(in, limit);
        }
    }

    /**
     * Finds a trace by its title.
     *
     * @param title the title, in any case
     * @return the trace, or empty if there is none of that title
     */
    public static Optional<Trace> titled(String title) {
        return Arrays.stream(values())
                .filter(trace -> trace.title.equalsIgnoreCase(title))
                .findFirst();
    }

    /**
     * Returns all titles, for messages.
     *
     * @return the titles, separated by commas
     */
    public static String titles() {
        return Arrays.stream(values()).map(Trace::title).collect(Collectors.joining(", "));
    }
}
