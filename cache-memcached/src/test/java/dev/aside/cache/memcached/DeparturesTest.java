package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who looks at once goes together, and is answered by itself. The test is the connection's thread. */
final class DeparturesTest {

    private final Deque<Sent> queued = new ArrayDeque<>();
    private final Queue queue = new Queue(1_000, 1);
    private final List<String> answers = new ArrayList<>();
    private final Departures departures = new Departures(new Queued(queued));

    private void look(String... names) {
        departures.add(
                new Look(queue, List.of(names), (fate, items) -> answers.add(said(names, fate, items.keySet()))));
    }

    private static String said(String[] names, Fate fate, java.util.Set<String> found) {
        return String.join(" ", names) + ": " + fate + " " + new TreeSet<>(found);
    }

    /** Writes the next command, and returns its words. */
    private List<String> written(Sent command) {
        command.writing();
        String line = StandardCharsets.US_ASCII.decode(command.getBuffer()).toString();
        command.writeComplete();
        return List.of(line.strip().split(" ", -1));
    }

    private static void answer(Sent command, String text) throws IOException {
        command.readFromBuffer(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aLoneLookIsAtOnceQueuedAndWrittenAsItIs() throws IOException {
        look("a", "g");
        assertThat(queued).hasSize(1);
        Sent command = queued.remove();
        assertThat(written(command)).containsExactlyInAnyOrder("get", "a", "g");
        answer(command, "VALUE g 0 1\r\nx\r\nEND\r\n");
        assertThat(answers).containsExactly("a g: DONE [g]");
        assertThat(queue.admits(1_000)).isTrue();
    }

    @Test
    void whoComesBeforeItIsWrittenGoesWithIt_andWhatTwoAskForIsAskedOnce() throws IOException {
        look("a", "g");
        look("b", "g");
        look("a", "g");
        assertThat(queued).hasSize(1);
        Sent command = queued.remove();
        assertThat(written(command)).containsExactlyInAnyOrder("get", "a", "b", "g");
        look("c");
        assertThat(written(queued.remove())).containsExactly("get", "c");
        answer(command, "VALUE a 0 1\r\nx\r\nEND\r\n");
        assertThat(answers).containsExactly("a g: DONE [a]", "b g: DONE [a]", "a g: DONE [a]");
        assertThat(queue.admits(1_000)).as("with one look under way").isFalse();
        assertThat(queue.admits(999)).isTrue();
    }

    @Test
    void oneCommandHasNoMoreNamesThanItMay_andWhatIsLeftFollowsAtOnce() {
        IntStream.range(0, 2 * Departures.MOST + 1).forEach(i -> look("k" + i));
        assertThat(queued).hasSize(1);
        List<Integer> sizes = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        while (!queued.isEmpty()) {
            List<String> words = written(queued.remove());
            sizes.add(words.size() - 1);
            names.addAll(words.subList(1, words.size()));
        }
        assertThat(sizes).containsExactly(Departures.MOST, Departures.MOST, 1);
        assertThat(names).hasSize(2 * Departures.MOST + 1);
    }

    @Test
    void aCallForMoreIsOneCommandAllTheSame() {
        look(IntStream.range(0, 3 * Departures.MOST).mapToObj(i -> "k" + i).toArray(String[]::new));
        look("other");
        assertThat(written(queued.remove())).hasSize(1 + 3 * Departures.MOST);
        assertThat(written(queued.remove())).containsExactly("get", "other");
    }

    @Test
    void allWhoWaitAreToldThatTheirCommandIsNotSent() {
        look("a");
        look("b");
        queued.remove().cancel();
        assertThat(answers).containsExactly("a: NOT_SENT []", "b: NOT_SENT []");
        look("c");
        assertThat(queued).as("who comes later has a command of his own").hasSize(1);
    }

    @Test
    void anAnswerToSomethingElseEndsTheConnection() {
        look("a");
        Sent command = queued.remove();
        written(command);
        assertThatIllegalStateException()
                .isThrownBy(() -> answer(command, "VALUE b 0 1\r\nx\r\nEND\r\n"))
                .withMessage("memcached answers to something else");
        assertThat(answers).isEmpty();
    }
}
