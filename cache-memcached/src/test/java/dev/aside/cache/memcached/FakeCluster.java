package dev.aside.cache.memcached;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A configuration endpoint that answers what a test wants it to, and says nothing before it is told what. */
final class FakeCluster implements AutoCloseable {

    private final ServerSocket door;
    private final CountDownLatch isTold = new CountDownLatch(1);
    private volatile String answer = "";

    FakeCluster() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "fake cluster");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    static String list(long version, List<String> addresses) {
        return version + "\n"
                + addresses.stream()
                        .map(address -> address.replace(":", "|127.0.0.1|"))
                        .collect(Collectors.joining(" "))
                + "\n";
    }

    void lists(long version, List<String> addresses) {
        says(list(version, addresses));
    }

    /** Answers as servers of ElastiCache do. */
    void says(String payload) {
        saysAll("CONFIG cluster 0 " + payload.length() + "\r\n" + payload + "\r\nEND\r\n");
    }

    /** Answers with these very bytes, and ends the connection. */
    void saysAll(String all) {
        answer = all;
        isTold.countDown();
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket socket = door.accept()) {
                answer(socket);
            } catch (IOException e) {
                // whoever has left, or the end
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        if ("config get cluster".equals(in.readLine()) && isTold()) {
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private boolean isTold() {
        try {
            return isTold.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        isTold.countDown();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
