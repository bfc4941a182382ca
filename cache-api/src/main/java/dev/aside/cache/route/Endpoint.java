package dev.aside.cache.route;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a user asks of a cluster: the writer, a reader, or a server of a group that has a name. Which server that is at a moment
 * is the cluster's business, and each server has one of the two {@linkplain EndpointRole roles}.
 *
 * <p><b>Thread-safety:</b> immutable. Equal are those that ask for the same.
 */
public final class Endpoint {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Endpoint WRITER = new Endpoint(EndpointRole.WRITER, null);
    private static final Endpoint READER = new Endpoint(EndpointRole.READER, null);

    private final @Nullable EndpointRole role;
    private final @Nullable String group;

    private Endpoint(@Nullable EndpointRole role, @Nullable String group) {
        this.role = role;
        this.group = group;
    }

    /**
     * Returns the server that takes changes.
     *
     * @return the endpoint
     */
    public static Endpoint writer() {
        return WRITER;
    }

    /**
     * Returns any of the servers that follow the writer.
     *
     * @return the endpoint
     */
    public static Endpoint reader() {
        return READER;
    }

    /**
     * Returns any of the servers of a group, such as those that are kept for reports.
     *
     * @param name 1 to 64 letters, digits and {@code . _ -}
     * @return the endpoint
     * @throws IllegalArgumentException if it is no such name
     */
    public static Endpoint group(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a group has 1 to 64 letters, digits and . _ -, not \"" + name + '"');
        }
        return new Endpoint(null, name);
    }

    /**
     * Returns the role that is asked for.
     *
     * @return the role, or null for a group
     */
    public @Nullable EndpointRole role() {
        return role;
    }

    /**
     * Returns the name of the group.
     *
     * @return the name, or null for the writer and the reader
     */
    public @Nullable String groupName() {
        return group;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /**
     * Returns what is asked for.
     *
     * @return {@code writer}, {@code reader}, or {@code group} and the name
     */
    @Override
    public String toString() {
        return group != null ? "group " + group : role == EndpointRole.WRITER ? "writer" : "reader";
    }
}
