package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that answers reads with whatever a test wants. */
@Timeout(60)
final class HostileIT {

    private static final SlotKey KEY = TestNode.key("k");
    private static final String OTHERS = text(
            SlotFormat.encode(TestNode.key("other"), new Slot.Value(1, Long.MAX_VALUE, 0, TestNode.entry("secret"))));

    private final ServerSocket door = open();
    private final TestNode node = new TestNode(MemcachedBackend.of("127.0.0.1:" + door.getLocalPort()));
    private volatile String answer = "END\r\n";

    private ServerSocket open() {
        try {
            ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> serve(socket), "hostile server");
            thread.setDaemon(true);
            thread.start();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        node.close();
        door.close();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void serve(ServerSocket from) {
        while (!from.isClosed()) {
            try (Socket socket = from.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    socket.getOutputStream().write(answer(line).getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                // whoever has left, or the end
            }
        }
    }

    private String answer(String line) {
        return line.startsWith("version") ? "VERSION 1\r\n" : line.startsWith("get") ? answer : "END\r\n";
    }

    private static String value(String name, String flags, String length, String data) {
        return "VALUE " + name + " " + flags + " " + length + "\r\n" + data + "\r\nEND\r\n";
    }

    /** Nothing that it says is anybody's value, and when it says what it should it is used again. */
    private void isNobodys(String said) {
        answer = said;
        for (int i = 0; i < 3; i++) {
            StepReply reply =
                    node.execute(TestNode.PATIENCE, TestNode.read(KEY)).get(0);
            assertThat(reply instanceof StepReply.Failed || ((StepReply.Seen) reply).slot() == null)
                    .as(reply::toString)
                    .isTrue();
        }
        answer = "END\r\n";
        RealTime.await("used", TestNode.PATIENCE, () -> node.execute(TestNode.read(KEY)) instanceof StepReply.Seen);
    }

    /** Row 114: the entry of another. */
    @Test
    void aValueOfAnotherKey() {
        node.connected();
        isNobodys(value("test:ek", "0", Integer.toString(OTHERS.length()), OTHERS));
        isNobodys(value("test:eother", "0", Integer.toString(OTHERS.length()), OTHERS));
    }

    /** Row 114: more, or less, than it says, up to four gigabytes. */
    @Test
    void lengthsThatLie() {
        node.connected();
        for (String length : new String[] {"4294967296", "2147483647", "1000000000", "-1", "x"}) {
            isNobodys(value("test:ek", "0", length, "short"));
        }
        isNobodys(value("test:ek", "0", "3", "longer than it says"));
    }

    /** Row 114: what a client with the default transcoder would make an object of. */
    @Test
    void flagsThatAskForAnObject() {
        node.connected();
        for (String flags : new String[] {"1", "3", "4294967295", "x"}) {
            isNobodys(value("test:ek", flags, "5", "\u00ac\u00ed\u0000\u0005s"));
        }
    }

    /** Row 114: what it began to say it does not end. */
    @Test
    void anAnswerWithoutAnEnd() {
        node.connected();
        answer = "VALUE test:ek 0 5\r\nhello\r\n";
        assertThat(node.execute(Duration.ofMillis(100), TestNode.read(KEY)).get(0))
                .isInstanceOf(StepReply.Failed.class);
    }

    /** Row 114: nothing that is said in this protocol. */
    @Test
    void noise() {
        node.connected();
        isNobodys("\u0000\u0001\u0002\r\n");
        isNobodys("VALUE\r\n");
        isNobodys("x".repeat(5_000));
    }
}
