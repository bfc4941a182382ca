package dev.aside.simulation.explore;

import dev.aside.simulation.plan.Fault;
import dev.aside.simulation.plan.Knob;
import dev.aside.simulation.plan.Operation;
import dev.aside.simulation.plan.Operation.Ending;
import dev.aside.simulation.plan.Operation.Kind;
import dev.aside.simulation.plan.Plan;
import dev.aside.simulation.plan.Setting;
import dev.aside.simulation.run.SmallCase;
import java.util.ArrayList;
import java.util.List;

/** The cases: each has few actors on one key, and together they have all there are. */
public final class Cases {
    private static final int EVENTUAL = 0;
    private static final int BOUNDED = 1;
    private static final int STRICT = 3;

    private Cases() {}

    /** Returns them, the smallest first. */
    public static List<SmallCase> all() {
        return List.of(
                of("writer, reader", EVENTUAL).does(Kind.PUT).does(Kind.GET).small(),
                of("writer, reader, lapse", EVENTUAL)
                        .does(Kind.PUT)
                        .does(Kind.GET)
                        .lapses(1)
                        .small(),
                of("writer, reader, eviction", EVENTUAL)
                        .does(Kind.PUT)
                        .does(Kind.GET)
                        .fault(Fault.Kind.EVICTION, 0)
                        .small(),
                of("writer, reader, crash of the writer", EVENTUAL)
                        .does(Kind.PUT)
                        .does(Kind.GET)
                        .fault(Fault.Kind.CRASH, 0)
                        .small(),
                of("writer, reader, crash of the reader", EVENTUAL)
                        .does(Kind.PUT)
                        .does(Kind.GET)
                        .fault(Fault.Kind.CRASH, 1)
                        .small(),
                of("two writers", EVENTUAL).does(Kind.PUT).does(Kind.PUT).small(),
                of("two writers, crash of one", EVENTUAL)
                        .does(Kind.PUT)
                        .does(Kind.PUT)
                        .fault(Fault.Kind.CRASH, 0)
                        .small(),
                of("invalidator, reader, lagging replica", EVENTUAL)
                        .with(Knob.REPLICAS, 1)
                        .does(Kind.INVALIDATE)
                        .does(Kind.GET)
                        .small(),
                of("change, reader, lagging replica", EVENTUAL)
                        .with(Knob.REPLICAS, 1)
                        .does(Kind.CHANGE)
                        .does(Kind.GET)
                        .small(),
                of("writer, reader, near copies, STRICT", STRICT)
                        .with(Knob.NEAR, 1)
                        .does(Kind.PUT)
                        .does(Kind.GET, Kind.GET)
                        .warm()
                        .small(),
                of("writer, reader, near copies", BOUNDED)
                        .with(Knob.NEAR, 1)
                        .does(Kind.PUT)
                        .does(Kind.GET)
                        .warm()
                        .small(),
                of("change, reader, near copies", BOUNDED)
                        .with(Knob.NEAR, 1)
                        .does(Kind.CHANGE)
                        .does(Kind.GET)
                        .small(),
                of("change rolled back, change, reader", EVENTUAL)
                        .does(Ending.ROLLBACK, Kind.CHANGE)
                        .does(Kind.CHANGE)
                        .does(Kind.GET)
                        .small(),
                of("change, invalidator, reader, crash of the changer", EVENTUAL)
                        .does(Kind.CHANGE)
                        .does(Kind.INVALIDATE)
                        .does(Kind.GET)
                        .fault(Fault.Kind.CRASH, 0)
                        .small(),
                of("two changes, reader, crash of one", EVENTUAL)
                        .does(Kind.CHANGE)
                        .does(Kind.CHANGE)
                        .does(Kind.GET)
                        .fault(Fault.Kind.CRASH, 0)
                        .small(),
                of("change, change rolled back, reader, crash of the changer", EVENTUAL)
                        .does(Kind.CHANGE)
                        .does(Ending.ROLLBACK, Kind.CHANGE)
                        .does(Kind.GET)
                        .fault(Fault.Kind.CRASH, 0)
                        .small(),
                of("change of unknown end, reader", EVENTUAL)
                        .does(Ending.UNKNOWN_LATER, Kind.CHANGE)
                        .does(Kind.GET)
                        .small(),
                of("change of a tag, reader", STRICT)
                        .with(Knob.TAGGED, 1)
                        .does(Kind.CHANGE_TAG)
                        .does(Kind.GET, Kind.GET)
                        .small(),
                of("clearer, reader", STRICT)
                        .does(Kind.CLEAR)
                        .does(Kind.GET, Kind.GET)
                        .small(),
                of("clearer, writer", STRICT).does(Kind.CLEAR).does(Kind.PUT).small(),
                of("writer, reader twice, STRICT", STRICT)
                        .does(Kind.PUT)
                        .does(Kind.GET, Kind.GET)
                        .small(),
                of("two writers, like Memcached", EVENTUAL)
                        .with(Knob.MEMCACHED, 1)
                        .does(Kind.PUT)
                        .does(Kind.PUT)
                        .small(),
                of("change, reader, like Memcached", EVENTUAL)
                        .with(Knob.MEMCACHED, 1)
                        .does(Kind.CHANGE)
                        .does(Kind.GET)
                        .small(),
                of("change, reader twice, lagging replica", EVENTUAL)
                        .with(Knob.REPLICAS, 1)
                        .does(Kind.CHANGE)
                        .does(Kind.GET, Kind.GET)
                        .small(),
                of("change, refresher twice, lagging replica", EVENTUAL)
                        .with(Knob.REPLICAS, 1)
                        .does(Kind.CHANGE)
                        .does(Kind.GET, Kind.REFRESH)
                        .small(),
                of("change, reader twice, lagging replica, eviction", EVENTUAL)
                        .with(Knob.REPLICAS, 1)
                        .does(Kind.CHANGE)
                        .does(Kind.GET, Kind.GET)
                        .fault(Fault.Kind.EVICTION, 0)
                        .small(),
                of("writer, two readers", EVENTUAL)
                        .does(Kind.PUT)
                        .does(Kind.GET)
                        .does(Kind.GET)
                        .small(),
                of("two writers, reader", EVENTUAL)
                        .does(Kind.PUT)
                        .does(Kind.PUT)
                        .does(Kind.GET)
                        .small(),
                of("writer, invalidator, reader, lagging replica", EVENTUAL)
                        .with(Knob.REPLICAS, 1)
                        .does(Kind.PUT)
                        .does(Kind.INVALIDATE)
                        .does(Kind.GET)
                        .small(),
                of("change, reader, lagging replica, lapse", EVENTUAL)
                        .with(Knob.REPLICAS, 1)
                        .does(Kind.CHANGE)
                        .does(Kind.GET)
                        .lapses(1)
                        .small(),
                of("writer, reader, refresher, lagging replica", EVENTUAL)
                        .with(Knob.REPLICAS, 1)
                        .does(Kind.PUT)
                        .does(Kind.GET)
                        .does(Kind.REFRESH)
                        .small(),
                of("two writers, invalidator, two readers, lagging replica, eviction, lapse, crash", EVENTUAL)
                        .with(Knob.REPLICAS, 1)
                        .does(Kind.PUT)
                        .does(Kind.PUT)
                        .does(Kind.INVALIDATE)
                        .does(Kind.GET)
                        .does(Kind.GET)
                        .fault(Fault.Kind.EVICTION, 0)
                        .fault(Fault.Kind.CRASH, 0)
                        .lapses(1)
                        .small());
    }

