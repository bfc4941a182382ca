package dev.aside.cache.testkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last lines that a process has written, read by a daemon thread so that the process never waits for a reader. */
final class Output {

    private static final int LINES = 60;
    private static final int LINE_LENGTH = 400;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread reader;

    Output(String name, InputStream from) {
        reader = new Thread(() -> read(from), name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream from) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            // The stream is closed under the reader when the process ends; what it wrote is here.
            add("(the output could not be read further: " + e + ")");
        }
    }

    private void add(String line) {
        lock.lock();
        try {
            if (lines.size() == LINES) {
                lines.removeFirst();
            }
            lines.add(line.length() > LINE_LENGTH ? line.substring(0, LINE_LENGTH) + "..." : line);
        } finally {
            lock.unlock();
        }
    }

    List<String> lines() {
        lock.lock();
        try {
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    /** Waits, for a moment, until a process that has ended has been read to its end. */
    void awaitEnd() {
        try {
            reader.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
