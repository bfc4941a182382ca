package dev.aside.bench.memcachedfaults;

import dev.aside.bench.faults.Fault;
import dev.aside.bench.faults.Row;
import dev.aside.bench.faults.ServerFaults;
import dev.aside.bench.faults.Stage;
import dev.aside.bench.faults.Use;
import dev.aside.bench.faults.WayFaults;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** One fault: what happens, to whom, and what is then allowed. */
@SuppressWarnings("ImmutableEnumChecker") // its faults are made anew by functions that keep nothing
enum MemcachedRow implements Row {
    KILL("kill", Layout.ALONE, ServerFaults.Kill::new),
    KILL_OF_ONE("kill of one of two", Layout.PAIR, ServerFaults.Kill::new),
    FREEZE("freeze", Layout.ALONE, ServerFaults.Freeze::new, 2_000),
    FREEZE_OF_ONE("freeze of one of two", Layout.PAIR, ServerFaults.Freeze::new, 2_000),
    NOTHING_UP("nothing up at start", Layout.ALONE, ServerFaults.Absent::new),
    RESTARTED("started anew, again and again", Layout.ALONE, Blows::restarted),
    REPLACED("another in its place", Layout.SPARE, Blows.Replaced::new),
    FLUSHED("flush_all", Layout.ALONE, Blows::flushed),
    FULL("full", Layout.LITTLE, Blows.Full::new),
    UNHEARD("black hole to the server", Layout.ALONE, WayFaults::unheard, 2_000),
    UNANSWERED("black hole to the client", Layout.ALONE, WayFaults::unanswered, 2_000),
    HALF_OPEN("half-open", Layout.ALONE, WayFaults::halfOpen, 2_000),
    SILENT("accepted, and silent", Layout.ALONE, Blows::silent, 2_000),
    REFUSED("refused", Layout.ALONE, Blows::refused),
    RESET("reset", Layout.ALONE, WayFaults::reset),
    CLOSED("closed", Layout.ALONE, Blows::closed),
    HALF_CLOSED("half-closed", Layout.ALONE, Blows::halfClosed),
    CUT("cut within an answer", Layout.ALONE, Blows::cut),
    SLOW("150 ms late", Layout.ALONE, Blows::slow),
    SLICED("in small pieces", Layout.ALONE, Blows::sliced),
    CORRUPT("corrupt", Layout.ALONE, WayFaults::corrupt),
    CORRUPT_REQUESTS("corrupt requests", Layout.ALONE, Blows::corruptRequests),
    SWAPPED("swapped answers", Layout.ALONE, WayFaults::swapped),
    EATEN_GET("answers to get eaten", Layout.ALONE, () -> Blows.eaten("get")),
    EATEN_GETS("answers to gets eaten", Layout.ALONE, () -> Blows.eaten("gets")),
    EATEN_CAS("answers to cas eaten", Layout.ALONE, () -> Blows.eaten("cas")),
    EATEN_ADD("answers to add eaten", Layout.ALONE, () -> Blows.eaten("add")),
    LOST_CAS("answers to cas lost", Layout.ALONE, () -> Blows.lost("cas")),
    LOST_ADD("answers to add lost", Layout.ALONE, () -> Blows.lost("add"));

    private final String label;
    private final Layout layout;
    private final Supplier<Fault<? super MemcachedPlace>> fault;
    private final Duration least;

    MemcachedRow(String label, Layout layout, Supplier<Fault<? super MemcachedPlace>> fault) {
        this(label, layout, fault, 0);
    }

    MemcachedRow(String label, Layout layout, Supplier<Fault<? super MemcachedPlace>> fault, long leastMillis) {
        this.label = label;
        this.layout = layout;
        this.fault = fault;
        this.least = Duration.ofMillis(leastMillis);
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Stage<MemcachedPlace> open() {
        return new Stage<>(MemcachedPlace.open(layout), fault.get());
    }

    /** STRICT is not to be had on Memcached. */
    @Override
    public List<Use> uses() {
        return List.of(Use.NEAR, Use.FAR);
    }

    @Override
    public Duration least() {
        return least;
    }

    /** Where nobody is told that it was gone, once that is found. */
    @Override
    public Duration recovery() {
        return switch (this) {
            case FREEZE, FREEZE_OF_ONE, UNHEARD, UNANSWERED, HALF_OPEN, SILENT -> Duration.ofMillis(1_500);
            default -> Duration.ofSeconds(1);
        };
    }

    @Override
    public boolean beginsWithServer() {
        return this != NOTHING_UP;
    }

    @Override
    public boolean keepsFences() {
        return false;
    }
}
