package dev.aside.bench.kit;

import dev.aside.cache.testkit.server.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A connection to a Memcached server by which it is told things behind the clients' backs. Not thread-safe. */
public final class MemcachedTalk implements AutoCloseable {
    private static final String EVICTIONS = "STAT evictions ";

    private final Socket socket;
    private final BufferedReader answers;

    /**
     * Connects.
     *
     * @param server to which server
     */
    public MemcachedTalk(TestServer server) {
        try {
            socket = new Socket(server.host(), server.port());
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Has it forget everything.
     *
     * @throws IllegalStateException if it does not
     */
    public void flush() {
        say("flush_all");
        String answer = heard();
        if (!answer.equals("OK")) {
            throw new IllegalStateException("Memcached does not forget, but answers " + answer);
        }
    }

    /**
     * Has it keep something of others', many times, as far as it has room.
     *
     * @param from the number of the first
     * @param count how many
     * @param size how many bytes each
     */
    public void fill(int from, int count, int size) {
        String value = "x".repeat(size);
        StringBuilder all = new StringBuilder();
        for (int number = from; number < from + count; number++) {
            all.append("set filler:")
                    .append(number)
                    .append(" 0 0 ")
                    .append(size)
                    .append(" noreply\r\n")
                    .append(value)
                    .append("\r\n");
        }
        say(all.append("version").toString());
        String unused = heard();
    }

    /**
     * Asks how many things it has thrown away for want of room.
     *
     * @return how many, since it was started
     */
    public long evictions() {
        say("stats");
        long evictions = 0;
        for (String line = heard(); !line.equals("END"); line = heard()) {
            if (line.startsWith(EVICTIONS)) {
                evictions = Long.parseLong(line.substring(EVICTIONS.length()));
            }
        }
        return evictions;
    }

    /**
     * Asks which it is.
     *
     * @return such as {@code 1.6.18}
     */
    public String version() {
        say("version");
        return heard().replace("VERSION ", "");
    }

    private void say(String line) {
        try {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String heard() {
        try {
            return Objects.requireNonNull(answers.readLine(), "an answer");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
