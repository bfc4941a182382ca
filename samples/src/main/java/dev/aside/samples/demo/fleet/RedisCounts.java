package dev.aside.samples.demo.fleet;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one Redis server says it has executed, over its restarts. */
final class RedisCounts implements ServerCounts {
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final Pattern ERRORS = Pattern.compile("errorstat_([A-Z]+):count=(\\d+)");
    private static final Pattern CALLS = Pattern.compile("cmdstat_([a-z|_]+):calls=(\\d+)(?:.*?failed_calls=(\\d+))?");

    private final CacheServer server;
    private final boolean isReader;
    private final RedisClient client;
    private final Tally tally = new Tally();
    private @Nullable StatefulRedisConnection<String, String> connection;

    RedisCounts(CacheServer server, boolean isReader) {
        this.server = server;
        this.isReader = isReader;
        this.client = RedisClient.create(RedisURI.builder()
                .withHost(server.address().getHostString())
                .withPort(server.address().getPort())
                .withTimeout(ANSWER)
                .build());
        client.setOptions(ClientOptions.builder().autoReconnect(false).build());
        look();
        tally.begin();
    }

    @Override
    public void look() {
        try {
            RedisCommands<String, String> commands = connected().sync();
            Map<String, Long> seen = parse(commands.info("commandstats") + commands.info("errorstats"));
            tally.see(seen, seen.getOrDefault("info", 0L) < tally.last("info"));
        } catch (RedisException e) {
            disconnect();
        }
    }

    private StatefulRedisConnection<String, String> connected() {
        StatefulRedisConnection<String, String> open = connection;
        if (open == null || !open.isOpen()) {
            disconnect();
            open = client.connect();
            connection = open;
        }
        return open;
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /** Reads what INFO says of commands, which are calls without those that failed, and of errors. */
    static Map<String, Long> parse(String info) {
        Map<String, Long> calls = new HashMap<>();
        Matcher line = CALLS.matcher(info);
        while (line.find()) {
            long failed = line.group(3) == null ? 0 : Long.parseLong(line.group(3));
            calls.put(line.group(1), Long.parseLong(line.group(2)) - failed);
        }
        Matcher error = ERRORS.matcher(info);
        while (error.find()) {
            calls.put(error.group(1), Long.parseLong(error.group(2)));
        }
        return calls;
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public boolean isReader() {
        return isReader;
    }

    @Override
    public long strayWrites() {
        return scripts() + tally.of("READONLY");
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("far reads", farReads());
        figures.put("scripts", scripts());
        figures.put("sets", sets());
        return figures;
    }

    /** The reads that clients sent. Every script but that of a fill, which alone asks for GETRANGE, does one GET too. */
    private long farReads() {
        return Math.max(0, tally.of("get") - (scripts() - tally.of("getrange")));
    }

    /** The scripts run: fences, ends of writes, fills, leases. */
    private long scripts() {
        return tally.of("evalsha");
    }

    /** The leases taken without a script, by {@code SET NX GET}, and what scripts and the master have set. */
    private long sets() {
        return tally.of("set");
    }

    @Override
    public void close() {
        disconnect();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
