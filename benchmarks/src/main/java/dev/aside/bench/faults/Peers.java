package dev.aside.bench.faults;

import dev.aside.bench.kit.Table;
import dev.aside.cache.testkit.server.TestServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a read by the clients themselves comes to, by their defaults, once a server that has answered is killed or stands still.
 *
 * @param note what is known of it
 * @param server starts a server
 * @param clients the clients
 */
public record Peers(String note, Supplier<? extends TestServer> server, List<Client> clients) {
    private static final int LONGEST_SECONDS = 5;
    private static final String KEY = "key";

    /** Reads a key. */
    public interface Get {
        /**
         * Reads it.
         *
         * @param key the key
         * @return its value, or null if there is none
         * @throws Exception whatever the client throws
         */
        @Nullable
        Object get(String key) throws Exception;
    }

    /**
     * One client.
     *
     * @param label what people call it
     * @param open opens it to a server
     */
    public record Client(String label, Function<TestServer, Get> open) {}

    /** What is said of them; measured for a record. */
    String told(boolean look) {
        return look ? note : note + " Here a read was given " + LONGEST_SECONDS + " s:\n\n" + measured();
    }

    private Table measured() {
        Table table = new Table(List.of("client", "a read after kill", "a read while frozen"));
        for (Client client : clients) {
            table.row(List.of(client.label, read(client, TestServer::kill), read(client, TestServer::pause)));
        }
        return table;
    }

    private String read(Client client, Consumer<TestServer> fault) {
        try (TestServer started = server.get()) {
            Get reads = client.open.apply(started);
            CompletableFuture<String> before = new CompletableFuture<>();
            read(reads, before);
            fault.accept(started);
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

    private static void read(Get reads, CompletableFuture<String> read) {
        try {
            Object unused = reads.get(KEY);
            read.complete("an answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            read.complete("an interruption");
        } catch (Exception e) {
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
