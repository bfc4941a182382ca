package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.testkit.ManualTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is handed on of a channel, and what proves that it was all; on a connection that a test scripts. */
final class ListeningTest {

    private static final Duration EVERY = Duration.ofMillis(250);

    private final ManualTime time = new ManualTime();
    private final List<String> events = new ArrayList<>();
    private final List<String> coming = new ArrayList<>();
    private final List<String> withAnswer = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private boolean echoes = true;
    private boolean isWriter = true;
    private long number;

    private final Hearers hearers = new Hearers(herald(), () -> ++number);

    private final Listening listening = new Listening(
            new Script(),
            hearers,
            other -> events.add("other " + other),
            () -> isWriter,
            word -> {
                said.add(word);
                if (echoes) {
                    coming.add(word);
                }
                return CompletableFuture.completedFuture(true);
            },
            () -> ++number,
            time);

    /** What they say themselves is not what this is about: it goes nowhere. */
    private Herald herald() {
        Cluster cluster = new Cluster(new FakeDatabase().options(), new Samples(), time);
        return new Herald(new Announcements("aside"), new WriterLine(cluster, Runnable::run), time.runtime());
    }

    /** A connection on which nothing takes any time but waiting. */
    private final class Script implements Ears {
        @Override
        public List<String> await(Duration atMost) {
            if (coming.isEmpty()) {
                time.advance(atMost);
            }
            return taken(coming);
        }

        @Override
        public List<String> ask() {
            events.add("ask");
            return taken(withAnswer);
        }

        private List<String> taken(List<String> from) {
            List<String> taken = List.copyOf(from);
            from.clear();
            return taken;
        }
    }

    /** Notes what it hears. */
    private final class Noting implements ChangeFeed.Hearer {
        @Override
        public void changed(List<ChangeRecord> changes) {
            events.add("changed " + changes);
        }

        @Override
        public void lost() {
            events.add("lost");
        }

        @Override
        public void asked() {
            events.add("asked");
        }

        @Override
        public void proven() {
            events.add("proven");
        }
    }

    @BeforeEach
    void join() {
        hearers.join("names", new Noting(), EVERY);
    }

    private void turns(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            listening.turn();
        }
    }

    private static String near(String who, String cache) {
        return Payloads.of(who, cache, List.of(new ChangeRecord(cache, 'e', new byte[] {1, 2})))
                .get(0);
    }

    @Test
    void whatCameWithTheAnswer_isHandedOnBeforeItProves() throws SQLException {
        withAnswer.add(near("other", "names"));
        turns(2);
        assertThat(events).containsExactly("asked", "ask", "changed [names:e]", "proven");
    }

    @Test
    void itIsProvenAsOftenAsSomebodyWants() throws SQLException {
        turns(2);
        long began = time.nanos();
        events.clear();
        turns(8);
        assertThat(events.stream().filter("proven"::equals)).hasSize(4);
        assertThat(Duration.ofNanos(time.nanos() - began)).isEqualTo(EVERY.multipliedBy(4));
    }

    /** It answers questions, and what is said in between never comes; or comes along with an answer, by chance. */
    @Test
    void behindAPoolerThatLendsTheSessionToOthers_nothingIsProven() throws SQLException {
        echoes = false;
        turns(3);
        withAnswer.addAll(said);
        turns(20);
        assertThat(said.size()).isGreaterThan(3);
        assertThat(events).contains("ask").doesNotContain("asked", "proven");
        echoes = true;
        turns(4);
        assertThat(events).contains("proven");
    }

    @Test
    void whoeverIsNotKnownToTakeWrites_provesNothing() throws SQLException {
        isWriter = false;
        turns(6);
        assertThat(events).contains("asked").doesNotContain("proven");
        isWriter = true;
        turns(2);
        assertThat(events).contains("proven");
    }

    @Test
    void whatOthersSay_isToldToThem_andWhatConcernsAnotherCacheIsNot() throws SQLException {
        turns(2);
        events.clear();
        coming.addAll(List.of("key names 1", near("other", "others"), "here others", near("other", "names")));
        turns(1);
        assertThat(events).containsExactly("other key names 1", "changed [names:e]");
    }

    @Test
    void whatCannotBeRead_mayBeAnything() throws SQLException {
        turns(2);
        events.clear();
        coming.add("near of another version");
        turns(1);
        assertThat(events).containsExactly("lost");
    }

    /** One need not hear again what one has changed oneself; another cache of the same process and name must. */
    @Test
    void whatOneSaysOneself_isNotHeard() throws SQLException {
        Hearers.Seat mine = (Hearers.Seat) hearers.join("names", new Noting(), EVERY);
        turns(2);
        events.clear();
        coming.addAll(mine.payloads(List.of(new ChangeRecord("names", 'g', new byte[0]))));
        turns(1);
        assertThat(events).containsExactly("changed [names:g]");
    }

    @Test
    void whereNobodyKeepsCopies_itIsOnlyLookedWhetherSomebodyIsThere() throws SQLException {
        Hearers none = new Hearers(herald(), () -> 1L);
        Listening quiet = new Listening(
                new Script(),
                none,
                other -> events.add("other " + other),
                () -> true,
                word -> CompletableFuture.completedFuture(said.add(word)),
                () -> 1L,
                time);
        quiet.turn();
        coming.add("key names 1");
        quiet.turn();
        assertThat(events).containsExactly("ask", "other key names 1");
        assertThat(said).isEmpty();
    }
}
