package dev.aside.bench.session;

import dev.aside.Aside;
import dev.aside.bench.peers.RedisPeers;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionGoneException;
import dev.aside.cache.session.SessionOverflow;
import dev.aside.cache.session.SessionStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Ours, on two nodes. Whether a session lives is asked of the server. */
final class AsideRacer implements Racer {

    private final List<SessionStore> nodes;
    private final SessionStore judge;

    AsideRacer(RedisPeers server) {
        nodes = List.of(open(server, Duration.ofSeconds(1)), open(server, Duration.ofSeconds(1)));
        judge = open(server, Duration.ZERO);
    }

    private static SessionStore open(RedisPeers server, Duration nearBound) {
        return Aside.builder()
                .backend(RedisBackend.of("redis://" + server.host() + ":" + server.port()))
                .build()
                .sessions("races")
                .secret(new byte[32])
                .nearBound(nearBound)
                .maximumPerPrincipal(1, SessionOverflow.END_OLDEST)
                .operationTimeout(Duration.ofSeconds(5))
                .build();
    }

    @Override
    public String begin() {
        Session session = nodes.get(0).create();
        session.put("user", "ada");
        nodes.get(0).save(session);
        return session.id();
    }

    @Override
    public Runnable toChange(int node, String id, String attribute, int value) {
        SessionStore store = nodes.get(node);
        Session session = Objects.requireNonNull(store.load(id));
        session.put(attribute, value);
        return () -> {
            try {
                store.save(session);
            } catch (SessionGoneException e) {
                // it has ended meanwhile, and stays out
            }
        };
    }

    @Override
    public Callable<@Nullable String> toChangeId(int node, String id) {
        SessionStore store = nodes.get(node);
        Session session = Objects.requireNonNull(store.load(id));
        return () -> {
            String next = session.changeId();
            store.save(session);
            return next;
        };
    }

    @Override
    public void end(int node, String id) {
        boolean unused = nodes.get(node).delete(id);
    }

    @Override
    public boolean lives(String id) {
        return judge.load(id) != null;
    }

    @Override
    public @Nullable Object get(String id, String attribute) {
        Session session = judge.load(id);
        return session == null ? null : session.get(attribute);
    }

    @Override
    public @Nullable String login(int node, String principal) {
        SessionStore store = nodes.get(node);
        Session session = store.create();
        session.principal(principal);
        try {
            store.save(session);
            return session.id();
        } catch (SessionGoneException e) {
            return null; // a later login has taken its place
        }
    }

    @Override
    public boolean limits() {
        return true;
    }
}
