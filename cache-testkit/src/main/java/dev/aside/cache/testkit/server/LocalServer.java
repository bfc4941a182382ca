package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A server that is started here: one port, one directory, and one process after the other. */
final class LocalServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration QUIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int PORTS = 20;
    private static final String TAKEN = "Address already in use";
    private static final String INHERITED = "pre-existing shared memory block";

    private final Recipe recipe;
    private final WorkDirectory directory;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ServerProcess process;
    private @Nullable Watchdog watchdog;
    private int port;
    private boolean closed;

    LocalServer(Recipe recipe, WorkDirectory directory) {
        this.recipe = recipe;
        this.directory = directory;
    }

    /** Starts the first process, at a port that is free, and waits until it serves. */
    void start() {
        AtExit.close(this, this::closeAtExit);
        lock.lock();
        try {
            for (int i = 0; i < PORTS && process == null; i++) {
                port = Ports.free();
                tryToStart();
            }
            if (process == null) {
                throw new TestServerException(
                        "of " + PORTS + " ports that were free none was when " + recipe.name() + " asked");
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Starts another process at the same port, when all is prepared for it. */
    void startAgain(Runnable preparation) {
        lock.lock();
        try {
            if (closed || isAlive()) {
                throw new IllegalStateException(recipe.name() + (closed ? " is closed" : " runs already"));
            }
            preparation.run();
            process = null;
            long deadline = System.nanoTime() + START.toNanos();
            while (process == null) {
                tryToStart();
                if (process == null && System.nanoTime() > deadline) {
                    throw new TestServerException("port " + port + " of " + recipe.name() + " is in use");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Somebody else has the port; or those whom a process that was killed has left behind have not ended yet. */
    private static boolean isForAWhile(String line) {
        return line.contains(TAKEN) || line.contains(INHERITED);
    }

    /** Leaves the process null if that may be otherwise in a moment. */
    private void tryToStart() {
        ServerProcess started = ServerProcess.start(recipe.name(), recipe.command(port), directory.path());
        watch(started);
        boolean serves = false;
        try {
            serves = awaitAnswer(started);
        } finally {
            if (!serves) {
                started.kill();
            }
        }
        process = serves ? started : null;
    }

    private void watch(ServerProcess started) {
        if (watchdog != null) {
            watchdog.close();
        }
        watchdog = Watchdog.of(started.pid(), directory.path());
    }

    private boolean awaitAnswer(ServerProcess started) {
        long deadline = System.nanoTime() + START.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            try {
                if (recipe.answers(port, started)) {
                    return true;
                }
            } catch (IOException e) {
                last = " (" + e + ")";
            }
            if (started.awaitEnd(PAUSE)) {
                if (started.output().stream().anyMatch(LocalServer::isForAWhile)) {
                    return false;
                }
                throw new TestServerException(recipe.name() + " does not start" + started.report());
            }
        }
        throw new TestServerException(recipe.name() + " does not serve within " + START + last + started.report());
    }

    int port() {
        return port;
    }

    ServerProcess running() {
        lock.lock();
        try {
            if (process == null || !process.isAlive()) {
                throw new IllegalStateException(
                        recipe.name() + " is not running" + (process == null ? "" : process.report()));
            }
            return process;
        } finally {
            lock.unlock();
        }
    }

    boolean isAlive() {
        lock.lock();
        try {
            return process != null && process.isAlive();
        } finally {
            lock.unlock();
        }
    }

    List<String> output() {
        lock.lock();
        try {
            return process == null ? List.of() : process.output();
        } finally {
            lock.unlock();
        }
    }

    String report() {
        lock.lock();
        try {
            return process == null ? "" : process.report();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something holds of the running process. */
    void await(Duration limit, String what, BooleanSupplier condition) {
        ServerProcess running = running();
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || running.awaitEnd(PAUSE)) {
                throw new TestServerException(recipe.name() + " has not come to " + what + running.report());
            }
        }
    }

    void pause() {
        ServerProcess running = running();
        running.signalAll("STOP");
        await(STOP, "a standstill", running::hasStopped);
    }

    void resume() {
        running().signalAll("CONT");
    }

    void kill() {
        running().kill();
    }

    void stop() {
        ServerProcess stopping = running();
        stopping.signalAll("CONT");
        stopping.signal(recipe.stopSignal());
        if (!stopping.awaitEnd(STOP)) {
            String report = stopping.report();
            stopping.kill();
            throw new TestServerException(recipe.name() + " did not stop within " + STOP + report);
        }
    }

    /** Ends the process and removes the directory. Has no effect the second time. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (process != null && process.isAlive()) {
                quit(process);
            }
            recipe.clean();
            directory.delete();
            if (watchdog != null) {
                watchdog.close();
            }
        } finally {
            lock.unlock();
            AtExit.forget(this);
        }
    }

    /** Closes when this JVM ends; one that is just starting is left to its watchdog. */
    private void closeAtExit() {
        try {
            if (lock.tryLock(QUIT.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    close();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void quit(ServerProcess quitting) {
        quitting.signalAll("CONT");
        quitting.signalAll(recipe.quitSignal());
        if (!quitting.awaitEnd(QUIT)) {
            quitting.kill();
        }
    }
}
