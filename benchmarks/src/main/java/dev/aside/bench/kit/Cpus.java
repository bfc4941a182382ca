package dev.aside.bench.kit;

import dev.aside.cache.testkit.server.TestServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * On which processors clients and servers run. A round trip between two processes costs several times as much between processors as on
 * one, and the system moves processes at its will: so a server gets the last processor for itself, and its clients get the others.
 *
 * @param clients the clients' processors; none if nobody is bound to any
 * @param server the server's
 */
public record Cpus(List<Integer> clients, int server) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int ATTEMPTS = 20;
    private static final String ALLOWED = "Cpus_allowed_list:";

    /**
     * Divides the processors that this process may run on. Where there is only one, or no {@code taskset}, nobody is bound.
     *
     * @return who runs where
     */
    public static Cpus divided() {
        List<Integer> allowed = hasTaskset() ? allowed() : List.of();
        int clients = Math.max(0, allowed.size() - 1);
        return new Cpus(allowed.subList(0, clients), clients == 0 ? -1 : allowed.get(clients));
    }

    /**
     * Divides the processors as {@link #divided()} does, and binds the server if it was started here.
     *
     * @param server a server that runs
     * @return who runs where
     */
    static Cpus dividedWith(TestServer server) {
        Cpus cpus = divided();
        if (server.isStartedHere()) {
            cpus.bindServer(server.pid());
        }
        return cpus;
    }

    /**
     * Says where clients and a server run.
     *
     * @param server the server
     * @return a sentence
     */
    String where(TestServer server) {
        return server.isStartedHere() ? toString() : "It was not started here.";
    }

    private static boolean hasTaskset() {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
    }

    private static List<Integer> allowed() {
        if (!Files.isReadable(STATUS)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(ALLOWED))
                    .flatMap(line -> parse(line.substring(ALLOWED.length()).strip()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Such as {@code 0,2-3}. */
    static Stream<Integer> parse(String list) {
        return Stream.of(list.split(",", -1)).flatMap(range -> {
            String[] ends = range.split("-", -1);
            return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                    .boxed();
        });
    }

    /**
     * What starts a client on its processors.
     *
     * @return a program and its switches, or nothing
     */
    public List<String> launcher() {
        return clients.isEmpty() ? List.of() : List.of("taskset", "-c", listed());
    }

    /**
     * Binds a server that runs.
     *
     * @param pid its process
     * @throws IllegalStateException if it cannot be bound
     */
    public void bindServer(long pid) {
        if (!clients.isEmpty()) {
            bind(Integer.toString(server), pid);
        }
    }

    /**
     * Binds the process that calls, all of its threads. A JVM compiles for many seconds, and on one processor that would be measured: so a
     * client may begin on all of them, and be bound once it is warm.
     *
     * @param processors as {@link #listed()} has them; nothing if it is not to be bound
     * @throws IllegalStateException if it cannot be bound
     */
    public static void bindThisProcess(String processors) {
        if (!processors.isEmpty()) {
            bind(processors, ProcessHandle.current().pid());
        }
    }

    /** Of many threads one may end while they are bound, and then it is said that they are not: so it is tried again. */
    private static void bind(String processors, long pid) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (isBound(processors, pid)) {
                return;
            }
        }
        throw new IllegalStateException("Process " + pid + " could not be bound to processor " + processors);
    }

    private static boolean isBound(String processors, long pid) {
        try {
            Process taskset = new ProcessBuilder("taskset", "-acp", processors, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return taskset.waitFor() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a process was bound to a processor", e);
        }
    }

    /**
     * The clients' processors.
     *
     * @return such as {@code 0,1}; empty if nobody is bound
     */
    public String listed() {
        return clients.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return clients.isEmpty()
                ? "Clients and server run on whichever processors the system gives them."
                : "Clients run on processor " + listed() + ", the server on " + server + ".";
    }
}
