package dev.aside.cache.testkit.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection through the proxy: a client's, and the one to the server that was opened for it. */
final class Link {

    private final SocketChannel client;
    private final SocketChannel server;
    private final Flow up;
    private final Flow down;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private boolean closed;

    /**
     * @param client accepted, not blocking
     * @param server about to connect, not blocking
     * @param up from the client to the server
     * @param down from the server to the client
     */
    Link(SocketChannel client, SocketChannel server, Flow up, Flow down, Selector selector) throws IOException {
        this.client = client;
        this.server = server;
        this.up = up;
        this.down = down;
        this.clientKey = client.register(selector, 0, this);
        this.serverKey = server.register(selector, SelectionKey.OP_CONNECT, this);
    }

    void connect(InetSocketAddress target) {
        try {
            server.connect(target);
        } catch (IOException e) {
            reset();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Does what a key is ready for. */
    void ready(SelectionKey key, ByteBuffer scratch, long now) {
        try {
            if (key.isConnectable()) {
                server.finishConnect();
            } else if (key.isReadable()) {
                Flow flow = key.equals(clientKey) ? up : down;
                if (!flow.read(scratch, now)) {
                    reset();
                }
            }
        } catch (IOException e) {
            // One end is broken: so is the other.
            reset();
        }
    }

    /** Sends what is due, and says what is waited for. */
    void turn(long now) {
        if (closed) {
            return;
        }
        try {
            if (!server.isConnected()) {
                return;
            }
            if (!up.write(now) || !down.write(now)) {
                reset();
            } else if (up.hasEnded() && down.hasEnded()) {
                close();
            } else {
                clientKey.interestOps(interest(up.wantsToRead(), down.wantsToWrite()));
                serverKey.interestOps(interest(down.wantsToRead(), up.wantsToWrite()));
            }
        } catch (IOException e) {
            reset();
        }
    }

    private static int interest(boolean read, boolean write) {
        return (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
    }

    long nanosUntilDue(long now) {
        return closed || !server.isConnected()
                ? Long.MAX_VALUE
                : Math.min(up.nanosUntilDue(now), down.nanosUntilDue(now));
    }

    void halfClose(boolean toServer) {
        try {
            Flow flow = toServer ? up : down;
            if (closed) {
                return;
            }
            if (server.isConnected()) {
                flow.endOutput();
            } else {
                flow.endInput();
            }
        } catch (IOException e) {
            reset();
        }
    }

    /** Ends both connections so that either end has an error. */
    void reset() {
        linger(client);
        linger(server);
        close();
    }

    private static void linger(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // It is broken already.
        }
    }

    void close() {
        closed = true;
        close(client);
        close(server);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }
}
