package dev.aside.cache.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What befalls messages: of inline commands here, the replies to which say which they answer. */
@Timeout(60)
final class FaultProxyRespTest {

    private static final String PUSH = ">2\r\n+invalidate\r\n*1\r\n$1\r\nk\r\n";

    private final LineServer server = LineServer.answering(FaultProxyRespTest::answer);
    private final FaultProxy proxy = FaultProxy.resp(server.address());

    @SuppressWarnings("NullAway.Init")
    private LineClient client;

    private static String answer(String request) {
        if (request.startsWith("PUSH")) {
            return PUSH + "+PUSHED\r\n" + PUSH;
        }
        return "$" + request.length() + "\r\n" + request + "\r\n";
    }

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
    void requestsAreCountedByName() throws IOException {
        asked("GET a", "get b", "SET c");
        assertThat(proxy.requests()).isEqualTo(3);
        assertThat(proxy.requests("get")).isEqualTo(2);
        assertThat(proxy.requests("DEL")).isZero();
        assertThat(proxy.requestsByName()).isEqualTo(Map.of("GET", 2L, "SET", 1L));
        assertThat(proxy.replies()).isEqualTo(3);
        proxy.forgetCounts();
        assertThat(proxy.requests()).isZero();
        assertThat(proxy.replies()).isZero();
    }

    @Test
    void aReplyThatIsEatenIsNotMissedUntilTheLast() throws IOException {
        proxy.eatReply(2);
        client.send("GET a\r\nGET b\r\nGET c\r\n");
        expect("GET a", "GET c");
        asked("GET d");
    }

    @Test
    void aReplyIsEatenByTheNameOfItsRequest() throws IOException {
        proxy.eatReply("set", 2);
        client.send("SET a\r\nGET b\r\nSET c\r\nSET d\r\n");
        expect("SET a", "GET b", "SET d");
    }

    @Test
    void aReplyThatIsLostIsAResetAfterTheServerHasDoneIt() throws IOException {
        proxy.loseReply("SET", 1);
        asked("GET a");
        client.send("SET b\r\n");
        assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketException.class);
        assertThat(server.lines()).containsExactly("GET a", "SET b");
        try (LineClient next = new LineClient(proxy.address())) {
            next.send("SET c\r\n");
            assertThat(next.read(11)).isEqualTo(answer("SET c"));
        }
    }

    @Test
    void twoRepliesAreSwapped() throws IOException {
        proxy.swapReplies(2);
        client.send("GET a\r\nGET b\r\nGET c\r\nGET d\r\n");
        expect("GET a", "GET c", "GET b", "GET d");
    }

    @Test
    void pushesPassAndAreNoReplies() throws IOException {
        client.send("PUSH\r\n");
        assertThat(client.read(2 * PUSH.length() + 9)).isEqualTo(PUSH + "+PUSHED\r\n" + PUSH);
        assertThat(proxy.replies()).isEqualTo(1);
        assertThat(proxy.pushes()).isEqualTo(2);
    }

    @Test
    void pushesAloneAreDropped() throws IOException {
        proxy.dropPushes(true);
        client.send("PUSH\r\nGET a\r\n");
        assertThat(client.read(9)).isEqualTo("+PUSHED\r\n");
        expect("GET a");
        assertThat(proxy.pushes()).isEqualTo(2);
        proxy.dropPushes(false);
        client.send("PUSH\r\n");
        assertThat(client.read(PUSH.length())).isEqualTo(PUSH);
    }

    @Test
    void aPushBetweenSwappedRepliesKeepsItsPlace() throws IOException {
        proxy.swapReplies(1);
        client.send("GET a\r\nPUSH\r\n");
        assertThat(client.read(PUSH.length() + 9)).isEqualTo(PUSH + "+PUSHED\r\n");
        expect("GET a");
        assertThat(client.read(PUSH.length())).isEqualTo(PUSH);
    }

    @Test
    void whatWasOrderedIsForgottenWhenItIsHealed() throws IOException {
        proxy.eatReply(1);
        proxy.heal();
        asked("GET a");
    }

    @Test
    void aConnectionThatSpeaksSomethingElsePasses() throws IOException {
        try (LineServer other = LineServer.answering(line -> "VALUE " + line + "\r\n")) {
            proxy.to(other.address());
            try (LineClient next = new LineClient(proxy.address())) {
                next.send("*x\r\n");
                assertThat(next.read(10)).isEqualTo("VALUE *x\r\n");
                next.send("get a\r\n");
                assertThat(next.read(13)).isEqualTo("VALUE get a\r\n");
            }
        }
        assertThat(proxy.requests()).isZero();
    }

    @Test
    void repliesAreCountedFromOne() {
        assertThatThrownBy(() -> proxy.eatReply(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("replies are counted from 1, and not 0");
    }

    private void asked(String... requests) throws IOException {
        for (String request : requests) {
            client.send(request + "\r\n");
            expect(request);
        }
    }

    private void expect(String... requests) throws IOException {
        for (String request : requests) {
            assertThat(client.read(answer(request).length())).isEqualTo(answer(request));
        }
    }
}
