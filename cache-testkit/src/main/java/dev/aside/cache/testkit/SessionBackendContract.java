package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.OwnChanges;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionConcurrency;
import dev.aside.cache.session.SessionConflictException;
import dev.aside.cache.session.SessionFullException;
import dev.aside.cache.session.SessionGoneException;
import dev.aside.cache.session.SessionLimitException;
import dev.aside.cache.session.SessionOverflow;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.session.SessionUnsupportedException;
import dev.aside.cache.session.SessionView;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionBackend;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What sessions must be like on every backend, as tests. A backend's test says how two nodes reach the same sessions, and how
 * time passes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SessionBackendContract extends SessionContractSettings {

    /** For subclasses. */
    protected SessionBackendContract() {}

    @Test
    void savedSession_isFoundByEveryNode() {
        Stores stores = stores();
        Session session = stores.here().create();
        assertThat(session.isNew()).isTrue();
        session.put("basket", new Basket(List.of("tea")));
        session.put("count", 7);
        stores.here().save(session);

        Session again = load(stores.there(), session);
        assertThat(again.isNew()).isFalse();
        assertThat(again.get("basket", Basket.class)).isEqualTo(new Basket(List.of("tea")));
        assertThat(again.get("count")).isEqualTo(7);
        assertThat(again.names()).containsExactlyInAnyOrder("basket", "count");
        assertThat(again.handle()).isEqualTo(session.handle()).isNotEqualTo(session.id());
        assertThat(again.createdAt()).isEqualTo(again.lastAccessedAt());
    }

    @Test
    void sessionWithoutAttributes_isNotStored() {
        Stores stores = stores();
        Session session = stores.here().create();
        stores.here().save(session);
        assertThat(stores.there().load(session.id())).isNull();
        assertThat(stores.here().stats().created()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "not an id at all", "0123456789012345678901234567890123456789012", "%%%", "\u0000"})
    void whatIsNoId_isNobodysSession(String id) {
        Stores stores = stores();
        assertThat(stores.here().load(id)).isNull();
        assertThat(stores.here().delete(id)).isFalse();
    }

    @Test
    void idThatWasNeverIssued_isNotTakenOver() {
        Stores stores = stores();
        String planted = stores.there().create().id();
        assertThat(stores.here().load(planted)).isNull();
        Session session = stores.here().create();
        assertThat(session.id()).isNotEqualTo(planted);
    }

    @Test
    void idWithAnotherSecretHalf_isNobodysSession() {
        Stores stores = stores();
        Session session = saved(stores.here(), new Basket(List.of()));
        String other = stores.here().create().id();
        String forged = session.id().substring(0, 22) + other.substring(22);
        assertThat(stores.there().load(forged)).isNull();
        assertThat(stores.there().delete(forged)).isFalse();
        assertThat(stores.there().load(session.id())).isNotNull();
    }

    @Test
    void removedAttribute_isGone() {
        Stores stores = stores();
        Session session = saved(stores.here(), new Basket(List.of()));
        session.put("count", 1);
        stores.here().save(session);
        Session there = load(stores.there(), session);
        there.remove("count");
        stores.there().save(there);
        assertThat(load(stores.here(), session).names()).containsExactly("basket");
    }

    @Test
    void parallelChangesOfDifferentAttributes_allSurvive() {
        Stores stores = stores();
        Session session = saved(stores.here(), new Basket(List.of()));
        Session one = load(stores.here(), session);
        Session other = load(stores.there(), session);
        one.put("one", "1");
        other.put("other", "2");
        other.remove("basket");
        stores.here().save(one);
        stores.there().save(other);
        assertThat(load(stores.here(), session).names()).containsExactlyInAnyOrder("one", "other");
    }

    @ParameterizedTest
    @EnumSource(names = {"MERGE", "OPTIMISTIC"})
    void ownChangesOfParallelRequests_areAllCarried(SessionConcurrency concurrency) {
        Stores stores = stores(builder -> builder.concurrency(concurrency));
        Session session = saved(stores.here(), new Basket(List.of()));
        change(session, 1);
        stores.here().save(session);
        Session one = load(stores.here(), session);
        Session other = load(stores.there(), session);
        change(one, 2);
        change(other, 3);
        stores.here().save(one);
        stores.there().save(other);
        Session last = load(stores.here(), session);
        try (OwnChanges own = last.ownChanges()) {
            for (long slot = 1; slot <= 3; slot++) {
                assertThat(own.floorOf(-1, slot, 0)).as("change %d", slot).isEqualTo(CommitPosition.NONE);
            }
        }
        assertThat(last.names()).containsExactly("basket");
    }

    private static void change(Session session, long slot) {
        try (OwnChanges own = session.ownChanges()) {
            own.add(List.of(slot), 1_000, CommitPosition.NONE, 0);
        }
    }

    @Test
    void optimisticSave_isRefusedWhereAnotherChangedTheSameAttribute() {
        Stores stores = stores(builder -> builder.concurrency(SessionConcurrency.OPTIMISTIC));
        Session session = saved(stores.here(), new Basket(List.of()));
        Session one = load(stores.here(), session);
        Session other = load(stores.there(), session);
        one.put("count", 1);
        stores.here().save(one);
        other.put("count", 2);
        assertThatThrownBy(() -> stores.there().save(other))
                .isInstanceOfSatisfying(
                        SessionConflictException.class,
                        e -> assertThat(e.names()).containsExactly("count"));
        assertThat(load(stores.there(), session).get("count")).isEqualTo(1);

        Session third = load(stores.there(), session);
        third.put("else", 3);
        stores.there().save(third);
        assertThat(load(stores.here(), session).get("else")).isEqualTo(3);
    }

    @Test
    void deletedSession_staysOut() {
        Stores stores = stores();
        Session session = saved(stores.here(), new Basket(List.of()));
        Session late = load(stores.there(), session);
        stores.here().delete(session);
        late.put("count", 1);
        assertThatThrownBy(() -> stores.there().save(late)).isInstanceOf(SessionGoneException.class);
        assertThat(stores.here().load(session.id())).isNull();
        assertThatThrownBy(() -> stores.here().save(session)).isInstanceOf(SessionGoneException.class);
    }

    @Test
    void sessionDeletedByItsId_staysOut() {
        Stores stores = stores();
        Session session = saved(stores.here(), new Basket(List.of()));
        assertThat(stores.there().delete(session.id())).isTrue();
        assertThat(stores.there().delete(session.id())).isFalse();
        assertThat(stores.there().load(session.id())).isNull();
    }

    @Test
    void sessionDeletedByItsHandle_staysOut() {
        Stores stores = stores();
        Session session = saved(stores.here(), new Basket(List.of()));
        stores.there().deleteByHandle(session.handle());
        assertThat(stores.there().load(session.id())).isNull();
        assertThatThrownBy(() -> stores.there().deleteByHandle("x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changedId_isLetIn_andTheFormerForAGrace() {
        Stores stores = stores(builder -> builder.idGrace(Duration.ofSeconds(1)));
        Session session = saved(stores.here(), new Basket(List.of("tea")));
        String former = session.id();
        String next = session.changeId();
        assertThat(next).isNotEqualTo(former);
        assertThat(stores.there().load(next)).isNull();
        stores.here().save(session);

        assertThat(load(stores.there(), session).get("basket")).isEqualTo(new Basket(List.of("tea")));
        Session underWay = Objects.requireNonNull(stores.there().load(former));
        underWay.put("count", 1);
        stores.there().save(underWay);
        assertThat(load(stores.here(), session).get("count")).isEqualTo(1);
        advance(Duration.ofSeconds(1).plusMillis(200));
        assertThat(stores.there().load(former)).isNull();
        assertThat(stores.there().load(next)).isNotNull();
        assertThat(session.handle()).isEqualTo(underWay.handle());
    }

    @Test
    void newSession_whoseIdWasChangedBeforeItWasStored_isFoundByItsId() {
        Stores stores = stores();
        Session session = stores.here().create();
        String first = session.id();
        session.changeId();
        session.put("count", 1);
        stores.here().save(session);
        assertThat(load(stores.there(), session).get("count")).isEqualTo(1);
        assertThat(stores.there().load(first)).isNull();
        session.changeId();
        stores.here().save(session);
        assertThat(load(stores.there(), session).get("count")).isEqualTo(1);
    }

    @Test
    void parallelChangesOfTheId_agree() {
        Stores stores = stores();
        Session session = saved(stores.here(), new Basket(List.of()));
        Session one = load(stores.here(), session);
        Session other = load(stores.there(), session);
        String next = one.changeId();
        assertThat(other.changeId()).isEqualTo(next);
        stores.here().save(one);
        stores.there().save(other);
        assertThat(stores.here().load(next)).isNotNull();
        Session third = Objects.requireNonNull(stores.there().load(next));
        String last = third.changeId();
        stores.there().save(third);
        assertThat(stores.here().load(last)).isNotNull();
    }

    @Test
    void whoComesByTheFormerId_neverGetsTheOneThatWasIssuedAfterIt() {
        Stores stores = stores();
        Session session = saved(stores.here(), new Basket(List.of()));
        String planted = session.id();
        session.changeId();
        stores.here().save(session);
        Session attacker = Objects.requireNonNull(stores.there().load(planted));
        assertThat(attacker.changeId()).isNotEqualTo(session.id());
        assertThatThrownBy(() -> stores.there().save(attacker)).isInstanceOf(SessionGoneException.class);
        assertThat(stores.there().load(session.id())).isNotNull();
    }

    @Test
    void sessionInUse_livesOn_andEndsWhenNobodyComes() {
        Stores stores = stores(builder -> builder.idleTimeout(IDLE));
        Session session = saved(stores.here(), new Basket(List.of()));
        for (int i = 0; i < 4; i++) {
            advance(IDLE.dividedBy(2));
            assertThat(stores.there().load(session.id())).isNotNull();
        }
        advance(IDLE.plusMillis(200));
        assertThat(stores.there().load(session.id())).isNull();
        assertThat(stores.here().load(session.id())).isNull();
    }

    @Test
    void longestLife_endsASessionThatIsInUse() {
        Stores stores = stores(builder -> builder.idleTimeout(IDLE).longestLife(IDLE));
        Session session = saved(stores.here(), new Basket(List.of()));
        advance(IDLE.dividedBy(2));
        assertThat(stores.there().load(session.id())).isNotNull();
        advance(IDLE.dividedBy(2).plusMillis(200));
        assertThat(stores.there().load(session.id())).isNull();
    }

    @Test
    void idleTimeoutOfOneSession_isItsOwn() {
        Stores stores = stores(builder -> builder.idleTimeout(Duration.ofHours(1)));
        Session session = saved(stores.here(), new Basket(List.of()));
        session.idleTimeout(IDLE);
        stores.here().save(session);
        assertThat(load(stores.there(), session).idleTimeout()).isEqualTo(IDLE);
        advance(IDLE.plusMillis(200));
        assertThat(stores.there().load(session.id())).isNull();
        assertThatThrownBy(() -> session.idleTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tooLargeSession_isRefused_andWhatWasStoredStays() {
        Stores stores = stores(builder -> builder.maximumAttributes(3).maximumBytes(1_000));
        Session session = saved(stores.here(), new Basket(List.of()));
        Session other = load(stores.there(), session);
        session.put("a", "1");
        session.put("b", "2");
        stores.here().save(session);
        other.put("c", "3");
        assertThatThrownBy(() -> stores.there().save(other)).isInstanceOf(SessionFullException.class);
        assertThat(load(stores.there(), session).names()).containsExactlyInAnyOrder("basket", "a", "b");
        if (newBackendForm() == Payload.Form.BYTES) {
            Session large = load(stores.there(), session);
            large.put("a", "x".repeat(1_000));
            assertThatThrownBy(() -> stores.there().save(large)).isInstanceOf(SessionFullException.class);
            assertThat(load(stores.there(), session).get("a")).isEqualTo("1");
        }
    }

    @Test
    void exclusiveSession_isOneRequestsAtATime() {
        Stores stores = stores(
                builder -> builder.concurrency(SessionConcurrency.EXCLUSIVE).exclusiveFor(Duration.ofMillis(300)));
        Session session = saved(stores.here(), new Basket(List.of()));
        Session one = load(stores.here(), session);
        one.put("count", 1);
        stores.here().save(one);
        Session other = load(stores.there(), session);
        assertThat(other.get("count")).isEqualTo(1);
        stores.there().save(other);
        Session third = load(stores.here(), session);
        third.put("count", 2);
        stores.here().save(third);
        assertThat(load(stores.there(), session).get("count")).isEqualTo(2);
    }

    @Test
    void principal_isFoundAndLosesWhatHasEnded() {
        Stores stores = stores();
        Session session = stores.here().create();
        session.principal("ada");
        stores.here().save(session);
        assertThat(load(stores.there(), session).principal()).isEqualTo("ada");
        assertThat(load(stores.there(), session).names()).isEmpty();
        if (!can(SessionBackend.Ability.PRINCIPALS)) {
            assertThatThrownBy(() -> stores.there().findByPrincipal("ada"))
                    .isInstanceOf(SessionUnsupportedException.class);
            return;
        }
        assertThat(stores.there().findByPrincipal("ada"))
                .extracting(SessionView::handle)
                .containsExactly(session.handle());
        assertThat(stores.there().findByPrincipal("bob")).isEmpty();

        session.principal("bob");
        stores.here().save(session);
        assertThat(stores.there().findByPrincipal("ada")).isEmpty();
        assertThat(stores.there().findByPrincipal("bob")).hasSize(1);
        stores.there().delete(session.id());
        assertThat(stores.there().findByPrincipal("bob")).isEmpty();
    }

    @Test
    void limitPerPrincipal_refuses() {
        if (!can(SessionBackend.Ability.PRINCIPALS)) {
            return;
        }
        Stores stores = stores(builder -> builder.maximumPerPrincipal(2, SessionOverflow.REFUSE));
        Session one = login(stores.here(), "ada");
        Session two = login(stores.there(), "ada");
        assertThatThrownBy(() -> login(stores.here(), "ada")).isInstanceOf(SessionLimitException.class);
        one.put("basket", new Basket(List.of()));
        stores.here().save(one);
        stores.there().delete(two.id());
        assertThat(login(stores.here(), "ada")).isNotNull();
    }

    @Test
    void limitPerPrincipal_endsTheOldest() {
        if (!can(SessionBackend.Ability.PRINCIPALS)) {
            return;
        }
        Stores stores = stores(builder -> builder.maximumPerPrincipal(1, SessionOverflow.END_OLDEST));
        Session one = login(stores.here(), "ada");
        advance(Duration.ofMillis(20));
        Session two = login(stores.there(), "ada");
        assertThat(stores.there().load(one.id())).isNull();
        assertThat(stores.here().load(two.id())).isNotNull();
    }

    @Test
    void parallelLogins_neverLeaveMoreThanTheLimit() throws Exception {
        if (!can(SessionBackend.Ability.PRINCIPALS)) {
            return;
        }
        Stores stores = stores(builder -> builder.maximumPerPrincipal(1, SessionOverflow.END_OLDEST));
        for (int round = 0; round < 20; round++) {
            String principal = "user" + round;
            List<Session> sessions = new CopyOnWriteArrayList<>();
            together(16, i -> {
                SessionStore store = i % 2 == 0 ? stores.here() : stores.there();
                Session session = store.create();
                session.principal(principal);
                try {
                    store.save(session);
                    sessions.add(session);
                } catch (SessionGoneException e) {
                    // a later login has taken its place
                }
            });
            assertThat(sessions.stream().filter(one -> stores.there().load(one.id()) != null))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void saveBesideDelete_neverMakesASessionAgain() throws Exception {
        Stores stores = stores();
        for (int round = 0; round < 50; round++) {
            Session session = saved(stores.here(), new Basket(List.of()));
            Session one = load(stores.here(), session);
            Session other = load(stores.there(), session);
            together(2, i -> {
                if (i == 0) {
                    stores.there().delete(other.id());
                } else {
                    one.put("count", 1);
                    try {
                        stores.here().save(one);
                    } catch (SessionGoneException e) {
                        // the delete was first
                    }
                }
            });
            assertThat(stores.here().load(session.id())).isNull();
        }
    }

    @Test
    void disjointUpdatesAtOnce_allSurvive() throws Exception {
        Stores stores = stores();
        Session session = saved(stores.here(), new Basket(List.of()));
        together(8, i -> {
            SessionStore store = i % 2 == 0 ? stores.here() : stores.there();
            for (int round = 1; round <= 20; round++) {
                Session mine = load(store, session);
                mine.put("of" + i, round);
                store.save(mine);
            }
        });
        Session end = load(stores.here(), session);
        for (int i = 0; i < 8; i++) {
            assertThat(end.get("of" + i)).isEqualTo(20);
        }
    }

    @Test
    void sessionThatEndsByItself_isTold_withWhatWasInIt() {
        if (!can(SessionBackend.Ability.EXPIRY_EVENTS)) {
            return;
        }
        List<String> told = new CopyOnWriteArrayList<>();
        Stores stores = stores(builder ->
                builder.idleTimeout(IDLE).onExpiry(view -> told.add(view.principal() + " " + view.get("basket"))));
        Session session = stores.here().create();
        session.principal("ada");
        session.put("basket", new Basket(List.of("tea")));
        stores.here().save(session);
        Session loggedOut = saved(stores.here(), new Basket(List.of()));
        stores.there().delete(loggedOut.id());
        for (int i = 0; i < 30 && told.isEmpty(); i++) {
            advance(Duration.ofMillis(500));
        }
        assertThat(told).containsOnly("ada Basket[items=[tea]]");
    }
}
