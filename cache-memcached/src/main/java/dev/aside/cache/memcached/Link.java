package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The way to one place: it makes connections, and looks the place up each time. */
final class Link {

    private static final String SILENT = "no answer in time";

    /** A server that wants to be told by SASL who it is says nothing to who speaks the protocol of lines. */
    private static final String SILENT_TO_STRANGERS = SILENT + "; perhaps it wants sasl(…), or tls()";

    private volatile Place place;
    private final Access access;
    private final CacheRuntime runtime;
    private final AtomicBoolean isLooking = new AtomicBoolean();

    Link(Place place, Access access, CacheRuntime runtime) {
        this.place = place;
        this.access = access;
        this.runtime = runtime;
    }

    Place place() {
        return place;
    }

    /** The next connection is made to there. */
    void isAt(Place now) {
        place = now;
    }

    /** Says what has gone wrong. What others say in their own words may hold anything, and is not repeated. */
    static String reason(Throwable error) {
        if (error instanceof SSLException) {
            return "no TLS with it: its certificate is not trusted, or not for this host, or it speaks none";
        }
        boolean isOurs = error instanceof TimeoutException
                || error instanceof UnknownHostException
                || error.getClass() == IOException.class
                || error instanceof ConnectException;
        return isOurs ? String.valueOf(error.getMessage()) : error.getClass().getName();
    }

    /**
     * A connection by which the server has answered.
     *
     * @param pipe the connection
     * @param server which process it is; null if it does not say
     */
    record Met(Pipe pipe, @Nullable Server server) {}

    /** Makes a connection. */
    CompletableFuture<Met> connect() {
        CompletableFuture<Met> made = new CompletableFuture<>();
        if (!isLooking.compareAndSet(false, true)) {
            made.completeExceptionally(new TimeoutException("its name is still looked up"));
            return made;
        }
        runtime.scheduler().schedule(() -> made.completeExceptionally(new TimeoutException(silence())), Means.CONNECT);
        Background.run("aside-memcached-connect", () -> {
            try {
                open(made);
            } finally {
                isLooking.set(false);
            }
        });
        return made;
    }

    private String silence() {
        return access.login() == null && access.tls() == null ? SILENT_TO_STRANGERS : SILENT;
    }

    private void open(CompletableFuture<Met> made) {
        try {
            Login login = access.login();
            Login.Greeting greeting = login == null ? null : login.greeting();
            if (!made.isDone()) {
                greet(Pipe.to(place.host(), place.look(), access), greeting, made);
            }
        } catch (IOException | RuntimeException e) {
            made.completeExceptionally(e);
        }
    }

    private static void greet(Pipe pipe, Login.@Nullable Greeting greeting, CompletableFuture<Met> made) {
        pipe.signals().gone().thenRun(() -> made.completeExceptionally(new ConnectException("refused, or ended")));
        pipe.signals().established().thenRun(() -> {
            if (greeting == null) {
                ask(pipe, made);
            } else {
                logIn(pipe, greeting, made);
            }
        });
        made.whenComplete((greeted, error) -> {
            if (error != null) {
                pipe.end();
            }
        });
    }

    private static void logIn(Pipe pipe, Login.Greeting greeting, CompletableFuture<Met> made) {
        Calls.Hello call = new Calls.Hello(fate -> {
            if (fate == Fate.DONE) {
                ask(pipe, made);
            } else {
                made.completeExceptionally(new ConnectException(Login.REFUSED));
            }
        });
        pipe.send(Login.NAME, greeting.command(pipe.means().getOperationFactory(), call), call);
    }

    private static void ask(Pipe pipe, CompletableFuture<Met> made) {
        Calls.Hello call = new Calls.Hello(fate -> {
            if (fate == Fate.DONE) {
                askWho(pipe, made);
            } else {
                made.completeExceptionally(
                        new ConnectException("it does not answer as memcached does, or wants a user and a password"));
            }
        });
        pipe.send("version", pipe.means().getOperationFactory().version(call), call);
    }

    /** Not every server says so. */
    private static void askWho(Pipe pipe, CompletableFuture<Met> made) {
        Calls.Stats call = new Calls.Stats((fate, stats) -> made.complete(new Met(pipe, Server.of(stats))));
        pipe.sendOptional("stats", pipe.means().getOperationFactory().stats(null, call), call);
    }
}
