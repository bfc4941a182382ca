package dev.aside.bench.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Things done to sessions at once, again and again, and how often something came of it that must not. */
final class Races implements AutoCloseable {

    private static final int LOGINS = 16;

    private final Racer racer;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Races(Racer racer) {
        this.racer = racer;
    }

    /** A save and a logout. Returns how many sessions lived after their logout. */
    long saveBesideDelete(int rounds) {
        long resurrected = 0;
        for (int round = 0; round < rounds; round++) {
            String id = racer.begin();
            Runnable change = racer.toChange(round & 1, id, "count", round);
            int other = ~round & 1;
            together(List.of(asCall(change), asCall(() -> racer.end(other, id))));
            resurrected += racer.lives(id) ? 1 : 0;
        }
        return resurrected;
    }

    /** Two requests that change different attributes. Returns how many changes were lost. */
    long disjointUpdates(int rounds) {
        long lost = 0;
        String id = racer.begin();
        for (int round = 0; round < rounds; round++) {
            Runnable one = racer.toChange(0, id, "one", round);
            Runnable other = racer.toChange(1, id, "other", round);
            together(List.of(asCall(one), asCall(other)));
            lost += Objects.equals(racer.get(id, "one"), round) ? 0 : 1;
            lost += Objects.equals(racer.get(id, "other"), round) ? 0 : 1;
        }
        return lost;
    }

    /** Two requests that change the id. Returns how many of them end with an id that is nobody's. */
    long idChanges(int rounds) {
        long lost = 0;
        String id = racer.begin();
        for (int round = 0; round < rounds; round++) {
            List<@Nullable String> next = together(List.of(racer.toChangeId(0, id), racer.toChangeId(1, id)));
            String living = id;
            for (String one : next) {
                boolean lives = one != null && racer.lives(one);
                lost += lives ? 0 : 1;
                living = lives && one != null ? one : living;
            }
            id = racer.lives(living) ? living : racer.begin();
        }
        return lost;
    }

    /** Sixteen logins of one principal who may have one session. Returns how many sessions more than one lived. */
    long logins(int rounds) {
        long over = 0;
        for (int round = 0; round < rounds; round++) {
            String principal = "user" + round;
            List<Callable<@Nullable String>> logins = new ArrayList<>();
            for (int login = 0; login < LOGINS; login++) {
                int node = login & 1;
                logins.add(() -> racer.login(node, principal));
            }
            long living = together(logins).stream()
                    .filter(id -> id != null && racer.lives(id))
                    .count();
            over += Math.max(0, living - 1);
        }
        return over;
    }

    private static Callable<@Nullable String> asCall(Runnable task) {
        return () -> {
            task.run();
            return null;
        };
    }

    private List<@Nullable String> together(List<Callable<@Nullable String>> all) {
        try {
            List<@Nullable String> results = new ArrayList<>();
            for (Future<@Nullable String> one : threads.invokeAll(all)) {
                results.add(one.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in a race", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A race failed", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
