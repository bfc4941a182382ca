package dev.aside.cache.testkit.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a test wants its Redis to be. */
final class RedisConfig {

    /** Who the launcher is to its servers. */
    static final String USER = "aside-testkit";

    /** What the launcher decides. */
    private static final Set<String> OWN = Set.of(
            "aclfile",
            "bind",
            "daemonize",
            "dbfilename",
            "dir",
            "logfile",
            "masterauth",
            "masteruser",
            "pidfile",
            "port",
            "replicaof",
            "requirepass",
            "supervised",
            "tls-auth-clients",
            "tls-ca-cert-file",
            "tls-cert-file",
            "tls-key-file",
            "tls-port",
            "tls-replication",
            "unixsocket",
            "user");

    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> users = new LinkedHashMap<>();
    private @Nullable ServerTls tls;

    void add(String directive, String value) {
        String name = directive.toLowerCase(Locale.ROOT);
        if (!name.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException(
                    "a directive is one word of letters, digits and hyphens, not \"" + directive + '"');
        }
        if (OWN.contains(name)) {
            throw new IllegalArgumentException("\"" + directive
                    + "\" is set by the launcher, or by a method of the builder, as are "
                    + String.join(", ", new TreeSet<>(OWN)));
        }
        if (hasControls(value)) {
            throw new IllegalArgumentException("the value of " + directive + " is one line without control characters");
        }
        lines.add(name + " " + value);
    }

    void user(String name, List<String> rules) {
        if (name.isEmpty() || name.contains(" ") || hasControls(name) || name.equals(USER)) {
            throw new IllegalArgumentException(
                    "a user's name is one word without control characters, and not " + USER + ", who is the launcher");
        }
        if (rules.stream().anyMatch(RedisConfig::hasControls)) {
            throw new IllegalArgumentException("the rules of user " + name + " have no control characters");
        }
        users.put(name, "user " + name + " " + String.join(" ", rules));
    }

    void tls(ServerTls wanted) {
        this.tls = wanted;
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    boolean isEmpty() {
        return lines.isEmpty() && users.isEmpty() && tls == null;
    }

    /** Whether a process leaves something behind for the next one. */
    boolean keeps() {
        return has("save") || appends();
    }

    boolean appends() {
        return has("appendonly");
    }

    private boolean has(String directive) {
        return lines.stream().anyMatch(line -> line.startsWith(directive + " "));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** The lines about users; everybody may do everything, unless the default user is among them. */
    List<String> users() {
        List<String> all = new ArrayList<>(users.values());
        if (!users.containsKey("default")) {
            all.add(0, "user default on nopass ~* &* +@all");
        }
        return all;
    }

    @Nullable
    ServerTls tls() {
        return tls;
    }

    RedisConfig copy() {
        RedisConfig copy = new RedisConfig();
        copy.lines.addAll(lines);
        copy.users.putAll(users);
        copy.tls = tls;
        return copy;
    }
}
