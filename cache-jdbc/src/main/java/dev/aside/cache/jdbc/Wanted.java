package dev.aside.cache.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The nodes that a user names, by what they are for or as a list. */
final class Wanted {

    private record Membership(String group, DatabaseNode node) {}

    private @Nullable DatabaseNode writer;
    private final List<DatabaseNode> readers = new ArrayList<>();
    private final List<DatabaseNode> listed = new ArrayList<>();
    private final List<Membership> memberships = new ArrayList<>();

    void writer(DatabaseNode node) {
        DatabaseNode known = writer;
        if (known != null) {
            throw new IllegalArgumentException("there is one writer, and not both " + known + " and " + node
                    + "; servers of which either may be it are listed by nodes(…)");
        }
        writer = node;
    }

    void reader(DatabaseNode node) {
        readers.add(node);
    }

    void listed(DatabaseNode node) {
        listed.add(node);
    }

    void member(String group, DatabaseNode node) {
        memberships.add(new Membership(group, node));
    }

    /** Returns all nodes, the writer first. */
    List<DatabaseNode> nodes() {
        Map<String, DatabaseNode> all = new LinkedHashMap<>();
        named().forEach(node -> add(all, node));
        memberships.forEach(membership -> join(all, membership));
        return List.copyOf(all.values());
    }

    private List<DatabaseNode> named() {
        DatabaseNode first = writer;
        if (first == null && readers.isEmpty() && listed.isEmpty()) {
            throw new IllegalArgumentException("no server was given: say writer(…), or list them by nodes(…)");
        } else if (!listed.isEmpty() && (first != null || !readers.isEmpty())) {
            throw new IllegalArgumentException("servers are either named by what they are for, as "
                    + (first == null ? readers.get(0) : first) + ", or listed, as " + listed.get(0) + ", and not both");
        } else if (listed.isEmpty() && first == null) {
            throw new IllegalArgumentException(
                    "readers follow a writer, which was not given, beside " + readers.get(0) + ": say writer(…)");
        }
        List<DatabaseNode> named = new ArrayList<>(listed);
        if (first != null) {
            named.add(first);
        }
        named.addAll(readers);
        return named;
    }

    private static void add(Map<String, DatabaseNode> all, DatabaseNode node) {
        DatabaseNode known = all.putIfAbsent(node.id(), node);
        if (known != null) {
            throw new IllegalArgumentException("each server is given once, and " + node.id() + " is given twice");
        }
    }

    private static void join(Map<String, DatabaseNode> all, Membership membership) {
        DatabaseNode node = membership.node();
        DatabaseNode known = all.getOrDefault(node.id(), node.reserved());
        Set<String> groups = new TreeSet<>(known.groups());
        groups.add(membership.group());
        all.put(node.id(), known.groups(groups.toArray(new String[0])));
    }

    /** Returns what all URLs say that they are of. */
    static DatabaseKind kind(List<DatabaseNode> nodes) {
        Set<String> schemes = nodes.stream().map(node -> node.url().scheme()).collect(Collectors.toSet());
        if (schemes.size() > 1) {
            throw new IllegalArgumentException(
                    "all servers of a database are of one kind, and not of " + new TreeSet<>(schemes));
        }
        return Dialects.kind(nodes.get(0).url());
    }

    static Driver driver(DatabaseNode node) {
        try {
            return DriverManager.getDriver(node.url().text());
        } catch (SQLException e) {
            // what it says repeats the URL
            throw new IllegalArgumentException("there is no JDBC driver for "
                    + node.url().scheme() + " on the class path; it is the application's to bring");
        }
    }
}
