package dev.aside.samples.arcade;

import dev.aside.Aside;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.local.EmbeddedBackend;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.spi.CacheBackend;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts the arcade with its crowd, and says where it is. */
final class Main {

    private static final long SEED = 20_261_129;

    private Main() {}

    /**
     * Runs until it is stopped.
     *
     * @param args nothing, or {@code --redis} and a URI
     */
    public static void main(String[] args) throws InterruptedException {
        CacheBackend backend;
        try {
            backend = backend(List.of(args));
        } catch (CacheConfigurationException | IllegalArgumentException e) {
            System.err.println("sample: " + e.getMessage());
            System.exit(2);
            return;
        }
        run(backend);
    }

    /** @throws IllegalArgumentException if the arguments are none that there are */
    static CacheBackend backend(List<String> args) {
        if (args.isEmpty()) {
            return EmbeddedBackend.create();
        } else if (args.size() == 2 && args.get(0).equals("--redis")) {
            return RedisBackend.of(args.get(1));
        }
        throw new IllegalArgumentException("usage: bin/sample arcade [--redis URI]");
    }

    private static void run(CacheBackend backend) throws InterruptedException {
        Aside aside = Aside.builder().backend(backend).build();
        CountDownLatch stopped = stopped();
        try (ArcadeNode node = ArcadeNode.start(aside, InstantSource.system(), new SecureRandom());
                Crowd crowd = new Crowd(node.arcade(), SEED)) {
            crowd.begin();
            System.out.println("The arcade is at " + node.url());
            stopped.await();
        }
    }

    /** What is open when somebody stops the program, this thread closes, for which the end of the program waits. */
    private static CountDownLatch stopped() {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread running = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopped.countDown();
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        return stopped;
    }
}
