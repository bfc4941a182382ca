package dev.aside.cache.jdbc;

/** Refuses nodes of which nobody would know whether they are who they say. */
final class Vetting {

    private final Dialect dialect;
    private final boolean isInsecureAllowed;

    Vetting(Dialect dialect, boolean isInsecureAllowed) {
        this.dialect = dialect;
        this.isInsecureAllowed = isInsecureAllowed;
    }

    /** @throws IllegalArgumentException if what is sent to the node leaves the machine, and its URL says not to verify it */
    void check(DatabaseNode node) {
        DatabaseUrl url = node.url();
        if (!isInsecureAllowed && !url.isLoopback() && !dialect.isVerified(url)) {
            throw new IllegalArgumentException("the URL of " + node.id()
                    + " turns off that the server's certificate and name are verified; leave that out, or say "
                    + dialect.verifiedOption() + ", with " + dialect.trustOption()
                    + " for an authority of your own, or insecureAllowed()");
        }
    }
}
