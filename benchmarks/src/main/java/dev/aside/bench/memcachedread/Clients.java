package dev.aside.bench.memcachedread;

import com.spotify.folsom.MemcacheClient;
import com.spotify.folsom.MemcacheStatus;
import dev.aside.bench.farread.AsideClient;
import dev.aside.bench.farread.Client;
import dev.aside.bench.farread.Reads;
import dev.aside.bench.farread.Source;
import dev.aside.bench.kit.Child;
import dev.aside.bench.kit.Keys;
import dev.aside.bench.peers.MemcachedPeers;
import dev.aside.cache.memcached.MemcachedBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import net.rubyeye.xmemcached.exception.MemcachedException;
import net.spy.memcached.MemcachedClient;
import org.jspecify.annotations.Nullable;

/** Opens a subject and lets it store every key in its own way. It lives as long as its JVM: nobody closes it. */
final class Clients {
    static final Child CHILD = new Child(Clients.class, Reads.JVM);

    private static final int EXPIRY_SECONDS = 3_600;

    private Clients() {}

    /**
     * One subject's reads, as {@link Reads#serve} makes them.
     *
     * @param args the subject's name, where the server is, how old the JVM may be when it is warm, and by which processors it is measured
     */
    public static void main(String[] args) {
        Subject subject = Subject.valueOf(args[0]);
        MemcachedPeers server = MemcachedPeers.at(args[1]);
        Reads.serve(
                subject.calls(),
                (keys, source) -> open(subject, server, keys, source),
                Long.parseLong(args[2]),
                args[3]);
    }

    static Client open(Subject subject, MemcachedPeers server, Keys keys, Source source) {
        return switch (subject) {
            case ASIDE -> AsideClient.open(MemcachedBackend.of(server.place()), keys, source);
            case SPYMEMCACHED -> spymemcached(server, keys);
            case XMEMCACHED -> xmemcached(server, keys);
            case FOLSOM -> folsom(server, keys);
        };
    }

    private static Client spymemcached(MemcachedPeers server, Keys keys) {
        MemcachedClient client = server.spymemcached();
        keys.all()
                .forEach(key ->
                        require(Objects.equals(come(client.set(key, EXPIRY_SECONDS, Source.value(key))), true)));
        return new Client(
                key -> (String) client.get(key),
                many -> {
                    List<Future<?>> sent = new ArrayList<>(many.size());
                    for (String key : many) {
                        sent.add(client.asyncGet(key));
                    }
                    return sent.stream()
                            .mapToInt(answer -> come(answer) == null ? 0 : 1)
                            .sum();
                },
                many -> client.getBulk(many).size());
    }

    private static Client xmemcached(MemcachedPeers server, Keys keys) {
        net.rubyeye.xmemcached.MemcachedClient client = server.xmemcached();
        keys.all().forEach(key -> require(asked(() -> client.set(key, EXPIRY_SECONDS, Source.value(key)))));
        return new Client(key -> asked(() -> client.<String>get(key)), Client.NONE, many -> {
            Map<String, String> found = asked(() -> client.<String>get(many));
            return found.size();
        });
    }

    private static Client folsom(MemcachedPeers server, Keys keys) {
        MemcacheClient<String> client = server.folsom();
        keys.all()
                .forEach(key -> require(client.set(key, Source.value(key), EXPIRY_SECONDS)
                                .toCompletableFuture()
                                .join()
                        == MemcacheStatus.OK));
        return new Client(
                key -> client.get(key).toCompletableFuture().join(),
                many -> {
                    List<CompletableFuture<@Nullable String>> sent = new ArrayList<>(many.size());
                    for (String key : many) {
                        sent.add(client.get(key).toCompletableFuture());
                    }
                    int found = 0;
                    for (CompletableFuture<@Nullable String> one : sent) {
                        found += one.join() == null ? 0 : 1;
                    }
                    return found;
                },
                many -> found(client.get(many).toCompletableFuture().join()));
    }

    /** However the client says what may be null. */
    private static int found(List<?> values) {
        return (int) values.stream().filter(Objects::nonNull).count();
    }

    private static void require(boolean stored) {
        if (!stored) {
            throw new IllegalStateException("A key was not stored");
        }
    }

    private static @Nullable Object come(Future<?> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("An answer is a failure", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** A call of XMemcached's. */
    private interface Asking<T> {
        T ask() throws InterruptedException, MemcachedException, TimeoutException;
    }

    private static <T> T asked(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (MemcachedException | TimeoutException e) {
            throw new IllegalStateException("An answer is a failure", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while an answer was waited for", e);
    }
}
