package dev.aside.cache.local;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;

/** Drops what is overdue from a table, a piece at a time, so that neither memory nor wrapped times outlive it. */
final class TableSweep<K> implements Sweep.Swept {

    /** About a millisecond of work. A table of ten million is through in less than a day, and times wrap after weeks. */
    private static final int PIECE = 10_000;

    /** What is swept. */
    interface Table<K> {
        Era<K> era();

        /** Settles what belongs to the table as a whole; returns whether there is more of it to come. */
        boolean settle();

        /** Settles what belongs to one entry. */
        void settle(Holder holder);

        /** Returns whether an entry is over. */
        boolean isOver(K key, Holder holder);

        long estimatedSize();
    }

    private final Table<K> table;
    private Era<K> swept;
    private Iterator<Map.Entry<K, Holder>> rest = Collections.emptyIterator();

    TableSweep(Table<K> table) {
        this.table = table;
        this.swept = table.era();
    }

    @Override
    public void sweep() {
        table.settle();
        Era<K> present = table.era();
        if (present != swept || !rest.hasNext()) {
            swept = present;
            rest = present.map().entrySet().iterator();
        }
        for (int i = 0; i < PIECE && rest.hasNext(); i++) {
            Map.Entry<K, Holder> entry = rest.next();
            look(present, entry.getKey(), entry.getValue());
        }
    }

    private void look(Era<K> present, K key, Holder seen) {
        if (table.isOver(key, seen)) {
            present.map().computeIfPresent(key, (same, held) -> held == seen && table.isOver(key, held) ? null : held);
        } else {
            table.settle(seen);
        }
    }

    /** A near tier is never done: the end of its liveness has to be settled while it is empty, too. */
    @Override
    public boolean isEmpty() {
        return table.estimatedSize() == 0 && !table.settle();
    }
}
