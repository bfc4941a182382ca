package dev.aside.cache.memcached;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which node a name is on: KETAMA, over the names of the nodes. Each has 2,560 points on a circle of 32 bits, four of every MD5 of
 * its name and a number; a slot is on the node of the next point. That is sixteen times the usual number: with 160 points one node
 * of three has anything from a quarter to two fifths of the slots, by the luck of its name. Where a node is does not count, so one that is replaced
 * under its name keeps its slots, and the order of the list does not count either. A node that is down keeps its slots: they
 * are on no other, so none comes back from there.
 *
 * <p>The client library has a KETAMA as well, and it is not taken: of the two libraries that may stand behind this one takes MD5 and
 * the other does not, so who changes the jar would move all slots; and it knows a node by its connection, which here comes and goes.
 *
 * @see <a href="https://www.last.fm/user/RJ/journal/2007/04/10/rz_libketama_-_a_consistent_hashing_algo_for_memcache_clients">
 *     libketama</a>
 */
final class Ring {

    private static final int POINTS = 2_560;
    private static final int POINTS_OF_DIGEST = 4;

    private final long[] points;
    private final int[] nodes;

    /** @param names what the nodes are called, all different */
    Ring(List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        TreeMap<Long, Integer> circle = new TreeMap<>();
        for (String name : names.stream().sorted().toList()) {
            for (int i = 0; i < POINTS / POINTS_OF_DIGEST; i++) {
                byte[] digest = digest(name + "-" + i);
                for (int part = 0; part < POINTS_OF_DIGEST; part++) {
                    circle.putIfAbsent(point(digest, part), places.get(name));
                }
            }
        }
        points = circle.keySet().stream().mapToLong(Long::longValue).toArray();
        nodes = circle.values().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns the index of the node in the list. */
    int nodeOf(String name) {
        int found = Arrays.binarySearch(points, point(digest(name), 0));
        int next = found >= 0 ? found : -found - 1;
        return nodes[next == points.length ? 0 : next];
    }

    private static long point(byte[] digest, int part) {
        int at = part * POINTS_OF_DIGEST;
        return Integer.toUnsignedLong(ByteBuffer.wrap(digest, at, POINTS_OF_DIGEST)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt());
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no MD5, by which slots are placed on nodes", e);
        }
    }
}
