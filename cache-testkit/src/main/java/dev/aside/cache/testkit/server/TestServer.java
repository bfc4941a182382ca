package dev.aside.cache.testkit.server;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real server for tests: a process that was started here, or the address of one that somebody else has started.
 *
 * <p>What controls the process ({@link #pause}, {@link #resume}, {@link #kill}, {@link #stop}, {@link #startAgain}) throws
 * {@link IllegalStateException} if the process is not running, or runs already, and {@link TestServerException} for a server
 * that was not started here. All of it waits until it is done, for a bounded time.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public abstract class TestServer implements AutoCloseable {

    private final String name;
    private final @Nullable LocalServer local;
    private final String host;
    private final int port;

    TestServer(String name, LocalServer local) {
        this.name = name;
        this.local = local;
        this.host = "127.0.0.1";
        this.port = local.port();
    }

    TestServer(String name, InetSocketAddress given) {
        this.name = name;
        this.local = null;
        this.host = given.getHostString();
        this.port = given.getPort();
    }

    /**
     * Returns where it listens.
     *
     * @return a name or an address; {@code 127.0.0.1} if it was started here
     */
    public final String host() {
        return host;
    }

    /**
     * Returns where it listens. It is the same for the whole life of this object, however often the server starts again.
     *
     * @return the port
     */
    public final int port() {
        return port;
    }

    /**
     * Returns where it listens.
     *
     * @return host and port, resolved
     */
    public final InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    /**
     * Returns whether the process was started here, and can be controlled.
     *
     * @return false if its address was given by a system property
     */
    public final boolean isStartedHere() {
        return local != null;
    }

    /**
     * Returns the process.
     *
     * @return its id
     */
    public final long pid() {
        return local().running().pid();
    }

    /**
     * Returns the last lines that the present process, or the last one, wrote to its output and error streams, for the
     * message of a failure.
     *
     * @return at most 60 lines; none for a server that was not started here
     */
    public final List<String> output() {
        return local == null ? List.of() : local.output();
    }

    /** Freezes the server: its sockets stay open, connections are accepted by the kernel, and nothing is answered. */
    public final void pause() {
        local().pause();
    }

    /** Lets a frozen server go on. Has no effect on one that runs. */
    public final void resume() {
        local().resume();
    }

    /** Ends the server at once, as a crash does. */
    public final void kill() {
        local().kill();
    }

    /** Ends the server in good order, as an administrator does. It keeps what its configuration makes it keep. */
    public final void stop() {
        local().stop();
    }

    /**
     * Starts the server again, after {@link #kill} or {@link #stop}, at the same port and with the same configuration, and
     * waits until it serves. It has what the last process has kept.
     */
    public final void startAgain() {
        local().startAgain(() -> {});
    }

    /** Kills the server and starts it again. */
    public final void restart() {
        kill();
        startAgain();
    }

    /** Ends the server, whatever its state, and removes its files. A server that was not started here is left alone. */
    @Override
    public void close() {
        if (local != null) {
            local.close();
        }
    }

    /** Returns its name and where it listens. */
    @Override
    public final String toString() {
        return name + " at " + host + ":" + port;
    }

    final LocalServer local() {
        if (local == null) {
            throw new TestServerException(this + " was not started here and cannot be controlled");
        }
        return local;
    }

    final String report() {
        return local == null ? "" : local.report();
    }
}
