package dev.aside.cache.jdbc;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One server of a database: where it is and what is to be known of it beforehand. Which role it has is not: the server says that.
 *
 * <pre>{@code
 * DatabaseNode.of("db-3", "jdbc:postgresql://db-3.internal/shop").zone("eu-west-1b").weight(3).groups("reports")
 * }</pre>
 *
 * <p><b>Thread-safety:</b> immutable; each method returns another node. Equal are those of which everything is equal.
 */
public final class DatabaseNode {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:/\\[\\]-]{1,255}");
    private static final int MAX_WEIGHT = 1_000;

    private final String id;
    private final DatabaseUrl url;
    private final @Nullable String zone;
    private final int weight;
    private final Set<String> groups;
    private final boolean isReserved;
    private final @Nullable InetAddress address;

    private DatabaseNode(
            String id,
            DatabaseUrl url,
            @Nullable String zone,
            int weight,
            Set<String> groups,
            boolean isReserved,
            @Nullable InetAddress address) {
        this.id = id;
        this.url = url;
        this.zone = zone;
        this.weight = weight;
        this.groups = groups;
        this.isReserved = isReserved;
        this.address = address;
    }

    /**
     * Returns a node without a zone, of weight 1, in no group, whose name is its host and port.
     *
     * @param url a JDBC URL of one server, such as {@code jdbc:postgresql://db-1.internal/shop}
     * @return the node
     * @throws IllegalArgumentException if it is no such URL; the message does not repeat it
     */
    public static DatabaseNode of(String url) {
        return of(DatabaseUrl.of(url).place(), url);
    }

    /**
     * Returns a node without a zone, of weight 1, in no group.
     *
     * @param id its name, by which it is told from the others and called in messages: 1 to 255 letters, digits and {@code . _ : / [ ] -}
     * @param url a JDBC URL of one server
     * @return the node
     * @throws IllegalArgumentException if one of them is none; the message does not repeat the URL
     */
    public static DatabaseNode of(String id, String url) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the name of a node has 1 to 255 letters, digits and . _ : / [ ] -, " + Check.not(id));
        }
        return new DatabaseNode(id, DatabaseUrl.of(url), null, 1, Set.of(), false, null);
    }

    /**
     * Says in which zone it stands: who has said the same of itself asks it before others.
     *
     * @param name such as {@code eu-west-1b}
     * @return another node
     */
    public DatabaseNode zone(String name) {
        return new DatabaseNode(id, url, Objects.requireNonNull(name, "name"), weight, groups, isReserved, address);
    }

    /**
     * Says how much of the traffic it takes, beside the others: one of weight 3 three times as much as one of weight 1.
     *
     * @param share 1 to 1,000; the larger, the more
     * @return another node
     * @throws IllegalArgumentException if it is less or more
     */
    public DatabaseNode weight(int share) {
        if (share < 1 || share > MAX_WEIGHT) {
            throw new IllegalArgumentException("a weight is 1 to " + MAX_WEIGHT + ", not " + share);
        }
        return new DatabaseNode(id, url, zone, share, groups, isReserved, address);
    }

    /**
     * Says which groups it is a member of, in place of those said before.
     *
     * @param names as for {@link dev.aside.cache.route.Endpoint#group}
     * @return another node
     * @throws IllegalArgumentException if one of them is no such name
     */
    public DatabaseNode groups(String... names) {
        List.of(names).forEach(Check::name);
        return new DatabaseNode(id, url, zone, weight, new TreeSet<>(List.of(names)), isReserved, address);
    }

    /**
     * Says that it is kept for its groups: who asks for a reader is not sent there. Its role is its own all the same.
     *
     * @return another node
     */
    public DatabaseNode reserved() {
        return new DatabaseNode(id, url, zone, weight, groups, true, address);
    }

    /** The one of the servers behind its name that has this address. */
    DatabaseNode at(InetAddress one) {
        return new DatabaseNode(id + "@" + one.getHostAddress(), url, zone, weight, groups, isReserved, one);
    }

    /** Returns where it is connected to, or null if that is the driver's to find out. */
    @Nullable
    InetAddress address() {
        return address;
    }

    /**
     * Returns its name.
     *
     * @return the name
     */
    public String id() {
        return id;
    }

    DatabaseUrl url() {
        return url;
    }

    /**
     * Returns where it stands.
     *
     * @return the zone, or null if nobody has said
     */
    public @Nullable String zone() {
        return zone;
    }

    /**
     * Returns how much of the traffic it takes.
     *
     * @return the weight
     */
    public int weight() {
        return weight;
    }

    /**
     * Returns what it is a member of.
     *
     * @return the names of the groups, which cannot be changed
     */
    public Set<String> groups() {
        return Set.copyOf(groups);
    }

    /**
     * Returns whether it is kept for its groups.
     *
     * @return whether who asks for a reader is not sent there
     */
    public boolean isReserved() {
        return isReserved;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatabaseNode that
                && id.equals(that.id)
                && url.equals(that.url)
                && Objects.equals(address, that.address)
                && Objects.equals(zone, that.zone)
                && weight == that.weight
                && isReserved == that.isReserved
                && groups.equals(that.groups);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, url, address, zone, weight, groups, isReserved);
    }

    /** Returns the name and where it is, without what may be secret. */
    @Override
    public String toString() {
        return id.equals(url.place()) ? id : id + " at " + url.place();
    }
}
