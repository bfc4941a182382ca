package dev.aside.cache.testkit.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Where clients come in. While it is shut its port is held by a socket that does not listen: the kernel refuses. */
final class Entrance {

    private static final int BACKLOG = 128;

    private final Selector selector;
    private final InetSocketAddress address;
    private @Nullable ServerSocketChannel open;
    private @Nullable SocketChannel shut;

    /** @param at where; null for the usual address and any port that is free */
    Entrance(Selector selector, @Nullable InetSocketAddress at) throws IOException {
        this.selector = selector;
        this.open =
                listen(at == null ? new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0) : at);
        this.address = (InetSocketAddress) open.getLocalAddress();
    }

    private ServerSocketChannel listen(InetSocketAddress at) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(at, BACKLOG);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /** Returns a connection that waits, or null. */
    @Nullable
    SocketChannel accept() throws IOException {
        return open == null ? null : open.accept();
    }

    void shut() throws IOException {
        if (open != null) {
            open.close();
            open = null;
            // The socket is closed when its key is, which a look at the selector does.
            selector.selectNow();
            shut = SocketChannel.open();
            shut.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            shut.bind(address);
        }
    }

    void open() throws IOException {
        if (shut != null) {
            shut.close();
            shut = null;
            open = listen(address);
        }
    }

    void close() throws IOException {
        if (open != null) {
            open.close();
        }
        if (shut != null) {
            shut.close();
        }
    }
}
