package dev.aside.samples.demo.fleet;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one Redis server says it has executed, since this was opened, over its restarts: a server that starts again counts from
 * zero. What it did between the last look and its end is lost. Not safe for many threads.
 */
final class RedisCounts implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final Pattern ERRORS = Pattern.compile("errorstat_([A-Z]+):count=(\\d+)");
    private static final Pattern CALLS = Pattern.compile("cmdstat_([a-z|_]+):calls=(\\d+)(?:.*?failed_calls=(\\d+))?");

    private final Servers.RedisPlace place;
    private final RedisClient client;
    private final Map<String, Long> before = new HashMap<>();
    private Map<String, Long> now = Map.of();
    private @Nullable StatefulRedisConnection<String, String> connection;

    RedisCounts(Servers.RedisPlace place) {
        this.place = place;
        this.client = RedisClient.create(RedisURI.builder()
                .withHost(place.address().getHostString())
                .withPort(place.address().getPort())
                .withTimeout(ANSWER)
                .build());
        client.setOptions(ClientOptions.builder().autoReconnect(false).build());
        look();
        now.forEach((command, calls) -> before.merge(command, -calls, Long::sum));
    }

    /** Asks the server. One that does not answer is asked the next time. */
    void look() {
        try {
            RedisCommands<String, String> commands = connected().sync();
            Map<String, Long> seen = parse(commands.info("commandstats") + commands.info("errorstats"));
            if (seen.getOrDefault("info", 0L) < now.getOrDefault("info", 0L)) {
                now.forEach((command, calls) -> before.merge(command, calls, Long::sum));
            }
            now = seen;
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

    String name() {
        return place.name();
    }

    boolean isReader() {
        return place.isReader();
    }

    /** Returns the writes that clients have sent to a server that follows another, which refuses them. */
    long strayWrites() {
        return scripts() + calls("READONLY");
    }

    /** Returns how often a command was executed, by clients or by scripts. */
    long calls(String command) {
        return before.getOrDefault(command, 0L) + now.getOrDefault(command, 0L);
    }

    /** Returns the reads that clients sent. Every script but that of a fill, which alone asks for GETRANGE, does one GET too. */
    long reads() {
        return Math.max(0, calls("get") - (scripts() - calls("getrange")));
    }

    /** Returns the scripts run: fences, ends of writes, fills, leases. */
    long scripts() {
        return calls("evalsha");
    }

    /** Returns the leases taken without a script, by {@code SET NX GET}, and what scripts and the master have set. */
    long sets() {
        return calls("set");
    }

    @Override
    public void close() {
        disconnect();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
