package dev.aside.samples.arcade;

import dev.aside.cache.CacheUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Players who are always there, cautious ones and bold ones. They play by the same rules as visitors, on one thread. */
final class Crowd implements AutoCloseable {

    private static final List<String> NAMES = List.of(
            "Ada",
            "Alan",
            "Barbara",
            "Bjarne",
            "Brian",
            "Butler",
            "Charles",
            "Claude",
            "Dennis",
            "Donald",
            "Edsger",
            "Edith",
            "Evelyn",
            "Fernando",
            "Frances",
            "Fred",
            "Grace",
            "Hedy",
            "Ida",
            "James",
            "Jean",
            "John",
            "Joan",
            "Karen",
            "Katherine",
            "Ken",
            "Kristen",
            "Leslie",
            "Lotfi",
            "Margaret",
            "Mary",
            "Maurice",
            "Niklaus",
            "Ole-Johan",
            "Per",
            "Radia",
            "Richard",
            "Robin",
            "Rósza",
            "Sophie",
            "Stephen",
            "Tony",
            "Vinton",
            "Whitfield",
            "Yukihiro",
            "Zuse");

    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final int LONGER_MILLIS = 1_000;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Crowd::thread);
    private final Arcade arcade;
    private final Random chance;

    /**
     * A crowd that has not begun yet.
     *
     * @param arcade where it plays
     * @param seed of its chance
     */
    Crowd(Arcade arcade, long seed) {
        this.arcade = arcade;
        this.chance = new Random(seed);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "arcade-crowd");
        thread.setDaemon(true);
        return thread;
    }

    /** Lets them play, until it is closed. */
    void begin() {
        timer.execute(this::playOn);
    }

    private void playOn() {
        try {
            playOne();
        } catch (CacheUnavailableException e) {
            // that round is lost, as a player's would be who gives up
        }
        var unused = timer.schedule(
                this::playOn, SHORTEST.toMillis() + chance.nextInt(LONGER_MILLIS), TimeUnit.MILLISECONDS);
    }

    void playOne() {
        String player = NAMES.get(chance.nextInt(NAMES.size()));
        boolean isBold = chance.nextInt(4) == 0;
        Round round = new Round(chance);
        while (!round.isOver()) {
            boolean likelier = round.number() <= Round.NUMBERS / 2;
            boolean unused = round.guess(isBold != likelier);
        }
        arcade.submit(player, round, new UUID(chance.nextLong(), chance.nextLong()).toString());
    }

    /** Ends their playing, the round under way too. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the crowd plays on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
