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

final class MemcachedSplitterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STORED\r\n",
                "END\r\n",
                "SERVER_ERROR out of memory storing object\r\n",
                "VERSION 1.6.18\r\n",
                "VALUE k 0 5\r\nhello\r\nEND\r\n",
                "VALUE k 0 0 7\r\n\r\nEND\r\n",
                "VALUE a 0 5\r\nEND\r\n\r\nVALUE b 0 2 12\r\n\r\n\r\nEND\r\n",
                "STAT pid 1\r\nSTAT uptime 2\r\nEND\r\n"
            })
    void anAnswerEndsWhereItEndsHoweverItIsCut(String answer) throws ProtocolException {
        for (int chunk = 1; chunk <= answer.length() * 2; chunk++) {
            assertThat(split(false, answer + answer, chunk)).containsExactly(answer, answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get a b c\r\n",
                "version\r\n",
                "set k 0 60 5\r\nhello\r\n",
                "cas k 0 60 7 99\r\nget a\r\n\r\n",
                "add k 0 60 0\r\n\r\n"
            })
    void aRequestEndsWhereItEndsHoweverItIsCut(String request) throws ProtocolException {
        for (int chunk = 1; chunk <= request.length() * 2; chunk++) {
            assertThat(split(true, request + request, chunk)).containsExactly(request, request);
        }
    }

    @Test
    void aRequestHasAName_howeverLongItIs() throws ProtocolException {
        MemcachedSplitter splitter = new MemcachedSplitter(true);
        assertThat(splitter.advance(bytes("gets k\r\n"))).isTrue();
        assertThat(splitter.name()).isEqualTo("GETS");
        assertThat(splitter.advance(bytes("get" + " key".repeat(1_000) + "\r\n")))
                .isTrue();
        assertThat(splitter.name()).isEqualTo("GET");
        assertThat(splitter.isPush()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"VALUE k 0\r\n", "VALUE k 0 many\r\n"})
    void dataWithoutALengthAreNotUnderstood(String answer) {
        assertThatThrownBy(() -> split(false, answer, 100)).isInstanceOf(ProtocolException.class);
    }

    private static List<String> split(boolean requests, String all, int chunk) throws ProtocolException {
        MemcachedSplitter splitter = new MemcachedSplitter(requests);
        List<String> messages = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        for (int from = 0; from < all.length(); from += chunk) {
            String piece = all.substring(from, Math.min(all.length(), from + chunk));
            ByteBuffer in = bytes(piece);
            while (in.hasRemaining()) {
                int at = in.position();
                assertThat(splitter.isBetween()).isEqualTo(message.isEmpty());
                boolean ends = splitter.advance(in);
                message.append(piece, at, in.position());
                if (ends) {
                    messages.add(message.toString());
                    message.setLength(0);
                }
            }
        }
        assertThat(message).isEmpty();
        return messages;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
