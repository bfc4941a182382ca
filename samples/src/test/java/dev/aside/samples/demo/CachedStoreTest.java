package dev.aside.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.CacheWriteException;
import dev.aside.samples.demo.shop.Catalogue;
import dev.aside.samples.demo.shop.QueryCounts;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.shop.ShopDatabase;
import dev.aside.samples.demo.shop.TableLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CachedStoreTest {
    private final Catalogue catalogue = new Catalogue(key -> "\"id\":" + key);
    private ShopDatabase database;
    private CachedStore store;

    @BeforeEach
    void open() {
        database = ShopDatabase.open("jdbc:h2:mem:cached", 2);
        new TableLoader(database, done -> {}).load(10, i -> catalogue.row(i, Row.FIRST_VERSION));
        store = CachedStore.open(new DemoOptions(), database);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void readsThroughOnce() {
        assertThat(store.read(3)).isEqualTo(catalogue.row(3, 1));
        assertThat(store.read(3)).isEqualTo(catalogue.row(3, 1));
        assertThat(store.read(10)).isNull();

        assertThat(database.queries()).isEqualTo(new QueryCounts(2, 0));
    }

    @Test
    void writesThrough() {
        store.read(3);
        Row changed = catalogue.row(3, 2);

        assertThat(store.write(changed)).isTrue();
        assertThat(store.read(3)).isEqualTo(changed);
        assertThat(database.find(3)).isEqualTo(changed);
    }

    @Test
    void aRefusedWriteIsNotServed() {
        store.write(catalogue.row(3, 5));

        assertThatThrownBy(() -> store.write(catalogue.row(3, 4))).isInstanceOf(CacheWriteException.class);
        assertThat(store.read(3)).isEqualTo(catalogue.row(3, 5));
    }
}
