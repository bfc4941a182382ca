package dev.aside.cache.session;

/** What happens to requests while the server does not answer. */
public enum SessionOutage {
    /** They fail, by a {@link dev.aside.cache.CacheUnavailableException}. The default. */
    FAIL,
    /** Nobody has a session: loads find none, and what is saved is lost. For sites that can be used without a login. */
    ANONYMOUS,
    /**
     * This node goes on with what it knows, for a bounded time: with sessions that it has loaded lately or made itself. What is
     * changed is kept here, and stored when the server answers again. Logouts of other nodes are not seen meanwhile; it suits
     * load balancers that keep a user on one node.
     */
    LOCAL
}
