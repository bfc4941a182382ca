package dev.aside.samples.demo.replay;

import dev.aside.samples.demo.oracle.Audit;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.trace.Accesses;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;

/** One thread of a replay: takes chunks from the cursor until there are none, and times every read. */
final class Worker implements Callable<Histogram> {
    private final Stage stage;
    private final Store store;
    private final Audit audit;
    private final Cursor cursor;
    private final Accesses accesses;
    private final Histogram latency = new Histogram(3);

    Worker(Stage stage, Store store, Audit audit, Cursor cursor) {
        this.stage = stage;
        this.store = store;
        this.audit = audit;
        this.cursor = cursor;
        this.accesses = stage.workload().accesses();
    }

    @Override
    public Histogram call() {
        try {
            for (int start = cursor.next(); start != Cursor.END; start = cursor.next()) {
                replayChunk(start, cursor.endOf(start));
            }
            return latency;
        } catch (RuntimeException | Error e) {
            cursor.stop();
            throw e;
        }
    }

    private void replayChunk(int start, int end) {
        int reads = 0;
        for (int position = start; position < end; position++) {
            int object = accesses.object(position);
            if (stage.workload().isWrite(position)) {
                write(object);
            } else {
                read(object);
                reads++;
            }
        }
        cursor.finished(reads);
    }

    private void read(int object) {
        Integer key = accesses.key(object);
        long began = System.nanoTime();
        Row row = store.read(key);
        latency.recordValue(System.nanoTime() - began);
        if (row == null || row.key() != key) {
            audit.judgeForeign();
        } else {
            audit.judge(object, row.version(), began);
        }
    }

    private void write(int object) {
        stage.versions().advance(object, version -> {
            if (store.write(stage.catalogue().row(accesses.key(object), version))) {
                stage.oracle().acknowledge(object, version, System.nanoTime());
            }
        });
    }
}