    private static Builder of(String name, int mode) {
        return new Builder(name, mode);
    }

    /** A case that is being put together; each caller has a node of its own. */
    private static final class Builder {
        private final String name;
        private final List<List<Operation>> callers = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private Setting setting;
        private int lapses;
        private boolean warm;

        Builder(String name, int mode) {
            this.name = name;
            this.setting = Setting.tame().with(Knob.MODE, mode).with(Knob.FEEDLESS, 1);
        }

        Builder with(Knob knob, int position) {
            setting = setting.with(knob, position);
            if (knob == Knob.NEAR) {
                setting = setting.with(Knob.FEEDLESS, 0);
            }
            return this;
        }

        Builder does(Kind... kinds) {
            return does(Ending.COMMIT, kinds);
        }

        Builder does(Ending ending, Kind... kinds) {
            List<Operation> operations = new ArrayList<>();
            for (Kind kind : kinds) {
                operations.add(new Operation(kind, List.of(0), ending, /* removes= */ false));
            }
            callers.add(operations);
            return this;
        }

        Builder fault(Fault.Kind kind, int where) {
            faults.add(new Fault(kind, 0, where, 1));
            return this;
        }

        Builder lapses(int howMany) {
            lapses = howMany;
            return this;
        }

        Builder warm() {
            warm = true;
            return this;
        }

        SmallCase small() {
            return new SmallCase(name, new Plan(setting, callers, faults), callers.size(), lapses, warm);
        }
    }
}
