package dev.aside.bench.kit;

import dev.aside.cache.testkit.server.MemcachedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The Memcached of a run, on a processor of its own where it was started here.
 *
 * @param server the server
 * @param cpus who runs where
 */
public record BoundMemcached(MemcachedServer server, Cpus cpus) implements BoundServer {
    /**
     * Starts it, or takes the one that {@code -Daside.memcached=host:port} gives.
     *
     * @return a server that serves, and holds nothing if it was started here
     */
    public static BoundMemcached start() {
        MemcachedServer server = MemcachedServer.start();
        return new BoundMemcached(server, Cpus.dividedWith(server));
    }

    @Override
    public String place() {
        return server.host() + ":" + server.port();
    }

    @Override
    public void forget() {
        String answer = ask("flush_all");
        if (!answer.equals("OK")) {
            throw new IllegalStateException("Memcached does not forget: " + answer);
        }
    }

    @Override
    public String described() {
        return "Memcached " + ask("version").replace("VERSION ", "") + ". " + cpus.where(server);
    }

    private String ask(String command) {
        try (Socket socket = new Socket(server.host(), server.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Objects.requireNonNull(answers.readLine(), "an answer");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
