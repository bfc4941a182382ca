package dev.aside.cache.testkit.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends lines and reads bytes, each for a bounded time. */
final class LineClient implements AutoCloseable {

    private final Socket socket = new Socket();

    LineClient(InetSocketAddress to) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        socket.connect(to, 10_000);
    }

    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads so many bytes, or less if the connection is ended before. */
    String read(int count) throws IOException {
        return new String(in().readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    String ask(String text) throws IOException {
        send(text);
        return read(text.length());
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
