package dev.aside.cache.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and a server, on real sockets of this machine, and breaks what passes in the ways in which networks
 * do. It begins with no fault, and every fault can be switched on and off while connections are open.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.start(); FaultProxy proxy = FaultProxy.resp(redis.address())) {
 *     connect(proxy.host(), proxy.port());
 *     proxy.toServer().delay(Duration.ofMillis(80));   // one way is slow
 *     proxy.toClient().blackHole(true);                // requests arrive, replies do not, and nobody notices
 *     proxy.loseReply("EVALSHA", 1);                   // it is done, and nobody knows that
 *     proxy.refuse(true);                              // nobody listens any more
 *     proxy.heal();
 *     assertThat(proxy.requests("GET")).isEqualTo(1);  // what a read really cost
 * }
 * }</pre>
 *
 * <p>What concerns bytes is told to one of the two {@linkplain Lane lanes}, and what concerns messages to the proxy: replies
 * can be lost, eaten and swapped, and requests are counted by their names, where the proxy was opened for a protocol that it
 * knows. A connection that speaks something else, TLS too, passes uncounted.
 *
 * <p>It owns one daemon thread, listens on the loopback address, keeps at most 256 KiB of a lane of a connection waiting (and
 * replies that are swapped), and takes 1024 connections at once: those beyond are reset.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads. What is told to it takes effect before the method returns; {@link
 * IllegalStateException} if it is closed.
 */
public final class FaultProxy implements AutoCloseable {

    private final Loop loop;

