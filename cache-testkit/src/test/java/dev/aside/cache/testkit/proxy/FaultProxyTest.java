package dev.aside.cache.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What befalls bytes. */
@Timeout(60)
final class FaultProxyTest {

    private static final Duration LONG = Duration.ofMillis(150);

    private final LineServer server = LineServer.echo();
    private final FaultProxy proxy = FaultProxy.bytes(server.address());

    @SuppressWarnings("NullAway.Init")
    private LineClient client;

    @BeforeEach
    void connect() throws IOException {
        client = new LineClient(proxy.address());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
        server.close();
    }

    @Test
    void withoutAFaultEverythingPassesAndIsCounted() throws IOException {
        assertThat(client.ask("hello\n")).isEqualTo("hello\n");
        String large = "x".repeat(3_000_000) + "\n";
        assertThat(client.ask(large)).isEqualTo(large);
        assertThat(proxy.toServer().bytes()).isEqualTo(6 + 3_000_001);
        assertThat(proxy.toClient().bytes()).isEqualTo(6 + 3_000_001);
        assertThat(proxy.connections()).isEqualTo(1);
        assertThat(proxy.openConnections()).isEqualTo(1);
        proxy.forgetCounts();
        assertThat(proxy.toServer().bytes()).isZero();
        assertThat(proxy.host()).isEqualTo("127.0.0.1");
    }

    @Test
    void itListensWhereItIsTold() throws IOException {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (FaultProxy first = FaultProxy.bytes(server.address(), here);
                LineClient its = new LineClient(first.address())) {
            assertThat(its.ask("hello\n")).isEqualTo("hello\n");
            InetSocketAddress same = first.address();
            assertThatThrownBy(() -> FaultProxy.bytes(server.address(), same)).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void aDelayIsOfItsLaneAloneAndKeepsTheOrder() throws IOException {
        proxy.toServer().delay(LONG);
        long began = System.nanoTime();
        client.send("a\n");
        client.send("b\n");
        assertThat(client.read(4)).isEqualTo("a\nb\n");
        // Together and not one after the other: what is sent at once arrives at once.
        assertThat(System.nanoTime() - began)
                .isBetween(LONG.toNanos(), LONG.multipliedBy(2).toNanos() + 2_000_000_000);
        proxy.toServer().delay(Duration.ZERO);
        assertThat(client.ask("c\n")).isEqualTo("c\n");
    }

    @Test
    void aThrottledLaneTakesItsTime() throws IOException {
        proxy.toClient().throttle(1000);
        long began = System.nanoTime();
        assertThat(client.ask("x".repeat(299) + "\n")).hasSize(300);
        // All but the last of its slices, of a twentieth of a second each, are waited for.
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
        proxy.toClient().throttle(0);
        assertThat(client.ask("y\n")).isEqualTo("y\n");
    }

    @Test
    void whatFallsIntoABlackHoleWaitsUntilItIsHealed() throws IOException {
        proxy.toServer().blackHole(true);
        client.send("lost?\n");
        client.patience(100);
        assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketTimeoutException.class);
        assertThat(server.lines()).isEmpty();
        client.patience(10_000);
        proxy.heal();
        assertThat(client.read(6)).isEqualTo("lost?\n");
    }

    @Test
    void inTheOtherWayTheServerHasHeardIt() throws IOException {
        proxy.toClient().blackHole(true);
        client.send("a\n");
        client.patience(100);
        assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketTimeoutException.class);
        assertThat(server.lines()).containsExactly("a");
        try (LineClient other = new LineClient(proxy.address())) {
            other.patience(100);
            other.send("b\n");
            assertThatThrownBy(() -> other.read(1)).isInstanceOf(SocketTimeoutException.class);
        }
        proxy.toClient().blackHole(false);
        client.patience(10_000);
        assertThat(client.read(2)).isEqualTo("a\n");
    }

    @Test
    void aConnectionIsCutInTheMiddleOfAReplyOnce() throws IOException {
        assertThat(client.ask("before\n")).isEqualTo("before\n");
        proxy.toClient().cutAfter(4);
        client.send("in the middle\n");
        assertThat(client.read(4)).isEqualTo("in t");
        assertThatThrownBy(() -> client.read(1))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        try (LineClient next = new LineClient(proxy.address())) {
            assertThat(next.ask("again\n")).isEqualTo("again\n");
        }
    }

    @Test
    void aCutBeforeTheFirstByteLosesAllOfIt() throws IOException {
        proxy.toServer().cutAfter(0);
        client.send("never\n");
        assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketException.class);
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void oneBitOfOneByteIsChanged() throws IOException {
        proxy.toClient().corruptByte(3);
        assertThat(client.ask("a\n")).isEqualTo("a\n");
        assertThat(client.ask("abc\n")).isEqualTo("`bc\n");
        assertThat(client.ask("abc\n")).isEqualTo("abc\n");
    }

