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
import java.util.List;
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
        this.turn = setting.operation().multipliedBy(2);
        this.putLimit = setting.write().plus(setting.operation().multipliedBy(4));
    }

    void put(Node node, Operation operation, Runnable then) {
        int key = operation.keys().get(0);
        Value value = source.newValue(key, operation.ending());
        tell(node, "puts " + value + " for key " + key);
        watch.call(node, "put", putLimit, node.cache.put(key, value), (outcome, error) -> {
            if (error == null) {
                written(node, key, value, outcome);
            } else {
                notWritten(node, value, error);
            }
            then.run();
        });
    }

    private void written(Node node, int key, Value value, ChangeOutcome outcome) {
        tell(node, "its put of " + value + " is " + outcome);
        int place = source.placeOf(value);
        if (place < 0) {
            oracle.violated("HONEST", "put of " + value + " was " + outcome + ", and never committed");
        } else {
            ended(node, List.of(new Committed(key, place, CommitPosition.NONE)), outcome);
        }
    }

    private void notWritten(Node node, Value value, Throwable error) {
        tell(node, "its put of " + value + " fails: " + error);
        boolean surelyNot = error instanceof CacheUnavailableException
                || (error instanceof CacheWriteException failed && failed.isSurelyUnchanged());
        if (surelyNot && source.placeOf(value) >= 0) {
            oracle.violated("HONEST", "put of " + value + " was said to be without effect, and was committed");
        }
    }

    private void ended(Node node, List<Committed> commits, ChangeOutcome outcome) {
        if (outcome == ChangeOutcome.UNKNOWN) {
            return;
        }
        for (Committed commit : commits) {
            ledger.ended(node, commit.key(), commit.place(), outcome == ChangeOutcome.APPLIED);
        }
    }

    /** Commits, and tells the cache afterwards. */
    void invalidate(Node node, Operation operation, Runnable then) {
        committed(node, operation, commits -> {
            int key = operation.keys().get(0);
            tellCache(node, "invalidates key " + key, node.async.invalidate(key), commits, then);
        });
    }

    void invalidateTag(Node node, Operation operation, Runnable then) {
        String tag = Options.tag(operation.keys().get(0));
        committed(
                node,
                operation,
                commits -> tellCache(node, "invalidates tag " + tag, node.async.invalidateTag(tag), commits, then));
    }

    void clear(Node node, Operation operation, Runnable then) {
        committed(node, operation, commits -> tellCache(node, "clears", node.async.clear(), commits, then));
    }

    private void tellCache(
            Node node, String what, CompletableFuture<ChangeOutcome> answer, List<Committed> commits, Runnable then) {
        tell(node, what);
        watch.call(node, what, turn, answer, (outcome, error) -> {
            if (error == null) {
                tell(node, what + ": " + outcome);
                ended(node, commits, outcome);
            } else {
                oracle.violated("TYPED", what + " on " + node.name() + " failed with " + error);
            }
            then.run();
        });
    }

    private void committed(Node node, Operation operation, Consumer<List<Committed>> then) {
        node.runtime
                .host()
                .after(statement.pick(world.choices()), () -> then.accept(commit(node, operation, List.of())));
    }

    private List<Committed> commit(Node node, Operation operation, List<SlotKey> fence) {
        List<Committed> commits = new ArrayList<>();
        if (source.commits()) {
            operation.keys().forEach(key -> commits.add(source.commit(node, key, value(operation, key), fence)));
        }
        return commits;
    }

    private @Nullable Value value(Operation operation, int key) {
        return operation.removes() ? null : source.newValue(key, operation.ending());
    }

    /** Changes within a scope, which names the keys or their tag. */
    void change(Node node, Operation operation, Runnable then) {
        ScopeProbe scope = new ScopeProbe();
        if (operation.kind() == Operation.Kind.CHANGE_TAG) {
            scope.tag(node.cache, Options.tag(operation.keys().get(0)));
        } else {
            operation.keys().forEach(key -> scope.key(node.cache, key));
        }
        tell(node, "opens a change of " + operation.keys());
        watch.call(node, "open", turn.multipliedBy(2), scope.open(), (opened, error) -> {
            if (error == null) {
                tell(node, "has opened its change of " + operation.keys());
                node.runtime.host().after(statement.pick(world.choices()), () -> end(node, scope, operation, then));
            } else {
                refused(node, error);
                then.run();
            }
        });
    }

    private void refused(Node node, Throwable error) {
        tell(node, "its change is refused: " + error);
        if (!(error instanceof CacheUnavailableException)) {
            oracle.violated("TYPED", "open on " + node.name() + " failed with " + error);
        }
    }

    private void end(Node node, ScopeProbe scope, Operation operation, Runnable then) {
        Ending ending = operation.ending();
        if (ending == Ending.COMMIT && source.commits()) {
            List<Committed> commits = commit(node, operation, Options.slots(operation));
            node.runtime
                    .host()
                    .after(
                            statement.pick(world.choices()),
                            () -> tellScope(node, "closes", scope.close(position(commits)), commits, then));
            return;
        }
        if (ending == Ending.ROLLBACK || !source.commits()) {
            tellScope(node, "undoes", scope.undo(), List.of(), then);
            return;
        }
        if (ending == Ending.UNKNOWN_COMMITTED) {
            List<Committed> unused = commit(node, operation, Options.slots(operation));
        } else if (ending == Ending.UNKNOWN_LATER) {
            operation
                    .keys()
                    .forEach(key -> source.commitLater(node, key, value(operation, key), Options.slots(operation)));
        }
        tellScope(node, "does not know the end of", scope.unknown(), List.of(), then);
    }

    /** Returns the position of the last of several commits. */
    private static CommitPosition position(List<Committed> commits) {
        return commits.get(commits.size() - 1).position();
    }

    private void tellScope(
            Node node, String what, CompletableFuture<ChangeOutcome> answer, List<Committed> commits, Runnable then) {
        tellCache(node, what + " its change", answer, commits, then);
    }

    private void tell(Node node, String what) {
        if (world.isTold()) {
            world.tell(node.name(), what);
        }
    }
}
