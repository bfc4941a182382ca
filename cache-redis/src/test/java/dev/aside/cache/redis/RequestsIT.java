package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What calls cost, counted on the wire: the table in {@code docs/redis.md}. */
@Timeout(60)
final class RequestsIT {

    /** So long that no copy is dropped on a busy machine because its proof is late. */
    private static final Consistency NEAR = Consistency.bounded(Duration.ofSeconds(30));

    private static final List<String> CALLS = List.of(
            "`get` of what nobody has",
            "again",
            "`invalidate`",
            "`get` after it",
            "`put`",
            "`get` of what is there",
            "again",
            "`getAll` of 500 keys that nobody has",
            "again");

    private static final int MANY = 500;
    private static final List<Integer> KEYS =
            IntStream.range(MANY, 2 * MANY).boxed().toList();

    private final RedisServer server = RedisServer.start();
    private final FaultProxy proxy = FaultProxy.resp(server.address());
    private final Aside aside = Aside.builder()
            .backend(RedisBackend.of("redis://" + proxy.host() + ":" + proxy.port()))
            .build();

    @AfterEach
    void close() {
        aside.close();
        proxy.close();
        server.close();
    }

    @Test
    void whatCallsSendIsWhatThePageSays() throws IOException {
        List<List<String>> columns = List.of(
                cost("far", Consistency.STRICT, List.of()),
                cost("near", NEAR, List.of()),
                cost("tagged", Consistency.STRICT, List.of("all")));
        String page = Files.readString(Path.of(System.getProperty("project.root"), "docs", "redis.md"));
        for (int row = 0; row < CALLS.size(); row++) {
            int index = row;
            List<String> cells =
                    columns.stream().map(column -> column.get(index)).toList();
            assertThat(page.lines()).contains("| " + CALLS.get(row) + " | " + String.join(" | ", cells) + " |");
        }
    }

    /** Returns what each of the calls sends. */
    private List<String> cost(String name, Consistency consistency, List<String> tags) {
        Cache<Integer, String> cache = cache(name, consistency, tags);
        String filled = consistency.equals(NEAR) ? "GETRANGE" : "EVALSHA";
        return List.of(
                sends(filled, 1, () -> cache.get(1)),
                again(consistency, () -> cache.get(1)),
                sends("EVALSHA", 1, () -> cache.invalidate(1)),
                sends(filled, consistency.equals(NEAR) ? 1 : 2, () -> cache.get(1)),
                sends("EVALSHA", 2, () -> cache.put(1, "new tea")),
                sends("GET", 2, () -> cache.get(1)),
                again(consistency, () -> cache.get(1)),
                tags.isEmpty()
                        ? sends(filled, MANY, () -> cache.getAll(KEYS))
                        : upTo(3 * MANY + 2, sends(filled, MANY, () -> cache.getAll(KEYS))),
                again(consistency, () -> cache.getAll(KEYS)));
    }

    /** Returns the same with the most reads that there may be: those of a tag's token that come together are one. */
    private static String upTo(int most, String sent) {
        Matcher reads = Pattern.compile("`GET` (\\d+)").matcher(sent);
        assertThat(reads.find()).isTrue();
        assertThat(Integer.parseInt(reads.group(1))).isBetween(MANY + 2, most);
        return reads.replaceFirst("`GET` up to " + most);
    }

    /** A cache that has read what is read once in its life, and listens if it has a near tier. */
    private Cache<Integer, String> cache(String name, Consistency consistency, List<String> tags) {
        var builder = aside.cache(name, Integer.class, String.class)
                .load(key -> "tea " + key)
                .consistency(consistency)
                .expireAfterWrite(Duration.ofMinutes(10))
                .operationTimeout(Duration.ofSeconds(10));
        Cache<Integer, String> cache = tags.isEmpty()
                ? builder.build()
                : builder.tags((key, value) -> tags).build();
        AtomicInteger key = new AtomicInteger(-1);
        RealTime.await("used", TestNode.PATIENCE, () -> {
            String first = cache.get(key.get());
            String second = cache.get(key.getAndDecrement());
            assertThat(second).isEqualTo(first);
            return consistency.equals(NEAR)
                    ? cache.stats().nearHits() > 0
                    : cache.stats().farHits() > 0;
        });
        String unused =
                sends(consistency.equals(NEAR) ? "GETRANGE" : "EVALSHA", 1, () -> cache.get(0)); // the last to be sent
        return cache;
    }

    /** Returns what a call sends, until its last command has come by so many times: a fill is not waited for. */
    private String sends(String last, int times, Runnable call) {
        proxy.forgetCounts();
        call.run();
        proxy.awaitRequests(last, times, TestNode.PATIENCE);
        Map<String, Long> counts = new TreeMap<>(proxy.requestsByName());
        counts.keySet().removeAll(List.of("TIME", "INFO", "STRLEN", "GETEX"));
        return counts.isEmpty()
                ? "nothing"
                : counts.entrySet().stream()
                        .map(count -> "`" + count.getKey() + "` " + count.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** Returns what a call sends once what was filled in has been read back, where there is a near tier to put it in. */
    private String again(Consistency consistency, Runnable call) {
        String unused = sends("GET", 0, call);
        if (consistency.equals(NEAR)) {
            RealTime.await(
                    "near", TestNode.PATIENCE, () -> sends("GET", 0, call).equals("nothing"));
        }
        return sends("GET", 0, call);
    }

    /** No answer is given until all is sent. */
    @Test
    void manyKeysAreReadInOneTrip() {
        Cache<Integer, String> cache = cache("many", Consistency.STRICT, List.of());
        cache.getAll(KEYS);
        proxy.forgetCounts();
        proxy.toClient().blackHole(true);
        CompletableFuture<Map<Integer, String>> values = cache.async().getAll(KEYS);
        proxy.awaitRequests("GET", MANY + 1, TestNode.PATIENCE);
        proxy.heal();
        assertThat(values.join()).hasSize(MANY);
    }
}
