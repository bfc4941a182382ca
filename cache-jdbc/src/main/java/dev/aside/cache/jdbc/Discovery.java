package dev.aside.cache.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Makes nodes of the names that the writer knows: those that are new join, and those that it does not know any more leave. */
final class Discovery {

    private final String pattern;
    private final List<DatabaseNode> seeds;
    private final Consumer<List<DatabaseNode>> nodes;
    private final ReentrantLock lock = new ReentrantLock();
    private Set<String> known = Set.of();

    /**
     * Takes a URL with a question mark in place of the name, and what the user has said, which stays.
     *
     * @param nodes told all nodes that there are
     */
    Discovery(String pattern, List<DatabaseNode> seeds, Consumer<List<DatabaseNode>> nodes) {
        this.pattern = pattern;
        this.seeds = seeds;
        this.nodes = nodes;
    }

    static String checked(String pattern) {
        if (!pattern.contains("//?")) {
            throw new IllegalArgumentException(
                    "a pattern is a JDBC URL whose host begins with a question mark, in place of a"
                            + " node's name, such as jdbc:postgresql://?.abc.eu-west-1.rds.amazonaws.com/shop");
        }
        DatabaseUrl.of(url(pattern, "node"));
        return pattern;
    }

    private static String url(String pattern, String name) {
        return pattern.replaceFirst("//\\?", "//" + name);
    }

    /** The writer knows these nodes. */
    void knows(Set<String> names) {
        lock.lock();
        try {
            if (names.isEmpty() || names.equals(known)) {
                return;
            }
            known = names;
            List<DatabaseNode> all = new ArrayList<>(seeds);
            names.forEach(name -> add(all, name));
            nodes.accept(all);
        } finally {
            lock.unlock();
        }
    }

    private void add(List<DatabaseNode> all, String name) {
        if (all.stream().noneMatch(node -> node.id().equals(name))) {
            all.add(DatabaseNode.of(name, url(pattern, name)));
        }
    }
}
