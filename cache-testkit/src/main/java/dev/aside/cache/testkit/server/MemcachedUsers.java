package dev.aside.cache.testkit.server;

import java.util.List;

/** Who may use a Memcached: one user, whose password may change. */
final class MemcachedUsers {

    private final String name;
    private volatile String password;

    MemcachedUsers(String name, String password) {
        this.name = checked(name);
        this.password = checked(password);
    }

    private static String checked(String word) {
        if (!word.matches("[!-9;-~]{1,60}")) {
            throw new IllegalArgumentException(
                    "a user's name or password has 1 to 60 visible ASCII characters, and no colon");
        }
        return word;
    }

    MemcachedUsers copy() {
        return new MemcachedUsers(name, password);
    }

    void change(String newPassword) {
        password = checked(newPassword);
    }

    boolean admits(String user, String given) {
        return name.equals(user) && password.equals(given);
    }

    /** What a file for {@code -Y} says of them. */
    List<String> lines() {
        return List.of(name + ":" + password);
    }
}
