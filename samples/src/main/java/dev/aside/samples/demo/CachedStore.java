package dev.aside.samples.demo;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.shop.ShopDatabase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The shop's repository behind Aside: all of the demo that knows the library. */
final class CachedStore implements StoreFactory.ClosableStore {
    private final Aside aside;
    private final Cache<Integer, Row> rows;

    private CachedStore(Aside aside, Cache<Integer, Row> rows) {
        this.aside = aside;
        this.rows = rows;
    }

    static CachedStore open(DemoOptions options, ShopDatabase database) {
        Aside aside = Aside.builder().build();
        Cache<Integer, Row> rows = aside.cache("shop", Integer.class, Row.class)
                .load(database::find)
                .write((key, row) -> database.save(row))
                .consistency(options.mode)
                .expireAfterWrite(Duration.ofMinutes(10))
                .maximumSize(options.capacity)
                .build();
        return new CachedStore(aside, rows);
    }

    @Override
    public @Nullable Row read(Integer key) {
        return rows.get(key);
    }

    /** Only a change that every tier has acknowledged is held against later reads. */
    @Override
    public boolean write(Row row) {
        return rows.put(row.key(), row) == ChangeOutcome.APPLIED;
    }

    @Override
    public void close() {
        aside.close();
    }
}