    private FaultProxy(@Nullable InetSocketAddress at, InetSocketAddress target, @Nullable Framing framing) {
        try {
            this.loop = new Loop(at, resolved(target), framing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        loop.start();
    }

    /**
     * Opens a proxy that sees bytes and no messages: for every protocol, and for TLS.
     *
     * @param target where connections go
     * @return an open proxy without faults
     * @throws IllegalArgumentException if the target's name is not known
     */
    public static FaultProxy bytes(InetSocketAddress target) {
        return new FaultProxy(null, target, null);
    }

    /**
     * Opens a proxy that sees bytes and no messages, at an address of one's choice: of several that share a port, as servers do that one
     * name stands for, each has an address of its own. On Linux all that begin with 127 are this machine's.
     *
     * @param target where connections go
     * @param at where it listens; port 0 for any that is free
     * @return an open proxy without faults
     * @throws IllegalArgumentException if the target's name is not known
     * @throws UncheckedIOException if it cannot listen there
     */
    public static FaultProxy bytes(InetSocketAddress target, InetSocketAddress at) {
        return new FaultProxy(at, target, null);
    }

    /**
     * Opens a proxy that knows the protocol of Redis, RESP2 and RESP3. It takes each message for the answer to the oldest
     * request that has none, except a push of RESP3: so of a connection that subscribes by RESP2 the answers are not told
     * apart.
     *
     * @param target where connections go
     * @return an open proxy without faults
     * @throws IllegalArgumentException if the target's name is not known
     */
    public static FaultProxy resp(InetSocketAddress target) {
        return new FaultProxy(null, target, new RespFraming());
    }

    /**
     * Opens a proxy that knows the text protocol of Memcached, in which every request has an answer: who asks for none, by {@code
     * noreply}, must not come this way. The names of requests are {@code GET}, {@code CAS} and so on.
     *
     * @param target where connections go
     * @return an open proxy without faults
     * @throws IllegalArgumentException if the target's name is not known
     */
    public static FaultProxy memcached(InetSocketAddress target) {
        return new FaultProxy(null, target, new MemcachedFraming());
    }

    private static InetSocketAddress resolved(InetSocketAddress target) {
        InetSocketAddress resolved =
                target.isUnresolved() ? new InetSocketAddress(target.getHostString(), target.getPort()) : target;
        if (resolved.isUnresolved()) {
            throw new IllegalArgumentException("no address is known of " + target.getHostString());
        }
        return resolved;
    }

    /**
     * Returns where clients connect.
     *
     * @return {@code 127.0.0.1}, unless another was chosen
     */
    public String host() {
        return address().getHostString();
    }

    /**
     * Returns where clients connect.
     *
     * @return the port, the same for the whole life of the proxy
     */
    public int port() {
        return address().getPort();
    }

    /**
     * Returns where clients connect.
     *
     * @return host and port
     */
    public InetSocketAddress address() {
        return loop.address();
    }

    /**
     * Returns the way of requests.
     *
     * @return the lane from clients to the server
     */
    public Lane toServer() {
        return loop.toServer();
    }

    /**
     * Returns the way of replies.
     *
     * @return the lane from the server to clients
     */
    public Lane toClient() {
        return loop.toClient();
    }

    /**
     * Lets new connections go elsewhere, as a name does that now means another node. Open ones stay where they are.
     *
     * @param target where they go
     * @throws IllegalArgumentException if the target's name is not known
     */
    public void to(InetSocketAddress target) {
        InetSocketAddress resolved = resolved(target);
        loop.call(() -> loop.target(resolved));
    }

    /**
     * Refuses new connections, as a machine does on which nobody listens. Open ones stay open.
     *
     * @param on whether they are refused
     */
    public void refuse(boolean on) {
        loop.call(() -> loop.refuse(on));
    }

    /** Ends all open connections in good order. What was on its way is not delivered. */
    public void closeAll() {
        loop.call(loop::closeAll);
    }

    /** Resets all open connections: both ends have an error. */
    public void resetAll() {
        loop.call(loop::resetAll);
    }

    /**
     * Takes a reply away, so that the next one looks like the answer to its request.
     *
     * @param which 1 for the next reply, on whichever connection, and so on
     * @throws IllegalArgumentException if that is not positive
     * @throws IllegalStateException if the proxy sees no messages
     */
    public void eatReply(int which) {
        order("", which, Fate.EAT);
    }

    /**
     * Takes away a reply to a command, so that the next one looks like the answer to its request.
     *
     * @param command the command's name, in whichever case
     * @param which 1 for the next reply to that command, and so on
     * @throws IllegalArgumentException if that is not positive
     * @throws IllegalStateException if the proxy sees no messages
     */
    public void eatReply(String command, int which) {
        order(command, which, Fate.EAT);
    }

    /**
     * Takes away a reply to a command when it arrives, and resets the connection: the command is done, and nobody knows that.
     *
     * @param command the command's name, in whichever case
     * @param which 1 for the next reply to that command, and so on
     * @throws IllegalArgumentException if that is not positive
     * @throws IllegalStateException if the proxy sees no messages
     */
    public void loseReply(String command, int which) {
        order(command, which, Fate.LOSE);
    }

    /**
     * Hands a reply on after the one that follows it on the same connection.
     *
     * @param which 1 for the next reply, on whichever connection, and so on
     * @throws IllegalArgumentException if that is not positive
     * @throws IllegalStateException if the proxy sees no messages
     */
    public void swapReplies(int which) {
        order("", which, Fate.HOLD);
    }

    private void order(String command, int which, Fate fate) {
        if (which < 1) {
            throw new IllegalArgumentException("replies are counted from 1, and not " + which);
        }
        requireMessages();
        loop.call(() -> loop.replies().order(command, which, fate));
    }

    /**
     * Takes away what a server sends without being asked, and nothing else: the pushes of RESP3.
     *
     * @param on whether they are taken away
     * @throws IllegalStateException if the proxy sees no messages
     */
    public void dropPushes(boolean on) {
        requireMessages();
        loop.call(() -> loop.replies().dropPushes(on));
    }

    private void requireMessages() {
        if (!loop.isFramed()) {
            throw new IllegalStateException("a proxy for bytes sees no messages: open it for a protocol");
        }
    }

    /** Switches every fault off, and accepts connections again. What waited goes on; {@link #to} stays as it is. */
    public void heal() {
        loop.call(() -> {
            loop.toServer().heal();
            loop.toClient().heal();
            loop.replies().clear();
            loop.refuse(false);
        });
    }

    /**
     * Returns how many requests clients have sent. A request is counted before it goes on.
     *
     * @return requests of all names; 0 if the proxy sees no messages
     */
    public long requests() {
        return requestsByName().values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Returns how many requests of one name clients have sent.
     *
     * @param command the command's name, in whichever case
     * @return requests of that name
     */
    public long requests(String command) {
        return loop.counts().requests(command);
    }

    /**
     * Waits until clients have sent so many requests of one name, whether they go on or not: until a test's other thread is
     * where the test wants it.
     *
     * @param command the command's name, in whichever case
     * @param atLeast how many, since the counts began
     * @param limit how long to wait
     * @throws IllegalStateException if it takes longer, with the counts in the message, or the waiting thread is interrupted
     */
    public void awaitRequests(String command, long atLeast, Duration limit) {
        try {
            if (!loop.counts().await(command, atLeast, limit)) {
                throw new IllegalStateException("not " + atLeast + " requests of " + command + " within " + limit
                        + ", but these: " + requestsByName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for requests", e);
        }
    }

    /**
     * Returns how many requests clients have sent.
     *
     * @return the counts by name, in capitals and in order
     */
    public Map<String, Long> requestsByName() {
        return loop.counts().requests();
    }

    /**
     * Returns how many replies the server has sent, whatever became of them.
     *
     * @return messages that are no pushes
     */
    public long replies() {
        return loop.counts().replies();
    }

    /**
     * Returns how many pushes the server has sent, whatever became of them.
     *
     * @return messages that nobody has asked for
     */
    public long pushes() {
        return loop.counts().pushes();
    }

    /**
     * Returns how many connections were accepted.
     *
     * @return connections, open or not
     */
    public long connections() {
        return loop.accepted();
    }

    /**
     * Returns how many connections are open.
     *
     * @return connections that have not ended
     */
    public int openConnections() {
        return loop.live();
    }

    /** Begins all counts of messages and bytes anew. */
    public void forgetCounts() {
        loop.call(() -> {
            loop.counts().forget();
            loop.toServer().forget();
            loop.toClient().forget();
        });
    }

    /** Resets all connections, and listens no more. Has no effect the second time. */
    @Override
    public void close() {
        loop.close();
    }
}
