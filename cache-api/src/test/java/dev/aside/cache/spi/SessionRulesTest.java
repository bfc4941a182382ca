package dev.aside.cache.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.SessionStep.Ownership;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the random steps do not come to: the ends of lives. */
final class SessionRulesTest {

    private static final Digest KEY = new Digest(1, 1);
    private static final Digest PRINCIPAL = new Digest(2, 2);
    private static final SessionSlot.Secret SECRET = new SessionSlot.Secret(new Digest(3, 3), new Digest(4, 4));
    private static final long IDLE = 1_000;

    private final SessionRules rules = new SessionRules(10, 1_000);
    private @Nullable SessionSlot slot;

    private SessionReply step(SessionStep.OnSession step, long now) {
        SessionRules.Transition done = rules.apply(slot, step, now);
        slot = done.slot();
        return done.reply();
    }

    private void created(long longestMillis, @Nullable Ownership owner) {
        SessionStep.Lives lives = new SessionStep.Lives(IDLE, longestMillis);
        assertThat(step(new SessionStep.Create(KEY, SECRET, lives, owner, List.of()), 0))
                .isInstanceOf(SessionReply.Saved.class);
    }

    private SessionReply load(long now) {
        return step(new SessionStep.Load(KEY, SECRET.digest(), 0, 0), now);
    }

    @Test
    void sessionEndsWhenNobodyComes_andAtItsLatest() {
        created(1_500, null);
        assertThat(load(999)).isInstanceOf(SessionReply.Loaded.class);
        assertThat(load(1_499)).isInstanceOf(SessionReply.Loaded.class);
        assertThat(load(1_500)).isInstanceOf(SessionReply.Gone.class);
        created(10_000, null);
        assertThat(load(1_000)).isInstanceOf(SessionReply.Gone.class);
    }

    @Test
    void sessionEndsWhereItsOwnersRegisterNoLongerVouchesForIt() {
        created(10_000, new Ownership(PRINCIPAL, 500));
        assertThat(load(499)).isInstanceOf(SessionReply.Loaded.class);
        assertThat(step(new SessionStep.Vouch(KEY, new Ownership(new Digest(9, 9), 500)), 499))
                .isInstanceOf(SessionReply.Gone.class);
        assertThat(step(new SessionStep.Vouch(KEY, new Ownership(PRINCIPAL, 500)), 499))
                .isInstanceOf(SessionReply.Done.class);
        assertThat(load(998)).isInstanceOf(SessionReply.Loaded.class);
        assertThat(load(999)).isInstanceOf(SessionReply.Gone.class);
    }

    @Test
    void memoryOfAnEnd_passes() {
        step(new SessionStep.Revoke(KEY, 100), 0);
        SessionStep.Create create =
                new SessionStep.Create(KEY, SECRET, new SessionStep.Lives(IDLE, IDLE), null, List.of());
        assertThat(step(create, 99)).isInstanceOf(SessionReply.Gone.class);
        assertThat(step(create, 100)).isInstanceOf(SessionReply.Saved.class);
    }

    @Test
    void holdThatHasRunOut_isAnothers_andItsHolderHasLostIt() {
        created(10_000, null);
        assertThat(step(new SessionStep.Load(KEY, SECRET.digest(), 5, 100), 0)).isInstanceOf(SessionReply.Loaded.class);
        assertThat(step(new SessionStep.Load(KEY, SECRET.digest(), 6, 100), 99)).isEqualTo(new SessionReply.Busy(1));
        assertThat(step(new SessionStep.Load(KEY, SECRET.digest(), 6, 100), 100))
                .isInstanceOf(SessionReply.Loaded.class);
        assertThat(step(save(5), 100)).isInstanceOf(SessionReply.Lost.class);
        assertThat(step(save(6), 300)).isInstanceOf(SessionReply.Saved.class);
    }

    private static SessionStep.OnSession save(long hold) {
        return new SessionStep.Save(KEY, SECRET.digest(), null, 0, 0, null, List.of(), false, hold);
    }

    @Test
    void whatIsWrittenDown_isReadAgain_andNothingElseIs() {
        created(10_000, new Ownership(PRINCIPAL, 500));
        step(new SessionStep.Load(KEY, SECRET.digest(), 5, 100), 0);
        SessionStep.Change change = new SessionStep.Change("\u00e4", 0, new Payload.Bytes(new byte[] {1, 2}));
        SessionSlot.Secret next = new SessionSlot.Secret(new Digest(5, 5), new Digest(6, 6));
        step(new SessionStep.Save(KEY, SECRET.digest(), next, 100, 0, null, List.of(change), false, 5), 0);
        SessionSlot.Live live = (SessionSlot.Live) Objects.requireNonNull(slot);
        byte[] bytes = SessionFormat.encode(KEY, live);
        SessionSlot.Live read = (SessionSlot.Live) Objects.requireNonNull(SessionFormat.decode(KEY, bytes));
        assertThat(read.times()).isEqualTo(live.times());
        assertThat(read.secret()).isEqualTo(next);
        assertThat(read.former()).isEqualTo(live.former());
        assertThat(read.owner()).isEqualTo(live.owner());
        assertThat(read.fields()).containsOnlyKeys("\u00e4");
        assertThat(SessionFormat.decode(new Digest(1, 2), bytes)).isNull();
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 1;
            assertThat(SessionFormat.decode(KEY, damaged)).as("byte %s", i).isNull();
            assertThat(SessionFormat.decode(KEY, java.util.Arrays.copyOf(bytes, i)))
                    .isNull();
        }
    }
}
