package dev.aside.samples.demo.fleet;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of a node, as its parent sees it. */
final class NodeProcess {
    private static final int LOG_LINES = 12;

    private final NodeSettings settings;
    private final Process process;
    private final OutputStream orders;
    private final BufferedReader output;

    private NodeProcess(NodeSettings settings, Process process) {
        this.settings = settings;
        this.process = process;
        this.orders = process.getOutputStream();
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a node with the class path of this process, and gives it its settings. Returns before it is ready. */
    static NodeProcess start(NodeSettings settings) throws IOException {
        Process process = new ProcessBuilder(command())
                .redirectError(settings.log().toFile())
                .start();
        NodeProcess node = new NodeProcess(settings, process);
        DataOutputStream out = new DataOutputStream(node.orders);
        settings.write(out);
        out.flush();
        return node;
    }

    private static List<String> command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // Many small processes on few cores, for a minute: the second compiler would take more time than it
                // gives.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NodeMain.class.getName());
    }

    /** Waits until the node has read the trace and reached the servers, and holds its clock against this one. */
    void awaitReady() throws IOException {
        long before = System.nanoTime();
        String line = output.readLine();
        if (line == null || !line.startsWith(NodeMain.READY)) {
            throw died();
        }
        long theirs = Long.parseLong(line.substring(NodeMain.READY.length()));
        // A node that was ready long ago has said so; none can be ready in the future.
        if (theirs - System.nanoTime() > 0 || before - theirs > TimeUnit.MINUTES.toNanos(5)) {
            throw new IOException("the processes of this machine have no common clock, so nothing can be judged");
        }
    }

    /** Lets the node begin. */
    void go() throws IOException {
        orders.write(1);
        orders.flush();
    }

    NodeSettings settings() {
        return settings;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the node at once, as a crash does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Stands the node still. Its connections stay open. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets a frozen node go on. */
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    /** Waits for the end of a node that has done its share, and returns what failed there, a kind and a count a line. */
    List<String> awaitEnd() throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(NodeMain.FAILED)) {
                failures.add(line.substring(NodeMain.FAILED.length()));
            }
        }
        if (process.waitFor() != 0) {
            throw died();
        }
        return failures;
    }

    private IOException died() throws IOException {
        List<String> log = Files.readAllLines(settings.log());
        String last = log.stream()
                .skip(Math.max(0, log.size() - LOG_LINES))
                .collect(Collectors.joining(System.lineSeparator()));
        return new IOException(
                "node " + (settings.node() + 1) + " ended before its time" + System.lineSeparator() + last);
    }
}
