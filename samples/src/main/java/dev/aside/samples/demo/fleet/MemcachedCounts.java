package dev.aside.samples.demo.fleet;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one Memcached server says it has executed, over its restarts and whatever is behind its name. */
final class MemcachedCounts implements ServerCounts {
    private static final int ANSWER_MS = (int) Duration.ofSeconds(1).toMillis();
    private static final Pattern STAT = Pattern.compile("STAT ([a-z_]+) (\\d+)");
    private static final String PROCESS = "pid";

    private final CacheServer server;
    private final Tally tally = new Tally();

    MemcachedCounts(CacheServer server) {
        this.server = server;
        look();
        tally.begin();
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public boolean isReader() {
        return false;
    }

    /** Asks by a connection of its own each time: another server may be behind the name since. */
    @Override
    public void look() {
        try (Socket socket = new Socket()) {
            socket.connect(server.address(), ANSWER_MS);
            socket.setSoTimeout(ANSWER_MS);
            socket.getOutputStream().write("stats\r\n".getBytes(StandardCharsets.US_ASCII));
            Map<String, Long> seen =
                    read(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)));
            tally.see(seen, seen.getOrDefault(PROCESS, 0L) != tally.last(PROCESS));
        } catch (IOException e) {
            // Asked again the next time.
        }
    }

    /** Reads what a server answers to {@code stats}: those of its counts that are numbers. */
    static Map<String, Long> read(BufferedReader answer) throws IOException {
        Map<String, Long> counts = new HashMap<>();
        for (String line = answer.readLine(); !"END".equals(line); line = answer.readLine()) {
            if (line == null) {
                throw new EOFException("the answer has no end");
            }
            Matcher stat = STAT.matcher(line);
            if (stat.matches()) {
                counts.put(stat.group(1), Long.parseLong(stat.group(2)));
            }
        }
        return counts;
    }

    /** Every step begins with a read of its slots, those of changes too. All that is stored is stored by one command. */
    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("slots read", tally.of("cmd_get"));
        figures.put("stores", tally.of("cmd_set"));
        figures.put("lost to others", tally.of("cas_badval"));
        figures.put("forgotten for room", tally.of("evictions"));
        return figures;
    }

    @Override
    public void close() {
        // Nothing is kept open.
    }
}
