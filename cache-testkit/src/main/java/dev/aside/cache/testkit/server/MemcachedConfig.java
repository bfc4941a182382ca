package dev.aside.cache.testkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a test wants its Memcached to be. */
final class MemcachedConfig {

    /** What the launcher decides. */
    private static final Set<String> OWN = Set.of("-l", "-p", "-s", "-d", "-u", "-U", "-P", "-S", "-Y", "-Z");

    /** How a server asks who it is that connects. */
    enum Login {
        /** By SASL, in the binary protocol. */
        SASL,
        /** By the first command, in the protocol of lines. */
        FILE
    }

    private final List<String> options = new ArrayList<>();
    private @Nullable ServerTls tls;
    private @Nullable Login login;
    private @Nullable MemcachedUsers users;

    void add(List<String> words) {
        for (String word : words) {
            if (OWN.contains(word)) {
                throw new IllegalArgumentException(
                        word + " is set by the launcher, or by a method of the builder, as are "
                                + String.join(", ", new TreeSet<>(OWN)));
            }
        }
        options.addAll(words);
    }

    void tls(ServerTls wanted) {
        this.tls = wanted;
    }

    void login(Login how, String user, String password) {
        this.login = how;
        this.users = new MemcachedUsers(user, password);
    }

    boolean isEmpty() {
        return options.isEmpty() && tls == null && login == null;
    }

    List<String> options() {
        return List.copyOf(options);
    }

    @Nullable
    ServerTls tls() {
        return tls;
    }

    @Nullable
    Login login() {
        return login;
    }

    /** Null if it lets everybody in. */
    @Nullable
    MemcachedUsers users() {
        return users;
    }

    MemcachedConfig copy() {
        MemcachedConfig copy = new MemcachedConfig();
        copy.options.addAll(options);
        copy.tls = tls;
        copy.login = login;
        copy.users = users == null ? null : users.copy();
        return copy;
    }
}
