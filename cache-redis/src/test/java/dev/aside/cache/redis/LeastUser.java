package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The user of {@code aside.acl}, who may do what is needed and nothing else. */
final class LeastUser {

    static final String NAME = "aside";
    static final String SECRET = "geheim";
    static final String PREFIX = "aside:";

    private LeastUser() {}

    /** Returns the line of the file. */
    static String line() {
        try (InputStream in = RedisBackend.class.getResourceAsStream("aside.acl")) {
            if (in == null) {
                throw new AssertionError("the jar has no aside.acl");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the rules of the file, without a password. */
    static List<String> rules() {
        String[] words = line().split(" ");
        return List.of(words).subList(2, words.length);
    }

    /** Returns the commands of the file. */
    static List<String> commands() {
        return rules().stream().filter(rule -> rule.startsWith("+")).toList();
    }

    /** Lets nobody into a server but this user. */
    static RedisServer.Builder alone(RedisServer.Builder server) {
        return server.user("default", "off").user(NAME, with(rules()));
    }

    static String[] with(List<String> rules) {
        List<String> all = new ArrayList<>(rules);
        all.add(">" + SECRET);
        return all.toArray(String[]::new);
    }

    static RedisBackend.Builder backend(RedisServer server, String scheme) {
        return RedisBackend.builder()
                .uri(scheme + "://" + NAME + ":" + SECRET + "@" + server.host() + ":" + server.port())
                .keyPrefix(PREFIX);
    }

    /** Returns what the server has refused to do since it started or the list was emptied; empty if that is nothing. */
    static String refused(RedisServer server) {
        @Nullable String log = server.command("ACL", "LOG");
        return log == null ? "" : log;
    }
}
