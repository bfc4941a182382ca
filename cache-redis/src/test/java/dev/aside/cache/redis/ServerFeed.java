package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the server pushes, to whom, and what is made of it; against a server that a test starts for itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerFeed {

    private static final SlotKey KEY = TestNode.key("k");

    private final Site site;
    private final RedisServer server;
    private TestNode one;
    private TestNode two;

    ServerFeed(Site site) {
        this.site = site;
        this.server = site.server();
        this.one = site.node();
        this.two = site.node();
    }

    Site site() {
        return site;
    }

    @AfterEach
    void renew() {
        one.close();
        two.close();
        server.command("FLUSHALL");
        one = site.node();
        two = site.node();
    }

    @AfterAll
    void close() {
        one.close();
        two.close();
        site.close();
    }

    @Test
    void aSubscriptionBeginsWithLostAndIsProvenAgainAndAgainUntilItEnds() {
        AtomicInteger proofs = new AtomicInteger();
        InvalidationFeed.Subscription subscription = one.subscribe(proofs);
        assertThat(one.told).containsExactly("lost");
        RealTime.await("three proofs", TestNode.PATIENCE, () -> proofs.get() >= 3);
        subscription.close();
        subscription.close();
        int then = proofs.get();
        RealTime.pass(Duration.ofMillis(100));
        assertThat(proofs.get()).isLessThanOrEqualTo(then + 1);
        assertThat(one.told).containsExactly("lost");
    }

    @Test
    void aChangeIsToldOnceToWhoReadTheSlot() {
        one.subscribed();
        two.subscribed();
        assertThat(one.seen(KEY).feedEpoch()).isEqualTo(one.feed().epoch());
        two.fence(KEY);
        two.fence(KEY);
        told(one, "changed k");
        assertThat(two.told).isEmpty();
        one.seen(KEY);
        two.fence(KEY);
        told(one, "changed k", "changed k");
    }

    @Test
    void anotherSlotIsNotTold() {
        AtomicInteger proofs = one.subscribed();
        one.seen(KEY);
        two.fence(TestNode.key("other"));
        proven(proofs);
        assertThat(one.told).isEmpty();
    }

    @Test
    void onesOwnChangeIsNotToldAndEndsTheRegistration() {
        AtomicInteger proofs = one.subscribed();
        one.seen(KEY);
        one.fence(KEY);
        two.fence(KEY);
        proven(proofs);
        assertThat(one.told).isEmpty();
    }

    @Test
    void aReadRegistersOnlyWhileSomebodyListens() {
        assertThat(one.seen(KEY).feedEpoch()).isNegative();
        one.subscribed();
        assertThat(one.seen(KEY).feedEpoch()).isNotNegative();
    }

    @Test
    void aFillThatIsReadBackInTheSameFlushIsToldOf() {
        one.subscribed();
        StepReply.Granted granted = (StepReply.Granted) one.execute(TestNode.lease(KEY, 5));
        List<StepReply> replies = one.execute(
                TestNode.PATIENCE,
                TestNode.fill(KEY, 5, granted.epoch(), "v"),
                new SlotStep.Read(KEY, EndpointRole.WRITER));
        assertThat(replies.get(0)).isEqualTo(new StepReply.Applied(true));
        assertThat(((StepReply.Seen) replies.get(1)).feedEpoch())
                .isEqualTo(one.feed().epoch());
        two.fence(KEY);
        told(one, "changed k");
    }

    @Test
    void aValueThatALeaseFindsIsToldOfIfTheLeaseSaysSo() {
        one.subscribed();
        two.put(KEY, "v");
        StepReply.Present plain = (StepReply.Present) one.execute(TestNode.lease(KEY, 7));
        assertThat(plain.feedEpoch()).isIn(-1L, one.feed().epoch());
        StepReply.Present script = (StepReply.Present) one.execute(new SlotStep.Lease(KEY, 7, 1_000, 8, false));
        assertThat(script.feedEpoch()).isEqualTo(one.feed().epoch());
        two.fence(KEY);
        told(one, "changed k");
    }

    @Test
    void aTokenIsToldOfWhoeverMadeIt() {
        SlotKey token = SlotKey.ofBytes(SlotKey.Kind.TAG, new byte[] {'t'});
        one.subscribed();
        one.execute(new SlotStep.Token(token, 5, 60_000));
        two.execute(new SlotStep.Token(token, 6, 60_000));
        two.execute(new SlotStep.Begin(token, 7, 1_000, CommitPosition.NONE));
        told(one, "changed t");
    }

    @Test
    void aLongerLifeAndAClaimAreNotTold() {
        SlotKey token = SlotKey.ofBytes(SlotKey.Kind.TAG, new byte[] {'t'});
        AtomicInteger proofs = one.subscribed();
        one.execute(new SlotStep.Token(token, 5, 60_000));
        long stamp = two.put(KEY, "v");
        one.seen(KEY);
        two.execute(new SlotStep.Token(token, 6, 60_001));
        two.execute(new SlotStep.Claim(KEY, stamp, 1_000));
        proven(proofs);
        assertThat(one.told).isEmpty();
    }

    @Test
    void aConnectionThatIsLostEndsTheEpochAndBeginsAnother() {
        AtomicInteger proofs = one.subscribed();
        long before = one.seen(KEY).feedEpoch();
        assertThat(server.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"))
                .isNotNull();
        told(one, "lost");
        assertThat(one.feed().epoch()).isGreaterThan(before);
        proven(proofs);
        two.connected().fence(KEY);
        proven(proofs);
        assertThat(one.told).as("registered in the old epoch").containsExactly("lost");
        assertThat(one.another.get()).as("the same server").isZero();
        one.seen(KEY);
        two.fence(KEY);
        told(one, "lost", "changed k");
    }

    @Test
    void aFlushedServerHasLostEverything() {
        AtomicInteger proofs = one.subscribed();
        one.seen(KEY);
        server.command("FLUSHALL");
        told(one, "lost");
        assertThat(one.another.get()).isPositive();
        proven(proofs);
    }

    @Test
    void anExpiredSlotIsTold() {
        one.subscribed();
        two.put(KEY, "v");
        one.seen(KEY);
        server.command("PEXPIRE", site.name("{ek}"), "1");
        told(one, "changed k");
    }

    @Test
    void whatIsNotASlotIsNotToldOf() {
        AtomicInteger proofs = one.subscribed();
        server.command("SET", site.name("{ek}c"), "claim");
        proven(proofs);
        assertThat(one.told).isEmpty();
    }

    private static void told(TestNode node, String... events) {
        RealTime.await(
                "told " + String.join(", ", events) + " but " + node.told,
                TestNode.PATIENCE,
                () -> List.copyOf(node.told).equals(List.of(events)));
    }

    /** Waits for a proof that was sent from now on: whatever was pushed before has then arrived. */
    private static void proven(AtomicInteger proofs) {
        int then = proofs.get();
        RealTime.await("another proof", TestNode.PATIENCE, () -> proofs.get() >= then + 2);
    }
}
