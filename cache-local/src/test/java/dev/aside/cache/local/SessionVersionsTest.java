package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.testkit.ManualTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two versions of an application side by side, whose classes differ; and secrets that are changed. */
final class SessionVersionsTest {

    static final class Old {
        record Basket(List<String> items) {}
    }

    static final class New {
        record Basket(List<String> items, int discount) {}
    }

    private final ManualTime time = new ManualTime();
    private final UnsteadySessions server = new UnsteadySessions();
    private final Aside before =
            Aside.builder().backend(server).runtime(time.runtime()).build();
    private final Aside after =
            Aside.builder().backend(server).runtime(time.runtime()).build();

    @AfterEach
    void close() {
        before.close();
        after.close();
    }

    @Test
    void rollingDeployWithAnIncompatibleClass_costsNoError() {
        byte[] secret = new byte[32];
        SessionStore old = before.sessions("web")
                .secret(secret)
                .attribute("basket", Old.Basket.class)
                .build();
        SessionStore next = after.sessions("web")
                .secret(secret)
                .attribute("basket", New.Basket.class)
                .build();
        Session session = old.create();
        session.put("user", "ada");
        session.put("basket", new Old.Basket(List.of("tea")));
        old.save(session);

        Session deployed = Objects.requireNonNull(next.load(session.id()));
        assertThat(deployed.get("basket")).isNull();
        assertThat(deployed.get("user")).isEqualTo("ada");
        assertThat(next.stats().unreadable()).isEqualTo(1);
        deployed.put("seen", 1);
        next.save(deployed);

        Session back = Objects.requireNonNull(old.load(session.id()));
        assertThat(back.get("basket")).isEqualTo(new Old.Basket(List.of("tea")));
        assertThat(back.get("seen")).isEqualTo(1);

        Session again = Objects.requireNonNull(next.load(session.id()));
        again.put("basket", new New.Basket(List.of("tea", "honey"), 10));
        next.save(again);
        assertThat(Objects.requireNonNull(old.load(session.id())).get("basket")).isNull();
        assertThat(Objects.requireNonNull(next.load(session.id())).get("basket"))
                .isEqualTo(new New.Basket(List.of("tea", "honey"), 10));
    }

    @Test
    void changedSecret_letsInWhoeverWasLetInBefore_andIssuesByTheNext() {
        byte[] first = new byte[32];
        byte[] second = new byte[32];
        Arrays.fill(second, (byte) 1);
        SessionStore old = before.sessions("web").secret(first).build();
        SessionStore next =
                after.sessions("web").secret(second).formerSecret(first).build();
        Session session = old.create();
        session.put("user", "ada");
        old.save(session);
        assertThat(Objects.requireNonNull(next.load(session.id())).get("user")).isEqualTo("ada");
        Session fresh = next.create();
        fresh.put("user", "bob");
        next.save(fresh);
        assertThat(next.load(fresh.id())).isNotNull();
        assertThat(old.load(fresh.id())).isNull();
    }

    @Test
    void objectThatWasChangedInPlace_isSaved() {
        byte[] secret = new byte[32];
        SessionStore store = before.sessions("web").secret(secret).build();
        SessionStore careless =
                after.sessions("web").secret(secret).savesMutated(false).build();
        Session session = store.create();
        session.put("bytes", new byte[] {1, 2, 3});
        store.save(session);
        long saves = store.stats().saves();

        Session read = Objects.requireNonNull(store.load(session.id()));
        assertThat((byte[]) read.get("bytes")).containsExactly(1, 2, 3);
        store.save(read);
        assertThat(store.stats().saves()).isEqualTo(saves);

        Session unsaved = Objects.requireNonNull(careless.load(session.id()));
        Objects.requireNonNull(unsaved.get("bytes", byte[].class))[0] = 8;
        careless.save(unsaved);
        Session changed = Objects.requireNonNull(store.load(session.id()));
        assertThat((byte[]) changed.get("bytes")).containsExactly(1, 2, 3);
        Objects.requireNonNull(changed.get("bytes", byte[].class))[0] = 9;
        store.save(changed);
        assertThat((byte[]) Objects.requireNonNull(store.load(session.id())).get("bytes"))
                .containsExactly(9, 2, 3);
    }
}
