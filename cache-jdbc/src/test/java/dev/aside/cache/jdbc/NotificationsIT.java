package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What others change, and say so by the database; on a real server. */
@Timeout(60)
final class NotificationsIT {

    /** A second, with five-fold slack. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES =
            ServerExtension.perClass(() -> PostgresServer.builder().replicas(1).start());

    private final PostgresServer writer = POSTGRES.get();
    private final EndpointDataSource database =
            Shop.over(writer).notifications("aside").build();
    private final Aside aside = Aside.builder().build();
    private final Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
            .load(id -> Shop.ask(database, "select name from tea where id = " + id))
            .tags((id, name) -> Set.of("teas"))
            .source(database)
            .build();

    @BeforeEach
    void rows() {
        writer.sql("drop table if exists tea; create table tea (id int primary key, name text);"
                + " insert into tea values (1, 'assam'), (2, 'ceylon');"
                + " create or replace function tell_tea() returns trigger language plpgsql as"
                + " $$ begin perform pg_notify('aside', 'key names ' || new.id); return null; end $$;"
                + " create trigger tell_tea after update on tea for each row execute function tell_tea()");
        Shop.await(() -> listening() == 1, "somebody who listens");
        assertThat(names.getAll(Set.of(1, 2))).hasSize(2);
    }

    @AfterEach
    void close() {
        aside.close();
        database.close();
        Shop.await(() -> listening() == 0, "nobody who listens");
    }

    private int listening() {
        return Integer.parseInt(
                writer.sql("select count(*) from pg_stat_activity where query in ('listen aside', 'select 1')"
                                + " and application_name <> 'aside-probe' and backend_type = 'client backend'"
                                + " and pid <> pg_backend_pid()")
                        .strip());
    }

    private static void soon(Runnable what) {
        long began = System.nanoTime();
        what.run();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }

    @Test
    void aRowThatIsChangedByOthers_isLoadedAnewWithinASecond() {
        writer.sql("update tea set name = 'sencha' where id = 1");
        soon(() -> Shop.await(() -> "sencha".equals(names.get(1)), names));
        assertThat(names.stats().invalidations()).isEqualTo(1);
        assertThat(names.get(2)).isEqualTo("ceylon");
    }

    @Test
    void aTagAndAllOfACache_canBeTold() {
        writer.sql(
                "alter table tea disable trigger tell_tea; update tea set name = 'sencha'; notify aside, 'tag names teas'");
        soon(() -> Shop.await(() -> "sencha".equals(names.get(1)), names));
        writer.sql("update tea set name = 'matcha'; notify aside, 'all names'");
        soon(() -> Shop.await(() -> "matcha".equals(names.get(1)), names));
    }

    @Test
    void whatIsNoKey_orOfNoCache_isPassedOver() {
        writer.sql("notify aside, 'key names one'; notify aside, 'key'; notify aside, 'key others 1'; notify aside, '';"
                + " update tea set name = 'sencha' where id = 1");
        soon(() -> Shop.await(() -> "sencha".equals(names.get(1)), names));
        assertThat(names.stats().invalidations()).isEqualTo(1);
    }

    /** What was said meanwhile is lost, so nothing counts that was there before. */
    @Test
    void whenItHasToListenAnew_everythingCountsAsChanged() {
        writer.sql("alter table tea disable trigger tell_tea; update tea set name = 'sencha'");
        assertThat(names.get(1)).isEqualTo("assam");
        writer.sql("select pg_terminate_backend(pid) from pg_stat_activity where query in ('listen aside', 'select 1')"
                + " and application_name <> 'aside-probe' and pid <> pg_backend_pid()");
        soon(() -> Shop.await(() -> "sencha".equals(names.get(1)), names));
        assertThat(names.get(2)).isEqualTo("sencha");
    }
}
