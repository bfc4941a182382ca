package dev.aside.cache.testkit.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A conversation with a server that ends in time, whatever the server does: also over a Unix socket, which knows no time-out. */
final class Wire implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final long deadline;
    private final ByteBuffer in = ByteBuffer.allocate(8192).flip();

    private Wire(SocketChannel channel, Selector selector, Duration limit) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.deadline = System.nanoTime() + limit.toNanos();
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0);
    }

    static Wire connect(SocketAddress to, Duration limit) throws IOException {
        SocketChannel channel = to instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        Wire wire = null;
        try {
            wire = new Wire(channel, Selector.open(), limit);
            wire.connect(to);
            return wire;
        } catch (IOException e) {
            channel.close();
            if (wire != null) {
                wire.close();
            }
            throw e;
        }
    }

    private void connect(SocketAddress to) throws IOException {
        if (!channel.connect(to)) {
            while (!channel.finishConnect()) {
                await(SelectionKey.OP_CONNECT);
            }
        }
    }

    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /** Returns the next byte, 0 to 255. */
    int read() throws IOException {
        while (!in.hasRemaining()) {
            in.clear();
            int count = channel.read(in);
            in.flip();
            if (count < 0) {
                throw new EOFException("the server has closed the connection");
            }
            if (count == 0) {
                await(SelectionKey.OP_READ);
            }
        }
        return in.get() & 0xff;
    }

    /** Returns what comes before the next end of a line. */
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = read(); b != '\n'; b = read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private void await(int operation) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("the server does not answer");
        }
        key.interestOps(operation);
        selector.select(millis);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("interrupted while talking to the server");
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
