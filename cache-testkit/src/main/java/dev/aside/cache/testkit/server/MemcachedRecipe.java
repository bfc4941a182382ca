package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts a {@code memcached}, which as root needs to be told an ordinary user. */
final class MemcachedRecipe implements Recipe {

    private static final Duration ASK = Duration.ofSeconds(5);

    private final Path program;
    private final List<String> options;
    private final WorkDirectory directory = WorkDirectory.create("memcached");

    MemcachedRecipe(Path program, List<String> options) {
        this.program = program;
        this.options = List.copyOf(options);
    }

    WorkDirectory directory() {
        return directory;
    }

    @Override
    public String name() {
        return "memcached";
    }

    @Override
    public List<String> command(int port) {
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "-l", "127.0.0.1", "-p", Integer.toString(port), "-U", "0"));
        if (SystemUser.isRoot()) {
            command.addAll(List.of(
                    "-u", SystemUser.firstOf("memcache", "memcached", "nobody").name()));
        }
        command.addAll(options);
        return command;
    }

    /** Asks who it is: another process may have the port, for as long as ours has not found out. */
    @Override
    public boolean answers(int port, ServerProcess process) throws IOException {
        return stats(port, ASK).contains("STAT pid " + process.pid());
    }

    static List<String> stats(int port, Duration limit) throws IOException {
        try (Wire wire = Wire.connect(Ports.loopback(port), limit)) {
            wire.send(ByteBuffer.wrap("stats\r\n".getBytes(StandardCharsets.US_ASCII)));
            List<String> lines = new ArrayList<>();
            for (String line = wire.readLine(); !line.equals("END"); line = wire.readLine()) {
                lines.add(line);
            }
            return lines;
        }
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    @Override
    public String quitSignal() {
        return "KILL";
    }
}
