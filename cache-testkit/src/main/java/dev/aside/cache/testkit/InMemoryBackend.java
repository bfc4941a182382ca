package dev.aside.cache.testkit;

import dev.aside.cache.Consistency;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * One node's way to an {@link InMemoryServer}, with all that can go wrong on it at the test's command. Several backends
 * attached to one server are the nodes of a fleet: each has its own connection, its own feed and its own faults.
 *
 * <p>It takes bytes, as a real far store does, and keeps the modes that its server does. Unless a fault says otherwise a
 * batch is executed and answered on the caller's thread, and a push is delivered on the thread that made the change. Where
 * several faults are on, the first of these decides: unavailable, fail, hang, lost replies, delay, the node's {@linkplain
 * #faults() script}, the server's.
 *
 * <p>The feed, if the server has one, pushes a slot once to each node that read it, entry or token, since the last push,
 * never to the node that changed it; a read registers only while somebody is subscribed. A longer life and a claimed refresh
 * are not pushed.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public final class InMemoryBackend implements CacheBackend {

    private final InMemoryServer server;
    private final FaultScript faults;
    private final NodeState node;
    private final List<InMemoryStore> stores = new CopyOnWriteArrayList<>();
    private final LongConsumer serverIsAnother = this::serverIsAnother;
    private final AtomicBoolean isAnother = new AtomicBoolean();

    /** The life of the server that came back with what it had before, of which the node has not been told; or zero. */
    private final AtomicLong restored = new AtomicLong();

    private volatile boolean closed;

    /** Creates a node with a server of its own, like Redis. */
    public InMemoryBackend() {
        this(new InMemoryServer());
    }

    /**
     * Creates a node of a fleet.
     *
     * @param server the server that the fleet shares
     */
    public InMemoryBackend(InMemoryServer server) {
        this.server = server;
        this.faults = new FaultScript(server.slots(), this::cutFeed);
        this.node = new NodeState(server.slots(), new Link(List.of(faults::take, server.faults()::take)));
        server.slots().attach(serverIsAnother);
        Born.note(this);
    }

    @Override
    public String name() {
        return server.slots().kind().backendName();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the lag or the memory is negative
     */
    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        if (spec.lag().isNegative() || spec.memory().isNegative()) {
            throw new IllegalArgumentException(
                    "lag and memory are zero or more, not " + spec.lag() + " and " + spec.memory());
        }
        InMemoryStore store = new InMemoryStore(node, spec, runtime, this::forget);
        stores.add(store);
        server.slots().attach(store);
        return store;
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.BYTES;
    }

    @Override
    public Set<Consistency.Mode> modes() {
        return server.slots().kind().modes();
    }

    /** Closes every store that is still open and leaves the server, which goes on. Idempotent. */
    @Override
    public void close() {
        stores.forEach(InMemoryStore::close);
        server.slots().detach(serverIsAnother);
        closed = true;
    }

    /**
     * Returns the server.
     *
     * @return the server, which other nodes may share
     */
    public InMemoryServer server() {
        return server;
    }

    /**
     * Returns the script of what goes wrong with this node's batches.
     *
     * @return always the same script, which begins empty
     */
    public FaultScript faults() {
        return faults;
    }

    /**
     * Refuses the next batches: they are answered at once and nothing of them is done.
     *
     * @param batches how many; zero for none
     */
    public void fail(int batches) {
        node.link().refuse(batches);
    }

    /**
     * Cuts the node off, or lets it back: batches are refused at once, and the feed is lost until the server can be reached
     * again.
     *
     * @param on whether the server cannot be reached
     */
    public void unavailable(boolean on) {
        server.slots().alone(() -> {
            node.link().unavailable(on);
            if (on) {
                node.nextEpoch();
                stores.forEach(store -> store.pushes().lost());
                stores.forEach(store -> store.reaches(false));
            } else {
                tellOfAnother();
                stores.forEach(store -> store.reaches(true));
                stores.forEach(store -> store.pushes().reconnected());
            }
        });
    }

    /**
     * Makes the server accept batches and answer none, so that each ends as unknown at its time-out; or wakes it up, and then
     * it first does all it was sent, in order, however late. The feed is not touched.
     *
     * @param on whether the server hangs
     */
    public void hang(boolean on) {
        node.link().hang(on);
    }

    /**
     * Loses the answers to the next batches: they are executed, and end as unknown at their time-out.
     *
     * @param batches how many; zero for none
     */
    public void loseReplies(int batches) {
        node.link().loseReplies(batches);
    }

    /**
     * Makes every batch take a while: it is executed and answered when the time has passed, or ends as unknown at its
     * time-out and is executed later.
     *
     * @param by how long; zero for not at all
     */
    public void delay(Duration by) {
        node.link().delay(by);
    }

    /**
     * Holds back what the feed says, proofs included, as a connection does that is half open; or lets it all arrive.
     *
     * @param on whether the feed is silent
     */
    public void pauseFeed(boolean on) {
        node.link().pausePushes(on);
        if (!on) {
            stores.forEach(store -> store.pushes().deliver());
        }
    }

    /**
     * Loses what the feed says, proofs included; or notices it, and then the feed is lost and begins again. While pushes are
     * being lost nobody knows, but for the proofs that do not come.
     *
     * @param on whether pushes get lost
     */
    public void losePushes(boolean on) {
        node.link().losePushes(on);
        if (!on) {
            stores.forEach(store -> store.pushes().reconnected());
        }
    }

    /** Breaks the connection, which comes back at once: the epoch moves, and the feed is lost and begins again. */
    public void dropConnection() {
        node.nextEpoch();
        stores.forEach(store -> store.pushes().reconnected());
    }

    /**
     * The server has begun another life. A node that cannot reach it does not notice until it can.
     *
     * @param life names the life if the server has come back with what it had before, else zero
     */
    private void serverIsAnother(long life) {
        if (life != 0) {
            restored.set(life);
        }
        isAnother.set(true);
        if (!node.link().isUnavailable()) {
            tellOfAnother();
        }
        dropConnection();
    }

    /** Before anything of the new life is heard. */
    private void tellOfAnother() {
        if (isAnother.getAndSet(false)) {
            long life = restored.getAndSet(0);
            stores.forEach(store -> store.tellOfAnother(life));
        }
    }

    /** Loses the feed, which begins again at once; the connection that carries batches stays. */
    void cutFeed() {
        stores.forEach(store -> store.pushes().reconnected());
    }

    /**
     * Returns how many batches the node has sent, answered or not: its round trips.
     *
     * @return the count since the node was made
     */
    public long batches() {
        return node.batches();
    }

    /**
     * Returns how many steps of one kind the node has sent, answered or not.
     *
     * @param kind the kind, such as {@code SlotStep.Read.class}
     * @return the count since the node was made
     */
    public long steps(Class<? extends SlotStep> kind) {
        return node.steps(kind);
    }

    void onAnswered(NodeState.Answered listener) {
        node.onAnswered(listener);
    }

    List<String> cacheNames() {
        return stores.stream().map(InMemoryStore::cacheName).toList();
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns how many batches were sent to a server that still hangs. */
    int held() {
        return node.link().held();
    }

    private void forget(InMemoryStore store) {
        stores.remove(store);
        server.slots().detach(store);
    }
}
