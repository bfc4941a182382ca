package dev.aside.bench.redisfaults;

import dev.aside.bench.kit.Table;
import dev.aside.bench.peers.RedisPeers;
import dev.aside.cache.testkit.server.RedisServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/** What a read by the clients themselves comes to, by their defaults, once a server that has answered is killed or stands still. */
final class Peers {
    private static final int LONGEST_SECONDS = 5;
    private static final String NOTE =
            "The clients themselves, by their defaults: Lettuce waits 60 s, Redisson 20 s, Jedis 4 s, on every call.";
    private static final String KEY = "key";

    private enum Client {
        LETTUCE("Lettuce"),
        JEDIS("Jedis"),
        REDISSON("Redisson");

        private final String label;

        Client(String label) {
            this.label = label;
        }

        Function<String, @Nullable String> open(RedisPeers server) {
            return switch (this) {
                case LETTUCE -> server.lettuce().sync()::get;
                case JEDIS -> server.jedis()::get;
                case REDISSON -> {
                    RedissonClient client = server.redisson();
                    yield key -> client.<String>getBucket(key).get();
                }
            };
        }
    }

    private Peers() {}

    /** What is said of them; measured for a record. */
    static String told(boolean look) {
        return look ? NOTE : NOTE + " Here a read was given " + LONGEST_SECONDS + " s:\n\n" + measured();
    }

    private static Table measured() {
        Table table = new Table(List.of("client", "a read after kill", "a read while frozen"));
        for (Client client : Client.values()) {
            table.row(List.of(client.label, read(client, RedisServer::kill), read(client, RedisServer::pause)));
        }
        return table;
    }

    private static String read(Client client, Consumer<RedisServer> fault) {
        try (RedisServer server = RedisServer.builder().config("timeout", "0").start()) {
            Function<String, @Nullable String> reads = client.open(new RedisPeers(server.host(), server.port()));
            String unused = reads.apply(KEY);
            fault.accept(server);
            long began = System.nanoTime();
            CompletableFuture<String> read = new CompletableFuture<>();
            Thread reader = new Thread(() -> read(reads, read), client.label);
            reader.setDaemon(true);
            reader.start();
            String came = came(read);
            return came.isEmpty()
                    ? "none within " + LONGEST_SECONDS + " s"
                    : came + " after " + Times.millis(System.nanoTime() - began) + " ms";
        }
    }

    private static void read(Function<String, @Nullable String> reads, CompletableFuture<String> read) {
        try {
            String unused = reads.apply(KEY);
            read.complete("an answer");
        } catch (RuntimeException e) {
            read.complete(e.getClass().getSimpleName());
        }
    }

    /** What came of a read, or an empty text if that is not known yet. */
    private static String came(CompletableFuture<String> read) {
        try {
            return read.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "";
        } catch (ExecutionException e) {
            throw new IllegalStateException("A reader of a peer has not caught what the peer threw", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a peer was waited for", e);
        }
    }
}
