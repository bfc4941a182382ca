package dev.aside.cache.local.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheCodecException;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.CodecException;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.testkit.RealTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A put within a transaction of the database that a cache is loaded from, whose value is not stored at its COMMIT. Holds G6. */
class PutWithinTest extends SourcedTest {

    /** Longer than anybody waits. */
    private static final Duration LONG = Duration.ofSeconds(30);

    /** It was written before its codec refused it, and what is written may be committed. */
    @Test
    void putWhoseValueCannotBeStored_isAChangeAllTheSame() {
        Fleet fleet = open(Ground.FAR);
        Cache<String, String> cache =
                builder(fleet, fleet.node()).codec(new NoNews()).build();
        fleet.source.with("k", "old");
        assertThat(cache.get("k")).isEqualTo("old");
        FakeDatabase.Tx transaction = database.begin().writes();
        assertThatThrownBy(() -> cache.put("k", "new")).isInstanceOf(CacheCodecException.class);
        transaction.commit(PLACE);
        assertThat(cache.get("k")).isEqualTo("new");
    }

    /** As what is called after a COMMIT, while the connection still commits nothing by itself. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void putWhereNothingWasSent_leavesNothingThatIsOld_thoughNoCommitFollows(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old");
        assertThat(cache.get("k")).isEqualTo("old");
        FakeDatabase.Tx transaction = database.begin();
        assertThat(cache.put("k", "new")).isEqualTo(ChangeOutcome.PENDING);
        transaction.rollback();
        assertThat(cache.get("k")).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void putWhereNothingWasSent_isStoredAtACommitThatFollows(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old");
        assertThat(cache.get("k")).isEqualTo("old");
        FakeDatabase.Tx transaction = database.begin();
        cache.put("k", "new");
        transaction.commit(PLACE);
        int before = fleet.source.reads.get();
        assertThat(cache.get("k")).isEqualTo("new");
        assertThat(fleet.source.reads).hasValue(before);
    }

    /** Its fence and its end reach the server after others have changed the key, and what is stored there then would undo that. */
    @Test
    void putWhoseFenceIsNotKnownToStand_storesNothing() {
        Fleet fleet = open(Ground.FAR);
        Node node = fleet.node();
        Cache<String, String> cache = builder(fleet, node).build();
        Cache<String, String> elsewhere = cache(fleet);
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.put("k", "new");
        node.link().faults().next().steps(SlotStep.Begin.class).delay(LONG);
        node.link().faults().next().steps(SlotStep.End.class).delay(LONG);
        Thread committing = new Thread(() -> {
            transaction.beforeCommit();
            transaction.committed(PLACE);
        });
        committing.start();
        RealTime.await("committed", LONG, () -> {
            fleet.advanceMillis(50);
            return !committing.isAlive();
        });
        node.link().faults().verifyExhausted();
        transaction.close();
        fleet.source.with("k", "newer");
        assertThat(elsewhere.invalidate("k")).isEqualTo(ChangeOutcome.APPLIED);
        fleet.advance(LONG);
        assertThat(elsewhere.get("k")).isEqualTo("newer");
    }

    /** Takes no value that is new. */
    private static final class NoNews implements Codec<String> {
        @Override
        public String id() {
            return "no-news";
        }

        @Override
        public long fingerprint() {
            return 1;
        }

        @Override
        public byte[] encode(String value) {
            if (value.equals("new")) {
                throw new CodecException("no news");
            }
            return value.getBytes(UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
            return new String(bytes, UTF_8);
        }
    }
}
