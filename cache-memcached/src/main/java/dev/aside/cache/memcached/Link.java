package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The way to one place: it makes connections, and looks the place up each time. */
final class Link {

    /** How long a connection may take to be made, and the server to answer by it. */
    static final Duration CONNECT = Duration.ofSeconds(1);

    private final Place place;
    private final CacheRuntime runtime;
    private final AtomicBoolean isLooking = new AtomicBoolean();

    Link(Place place, CacheRuntime runtime) {
        this.place = place;
        this.runtime = runtime;
    }

    Place place() {
        return place;
    }

    /** Makes a connection by which the server has answered. */
    CompletableFuture<Pipe> connect() {
        CompletableFuture<Pipe> made = new CompletableFuture<>();
        if (!isLooking.compareAndSet(false, true)) {
            made.completeExceptionally(new TimeoutException("its name is still looked up"));
            return made;
        }
        runtime.scheduler()
                .schedule(() -> made.completeExceptionally(new TimeoutException("no answer in time")), CONNECT);
        Background.run("aside-memcached-connect", () -> {
            try {
                open(made);
            } finally {
                isLooking.set(false);
            }
        });
        return made;
    }

    private void open(CompletableFuture<Pipe> made) {
        try {
            InetSocketAddress address = new InetSocketAddress(place.host(), place.port());
            if (address.isUnresolved()) {
                throw new UnknownHostException("its name is not known");
            } else if (!made.isDone()) {
                greet(Pipe.to(address), made);
            }
        } catch (IOException | RuntimeException e) {
            made.completeExceptionally(e);
        }
    }

    private static void greet(Pipe pipe, CompletableFuture<Pipe> made) {
        pipe.signals().gone().thenRun(() -> made.completeExceptionally(new ConnectException("refused, or ended")));
        pipe.signals().established().thenRun(() -> ask(pipe, made));
        made.whenComplete((greeted, error) -> {
            if (error != null) {
                pipe.end();
            }
        });
    }

    private static void ask(Pipe pipe, CompletableFuture<Pipe> made) {
        Calls.Ask call = new Calls.Ask(new Queue(1, 1), fate -> {
            if (fate == Fate.DONE) {
                made.complete(pipe);
            } else {
                made.completeExceptionally(new ConnectException("it does not answer as memcached does"));
            }
        });
        pipe.send("version", pipe.means().getOperationFactory().version(call), call);
    }
}
