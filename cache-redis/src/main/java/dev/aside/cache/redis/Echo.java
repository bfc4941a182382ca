package dev.aside.cache.redis;

import dev.aside.cache.spi.Ticker;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Proves that what others change is pushed to a connection: a key is read by it, and changed by a second one to the same
 * server. Only the push is a proof. An answer is none: the server may have ceased to track, a proxy may let answers pass and
 * not pushes, and a master that has lost its replicas answers as ever. It happens on the connection's thread.
 */
final class Echo implements Wire.Proof {

    /*
     * Why the push proves all that came before the call
     * -------------------------------------------------
     * A push counts only behind the answer to the call's own read. So the server has sent it after that read, whatever has
     * caused it, and what was pushed before the call was made has arrived before it.
     *
     * What follows from a call that is not heard
     * ------------------------------------------
     * Its push is lost, and so may others be, of keys that were read before the next call that is heard. So right before that
     * one counts, all that was read until then is forgotten. What is lost between two calls that are heard is not noticed.
     */

    private static final System.Logger LOGGER = System.getLogger(Echo.class.getName());

    /** A key that nobody changes any more is gone in a minute. */
    private static final String LIFE = "60000";

    private static final String UNHEARD = "what is changed is not pushed to who has read it";

    /** So many failures in a row are told; one may be a connection that somebody has ended. */
    private static final int TOLD = 2;

    private final Wire ear;
    private final String place;
    private final Ticker ticker;
    private final Supplier<CompletableFuture<Wire>> another;
    private final Hearer hearer;
    private final long id;

    private byte @Nullable [] name;
    private byte[] read = {};
    private byte[] touch = {};
    private byte[] write = {};
    private @Nullable Call call;
    private boolean missed;
    private boolean connecting;
    private int failures;
    private long notBefore;
    private volatile @Nullable Wire voice;
    private long heardNanos;
    private volatile boolean wanted = true;
    private volatile boolean closed;

    /** An attempt, and how far it has come. */
    private static final class Call {
        private final long sentNanos;
        private boolean registered;
        private boolean spoken;

        Call(long sentNanos) {
            this.sentNanos = sentNanos;
        }
    }

    /** Is told of proofs, on the connection's thread. */
    interface Hearer {
        /** Something that was pushed before may not have arrived. */
        void missed();

        /** All has arrived that was pushed before then. */
        void heard(long sentNanos);
    }

    /**
     * @param ear the connection that is to be pushed to
     * @param place where it leads
     * @param id what no other echo has
     * @param another makes a connection to the same server
     */
    Echo(Wire ear, String place, long id, Ticker ticker, Supplier<CompletableFuture<Wire>> another, Hearer hearer) {
        this.ear = ear;
        this.place = place;
        this.id = id;
        this.ticker = ticker;
        this.another = another;
        this.hearer = hearer;
        this.notBefore = ticker.nanos();
    }

    @Override
    public void call(Keys keys, Duration every) {
        ear.execute(() -> begin(keys, every));
    }

    @Override
    public void want() {
        wanted = true;
    }

    private void begin(Keys keys, Duration every) {
        long now = ticker.nanos();
        if (closed || (call == null && !wanted && now - heardNanos < every.toNanos() - Timing.EARLY_NANOS)) {
            return;
        }
        wanted = false;
        nameBy(keys);
        Call before = call;
        if (before != null && now - before.sentNanos < Timing.SILENCE.toNanos()) {
            speak();
            return;
        } else if (before != null) {
            missed |= before.spoken;
            failed(before.spoken ? UNHEARD : "no connection to change anything by");
        }
        Call mine = new Call(now);
        call = mine;
        ear.ask(read).thenRun(() -> ear.execute(() -> registered(mine)));
    }

    private void nameBy(Keys keys) {
        if (name == null) {
            byte[] mine = keys.echo(id);
            name = mine;
            read = Resp.command(Resp.ascii("STRLEN"), mine);
            touch = Resp.command(Resp.ascii("GETEX"), mine, Resp.ascii("PX"), Resp.ascii(LIFE));
            write = Resp.command(Resp.ascii("SET"), mine, Resp.ascii("1"), Resp.ascii("PX"), Resp.ascii(LIFE));
        }
    }

    private void registered(Call mine) {
        mine.registered = true;
        speak();
    }

    /** Changes the key, if that is still to be done and there is somebody to do it. */
    private void speak() {
        Call mine = call;
        if (mine == null || !mine.registered || mine.spoken) {
            return;
        }
        Wire by = voice;
        if (by == null || by.isLeft()) {
            connect();
        } else {
            mine.spoken = true;
            change(by).whenComplete((done, error) -> ear.execute(() -> spoken(mine, error)));
        }
    }

    /** A key that is there may be touched by a server that has no room, too. */
    private CompletableFuture<String> change(Wire by) {
        return by.ask(touch).thenCompose(was -> was.isEmpty() ? by.ask(write) : CompletableFuture.completedFuture(was));
    }

    private void spoken(Call mine, @Nullable Throwable error) {
        if (error != null && call == mine) {
            missed = true; // it may have been done all the same, and its push is not waited for
            failed(Reasons.of(error, false));
        }
    }

    private void connect() {
        if (!connecting && ticker.nanos() - notBefore >= 0) {
            connecting = true;
            another.get().whenComplete((fresh, error) -> ear.execute(() -> connected(fresh, error)));
        }
    }

    private void connected(@Nullable Wire fresh, @Nullable Throwable error) {
        connecting = false;
        if (fresh == null) {
            failed(Reasons.of(error, false));
            return;
        }
        voice = fresh;
        if (closed) {
            fresh.end();
        } else {
            speak();
        }
    }

    /** The next call is made by another connection, at once or, if that fails as well, after a pause. */
    private void failed(String reason) {
        failures++;
        call = null;
        wanted = true;
        notBefore = ticker.nanos() + (failures < TOLD ? Duration.ZERO : Timing.LONGEST_PAUSE).toNanos();
        Wire mute = voice;
        voice = null;
        if (mute != null) {
            mute.end();
        }
        if (failures == TOLD && !closed) {
            LOGGER.log(Level.WARNING, "redis " + place + ": no near copies until changes are told: " + reason);
        }
    }

    /** What is pushed is a proof if it is this key, which is nobody else's. */
    @Override
    public boolean hears(byte[] pushed) {
        if (!Arrays.equals(pushed, name)) {
            return false;
        }
        Call mine = call;
        if (mine != null && mine.registered) {
            call = null;
            failures = 0;
            heardNanos = mine.sentNanos;
            tell(mine.sentNanos);
        }
        return true;
    }

    private void tell(long sentNanos) {
        if (missed) {
            missed = false;
            hearer.missed();
        }
        hearer.heard(sentNanos);
    }

    @Override
    public void end(Consumer<Wire> ending) {
        closed = true;
        Wire by = voice;
        if (by != null) {
            ending.accept(by);
        }
    }
}
