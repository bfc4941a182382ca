package dev.aside.cache.memcached;

/** For the little that waits, and that nobody is to wait for: names that are looked up, and connections that end. */
final class Background {

    private Background() {}

    static void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
