package dev.aside.simulation.run;

import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.CacheWriteException;
import dev.aside.cache.engine.ScopeProbe;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.SlotKey;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.oracle.Oracle;
import dev.aside.simulation.oracle.Value;
import dev.aside.simulation.plan.Operation;
import dev.aside.simulation.plan.Operation.Ending;
import dev.aside.simulation.plan.Setting;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What callers do that change. */
final class Changes {
    private final World world;
    private final Oracle oracle;
    private final Watch watch;
    private final Source source;
    private final Ledger ledger;
    private final Pace statement;
    private final Duration turn;
    private final Duration putLimit;

    Changes(World world, Setting setting, Oracle oracle, Watch watch, Source source, Ledger ledger) {
        this.world = world;
        this.oracle = oracle;
        this.watch = watch;
        this.source = source;
        this.ledger = ledger;
        this.statement = setting.database();
        this.turn = setting.operation().multipliedBy(setting.hears() ? 3 : 2);
        this.putLimit = setting.write().plus(setting.operation().multipliedBy(setting.hears() ? 6 : 4));
    }

    void put(Visit visit, Operation operation, Runnable then) {
        int key = operation.keys().get(0);
        Value value = source.newValue(key, operation.ending());
        tell(visit, "puts " + value + " for key " + key);
        watch.call(
                visit.node(),
                "put",
                putLimit,
                visit.call(() -> visit.node().cache.put(key, value)),
                (outcome, error) -> {
                    if (error == null) {
                        written(visit, key, value, outcome);
                    } else {
                        notWritten(visit, value, error);
                    }
                    then.run();
                });
    }

    private void written(Visit visit, int key, Value value, ChangeOutcome outcome) {
        tell(visit, "its put of " + value + " is " + outcome);
        int place = source.placeOf(value);
        if (place < 0) {
            oracle.violated("HONEST", "put of " + value + " was " + outcome + ", and never committed");
        } else {
            ended(visit, List.of(new Committed(key, place, CommitPosition.NONE)), outcome);
        }
    }

    private void notWritten(Visit visit, Value value, Throwable error) {
        tell(visit, "its put of " + value + " fails: " + error);
        boolean surelyNot = error instanceof CacheUnavailableException
                || (error instanceof CacheWriteException failed && failed.isSurelyUnchanged());
        if (surelyNot && source.placeOf(value) >= 0) {
            oracle.violated("HONEST", "put of " + value + " was said to be without effect, and was committed");
        }
    }

    private void ended(Visit visit, List<Committed> commits, ChangeOutcome outcome) {
        if (outcome == ChangeOutcome.UNKNOWN) {
            return;
        }
        for (Committed commit : commits) {
            ledger.ended(visit, commit.key(), commit.place(), outcome == ChangeOutcome.APPLIED);
        }
    }

    /** Commits, and tells the cache afterwards. */
    void invalidate(Visit visit, Operation operation, Runnable then) {
        committed(visit, operation, commits -> {
            int key = operation.keys().get(0);
            tellCache(
                    visit,
                    "invalidates key " + key,
                    visit.call(() -> visit.node().async.invalidate(key)),
                    commits,
                    then);
        });
    }

    void invalidateTag(Visit visit, Operation operation, Runnable then) {
        String tag = Options.tag(operation.keys().get(0));
        committed(
                visit,
                operation,
                commits -> tellCache(
                        visit,
                        "invalidates tag " + tag,
                        visit.call(() -> visit.node().async.invalidateTag(tag)),
                        commits,
                        then));
    }

    void clear(Visit visit, Operation operation, Runnable then) {
        committed(
                visit,
                operation,
                commits -> tellCache(visit, "clears", visit.call(visit.node().async::clear), commits, then));
    }

    private void tellCache(
            Visit visit, String what, CompletableFuture<ChangeOutcome> answer, List<Committed> commits, Runnable then) {
        tell(visit, what);
        watch.call(visit.node(), what, turn, answer, (outcome, error) -> {
            if (error == null) {
                tell(visit, what + ": " + outcome);
                ended(visit, commits, outcome);
            } else {
                oracle.violated("TYPED", what + " on " + visit.node().name() + " failed with " + error);
            }
            then.run();
        });
    }

