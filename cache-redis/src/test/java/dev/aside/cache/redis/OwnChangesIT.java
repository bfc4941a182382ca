package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.OwnChanges;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeToken;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A user who is served by one node, and then by another, sees what he has changed, however late pushes are. */
@Timeout(60)
@SuppressWarnings("try") // what is bound to the thread is there to be closed
final class OwnChangesIT {

    @RegisterExtension
    static final ServerExtension<RedisServer> REDIS = ServerExtension.perClass(RedisServer::start);

    private static final int TIMES = 20;

    private final FaultProxy way = FaultProxy.resp(REDIS.get().address());
    private final Map<Integer, Integer> database = new ConcurrentHashMap<>();
    private final Aside one = node(REDIS.get().host(), REDIS.get().port());
    private final Aside two = node(way.host(), way.port());
    private final Cache<Integer, Integer> here = cache(one);
    private final Cache<Integer, Integer> there = cache(two);

    private static Aside node(String host, int port) {
        return Aside.builder()
                .backend(RedisBackend.of("redis://" + host + ":" + port))
                .build();
    }

    private Cache<Integer, Integer> cache(Aside node) {
        return node.cache("numbers", Integer.class, Integer.class)
                .load(database::get)
                .consistency(Consistency.READ_YOUR_WRITES)
                .operationTimeout(Duration.ofSeconds(2))
                .build();
    }

    private static SessionStore store(Aside node) {
        return node.sessions("web")
                .secret(new byte[32])
                .nearBound(Duration.ZERO)
                .operationTimeout(Duration.ofSeconds(2))
                .build();
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        way.close();
    }

    /** The other node has copies, and is told of nothing. */
    private void warmAndDeaf(int key) {
        way.dropPushes(false);
        RealTime.await("a copy", TestNode.PATIENCE, () -> isNear(key));
        way.dropPushes(true);
    }

    private boolean isNear(int key) {
        long before = there.stats().nearHits();
        Integer unused = there.get(key);
        return there.stats().nearHits() > before;
    }

    @Test
    void userWithHisToken_seesWhatHeHasChanged() {
        database.put(1, 0);
        warmAndDeaf(1);
        database.put(1, 1);
        ChangeToken token;
        try (OwnChanges mine = OwnChanges.begin(ChangeToken.NONE)) {
            assertThat(here.invalidate(1)).isEqualTo(ChangeOutcome.APPLIED);
            token = ChangeToken.decode(mine.token().encode());
        }
        assertThat(there.withToken(token).get(1)).isOne();
    }

    @Test
    void userWhoGoesToAndFro_alwaysSeesIt_byHisSession() {
        database.put(2, 0);
        SessionStore first = store(one);
        SessionStore second = store(two);
        String id = saved(first);
        int old = 0;
        for (int i = 1; i <= TIMES; i++) {
            warmAndDeaf(2);
            Session session = Objects.requireNonNull(first.load(id));
            try (OwnChanges unused = session.ownChanges()) {
                database.put(2, i);
                here.invalidate(2);
            }
            first.save(session);
            old += Objects.equals(there.get(2), i) ? 0 : 1;
            try (OwnChanges unused = Objects.requireNonNull(second.load(id)).ownChanges()) {
                assertThat(there.get(2)).isEqualTo(i);
            }
        }
        assertThat(old).as("what everybody else was shown").isPositive();
    }

    private static String saved(SessionStore store) {
        Session session = store.create();
        session.put("user", "ada");
        store.save(session);
        return session.id();
    }
}
