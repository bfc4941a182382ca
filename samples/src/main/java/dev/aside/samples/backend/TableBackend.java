package dev.aside.samples.backend;

import dev.aside.cache.Consistency;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.StoreSpec;
import java.util.EnumSet;
import java.util.Set;

/**
 * Keeps caches in a {@link Table} that all nodes share. Their calendars must agree, as NTP has them do; the server's own time
 * would be better.
 */
final class TableBackend implements CacheBackend {
    private final Table table;

    TableBackend(Table table) {
        this.table = table;
    }

    @Override
    public String name() {
        return "table";
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        return new TableStore(new TableSlots(table, spec, runtime), runtime);
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.BYTES;
    }

    /** All: one compare-and-set is seen by everybody who reads after it. */
    @Override
    public Set<Consistency.Mode> modes() {
        return EnumSet.allOf(Consistency.Mode.class);
    }

    @Override
    public void close() {
        // the table is whoever's who made it
    }
}
