package dev.aside.simulation.run;

import dev.aside.cache.AsyncCache;
import dev.aside.cache.CacheException;
import dev.aside.simulation.oracle.Expectation;
import dev.aside.simulation.oracle.Oracle;
import dev.aside.simulation.oracle.Value;
import dev.aside.simulation.plan.Knob;
import dev.aside.simulation.plan.Setting;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What callers do that read. */
final class Reads {
    private static final List<Duration> AGES = List.of(Duration.ofMillis(300), Duration.ofMillis(30), Duration.ZERO);
    /** Older than anything: asks the store in place of the near tier. */
    private static final Duration ANY_AGE = Duration.ofDays(300);

    private final World world;
    private final Oracle oracle;
    private final Watch watch;
    private final Duration limit;
    private final Duration peekLimit;
    private boolean resting;

    Reads(World world, Setting setting, Oracle oracle, Watch watch) {
        this.world = world;
        this.oracle = oracle;
        this.watch = watch;
        this.limit = setting.hardLoad();
        int looks = setting.is(Knob.FOLLOWERS) ? 2 : 1; // what a follower has not is asked of the store itself
        this.peekLimit = setting.operation().multipliedBy(2L * looks);
    }

    /** Nothing goes wrong from now on, so every read must be answered. */
    void rest() {
        resting = true;
    }

    void get(Visit visit, int key, Runnable then) {
        visit.node().reads++;
        Expectation expected = expect(visit, key, null);
        one(visit, "get", key, () -> visit.node().async.get(key), expected, then);
    }

    /** Reads what is not older than some age. */
    void getFresh(Visit visit, int key, Runnable then) {
        Duration age = AGES.get(world.choices().pick(AGES.size()));
        get(visit, key, age, then);
    }

    /** Reads past the near tier. */
    void getFar(Visit visit, int key, Runnable then) {
        get(visit, key, ANY_AGE, then);
    }

    private void get(Visit visit, int key, Duration age, Runnable then) {
        visit.node().reads++;
        Expectation expected = expect(visit, key, age);
        AsyncCache<Integer, Value> view = visit.node().async.withMaxAge(age);
        String what = "get not older than " + age.toMillis() + " ms";
        one(visit, what, key, () -> view.get(key), expected, then);
    }

    void refresh(Visit visit, int key, Runnable then) {
        Expectation expected = expect(visit, key, Duration.ZERO);
        one(visit, "refresh", key, () -> visit.node().async.refresh(key), expected, then);
    }

    private Expectation expect(Visit visit, int key, @Nullable Duration age) {
        return oracle.expect(key, visit.node().own, visit.own(), age);
    }

    private void one(
            Visit visit,
            String what,
            int key,
            Supplier<CompletableFuture<@Nullable Value>> asked,
            Expectation expected,
            Runnable then) {
        Node node = visit.node();
        CompletableFuture<@Nullable Value> answer = visit.call(asked);
        watch.call(node, what, limit, answer, (value, error) -> {
            if (error == null) {
                answered(node, what, expected, value);
            } else {
                failed(node, what, key, error);
            }
            then.run();
        });
    }

    private void answered(Node node, String what, Expectation expected, @Nullable Value value) {
        if (world.isTold()) {
            world.tell(node.name(), what + " key " + expected.key() + ": " + Value.name(value));
        }
        oracle.answered(node.name(), expected, value);
    }

    private void failed(Node node, String what, int key, Throwable error) {
        if (world.isTold()) {
            world.tell(node.name(), what + " key " + key + " fails: " + error);
        }
        if (!(error instanceof CacheException)) {
            oracle.violated("TYPED", what + " on " + node.name() + " failed with " + error);
        } else if (resting) {
            oracle.violated("RECOVERY", what + " on " + node.name() + " failed at rest with " + error);
        }
    }

    void getAll(Visit visit, List<Integer> keys, Runnable then) {
        visit.node().reads += keys.size();
        List<Expectation> expected = new ArrayList<>();
        keys.forEach(key -> expected.add(expect(visit, key, null)));
        watch.call(
                visit.node(),
                "getAll",
                limit,
                visit.call(() -> visit.node().async.getAll(keys)),
                (values, error) -> {
                    if (error == null) {
                        expected.forEach(one -> answered(visit.node(), "getAll", one, values.get(one.key())));
                    } else {
                        failed(visit.node(), "getAll", keys.get(0), error);
                    }
                    then.run();
                });
    }

    /** Nothing is always a good answer to a read that does not load. */
    void peek(Visit visit, int key, Runnable then) {
        visit.node().reads++;
        Expectation expected = expect(visit, key, null);
        watch.call(
                visit.node(),
                "getIfPresent",
                peekLimit,
                visit.call(() -> visit.node().async.getIfPresent(key)),
                (value, error) -> {
                    if (error != null) {
                        failed(visit.node(), "getIfPresent", key, error);
                    } else if (value != null) {
                        answered(visit.node(), "getIfPresent", expected, value);
                    }
                    then.run();
                });
    }

    /** Looks what the far tier would answer. */
    void lookFar(Node node, int key, int settled) {
        node.reads++;
        CompletableFuture<@Nullable Value> seen = node.async.withMaxAge(ANY_AGE).getIfPresent(key);
        watch.call(node, "getIfPresent", peekLimit, seen, (value, error) -> {
            if (error != null) {
                oracle.violated("AT REST", node.name() + " cannot look: " + error);
            } else if (value != null) {
                oracle.atRest("the store, as " + node.name() + " sees it,", key, value, settled);
            }
        });
    }

    /** Looks what the near tier would answer. */
    void lookNear(Node node, int key, int settled) {
        Object near = node.cache.near(key);
        if (near != null) {
            node.reads++; // the look has been counted as a hit
            oracle.atRest("the near tier of " + node.name(), key, near instanceof Value value ? value : null, settled);
        }
    }
}
