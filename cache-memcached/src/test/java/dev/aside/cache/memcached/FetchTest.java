package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.spy.memcached.ops.OperationException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer is taken for what was asked, however it is cut, and for nothing else. */
final class FetchTest {

    private static final String ANSWER =
            "VALUE a 0 3\r\n1\r\n\r\nVALUE c 4294967295 0\r\n\r\nVALUE d 0 5\r\nEND\r\n\r\nEND\r\n";

    private final List<Fate> fates = new ArrayList<>();
    private final Map<String, String> found = new TreeMap<>();

    private Sent asked(String... names) {
        Look look = new Look(new Queue(10, 1), List.of(names), (fate, items) -> {
            fates.add(fate);
            items.forEach((name, item) ->
                    found.put(name, item.flags() + " " + new String(item.bytes(), StandardCharsets.US_ASCII)));
        });
        Trip trip = new Trip(List::of, look);
        trip.begins(List.of(look));
        Sent sent = new Sent(new Fetch(look.names(), trip, 1_000_000), Bounds.none(), false);
        sent.initialize();
        sent.writing();
        sent.writeComplete();
        return sent;
    }

    private static void answer(Sent sent, String text, int chunk) throws IOException {
        for (int at = 0; at < text.length(); at += chunk) {
            String piece = text.substring(at, Math.min(text.length(), at + chunk));
            sent.readFromBuffer(ByteBuffer.wrap(piece.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Test
    void whatIsThereIsFoundHoweverItIsCut() throws IOException {
        for (int chunk = 1; chunk <= ANSWER.length(); chunk++) {
            fates.clear();
            found.clear();
            answer(asked("a", "b", "c", "d", "e"), ANSWER, chunk);
            assertThat(fates).containsExactly(Fate.DONE);
            assertThat(found)
                    .containsExactly(Map.entry("a", "0 1\r\n"), Map.entry("c", "-1 "), Map.entry("d", "0 END\r\n"));
        }
    }

    @Test
    void theAnswerThatFollowsIsLeftToWhoHasAskedForIt() throws IOException {
        ByteBuffer both = ByteBuffer.wrap("END\r\nVALUE b".getBytes(StandardCharsets.US_ASCII));
        asked("a").readFromBuffer(both);
        assertThat(fates).containsExactly(Fate.DONE);
        assertThat(both.position()).isEqualTo(5);
    }

    /** As what stands between here and several servers may give them. */
    @Test
    void theOrderOfAnswersDoesNotCount() throws IOException {
        answer(asked("a", "b", "c", "d"), "VALUE d 0 1\r\n4\r\nVALUE a 0 1\r\n1\r\nVALUE c 0 1\r\n3\r\nEND\r\n", 7);
        assertThat(fates).containsExactly(Fate.DONE);
        assertThat(found)
                .containsOnlyKeys("a", "c", "d")
                .containsEntry("d", "0 4")
                .containsEntry("c", "0 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STORED\r\n",
                "VERSION 1.6.18\r\n",
                "WALUE a 0 1\r\nx\r\nEND\r\n",
                "VALUE b 0 1\r\nx\r\nEND\r\n",
                "VALUE a 0 1\r\nx\r\nVALUE a 0 1\r\nx\r\nEND\r\n",
                "VALUE a 0 1\r\nxy\r\nEND\r\n",
                "VALUE a 0 1\rx\r\nEND\r\n",
                "VALUE a 0 -1\r\nx\r\nEND\r\n",
                "VALUE a 0\r\nx\r\nEND\r\n",
                "VALUE a 0 99999999999\r\n",
                "VALUE a 0 4294967295\r\n",
                "VALUE a\r\n",
                "\r\n",
                "END\n"
            })
    void theAnswerToSomethingElseEndsTheConnection(String text) {
        for (int chunk = 1; chunk <= text.length(); chunk++) {
            Sent sent = asked("a", "d");
            int size = chunk;
            assertThatThrownBy(() -> answer(sent, text, size))
                    .isInstanceOfAny(IllegalStateException.class, IOException.class);
        }
        assertThat(fates).isEmpty();
    }

    @Test
    void aLineWithoutAnEndIsNotKept() {
        assertThatIllegalStateException().isThrownBy(() -> answer(asked("a"), "V".repeat(1_000), 1_000));
    }

    @Test
    void aServerThatCannotSaysSo_andGoesOn() throws IOException {
        answer(asked("a"), "SERVER_ERROR out of memory\r\n", 7);
        assertThat(fates).containsExactly(Fate.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR\r\n", "CLIENT_ERROR line too long\r\n"})
    void aServerThatHasNotUnderstoodIsLeft(String text) {
        Assertions.assertThatExceptionOfType(OperationException.class).isThrownBy(() -> answer(asked("a"), text, 100));
    }
}
