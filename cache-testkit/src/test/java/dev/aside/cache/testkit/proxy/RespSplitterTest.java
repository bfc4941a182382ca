package dev.aside.cache.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RespSplitterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+OK\r\n",
                "-ERR no such thing\r\n",
                ":42\r\n",
                "$5\r\nhello\r\n",
                "$0\r\n\r\n",
                "$-1\r\n",
                "$4\r\n\r\n+O\r\n",
                "*0\r\n",
                "*-1\r\n",
                "*2\r\n+a\r\n*2\r\n:1\r\n$1\r\nb\r\n",
                "*2\r\n*0\r\n*1\r\n*0\r\n",
                "_\r\n",
                "#t\r\n",
                ",3.14\r\n",
                "(3492890328409238509324850943850943825024385\r\n",
                "!8\r\nERR a\r\nb\r\n",
                "=7\r\ntxt:abc\r\n",
                "~2\r\n+a\r\n+b\r\n",
                "%2\r\n+a\r\n:1\r\n+b\r\n%1\r\n+c\r\n:2\r\n",
                "|1\r\n+ttl\r\n:3600\r\n$1\r\nv\r\n",
                "*2\r\n|1\r\n+ttl\r\n:3600\r\n:1\r\n:2\r\n",
                ">2\r\n+invalidate\r\n*1\r\n$1\r\nk\r\n"
            })
    void aReplyEndsWhereItEndsHoweverItIsCut(String reply) throws ProtocolException {
        for (int chunk = 1; chunk <= reply.length() * 2; chunk++) {
            assertThat(split(new RespSplitter(false), reply + reply, chunk)).containsExactly(reply, reply);
        }
    }

    @Test
    void onlyAPushIsAPush() throws ProtocolException {
        RespSplitter splitter = new RespSplitter(false);
        splitter.advance(bytes(">1\r\n+a\r\n"));
        assertThat(splitter.isPush()).isTrue();
        splitter.advance(bytes("*1\r\n+a\r\n"));
        assertThat(splitter.isPush()).isFalse();
    }

    @Test
    void aRequestHasAName() throws ProtocolException {
        RespSplitter splitter = new RespSplitter(true);
        List<String> names = new ArrayList<>();
        String requests =
                "*2\r\n$3\r\nget\r\n$1\r\nk\r\nPING\r\n*1\r\n$4\r\nQUIT\r\n\r\nset k v\r\n*3\r\n$4\r\nEVAL\r\n$0\r\n\r\n$1\r\n0\r\n";
        ByteBuffer in = bytes(requests);
        while (in.hasRemaining()) {
            if (splitter.advance(in)) {
                names.add(splitter.name());
            }
        }
        assertThat(names).containsExactly("GET", "PING", "QUIT", "", "SET", "EVAL");
    }

    @Test
    void aNameThatIsCutIsPutTogether() throws ProtocolException {
        RespSplitter splitter = new RespSplitter(true);
        String request = "*2\r\n$7\r\nEVALSHA\r\n$1\r\nk\r\n";
        assertThat(split(splitter, request, 1)).containsExactly(request);
        assertThat(splitter.name()).isEqualTo("EVALSHA");
    }

    @Test
    void aNameIsNotKeptBeyondItsBeginning() throws ProtocolException {
        RespSplitter splitter = new RespSplitter(true);
        splitter.advance(bytes("*1\r\n$100\r\n" + "X".repeat(100) + "\r\n"));
        assertThat(splitter.name()).isEqualTo("X".repeat(64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\r\n", "\r\n", "$x\r\n", "$\r\n", "*1\r\nhello\r\n"})
    void whatIsNoReplyIsRefused(String bytes) {
        assertThatThrownBy(() -> new RespSplitter(false).advance(bytes(bytes))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void levelsHaveABottom() {
        assertThatThrownBy(() -> new RespSplitter(false).advance(bytes("*1\r\n".repeat(65))))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("more than 64 levels");
    }

    private static List<String> split(RespSplitter splitter, String text, int chunk) throws ProtocolException {
        List<String> messages = new ArrayList<>();
        StringBuilder present = new StringBuilder();
        for (int at = 0; at < text.length(); at += chunk) {
            ByteBuffer in = bytes(text.substring(at, Math.min(text.length(), at + chunk)));
            while (in.hasRemaining()) {
                int from = in.position();
                assertThat(splitter.isBetween()).isEqualTo(present.isEmpty());
                boolean ends = splitter.advance(in);
                present.append(StandardCharsets.ISO_8859_1.decode(Filter.piece(in, from, in.position())));
                if (ends) {
                    messages.add(present.toString());
                    present.setLength(0);
                }
            }
        }
        assertThat(present).isEmpty();
        return messages;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
