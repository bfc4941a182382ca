package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Holds G3. */
final class InMemoryFeedTest {

    private static final SlotKey KEY = Fleet.key("k");

    private final Fleet fleet = new Fleet();
    private final Fleet.Node one = fleet.node(1);
    private final Fleet.Node two = fleet.node(2);

    @Test
    void aSubscriptionBeginsWithLostAndProven() {
        one.subscribe();
        assertThat(one.toldSince()).containsExactly("lost", "proven 0");
    }

    @Test
    void theSourceIsProvenAgainAndAgainUntilTheSubscriptionEnds() {
        InvalidationFeed.Subscription subscription = one.subscribe();
        fleet.time.advance(Fleet.PROOFS.multipliedBy(2));
        assertThat(one.toldSince()).containsExactly("lost", "proven 0", "proven 250", "proven 500");
        subscription.close();
        subscription.close();
        fleet.time.advance(Fleet.PROOFS.multipliedBy(2));
        assertThat(one.told).isEmpty();
        assertThat(fleet.time.pending()).isZero();
    }

    @Test
    void aClosedStoreTellsNothing() {
        one.subscribe();
        one.store.close();
        assertThat(fleet.time.pending()).isZero();
    }

    @Test
    void aChangeIsPushedOnceToWhoReadTheKey() {
        one.subscribe();
        two.subscribe();
        one.read(KEY);
        one.toldSince();
        two.toldSince();
        two.fence(KEY);
        two.fence(KEY);
        assertThat(one.toldSince()).containsExactly("changed k");
        assertThat(two.told).isEmpty();
        one.read(KEY);
        two.fence(KEY);
        assertThat(one.toldSince()).containsExactly("changed k");
    }

    @Test
    void anotherKeyIsNotPushed() {
        one.subscribe();
        one.read(KEY);
        one.toldSince();
        two.fence(Fleet.key("other"));
        assertThat(one.told).isEmpty();
    }

    @Test
    void onesOwnChangeIsNotPushedAndEndsTheRegistration() {
        one.subscribe();
        one.read(KEY);
        one.toldSince();
        one.fence(KEY);
        two.fence(KEY);
        assertThat(one.told).isEmpty();
    }

    @Test
    void aLongerLifeIsNotPushed() {
        SlotKey tag = SlotKey.ofBytes(SlotKey.Kind.TAG, new byte[] {1});
        one.subscribe();
        one.now(new SlotStep.Token(tag, 5, 1_000));
        one.read(tag);
        one.toldSince();
        two.now(new SlotStep.Token(tag, 6, 60_000));
        assertThat(one.told).isEmpty();
        two.now(new SlotStep.Begin(tag, 7, 1_000, CommitPosition.NONE));
        assertThat(one.told).hasSize(1);
    }

    @Test
    void aReadRegistersOnlyWhileSomebodyListens() {
        assertThat(one.read(KEY).feedEpoch()).isNegative();
        InvalidationFeed.Subscription subscription = one.subscribe();
        assertThat(one.read(KEY).feedEpoch()).isEqualTo(one.feed().epoch());
        subscription.close();
        assertThat(one.read(KEY).feedEpoch()).isNegative();
    }

    @Test
    void aLostConnectionMovesTheEpochBeforeItIsTold() {
        one.subscribe();
        long before = one.read(KEY).feedEpoch();
        one.toldSince();
        one.backend.dropConnection();
        assertThat(one.feed().epoch()).isGreaterThan(before);
        assertThat(one.toldSince()).containsExactly("lost", "proven 0");
        two.fence(KEY);
        assertThat(one.told).as("registered in the old epoch").isEmpty();
    }

    @Test
    void aSilentFeedHoldsBackPushesAndProofsAndKeepsTheirOrder() {
        one.subscribe();
        one.read(KEY);
        one.toldSince();
        one.backend.pauseFeed(true);
        two.fence(KEY);
        fleet.time.advance(Fleet.PROOFS);
        assertThat(one.told).isEmpty();
        one.backend.pauseFeed(false);
        assertThat(one.toldSince()).containsExactly("changed k", "proven 250");
    }

    @Test
    void lostPushesAreNoticedInTheEnd() {
        one.subscribe();
        one.read(KEY);
        one.toldSince();
        one.backend.losePushes(true);
        two.fence(KEY);
        fleet.time.advance(Fleet.PROOFS);
        assertThat(one.told).isEmpty();
        one.backend.losePushes(false);
        assertThat(one.toldSince()).containsExactly("lost", "proven 250");
    }

    @Test
    void whileTheServerCannotBeReachedNothingIsProven() {
        one.subscribe();
        one.toldSince();
        one.backend.unavailable(true);
        fleet.time.advance(Fleet.PROOFS);
        assertThat(one.toldSince()).containsExactly("lost");
        one.backend.unavailable(false);
        assertThat(one.toldSince()).containsExactly("lost", "proven 250");
    }

    @Test
    void anEvictionIsPushedToWhoReadTheKey() {
        one.fence(KEY);
        one.subscribe();
        one.read(KEY);
        one.toldSince();
        assertThat(fleet.server.evict(key -> key.equals(KEY))).isEqualTo(1);
        assertThat(one.toldSince()).containsExactly("changed k");
    }

    @Test
    void aRestartedServerHasForgottenEverythingAndEveryNodeIsTold() {
        one.fence(KEY);
        one.subscribe();
        long epoch = one.read(KEY).epoch();
        one.toldSince();
        fleet.server.restart();
        assertThat(one.toldSince()).containsExactly("lost", "proven 0");
        assertThat(one.read(KEY).slot()).isNull();
        assertThat(one.read(KEY).epoch()).isGreaterThan(epoch);
        assertThat(fleet.server.size()).isZero();
    }

    @Test
    void aListenerThatThrowsIsToldOn() {
        one.feed().subscribe(new Throwing(), Duration.ofSeconds(1));
        one.subscribe();
        one.read(KEY);
        one.toldSince();
        assertThat(two.fence(KEY)).isEqualTo(new StepReply.Applied(false));
        assertThat(one.toldSince()).containsExactly("changed k");
    }

    private static final class Throwing implements InvalidationFeed.Listener {
        @Override
        public void changed(int source, SlotKey key) {
            throw new IllegalStateException("a fault of the test");
        }

        @Override
        public void lost(int source) {}

        @Override
        public void proven(int source, long sentNanos) {}
    }
}
