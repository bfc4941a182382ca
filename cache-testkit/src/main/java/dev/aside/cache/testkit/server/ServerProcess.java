package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** One process of a server, known by its id alone. */
final class ServerProcess {

    private final String name;
    private final Process process;
    private final Output output;

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.output = new Output(name, process.getInputStream());
    }

    static ServerProcess start(String name, List<String> command, Path directory) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        // Messages in one language: the launcher looks for "Address already in use".
        environment.put("LC_ALL", "C");
        // Whoever runs the tests may have settings and certificates for PostgreSQL.
        environment.put("HOME", directory.toString());
        environment.keySet().removeIf(variable -> variable.startsWith("PG"));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new ServerProcess(name, process);
        } catch (IOException e) {
            throw new TestServerException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Runs something that ends by itself, and in good order. */
    static void run(String name, List<String> command, Path directory, Duration limit) {
        ServerProcess running = start(name, command, directory);
        if (!running.awaitEnd(limit)) {
            String report = running.report();
            running.kill();
            throw new TestServerException(name + " does not end within " + limit + report);
        }
        if (running.process.exitValue() != 0) {
            throw new TestServerException(name + " has failed" + running.report());
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the process has ended, at most so long; returns whether it has. */
    boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestServerException("interrupted while waiting for " + name, e);
        }
    }

    /** Signals the process and those that it has started; the process first, so that it starts no others. */
    void signalAll(String signal) {
        List<ProcessHandle> before = descendants().toList();
        signal(signal);
        long[] children = Stream.concat(before.stream(), descendants())
                .mapToLong(ProcessHandle::pid)
                .distinct()
                .toArray();
        if (children.length > 0) {
            signal(signal, children);
        }
    }

    /** Returns whether it and those that it has started do nothing any more, as after STOP. */
    boolean hasStopped() {
        return LongStream.concat(LongStream.of(pid()), descendants().mapToLong(ProcessHandle::pid))
                .allMatch(Threads::haveStopped);
    }

    void signal(String signal) {
        signal(signal, process.pid());
    }

    /** Ends the process and those that it has started, at once, and waits until it has ended. */
    void kill() {
        List<ProcessHandle> all = descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        if (!awaitEnd(Duration.ofSeconds(10))) {
            throw new TestServerException(name + " (process " + process.pid() + ") does not end");
        }
    }

    private Stream<ProcessHandle> descendants() {
        return process.descendants();
    }

    private void signal(String signal, long... pids) {
        String all = LongStream.of(pids).mapToObj(Long::toString).collect(Collectors.joining(" "));
        try {
            // The shell's own kill: there is no other way to send a signal that is neither TERM nor KILL.
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + all)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(10, TimeUnit.SECONDS)) {
                throw new TestServerException("signal " + signal + " could not be sent to " + name);
            }
        } catch (IOException e) {
            throw new TestServerException("signal " + signal + " could not be sent to " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestServerException("interrupted while sending signal " + signal + " to " + name, e);
        }
    }

    List<String> output() {
        if (!process.isAlive()) {
            output.awaitEnd();
        }
        return output.lines();
    }

    /** What a failure's message ends with. */
    String report() {
        String state = process.isAlive() ? "runs" : "has ended with status " + process.exitValue();
        List<String> lines = output();
        return "\n" + name + " (process " + pid() + ") " + state
                + (lines.isEmpty() ? " and wrote nothing" : " and wrote:\n  " + String.join("\n  ", lines));
    }
}
