package dev.aside.cache.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The one thread of a proxy: everything that moves or ends is done by it, one thing after the other. */
final class Loop implements Runnable {

    private static final int MOST_LINKS = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Selector selector;
    private final Entrance entrance;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer scratch = ByteBuffer.allocate(64 * 1024);
    private final AtomicLong accepted = new AtomicLong();
    private final Thread thread;

    private final @Nullable Framing framing;
    private final Lane toServer = new Lane(this::call, () -> halfClose(true));
    private final Lane toClient = new Lane(this::call, () -> halfClose(false));
    private final Counts counts = new Counts();
    private final ReplyFaults replies = new ReplyFaults();

    private final List<Link> links = new ArrayList<>();
    private InetSocketAddress target;
    private volatile int live;
    private volatile boolean closing;

    Loop(@Nullable InetSocketAddress at, InetSocketAddress target, @Nullable Framing framing) throws IOException {
        this.target = target;
        this.framing = framing;
        this.selector = Selector.open();
        try {
            this.entrance = new Entrance(selector, at);
        } catch (IOException e) {
            selector.close();
            throw e;
        }
        this.thread = new Thread(this, "fault-proxy-" + entrance.address().getPort());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                turn();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end();
        }
    }

    private void turn() throws IOException {
        runTasks();
        long now = System.nanoTime();
        links.forEach(link -> link.turn(now));
        links.removeIf(Link::isClosed);
        live = links.size();
        select(nanosUntilDue(now));
        for (SelectionKey key : selector.selectedKeys()) {
            if (!key.isValid()) {
                continue;
            }
            if (key.attachment() instanceof Link link) {
                link.ready(key, scratch, System.nanoTime());
            } else {
                acceptAll();
            }
        }
        selector.selectedKeys().clear();
    }

    private long nanosUntilDue(long now) {
        long soonest = Long.MAX_VALUE;
        for (Link link : links) {
            soonest = Math.min(soonest, link.nanosUntilDue(now));
        }
        return soonest;
    }

    private void select(long nanos) throws IOException {
        if (!tasks.isEmpty() || nanos == 0) {
            selector.selectNow();
        } else if (nanos == Long.MAX_VALUE) {
            selector.select();
        } else {
            // Rounded up, so as not to come too early and turn in vain.
            selector.select(nanos / 1_000_000 + 1);
        }
    }

    private void acceptAll() throws IOException {
        for (SocketChannel client = entrance.accept(); client != null; client = entrance.accept()) {
            accept(client);
        }
    }

    private void accept(SocketChannel client) throws IOException {
        accepted.incrementAndGet();
        SocketChannel server = SocketChannel.open();
        try {
            for (SocketChannel channel : List.of(client, server)) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            Link link = link(client, server);
            links.add(link);
            live = links.size();
            if (links.size() > MOST_LINKS) {
                link.reset();
            } else {
                link.connect(target);
            }
        } catch (IOException e) {
            // The client has gone already.
            client.close();
            server.close();
        }
    }

    private Link link(SocketChannel client, SocketChannel server) throws IOException {
        if (framing == null) {
            return link(client, server, Filter.ALL, Filter.ALL);
        }
        Queue<String> open = new ArrayDeque<>();
        return link(
                client,
                server,
                new RequestFilter(framing.requests(), counts, open),
                new ReplyFilter(framing.replies(), counts, open, replies));
    }

    private Link link(SocketChannel client, SocketChannel server, Filter requests, Filter replies) throws IOException {
        Flow up = new Flow(client, server, toServer, requests);
        Flow down = new Flow(server, client, toClient, replies);
        return new Link(client, server, up, down, selector);
    }

    /** Has the proxy's thread do something, and waits until it is done. */
    void call(Runnable task) {
        if (closing) {
            throw new IllegalStateException("the proxy is closed");
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        tasks.add(() -> run(task, done));
        selector.wakeup();
        if (!thread.isAlive()) {
            runTasks();
        }
        try {
            done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the proxy was told something", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the proxy cannot do that", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the proxy does not come to it within " + PATIENCE, e);
        }
    }

    private void run(Runnable task, CompletableFuture<Void> done) {
        try {
            if (closing) {
                throw new IllegalStateException("it is closed");
            }
            // Whoever was connected before this was told is among those whom it concerns.
            acceptAll();
            task.run();
            // Sockets are really closed when the selector has looked at their keys.
            selector.selectNow();
            done.complete(null);
        } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void end() {
        closing = true;
        links.forEach(Link::reset);
        try {
            entrance.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            runTasks();
        }
    }

    /** Ends the thread and with it all connections. */
    void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // Only for the proxy's thread.

    void target(InetSocketAddress to) {
        this.target = to;
    }

    void refuse(boolean on) {
        try {
            if (on) {
                entrance.shut();
            } else {
                entrance.open();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void closeAll() {
        links.forEach(Link::close);
    }

    void resetAll() {
        links.forEach(Link::reset);
    }

    void halfClose(boolean up) {
        links.forEach(link -> link.halfClose(up));
    }

    // For every thread.

    InetSocketAddress address() {
        return entrance.address();
    }

    Lane toServer() {
        return toServer;
    }

    Lane toClient() {
        return toClient;
    }

    Counts counts() {
        return counts;
    }

    ReplyFaults replies() {
        return replies;
    }

    boolean isFramed() {
        return framing != null;
    }

    long accepted() {
        return accepted.get();
    }

    int live() {
        return live;
    }

    Selector selector() {
        return selector;
    }
}