    private void committed(Visit visit, Operation operation, Consumer<List<Committed>> then) {
        visit.node()
                .runtime
                .host()
                .after(
                        statement.pick(world.choices()),
                        () -> then.accept(commit(visit, operation, Map.of(), List.of())));
    }

    private List<Committed> commit(Visit visit, Operation operation, Map<Integer, Value> values, List<SlotKey> fence) {
        List<Committed> commits = new ArrayList<>();
        if (source.commits()) {
            for (int key : operation.keys()) {
                commits.add(source.commit(visit.node(), key, value(operation, values, key), fence));
            }
        }
        return commits;
    }

    /** Returns the value that is to be committed: the one that is stored at the end, where one is. */
    private @Nullable Value value(Operation operation, Map<Integer, Value> values, int key) {
        Value stored = values.get(key);
        if (stored != null) {
            return stored;
        }
        return operation.removes() ? null : source.newValue(key, operation.ending());
    }

    /** Changes within a scope, which names the keys or their tag. */
    void change(Visit visit, Operation operation, Runnable then) {
        ScopeProbe scope = new ScopeProbe();
        Map<Integer, Value> values = new HashMap<>();
        if (operation.kind() == Operation.Kind.CHANGE_PUT) {
            operation.keys().forEach(key -> values.put(key, source.newValue(key, operation.ending())));
            values.forEach((key, value) -> scope.store(visit.node().cache, key, value));
        } else if (operation.kind() == Operation.Kind.CHANGE_TAG) {
            scope.tag(visit.node().cache, Options.tag(operation.keys().get(0)));
        } else {
            operation.keys().forEach(key -> scope.key(visit.node().cache, key));
        }
        tell(visit, "opens a change of " + operation.keys());
        watch.call(visit.node(), "open", turn.multipliedBy(2), visit.call(scope::open), (opened, error) -> {
            if (error == null) {
                tell(visit, "has opened its change of " + operation.keys());
                visit.node()
                        .runtime
                        .host()
                        .after(statement.pick(world.choices()), () -> end(visit, scope, operation, values, then));
            } else {
                refused(visit, error);
                then.run();
            }
        });
    }

    private void refused(Visit visit, Throwable error) {
        tell(visit, "its change is refused: " + error);
        if (!(error instanceof CacheUnavailableException)) {
            oracle.violated("TYPED", "open on " + visit.node().name() + " failed with " + error);
        }
    }

    private void end(Visit visit, ScopeProbe scope, Operation operation, Map<Integer, Value> values, Runnable then) {
        Ending ending = operation.ending();
        if (ending == Ending.COMMIT && source.commits()) {
            List<Committed> commits = commit(visit, operation, values, Options.slots(operation));
            visit.node()
                    .runtime
                    .host()
                    .after(
                            statement.pick(world.choices()),
                            () -> tellScope(
                                    visit, "closes", visit.call(() -> scope.close(position(commits))), commits, then));
            return;
        }
        if (ending == Ending.ROLLBACK || !source.commits()) {
            tellScope(visit, "undoes", visit.call(scope::undo), List.of(), then);
            return;
        }
        if (ending == Ending.UNKNOWN_COMMITTED) {
            List<Committed> unused = commit(visit, operation, values, Options.slots(operation));
        } else if (ending == Ending.UNKNOWN_LATER) {
            operation
                    .keys()
                    .forEach(key -> source.commitLater(
                            visit.node(), key, value(operation, values, key), Options.slots(operation)));
        }
        tellScope(visit, "does not know the end of", visit.call(scope::unknown), List.of(), then);
    }

    /** Returns the position of the last of several commits. */
    private static CommitPosition position(List<Committed> commits) {
        return commits.get(commits.size() - 1).position();
    }

    private void tellScope(
            Visit visit, String what, CompletableFuture<ChangeOutcome> answer, List<Committed> commits, Runnable then) {
        tellCache(visit, what + " its change", answer, commits, then);
    }

    private void tell(Visit visit, String what) {
        if (world.isTold()) {
            world.tell(visit.node().name(), what);
        }
    }
}
