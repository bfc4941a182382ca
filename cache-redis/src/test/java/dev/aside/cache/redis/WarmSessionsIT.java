package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What requests cost, counted on the wire: a session that this node has loaded costs nothing, until somebody changes it. */
@Timeout(60)
final class WarmSessionsIT {

    @RegisterExtension
    static final ServerExtension<RedisServer> REDIS = ServerExtension.perClass(RedisServer::start);

    private static final Duration SOON = Duration.ofSeconds(10);

    private final FaultProxy way = FaultProxy.resp(REDIS.get().address());
    private final Aside here = node("redis://" + way.host() + ":" + way.port());
    private final Aside there =
            node("redis://" + REDIS.get().host() + ":" + REDIS.get().port());
    private final SessionStore mine = store(here);
    private final SessionStore theirs = store(there);

    private static Aside node(String uri) {
        return Aside.builder().backend(RedisBackend.of(uri)).build();
    }

    private static SessionStore store(Aside node) {
        return node.sessions("web")
                .secret(new byte[32])
                .operationTimeout(Duration.ofSeconds(2))
                .build();
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        way.close();
    }

    private Session warmed() {
        Session session = theirs.create();
        session.put("user", "ada");
        theirs.save(session);
        RealTime.await("answered by this process", SOON, () -> {
            Session unused = Objects.requireNonNull(mine.load(session.id()));
            return mine.stats().nearHits() > 0;
        });
        return session;
    }

    /** Requests that are for somebody. */
    private long scripts() {
        Map<String, Long> counts = way.requestsByName();
        return counts.getOrDefault("EVALSHA", 0L) + counts.getOrDefault("GET", 0L);
    }

    @Test
    void warmRequestThatOnlyReads_costsNothing() {
        Session session = warmed();
        long before = scripts();
        for (int i = 0; i < 1_000; i++) {
            Session again = Objects.requireNonNull(mine.load(session.id()));
            assertThat(again.get("user")).isEqualTo("ada");
            mine.save(again);
        }
        assertThat(scripts() - before).isZero();
    }

    @Test
    void logoutOnAnotherNode_isSeen() {
        Session session = warmed();
        assertThat(theirs.delete(session.id())).isTrue();
        RealTime.await("logged out here", SOON, () -> mine.load(session.id()) == null);
        assertThat(mine.load(session.id())).isNull();
    }

    @Test
    void warmRequestThatChanges_isOneRequest() {
        Session session = warmed();
        Session first = Objects.requireNonNull(mine.load(session.id()));
        first.put("count", 0);
        mine.save(first);
        long before = scripts();
        for (int i = 1; i <= 100; i++) {
            Session again = Objects.requireNonNull(mine.load(session.id()));
            assertThat(again.get("count")).isEqualTo(i - 1);
            again.put("count", i);
            mine.save(again);
        }
        assertThat(scripts() - before).isEqualTo(100);
        Session other = Objects.requireNonNull(theirs.load(session.id()));
        assertThat(other.get("count")).isEqualTo(100);
        other.put("count", 7);
        theirs.save(other);
        RealTime.await("the other node's change is seen", SOON, () -> count(session) == 7);
    }

    private int count(Session session) {
        Session again = Objects.requireNonNull(mine.load(session.id()));
        return Objects.requireNonNull(again.get("count", Integer.class));
    }

    @Test
    void savedByTheFormerId_isNotKnownUnderIt() {
        Session session = warmed();
        Session slow = Objects.requireNonNull(mine.load(session.id()));
        Session other = Objects.requireNonNull(theirs.load(session.id()));
        String next = other.changeId();
        theirs.save(other);
        slow.put("count", 1);
        mine.save(slow);
        RealTime.await("the next id is let in", SOON, () -> mine.load(next) != null);
        assertThat(Objects.requireNonNull(mine.load(next)).get("count")).isEqualTo(1);
    }

    @Test
    void ownChange_isSeenAtOnce() {
        Session session = warmed();
        Session again = Objects.requireNonNull(mine.load(session.id()));
        again.put("count", 1);
        mine.save(again);
        assertThat(Objects.requireNonNull(mine.load(session.id())).get("count")).isEqualTo(1);
        mine.delete(again);
        assertThat(mine.load(session.id())).isNull();
    }

    @Test
    void coldRequest_isOneRequest_andOneThatChanges_isTwo() {
        Session session = theirs.create();
        session.put("user", "ada");
        theirs.save(session);
        assertThat(mine.load(theirs.create().id())).isNull(); // connected, and the script is known
        long before = scripts();
        Session again = Objects.requireNonNull(mine.load(session.id()));
        assertThat(scripts() - before).isEqualTo(1);
        again.put("count", 1);
        mine.save(again);
        again.put("count", 2);
        mine.save(again);
        assertThat(scripts() - before).isBetween(3L, 4L); // the first save's script may have had to be sent once more
    }

    @Test
    void changedIdOnAnotherNode_shutsOutTheFormerOneAfterItsGrace() {
        Session session = warmed();
        Session other = Objects.requireNonNull(theirs.load(session.id()));
        String next = other.changeId();
        theirs.save(other);
        RealTime.await("the next id is let in", SOON, () -> mine.load(next) != null);
        assertThat(Objects.requireNonNull(mine.load(session.id())).get("user")).isEqualTo("ada");
    }
}
