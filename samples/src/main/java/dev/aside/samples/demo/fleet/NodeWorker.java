package dev.aside.samples.demo.fleet;

import dev.aside.cache.CacheException;
import dev.aside.samples.demo.replay.Workload;
import dev.aside.samples.demo.shop.Catalogue;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.trace.Accesses;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/** One thread of a node: takes accesses of the node's share until there are none, and writes down what came of each. */
final class NodeWorker implements Callable<Void> {
    private final Workload workload;
    private final Accesses accesses;
    private final Catalogue catalogue;
    private final NodeCache cache;
    private final NodeProgress progress;
    private final Journal journal;

    NodeWorker(Workload workload, Catalogue catalogue, NodeCache cache, NodeProgress progress, Journal journal) {
        this.workload = workload;
        this.accesses = workload.accesses();
        this.catalogue = catalogue;
        this.cache = cache;
        this.progress = progress;
        this.journal = journal;
    }

    @Override
    public Void call() {
        for (int position = progress.next(); position != NodeProgress.END; position = progress.next()) {
            int object = accesses.object(position);
            if (workload.isWrite(position)) {
                write(object);
            } else {
                read(object);
            }
        }
        return null;
    }

    private void read(int object) {
        Integer key = accesses.key(object);
        long began = System.nanoTime();
        journal.begin(Kind.READING, object, 0, began);
        Kind kind = Kind.FOREIGN;
        long version = 0;
        try {
            Row row = cache.read(key);
            if (row != null && row.key() == key) {
                kind = Kind.READ;
                version = row.version();
            }
        } catch (CacheException e) {
            kind = Kind.READ_FAILED;
            progress.failed(e);
        }
        journal.end(kind, version, System.nanoTime());
    }

    private void write(int object) {
        long version = progress.newVersion();
        Row row = catalogue.row(accesses.key(object), version);
        journal.begin(Kind.WRITING, object, version, System.nanoTime());
        Kind kind;
        try {
            kind = cache.write(row);
        } catch (CacheException | SQLException e) {
            kind = Kind.WRITE_FAILED;
            progress.failed(e);
        }
        journal.end(kind, version, System.nanoTime());
    }
}
