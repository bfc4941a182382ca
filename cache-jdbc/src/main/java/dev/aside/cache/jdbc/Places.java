package dev.aside.cache.jdbc;

import dev.aside.cache.route.Endpoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the nodes of a data source are.
 *
 * @param <B> the builder
 */
abstract class Places<B extends Places<B>> extends Knobs<B> {

    final Wanted wanted = new Wanted();

    @Nullable
    String pattern;

    @Nullable
    EndpointResolver resolver;

    /**
     * Says where the server is that takes writes: its own name, or one that DNS moves. What it leads to is asked for its role all the
     * same, and is not written to while it says that it is a reader.
     *
     * @param url a JDBC URL of one server
     * @return this
     * @throws IllegalArgumentException if it is no such URL; the message does not repeat it
     */
    public B writer(String url) {
        wanted.writer(DatabaseNode.of(url));
        return self();
    }

    /**
     * Adds a server that follows the writer, or a name of several.
     *
     * @param url a JDBC URL of one server
     * @return this
     * @throws IllegalArgumentException if it is no such URL; the message does not repeat it
     */
    public B reader(String url) {
        wanted.reader(DatabaseNode.of(url));
        return self();
    }

    /**
     * Adds a group: a server that is there already becomes a member of it; another one is kept for it, and is not asked by who asks
     * for a reader.
     *
     * @param group its name, as for {@link Endpoint#group}
     * @param urls JDBC URLs, each of one server
     * @return this
     * @throws IllegalArgumentException if one of them is none; the message does not repeat it
     */
    public B group(String group, String... urls) {
        String known = Check.name(group);
        for (String url : urls) {
            wanted.member(known, DatabaseNode.of(url));
        }
        return self();
    }

    /**
     * Adds servers of a list, in place of {@link #writer} and {@link #reader}: which of them takes writes they say themselves, also
     * after another has been promoted.
     *
     * @param urls JDBC URLs, each of one server, and no names that DNS moves
     * @return this
     * @throws IllegalArgumentException if one of them is none; the message does not repeat it
     */
    public B nodes(String... urls) {
        for (String url : urls) {
            wanted.listed(DatabaseNode.of(url));
        }
        return self();
    }

    /**
     * Adds a server of a list, as {@link #nodes} does, with a name, a zone, a weight or groups.
     *
     * @param node the server
     * @return this
     */
    public B node(DatabaseNode node) {
        wanted.listed(node);
        return self();
    }

    /**
     * Says where the nodes are that the writer knows, so that those that join are found and those that leave are left. Those that are
     * given here stay, and are not found a second time at the same host and port.
     *
     * <p>The question mark stands for what the writer calls a node: on Aurora for its name, as in {@code
     * jdbc:postgresql://?.abc.eu-west-1.rds.amazonaws.com/shop}; in an RDS Multi-AZ DB cluster for host and port, as in {@code
     * jdbc:postgresql://?/shop}.
     *
     * @param pattern a JDBC URL of one server whose host begins with a question mark, or is one
     * @return this
     * @throws IllegalArgumentException if it is no such URL; the message does not repeat it. When the data source is built, if its kind
     *     of database does not know its nodes, or calls them otherwise
     */
    public B discover(String pattern) {
        this.pattern = Discovery.checked(pattern);
        return self();
    }

    /**
     * Says who is asked what stands behind the names in URLs. Each address is then a node, with connections of its own, so that traffic
     * is spread over all of them, and one that a name stands for anew is used before the JVM has heard of it.
     *
     * @param resolver what is asked; by default the driver resolves names, by the JVM. For PostgreSQL only: the others' drivers cannot
     *     be told
     * @return this
     */
    public B resolver(EndpointResolver resolver) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        return self();
    }
}
