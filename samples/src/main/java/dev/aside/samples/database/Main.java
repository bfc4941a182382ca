package dev.aside.samples.database;

import java.util.concurrent.CountDownLatch;

/** Starts a database and its page, and says where it is. */
final class Main {

    private Main() {}

    /**
     * Runs until it is stopped.
     *
     * @param args not used
     */
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch stopped = stopped();
        try (DatabasePage page = new DatabasePage()) {
            System.out.println("The database is at " + page.url());
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
