package dev.aside.cache.memcached;

import dev.aside.cache.CacheConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a cluster as it lists them itself: a number that grows with every change, and on the next line each node as {@code
 * host|address|port}.
 *
 * @param version the number
 * @param nodes the nodes, called what their hosts and ports are
 */
record NodeList(long version, List<Place> nodes) {

    /** More than any cluster has. */
    static final int MAXIMUM_NODES = 500;

    private static final int PARTS = 3;
    private static final int VERSION_DIGITS = 18;

    /** Returns what a list says, or null if it is none: whoever answers may be anybody. */
    static @Nullable NodeList parse(String text) {
        String[] lines = text.split("\r?\n", -1);
        if (lines.length < 2 || !lines[0].matches("[0-9]{1," + VERSION_DIGITS + "}")) {
            return null;
        }
        String[] words = lines[1].trim().split(" +", -1);
        Map<String, Place> nodes = new LinkedHashMap<>();
        for (String word : words) {
            Place place = words.length > MAXIMUM_NODES ? null : place(word.split("\\|", -1));
            if (place == null || nodes.put(place.name(), place) != null) {
                return null;
            }
        }
        return new NodeList(Long.parseLong(lines[0]), List.copyOf(nodes.values()));
    }

    private static @Nullable Place place(String[] parts) {
        if (parts.length != PARTS) {
            return null;
        }
        try {
            return Place.listed(parts[0], parts[1], parts[2]);
        } catch (CacheConfigurationException e) {
            return null;
        }
    }
}
