package dev.aside.samples.demo;

import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.shop.ShopDatabase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The simplest cache there is, right or forgetful: what the demo says of it must show which. */
final class StandIn implements StoreFactory.ClosableStore {
    private final ShopDatabase database;
    private final boolean forgetful;
    private final Map<Integer, Row> rows = new ConcurrentHashMap<>();

    StandIn(ShopDatabase database, boolean forgetful) {
        this.database = database;
        this.forgetful = forgetful;
    }

    @Override
    public @Nullable Row read(Integer key) {
        return rows.computeIfAbsent(key, database::find);
    }

    @Override
    public boolean write(Row row) {
        rows.compute(row.key(), (key, before) -> {
            database.save(row);
            return forgetful ? before : row;
        });
        return true;
    }

    @Override
    public void close() {
        rows.clear();
    }
}
