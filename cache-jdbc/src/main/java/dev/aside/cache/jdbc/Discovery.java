package dev.aside.cache.jdbc;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;

/** Makes nodes of the names that the writer knows: those that are new join, and those that it does not know any more leave. */
final class Discovery {

    private static final System.Logger LOGGER = System.getLogger(Discovery.class.getName());

    private final String pattern;
    private final Supplier<Set<String>> present;
    private final Consumer<List<DatabaseNode>> nodes;
    private final ReentrantLock lock = new ReentrantLock();
    private List<DatabaseNode> seeds;
    private Set<String> known = Set.of();

    /**
     * Takes a URL with a question mark in place of the name, and what the user has said, which stays.
     *
     * @param present the names that the writer knows which there is now
     * @param nodes told all nodes that there are
     */
    Discovery(
            String pattern,
            List<DatabaseNode> seeds,
            Supplier<Set<String>> present,
            Consumer<List<DatabaseNode>> nodes) {
        this.pattern = pattern;
        this.seeds = seeds;
        this.present = present;
        this.nodes = nodes;
    }

    static String checked(String pattern) {
        if (!pattern.contains("//?")) {
            throw new IllegalArgumentException(
                    "a pattern is a JDBC URL whose host begins with a question mark, in place of a"
                            + " node's name, such as jdbc:postgresql://?.abc.eu-west-1.rds.amazonaws.com/shop");
        }
        example(pattern);
        return pattern;
    }

    /** Returns what a node would be that is found. */
    static DatabaseNode example(String pattern) {
        return DatabaseNode.of("node", url(pattern, "node"));
    }

    /** Refuses a pattern that is none for what the writer calls its nodes. */
    static void check(String pattern, Names names, DatabaseKind kind) {
        if (names == Names.NONE) {
            throw new IllegalArgumentException(
                    "discover(…) is for kinds of databases whose writer knows all nodes, such as "
                            + DatabaseKind.AURORA_POSTGRESQL + " and " + DatabaseKind.RDS_MULTI_AZ_POSTGRESQL
                            + ", and not for "
                            + kind + "; dialect(…) says which kind it is");
        } else if (names == Names.OF_PLACES && !pattern.matches("[^?]*//\\?(/.*)?")) {
            throw new IllegalArgumentException(
                    "the nodes of " + kind + " are known by host and port, so the question mark"
                            + " stands for both, as in jdbc:postgresql://?/shop");
        }
    }

    private static String url(String pattern, String name) {
        return pattern.replaceFirst("//\\?", Matcher.quoteReplacement("//" + name));
    }

    /** The user has said others, which stay from now on, and has them taken. What their writer knows is found anew. */
    void swap(List<DatabaseNode> now, Consumer<List<DatabaseNode>> taker) {
        lock.lock();
        try {
            seeds = now;
            known = Set.of();
            taker.accept(now);
        } finally {
            lock.unlock();
        }
    }

    /** The writer knows these nodes; or did, if there is another one by now. */
    void knows(Set<String> said) {
        if (said.isEmpty()) {
            return; // as where nodes are being changed, by somebody who holds other locks
        }
        lock.lock();
        try {
            Set<String> names = present.get();
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
        DatabaseNode found;
        try {
            found = DatabaseNode.of(name, url(pattern, name));
        } catch (IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "the writer calls one of its nodes what is no name, and it is left out");
            return;
        }
        addNew(all, found);
    }

    /** One that the user has said is not another, whatever it is called. */
    private static void addNew(List<DatabaseNode> all, DatabaseNode found) {
        if (all.stream()
                .noneMatch(node -> node.id().equals(found.id()) || node.url().isWhere(found.url()))) {
            all.add(found);
        }
    }
}
