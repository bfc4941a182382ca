package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionFullException;
import dev.aside.cache.session.SessionGoneException;
import dev.aside.cache.session.SessionLimitException;
import dev.aside.cache.session.SessionOverflow;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is handed to a session store wrongly, or by somebody who means harm. */
final class SessionInputTest {

    private final ManualTime time = new ManualTime();
    private final UnsteadySessions server = new UnsteadySessions();
    private final Aside aside =
            Aside.builder().backend(server).runtime(time.runtime()).build();
    private final SessionStore store = aside.sessions("web")
            .secret(new byte[32])
            .maximumPerPrincipal(5, SessionOverflow.REFUSE)
            .build();

    @AfterEach
    void close() {
        aside.close();
    }

    private Session saved() {
        Session session = store.create();
        session.put("user", "ada");
        store.save(session);
        return session;
    }

    static List<String> cookies() {
        String valid = "A".repeat(43);
        return List.of(
                "",
                "x".repeat(10 << 20),
                valid.substring(1),
                valid + "A",
                "!" + valid.substring(1),
                valid.substring(1) + "=",
                valid.substring(1) + "B", // bits that are no part of an id
                "\u00e9" + valid.substring(1),
                "null");
    }

    /** Row 93: nobody's, and nobody is asked. */
    @ParameterizedTest
    @MethodSource("cookies")
    void whatCanBeNoId_isNotLookedUp(String id) {
        int before = server.asked();
        assertThat(store.load(id)).isNull();
        assertThat(store.delete(id)).isFalse();
        assertThat(server.asked()).isEqualTo(before);
    }

    /** Row 93: of the right form, and nobody's. */
    @Test
    void idThatWasNeverIssued_isNobodysAndNotTakenOver() {
        String planted = store.create().id();
        assertThat(store.load(planted)).isNull();
        assertThat(store.create().id()).isNotEqualTo(planted);
        assertThat(store.load(planted)).isNull();
    }

    /** Row 94: one look each, and nothing is stored. */
    @Test
    void idOfASessionThatHasEnded_costsALookEach() {
        Session session = saved();
        store.delete(session);
        int before = server.asked();
        for (int i = 0; i < 10_000; i++) {
            assertThat(store.load(session.id())).isNull();
        }
        assertThat(server.asked() - before).isEqualTo(10_000);
        assertThat(store.stats().created()).isEqualTo(1);
        assertThat(store.stats().saves()).isZero();
    }

    /** Row 96: refused, and what was stored stays. */
    @Test
    void oneAttributeTooMany_orOneByte_isRefused() {
        Session session = store.create();
        for (int i = 0; i < 256; i++) {
            session.put("a" + i, i);
        }
        store.save(session);
        session.put("one more", 1);
        assertThatThrownBy(() -> store.save(session))
                .isInstanceOf(SessionFullException.class)
                .hasMessageContaining("256 attributes");
        assertThat(Objects.requireNonNull(store.load(session.id())).names()).hasSize(256);

        Session large = saved();
        large.put("text", "x".repeat(64 << 10));
        assertThatThrownBy(() -> store.save(large)).isInstanceOf(SessionFullException.class);
        assertThat(Objects.requireNonNull(store.load(large.id())).get("text")).isNull();
    }

    /** Row 97: an idle time-out is more than zero, and at most ten years. */
    @Test
    void idleTimeout_isMoreThanZero_andNoLongerThanTenYears() {
        Session session = saved();
        assertThatThrownBy(() -> session.idleTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> session.idleTimeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        session.idleTimeout(Duration.ofDays(100_000));
        store.save(session);
        assertThat(Objects.requireNonNull(store.load(session.id())).idleTimeout())
                .isLessThan(Duration.ofDays(3_700))
                .isGreaterThan(Duration.ofDays(3_600));
    }

    /** Row 98: a request that is slower than the logout. */
    @Test
    void saveAfterTheLogout_isGone() {
        Session session = saved();
        Session slow = Objects.requireNonNull(store.load(session.id()));
        store.delete(session);
        slow.put("late", 1);
        assertThatThrownBy(() -> store.save(slow)).isInstanceOf(SessionGoneException.class);
        assertThat(store.load(session.id())).isNull();
    }

    /** Row 99: both requests end with the same id. */
    @Test
    void idChangedTwiceAtOnce_isOneId() {
        Session session = saved();
        Session one = Objects.requireNonNull(store.load(session.id()));
        Session other = Objects.requireNonNull(store.load(session.id()));
        String next = one.changeId();
        assertThat(other.changeId()).isEqualTo(next);
        store.save(other);
        store.save(one);
        assertThat(store.load(next)).isNotNull();
    }

    /** Row 101: any name that is neither empty nor too long; nobody's without one. */
    @Test
    void principal_mayBeAnyName_butNotEmptyNorTooLong() {
        Session session = saved();
        assertThatThrownBy(() -> session.principal("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> session.principal("x".repeat(10 << 10))).isInstanceOf(IllegalArgumentException.class);
        String odd = "a:b{c}d\r\n\u0000\u00fc";
        session.principal(odd);
        store.save(session);
        assertThat(store.findByPrincipal(odd)).hasSize(1);
        assertThat(store.findByPrincipal("a")).isEmpty();
        session.principal(null);
        store.save(session);
        assertThat(store.findByPrincipal(odd)).isEmpty();
        assertThat(Objects.requireNonNull(store.load(session.id())).principal()).isNull();
    }

    /** Row 102: a hundred logins at once, and exactly as many sessions as allowed. */
    @Test
    void limitHitByAHundredLogins_leavesAsManyAsAllowed() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(20);
        try {
            List<Callable<Boolean>> logins = java.util.Collections.nCopies(100, () -> logsIn());
            long in = 0;
            for (Future<Boolean> login : pool.invokeAll(logins)) {
                in += login.get() ? 1 : 0;
            }
            assertThat(in).isEqualTo(5);
            assertThat(store.findByPrincipal("ada")).hasSize(5);
        } finally {
            pool.shutdownNow();
        }
    }

    private boolean logsIn() {
        Session session = store.create();
        session.principal("ada");
        try {
            store.save(session);
            return true;
        } catch (SessionLimitException e) {
            return false;
        }
    }

    @Test
    void attributeOfATypeThatIsNotAllowed_isRefusedByItsName() {
        Session session = saved();
        assertThatThrownBy(() -> session.put("thread", Thread.currentThread()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Thread")
                .hasMessageContaining("allow");
        assertThatThrownBy(() -> session.put("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> session.put("a\nb", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sharedStoreWithoutASecret_orWithAShortOne_isRefused() {
        assertThatThrownBy(() -> aside.sessions("other").build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("secret");
        assertThatThrownBy(() -> aside.sessions("other").secret(new byte[31]))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("32");
        assertThatThrownBy(() -> aside.sessions("web").secret(new byte[32]).build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("web");
        assertThatThrownBy(() -> aside.sessions("not a name")).isInstanceOf(CacheConfigurationException.class);
    }

    @Test
    void nothingSaysAnId() {
        Session session = saved();
        assertThat(session.toString() + store.findByPrincipal("nobody")).doesNotContain(session.id());
    }
}
