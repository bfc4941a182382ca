package dev.aside.bench.kit;

/** The server of a run, on a processor of its own where it was started here. */
public interface BoundServer extends AutoCloseable {
    /**
     * Who runs where.
     *
     * @return the processors
     */
    Cpus cpus();

    /**
     * Where it is.
     *
     * @return {@code host:port}
     */
    String place();

    /** Forgets all that it holds, so that nobody finds what another has left. */
    void forget();

    /**
     * Who the server is and where it runs.
     *
     * @return such as {@code Redis 7.0.15. Clients run on processor 0, the server on 1.}
     */
    String described();

    @Override
    void close();
}
