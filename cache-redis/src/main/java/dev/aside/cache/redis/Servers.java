package dev.aside.cache.redis;

import dev.aside.cache.CacheConfigurationException;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a backend: either named by what they are for, or listed.
 *
 * @param writer the one that takes writes, or null if it is to be found out
 * @param readers those that may answer reads
 * @param listed those that are asked which of them takes writes
 */
record Servers(@Nullable RedisURI writer, List<RedisURI> readers, List<RedisURI> listed) {

    /** @throws CacheConfigurationException if there are none, or both named and listed ones, or if one is listed twice */
    Servers {
        readers = List.copyOf(readers);
        listed = List.copyOf(listed);
        List<String> list = places(listed);
        if (listed.isEmpty() && writer == null) {
            throw new CacheConfigurationException(
                    "redis: a backend needs a uri(\"redis://host:port\"), or several servers by node(…)");
        } else if (!listed.isEmpty() && (writer != null || !readers.isEmpty())) {
            String named = writer == null ? "reader " + Uris.place(readers.get(0)) : "uri " + Uris.place(writer);
            throw new CacheConfigurationException("redis: " + named + " says what a server is for, and the list " + list
                    + " has it found out: give one or the other");
        } else if (Set.copyOf(list).size() < list.size()) {
            throw new CacheConfigurationException("redis: a server is in the list twice: " + list);
        }
    }

    private static List<String> places(List<RedisURI> uris) {
        return uris.stream().map(Uris::place).toList();
    }

    /** Returns all of them. */
    Stream<RedisURI> all() {
        return Stream.of(Stream.ofNullable(writer), readers.stream(), listed.stream())
                .flatMap(some -> some);
    }

    /** Returns where they are, without secrets. */
    @Override
    public String toString() {
        String main = writer == null ? "nodes " + places(listed) : Uris.place(writer);
        return readers.isEmpty() ? main : main + ", readers " + places(readers);
    }
}
