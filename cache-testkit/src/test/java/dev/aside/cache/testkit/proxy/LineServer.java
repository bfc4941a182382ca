package dev.aside.cache.testkit.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A server in this JVM that answers each line. It counts the lines and knows how its connections have ended. */
final class LineServer implements AutoCloseable {

    private final ServerSocket listener;
    private final Function<String, String> answers;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch endSeen = new CountDownLatch(1);

    private LineServer(Function<String, String> answers) {
        this.answers = answers;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** Answers a line with the line. */
    static LineServer echo() {
        return new LineServer(line -> line + "\n");
    }

    static LineServer answering(Function<String, String> answers) {
        return new LineServer(answers);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "line-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: there are no more.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                socket.getOutputStream().write(answers.apply(line).getBytes(StandardCharsets.ISO_8859_1));
            }
            endSeen.countDown();
        } catch (IOException e) {
            // Reset: the client's end of the story is what tests look at.
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Opened when a connection was ended in good order by the other side. */
    CountDownLatch endSeen() {
        return endSeen;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : List.copyOf(sockets)) {
            socket.close();
        }
    }
}
