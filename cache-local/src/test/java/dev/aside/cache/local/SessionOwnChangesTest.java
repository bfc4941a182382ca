package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.aside.Aside;
import dev.aside.SessionStoreBuilder;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.OwnChanges;
import dev.aside.cache.route.ChangeToken;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionConcurrency;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.InMemoryServer;
import dev.aside.cache.testkit.ManualTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session carries what its user has changed in caches from one node to the next, with what is saved anyway. */
@SuppressWarnings("try") // what is bound to the thread is there to be closed
final class SessionOwnChangesTest {

    private static final long UNTIL = Long.MAX_VALUE / 2;

    private final ManualTime time = new ManualTime();
    private final UnsteadySessions sessions = new UnsteadySessions();
    private final InMemoryServer server = InMemoryServer.redis();
    private final InMemoryBackend wayThere = new InMemoryBackend(server);
    private final Map<Long, String> database = new ConcurrentHashMap<>(Map.of(42L, "tea"));
    private final Aside web = node(sessions);
    private final Aside webThere = node(sessions);
    private final Aside here = node(new InMemoryBackend(server));
    private final Aside there = node(wayThere);

    private Aside node(CacheBackend backend) {
        return Aside.builder().backend(backend).runtime(time.runtime()).build();
    }

    @AfterEach
    void close() {
        List.of(web, webThere, here, there).forEach(Aside::close);
    }

    private SessionStore store(Aside node, UnaryOperator<SessionStoreBuilder> settings) {
        return settings.apply(node.sessions("web").secret(new byte[32])).build();
    }

    private Cache<Long, String> products(Aside node) {
        return node.cache("products", Long.class, String.class)
                .load(database::get)
                .consistency(Consistency.READ_YOUR_WRITES)
                .build();
    }

    private static Session saved(SessionStore store) {
        Session session = store.create();
        session.put("user", "ada");
        store.save(session);
        return session;
    }

    private static Session load(SessionStore store, Session session) {
        return Objects.requireNonNull(store.load(session.id()));
    }

    /** Stands for a change of a cache. */
    private static void change(Session session, long slot) {
        try (OwnChanges mine = session.ownChanges()) {
            mine.add(List.of(slot), UNTIL, CommitPosition.NONE, 0);
        }
    }

    private static ChangeToken token(Session session) {
        try (OwnChanges mine = session.ownChanges()) {
            return mine.token();
        }
    }

    private static boolean has(Session session, long slot) {
        return token(session).floorOf(-1, slot, 0) != null;
    }

    @Test
    void nextRequest_onAnotherNode_seesWhatThisOneHasChanged() {
        SessionStore store = store(web, builder -> builder);
        SessionStore storeThere = store(webThere, builder -> builder);
        Cache<Long, String> changer = products(here);
        Cache<Long, String> reader = products(there);
        reader.get(42L);
        reader.get(42L);
        wayThere.pauseFeed(true);
        Session session = saved(store);
        try (OwnChanges mine = session.ownChanges()) {
            database.put(42L, "green tea");
            changer.invalidate(42L);
        }
        store.save(session);

        assertThat(reader.get(42L)).as("anybody else").isEqualTo("tea");
        try (OwnChanges mine = load(storeThere, session).ownChanges()) {
            assertThat(reader.get(42L)).isEqualTo("green tea");
        }
    }

    @Test
    void token_goesWithTheSave_andCostsNoRequestMore() {
        SessionStore store = store(web, builder -> builder);
        Session session = saved(store);
        int before = sessions.asked();
        session.put("count", 1);
        change(session, 7);
        store.save(session);
        assertThat(sessions.asked()).isEqualTo(before + 1);

        Session again = load(store, session);
        assertThat(sessions.asked()).isEqualTo(before + 2);
        assertThat(has(again, 7)).isTrue();
        assertThat(again.get("count")).isEqualTo(1);
    }

    @Test
    void tokenThatHasNotMoved_isNotSaved() {
        SessionStore store = store(web, builder -> builder);
        Session session = saved(store);
        change(session, 7);
        store.save(session);
        int before = sessions.asked();
        store.save(session);
        Session again = load(store, session);
        assertThat(has(again, 7)).isTrue();
        store.save(again);
        assertThat(sessions.asked()).as("the load").isEqualTo(before + 1);
    }

    @Test
    void tokenThatHasMovedAlone_isSaved_butMakesNoSession() {
        SessionStore store = store(web, builder -> builder);
        Session session = saved(store);
        change(session, 7);
        store.save(session);
        assertThat(has(load(store, session), 7)).isTrue();

        Session visitor = store.create();
        change(visitor, 7);
        int before = sessions.asked();
        store.save(visitor);
        assertThat(sessions.asked()).isEqualTo(before);
        visitor.put("user", "bob");
        store.save(visitor);
        assertThat(has(load(store, visitor), 7)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"MERGE", "OPTIMISTIC"})
    void parallelRequests_keepBothTokens_andAreNoConflict(SessionConcurrency concurrency) {
        SessionStore store = store(web, builder -> builder.concurrency(concurrency));
        Session session = saved(store);
        change(session, 1);
        store.save(session);
        Session one = load(store, session);
        Session other = load(store, session);
        change(one, 2);
        change(other, 3);
        store.save(one);
        assertThatCode(() -> store.save(other)).doesNotThrowAnyException();
        change(one, 4);
        store.save(one);

        Session last = load(store, session);
        for (long slot = 1; slot <= 4; slot++) {
            assertThat(has(last, slot)).as("change %d", slot).isTrue();
        }
        change(last, 5);
        store.save(last);
        assertThat(has(load(store, session), 2)).isTrue();
    }

    @Test
    void fieldsOfTheToken_areNoAttributes_andDoNotAddUp() {
        SessionStore store = store(web, builder -> builder.maximumAttributes(3));
        Session session = saved(store);
        for (int i = 1; i <= 10; i++) {
            Session request = load(store, session);
            change(request, i);
            store.save(request);
        }
        assertThat(load(store, session).names()).containsExactly("user");
        assertThat(session.names()).containsExactly("user");
    }

    @Test
    void whatIsChangedWhileASaveIsUnderWay_isSavedByTheNext() {
        SessionStore store = store(web, builder -> builder);
        Session session = saved(store);
        try (OwnChanges mine = session.ownChanges()) {
            mine.add(List.of(1L), UNTIL, CommitPosition.NONE, 0);
            store.save(session);
            mine.add(List.of(2L), UNTIL, CommitPosition.NONE, 0);
        }
        store.save(session);
        assertThat(has(load(store, session), 2)).isTrue();
    }
}
