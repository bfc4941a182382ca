package dev.aside.samples.demo.fleet;

import dev.aside.samples.demo.oracle.BackwardReads;
import dev.aside.samples.demo.oracle.ChangeLog;
import dev.aside.samples.demo.oracle.LateAudit;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.shop.SharedDatabase;
import dev.aside.samples.demo.shop.ShopDatabase;
import dev.aside.samples.demo.trace.Accesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts the journals of all processes and the database's own order of changes together, and judges every read. */
final class FleetJudge {
    private final Accesses accesses;
    private final FleetPlan plan;
    private final List<NodeSettings> processes;

    FleetJudge(Accesses accesses, FleetPlan plan, List<NodeSettings> processes) {
        this.accesses = accesses;
        this.plan = plan;
        this.processes = processes;
    }

    /** Judges. All processes have ended. */
    Verdict judge(ShopDatabase database) throws IOException {
        ChangeLog changes = changes(database);
        LateAudit audit = new LateAudit(changes, Row.FIRST_VERSION, bound());
        List<NodeResult> results = new ArrayList<>();
        for (int node = 0; node < plan.nodes(); node++) {
            results.add(new NodeResult());
        }
        long backwards = 0;
        for (NodeSettings process : processes) {
            NodeResult result = results.get(process.node());
            result.meter(Meter.open(process.meter()));
            BackwardReads order = new BackwardReads(accesses.distinct());
            eachRecord(process, (kind, object, version, began, ended) -> {
                result.record(kind, ended - began);
                if (kind == Kind.FOREIGN) {
                    audit.judgeForeign();
                    result.wrong();
                } else if (kind == Kind.READ) {
                    order.add(object, changes.number(version), began, ended);
                    if (!audit.judge(object, version, began)) {
                        result.wrong();
                    }
                }
            });
            backwards += order.count();
        }
        return new Verdict(results, changes, audit, backwards);
    }

    /**
     * What the run came to.
     *
     * @param nodes what each node did
     * @param changes all of them
     * @param audit of all reads
     * @param backwards reads of something older than their process had read before, which only STRICT forbids
     */
    record Verdict(List<NodeResult> nodes, ChangeLog changes, LateAudit audit, long backwards) {}

    private Duration bound() {
        return plan.mode().bound();
    }

    private ChangeLog changes(ShopDatabase database) throws IOException {
        ChangeLog.Builder changes = new ChangeLog.Builder(accesses.distinct());
        for (NodeSettings process : processes) {
            eachRecord(process, (kind, object, version, began, ended) -> {
                if (kind == Kind.APPLIED) {
                    changes.acknowledged(version, ended);
                }
            });
        }
        Map<Integer, Integer> objects = new HashMap<>();
        for (int object = 0; object < accesses.distinct(); object++) {
            objects.put(accesses.key(object), object);
        }
        SharedDatabase.changes(database, (key, version) -> {
            // A row of nobody's would be one that the demo did not load.
            int object = Objects.requireNonNull(objects.get(key), "a change of a row that the trace does not have");
            changes.committed(object, version);
        });
        return changes.build();
    }

    private void eachRecord(NodeSettings process, Journal.Reader reader) throws IOException {
        for (int thread = 0; thread < plan.threads(); thread++) {
            Path journal = process.journal(thread);
            // A process that was killed while it started has none.
            if (Files.exists(journal)) {
                Journal.read(journal, reader);
            }
        }
    }
}
