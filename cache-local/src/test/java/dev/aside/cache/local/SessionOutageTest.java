package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.SessionStoreBuilder;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionGoneException;
import dev.aside.cache.session.SessionOutage;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SessionOutageTest {

    private final ManualTime time = new ManualTime();
    private final UnsteadySessions server = new UnsteadySessions();
    private final Aside here =
            Aside.builder().backend(server).runtime(time.runtime()).build();
    private final Aside there =
            Aside.builder().backend(server).runtime(time.runtime()).build();

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private SessionStore store(Aside node, UnaryOperator<SessionStoreBuilder> settings) {
        return settings.apply(node.sessions("web").secret(new byte[32])).build();
    }

    private static Session saved(SessionStore store) {
        Session session = store.create();
        session.put("user", "ada");
        store.save(session);
        return session;
    }

    /** The server is back, and has been asked whether it is. */
    private void comeBack() {
        server.isDown = false;
        time.advance(Duration.ofSeconds(2));
    }

    @Test
    void fail_failsEveryCall_andNothingIsLostOfWhatWasStored() {
        SessionStore store = store(here, builder -> builder);
        Session session = saved(store);
        server.isDown = true;
        assertThatThrownBy(() -> store.load(session.id())).isInstanceOf(CacheUnavailableException.class);
        session.put("count", 1);
        assertThatThrownBy(() -> store.save(session)).isInstanceOf(CacheUnavailableException.class);
        assertThat(store.stats().unavailable()).isEqualTo(2);
        comeBack();
        store.save(session);
        assertThat(Objects.requireNonNull(store.load(session.id())).get("count"))
                .isEqualTo(1);
    }

    @Test
    void serverThatDoesNotAnswer_isNotAskedByEveryCall() {
        SessionStore store = store(here, builder -> builder.whenUnavailable(SessionOutage.ANONYMOUS));
        Session session = saved(store);
        server.isDown = true;
        int before = server.asked();
        for (int i = 0; i < 1_000; i++) {
            assertThat(store.load(session.id())).isNull();
        }
        assertThat(server.asked() - before).isLessThan(10);
        assertThat(store.stats().degraded()).isEqualTo(1_000);
    }

    @Test
    void anonymous_findsNobody_andKeepsNothing() {
        SessionStore store = store(here, builder -> builder.whenUnavailable(SessionOutage.ANONYMOUS));
        Session session = saved(store);
        server.isDown = true;
        assertThat(store.load(session.id())).isNull();
        Session visitor = saved(store);
        comeBack();
        assertThat(store.load(session.id())).isNotNull();
        assertThat(store.load(visitor.id())).isNull();
    }

    @Test
    void local_goesOnWithWhatItKnows_andStoresWhatWasChanged() {
        SessionStore store = store(here, builder -> builder.whenUnavailable(SessionOutage.LOCAL));
        SessionStore other = store(there, builder -> builder);
        Session session = saved(store);
        assertThat(store.load(session.id())).isNotNull();
        server.isDown = true;

        Session again = Objects.requireNonNull(store.load(session.id()));
        again.put("count", 1);
        store.save(again);
        Session visitor = saved(store);
        assertThat(Objects.requireNonNull(store.load(session.id())).get("count"))
                .isEqualTo(1);
        assertThat(store.load(visitor.id())).isNotNull();

        comeBack();
        assertThat(Objects.requireNonNull(other.load(session.id())).get("count"))
                .isEqualTo(1);
        assertThat(Objects.requireNonNull(other.load(visitor.id())).get("user")).isEqualTo("ada");
    }

    @Test
    void local_knowsWhatItHasStored_andNothingElse() {
        SessionStore store = store(here, builder -> builder.whenUnavailable(SessionOutage.LOCAL));
        SessionStore other = store(there, builder -> builder);
        Session known = saved(store);
        Session unknown = saved(other);
        Session seen = Objects.requireNonNull(store.load(unknown.id()));
        store.delete(unknown.id());
        server.isDown = true;
        assertThat(Objects.requireNonNull(store.load(known.id())).get("user")).isEqualTo("ada");
        assertThat(store.load(unknown.id())).isNull();
        seen.put("late", 1);
        assertThatThrownBy(() -> store.save(seen)).isInstanceOf(CacheUnavailableException.class);
    }

    @Test
    void local_storesWhatWasChangedInItsOrder() {
        SessionStore store = store(here, builder -> builder.whenUnavailable(SessionOutage.LOCAL));
        SessionStore other = store(there, builder -> builder);
        server.isDown = true;
        Session visitor = saved(store);
        for (int i = 1; i <= 5; i++) {
            Session again = Objects.requireNonNull(store.load(visitor.id()));
            again.put("count", i);
            store.save(again);
        }
        comeBack();
        assertThat(Objects.requireNonNull(other.load(visitor.id())).get("count"))
                .isEqualTo(5);
    }

    @Test
    void local_mergesWithWhatOthersHaveStored() {
        SessionStore store = store(here, builder -> builder.whenUnavailable(SessionOutage.LOCAL));
        SessionStore other = store(there, builder -> builder);
        Session session = saved(store);
        assertThat(store.load(session.id())).isNotNull();
        Session theirs = Objects.requireNonNull(other.load(session.id()));
        server.isDown = true;
        Session mine = Objects.requireNonNull(store.load(session.id()));
        mine.put("mine", 1);
        store.save(mine);
        server.isDown = false;
        theirs.put("theirs", 2);
        other.save(theirs);
        time.advance(Duration.ofSeconds(2));
        assertThat(Objects.requireNonNull(other.load(session.id())).names()).contains("mine", "theirs", "user");
    }

    @Test
    void local_doesNotGoOnForLongerThanItMay() {
        SessionStore store = store(
                here, builder -> builder.whenUnavailable(SessionOutage.LOCAL).localFor(Duration.ofSeconds(30)));
        Session session = saved(store);
        assertThat(store.load(session.id())).isNotNull();
        server.isDown = true;
        assertThat(store.load(session.id())).isNotNull();
        time.advance(Duration.ofSeconds(31));
        assertThatThrownBy(() -> store.load(session.id())).isInstanceOf(CacheUnavailableException.class);
    }

    @Test
    void logoutThatWasNotHeard_isSaidAgain() {
        SessionStore store = store(here, builder -> builder);
        SessionStore other = store(there, builder -> builder);
        Session session = saved(store);
        server.isDown = true;
        assertThatThrownBy(() -> store.delete(session)).isInstanceOf(CacheUnavailableException.class);
        server.isDown = false;
        assertThat(store.load(session.id())).isNull();
        time.advance(Duration.ofSeconds(2));
        assertThat(other.load(session.id())).isNull();
    }

    @Test
    void sessionWhoseFirstSaveWasNotHeard_canBeSavedAgain() {
        SessionStore store = store(here, builder -> builder);
        Session session = store.create();
        session.put("user", "ada");
        server.losesAnswers = true;
        assertThatThrownBy(() -> store.save(session)).isInstanceOf(CacheUnavailableException.class);
        server.losesAnswers = false;
        session.put("count", 2);
        store.save(session);
        assertThat(Objects.requireNonNull(store.load(session.id())).get("count"))
                .isEqualTo(2);
    }

    @Test
    void sessionWhoseFirstSaveWasNotHeard_staysOutOnceDeleted() {
        SessionStore store = store(here, builder -> builder);
        Session session = store.create();
        session.put("user", "ada");
        server.losesAnswers = true;
        assertThatThrownBy(() -> store.save(session)).isInstanceOf(CacheUnavailableException.class);
        server.losesAnswers = false;
        store.delete(session);
        assertThat(store.load(session.id())).isNull();
        assertThatThrownBy(() -> store.save(session)).isInstanceOf(SessionGoneException.class);
    }
}
