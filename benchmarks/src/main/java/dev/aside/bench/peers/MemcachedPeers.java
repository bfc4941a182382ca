package dev.aside.bench.peers;

import com.spotify.folsom.ConnectFuture;
import com.spotify.folsom.MemcacheClient;
import com.spotify.folsom.MemcacheClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.rubyeye.xmemcached.XMemcachedClientBuilder;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedClient;

/**
 * The clients of Memcached, each as its own documentation would have it and otherwise by its defaults: one connection. Strings are stored
 * as strings, and alike by all. They live as long as their JVM, and nobody closes them.
 *
 * @param host where the server is
 * @param port where the server is
 */
public record MemcachedPeers(String host, int port) {
    /** Longer than any pause of a busy machine: a wait that ends too early would look fast. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * The peers of a server.
     *
     * @param place {@code host:port}
     * @return its peers
     */
    public static MemcachedPeers at(String place) {
        int colon = place.lastIndexOf(':');
        return new MemcachedPeers(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
    }

    /**
     * Where the server is.
     *
     * @return {@code host:port}
     */
    public String place() {
        return host + ":" + port;
    }

    /**
     * spymemcached by the text protocol, with consistent hashing and calls that fail where a server is down.
     *
     * @return the client
     */
    public MemcachedClient spymemcached() {
        try {
            return new MemcachedClient(
                    new ConnectionFactoryBuilder()
                            .setLocatorType(ConnectionFactoryBuilder.Locator.CONSISTENT)
                            .setFailureMode(FailureMode.Cancel)
                            .setOpTimeout(PATIENCE.toMillis())
                            .setDaemon(true)
                            .build(),
                    List.of(new InetSocketAddress(host, port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * spymemcached by all of its defaults, the time it waits among them.
     *
     * @return the client
     */
    public MemcachedClient plainSpymemcached() {
        try {
            return new MemcachedClient(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * XMemcached.
     *
     * @return the client
     */
    public net.rubyeye.xmemcached.MemcachedClient xmemcached() {
        net.rubyeye.xmemcached.MemcachedClient client = plainXmemcached();
        client.setOpTimeout(PATIENCE.toMillis());
        return client;
    }

    /**
     * XMemcached by all of its defaults, the time it waits among them.
     *
     * @return the client
     */
    public net.rubyeye.xmemcached.MemcachedClient plainXmemcached() {
        try {
            return new XMemcachedClientBuilder(List.of(new InetSocketAddress(host, port))).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Folsom.
     *
     * @return the client, once it is connected
     */
    public MemcacheClient<String> folsom() {
        MemcacheClient<String> client =
                MemcacheClientBuilder.newStringClient().withAddress(host, port).connectAscii();
        ConnectFuture.connectFuture(client)
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return client;
    }
}