    @Test
    void aResetIsAnErrorAtTheClient() throws IOException {
        assertThat(client.ask("a\n")).isEqualTo("a\n");
        proxy.resetAll();
        assertThatThrownBy(() -> client.read(1))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        try (LineClient next = new LineClient(proxy.address())) {
            assertThat(next.ask("b\n")).isEqualTo("b\n");
        }
    }

    @Test
    void aCloseIsAnEndAtTheClient() throws IOException {
        assertThat(client.ask("a\n")).isEqualTo("a\n");
        proxy.closeAll();
        assertThat(client.read(1)).isEmpty();
    }

    @Test
    void ofAHalfClosedConnectionTheOtherHalfIsOpen() throws Exception {
        assertThat(client.ask("a\n")).isEqualTo("a\n");
        proxy.toClient().halfClose();
        assertThat(client.read(1)).isEmpty();
        client.send("still heard\n");
        client.endOutput();
        assertThat(server.endSeen().await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(server.lines()).containsExactly("a", "still heard");
    }

    @Test
    void aClientThatEndsItsHalfStillReadsTheAnswer() throws Exception {
        proxy.toClient().delay(LONG);
        client.send("a\n");
        client.endOutput();
        assertThat(server.endSeen().await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(client.read(3)).isEqualTo("a\n");
    }

    @Test
    void newConnectionsAreRefusedAndOpenOnesAreNot() throws IOException {
        proxy.refuse(true);
        proxy.refuse(true);
        assertThatThrownBy(() -> new LineClient(proxy.address())).isInstanceOf(ConnectException.class);
        assertThat(client.ask("a\n")).isEqualTo("a\n");
        proxy.refuse(false);
        try (LineClient next = new LineClient(proxy.address())) {
            assertThat(next.ask("b\n")).isEqualTo("b\n");
        }
    }

    @Test
    void whoHasJustConnectedIsConcernedToo() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (LineClient next = new LineClient(proxy.address())) {
                proxy.toClient().halfClose();
                assertThat(next.read(1)).isEmpty();
            }
            try (LineClient next = new LineClient(proxy.address())) {
                proxy.closeAll();
                assertThat(next.read(1)).isEmpty();
            }
            try (LineClient next = new LineClient(proxy.address())) {
                proxy.resetAll();
                assertThatThrownBy(() -> next.read(1)).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void aNameMayMeanAnotherServer() throws IOException {
        try (LineServer other = LineServer.answering(line -> "other\n")) {
            proxy.to(other.address());
            assertThat(client.ask("a\n")).isEqualTo("a\n");
            try (LineClient next = new LineClient(proxy.address())) {
                next.send("b\n");
                assertThat(next.read(6)).isEqualTo("other\n");
            }
        }
    }

    @Test
    void whereNobodyListensTheConnectionIsReset() throws IOException {
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            proxy.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), unused.getLocalPort()));
        }
        // Before or after connect returns, as it happens.
        assertThatThrownBy(() -> new LineClient(proxy.address()).read(1)).isInstanceOf(SocketException.class);
    }

    @Test
    void whatTheServerResetsIsResetAtTheClient() throws IOException {
        assertThat(client.ask("a\n")).isEqualTo("a\n");
        server.close();
        assertThatThrownBy(() -> {
                    client.send("b\n");
                    if (client.read(1).isEmpty()) {
                        throw new SocketException("ended");
                    }
                })
                .isInstanceOf(SocketException.class);
    }

    @Test
    void wrongNumbersAndNamesAreRefused() {
        assertThatThrownBy(() -> proxy.toServer().delay(Duration.ofMillis(-1)))
                .hasMessage("a delay is zero or more, not PT-0.001S");
        assertThatThrownBy(() -> proxy.toServer().throttle(-1)).hasMessage("bytes a second are zero or more, not -1");
        assertThatThrownBy(() -> proxy.toServer().cutAfter(-1)).hasMessage("bytes are zero or more, not -1");
        assertThatThrownBy(() -> proxy.toServer().corruptByte(0)).hasMessage("bytes are counted from 1, and not 0");
        assertThatThrownBy(() -> proxy.to(InetSocketAddress.createUnresolved("nowhere.invalid", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no address is known of nowhere.invalid");
        assertThatThrownBy(() -> proxy.eatReply(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sees no messages");
        assertThatThrownBy(() -> proxy.dropPushes(true)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void oneThatIsClosedListensNoMoreAndIsToldNothing() {
        proxy.close();
        proxy.close();
        assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> new LineClient(proxy.address())).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> proxy.refuse(true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the proxy is closed");
    }
}
