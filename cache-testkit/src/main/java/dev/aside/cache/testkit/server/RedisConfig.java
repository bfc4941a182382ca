package dev.aside.cache.testkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What a test wants its Redis to be. */
final class RedisConfig {

    /** What the launcher decides. */
    private static final Set<String> OWN = Set.of(
            "aclfile",
            "bind",
            "daemonize",
            "dir",
            "logfile",
            "masterauth",
            "masteruser",
            "pidfile",
            "port",
            "requirepass",
            "supervised",
            "unixsocket",
            "user");

    private final List<String> lines = new ArrayList<>();

    void add(String directive, String value) {
        String name = directive.toLowerCase(Locale.ROOT);
        if (!name.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException(
                    "a directive is one word of letters, digits and hyphens, not \"" + directive + '"');
        }
        if (OWN.contains(name)) {
            throw new IllegalArgumentException(
                    "\"" + directive + "\" is set by the launcher, as are " + String.join(", ", new TreeSet<>(OWN)));
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the value of " + directive + " is one line without control characters");
        }
        lines.add(name + " " + value);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    RedisConfig copy() {
        RedisConfig copy = new RedisConfig();
        copy.lines.addAll(lines);
        return copy;
    }
}
