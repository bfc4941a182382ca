package dev.aside.samples.demo;

import dev.aside.samples.demo.replay.Store;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.shop.ShopDatabase;
import org.jspecify.annotations.Nullable;

/** The database alone: every access is a query. */
record DirectStore(ShopDatabase database) implements Store {
    @Override
    public @Nullable Row read(Integer key) {
        return database.find(key);
    }

    @Override
    public boolean write(Row row) {
        database.save(row);
        return true;
    }
}
