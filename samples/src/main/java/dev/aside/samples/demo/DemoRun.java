package dev.aside.samples.demo;

import dev.aside.samples.demo.replay.Phase;
import dev.aside.samples.demo.replay.Replay;
import dev.aside.samples.demo.replay.Sample;
import dev.aside.samples.demo.replay.Store;
import dev.aside.samples.demo.replay.Workload;
import dev.aside.samples.demo.report.Figure;
import dev.aside.samples.demo.report.HtmlReport;
import dev.aside.samples.demo.report.Progress;
import dev.aside.samples.demo.report.Run;
import dev.aside.samples.demo.report.Units;
import dev.aside.samples.demo.shop.Catalogue;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.shop.ShopDatabase;
import dev.aside.samples.demo.shop.TableLoader;
import dev.aside.samples.demo.trace.Accesses;
import dev.aside.samples.demo.trace.Trace;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** One run from trace to report, with its progress. */
final class DemoRun {
    // The replay with Aside is never cut short: the trace's end is its end.
    private static final Duration NO_BUDGET = Duration.ofDays(365);

    // In one process every mode keeps the strictest promise: no change is ever unseen.
    private static final Duration IN_ONE_PROCESS = Duration.ZERO;

    // The driver and the database in this process get compiled before they are measured; the cache does not.
    private static final int WARM_UP_SHARE = 3;

    private final DemoOptions options;
    private final StoreFactory cached;
    private final PrintWriter out;
    private final Progress progress;

    DemoRun(DemoOptions options, StoreFactory cached, PrintWriter out) {
        this.options = options;
        this.cached = cached;
        this.out = out;
        this.progress = new Progress(out, Boolean.getBoolean("aside.demo.live"));
    }

    /** Returns true if no read was wrong. */
    boolean run() throws IOException, InterruptedException {
        Accesses accesses = readTrace();
        if (options.url != null) {
            return replay(accesses, options.url, "the database of --url");
        }
        try (LocalDatabase local = LocalDatabase.in(options.data)) {
            return replay(accesses, local.url(), "H2 on disk, in this process");
        }
    }

    private Accesses readTrace() throws IOException {
        long began = System.nanoTime();
        out.println("Trace " + options.trace.title() + ": " + Trace.ATTRIBUTION);
        out.println();
        Accesses accesses = options.trace.read(options.limit == null ? Integer.MAX_VALUE : options.limit);
        progress.done(
                "trace",
                Units.count(accesses.size()) + " accesses to " + Units.count(accesses.distinct()) + " "
                        + options.trace.objects() + ", reuse " + Units.percent(accesses.reuse()) + ", read in "
                        + since(began));
        return accesses;
    }

    private boolean replay(Accesses accesses, String url, String place) throws IOException, InterruptedException {
        Catalogue catalogue = new Catalogue(options.trace::describe);
        // Loads may run beside the replaying threads: twice as many connections, and none ever waits for one.
        try (ShopDatabase database = ShopDatabase.open(url, options.threads * 2)) {
            loadTable(database, accesses, catalogue, place);
            Workload workload = new Workload(accesses, options.writes(), options.threads);
            Replay replay = new Replay(workload, catalogue, IN_ONE_PROCESS, database::queries);
            Store direct = new DirectStore(database);
            phase("warm-up", replay, direct, options.withoutTime.dividedBy(WARM_UP_SHARE), accesses);
            Phase without = phase("without Aside", replay, direct, options.withoutTime, accesses);
            Phase with;
            try (StoreFactory.ClosableStore store = cached.open(options, database)) {
                with = phase("with Aside", replay, store, NO_BUDGET, accesses);
            }
            return report(accesses, place, without, with);
        }
    }

    private void loadTable(ShopDatabase database, Accesses accesses, Catalogue catalogue, String place) {
        long began = System.nanoTime();
        int rows = accesses.distinct();
        new TableLoader(database, done -> progress.update("table", (double) done / rows, Units.count(done) + " rows"))
                .load(rows, object -> catalogue.row(accesses.key(object), Row.FIRST_VERSION));
        progress.done("table", Units.count(rows) + " rows loaded into " + place + ", in " + since(began));
    }

    private Phase phase(String name, Replay replay, Store store, Duration budget, Accesses accesses)
            throws InterruptedException {
        Phase phase = replay.run(store, budget, sample -> show(name, sample, budget, accesses.size()));
        progress.done(
                name,
                Units.count(phase.accesses()) + " accesses, "
                        + Units.count(phase.queries().total())
                        + " database queries, " + Units.count(phase.wrongReads()) + " wrong reads, in "
                        + Units.time(phase.elapsed()));
        return phase;
    }

    private void show(String name, Sample sample, Duration budget, int accesses) {
        double ofTrace = (double) sample.accesses() / accesses;
        double ofBudget = sample.seconds() * 1e9 / budget.toNanos();
        progress.update(
                name,
                Math.max(ofTrace, ofBudget),
                Units.count(sample.accesses()) + " accesses, "
                        + Units.count(sample.queries().total()) + " queries, "
                        + Units.count(sample.wrongReads()) + " wrong reads");
    }

    private boolean report(Accesses accesses, String place, Phase without, Phase with) throws IOException {
        Run run = new Run(
                options.trace.title() + ": " + Units.count(accesses.size()) + " accesses to "
                        + Units.count(accesses.distinct()) + " " + options.trace.objects(),
                Trace.ATTRIBUTION,
                settings(place),
                accesses.size(),
                accesses.reuse(),
                without,
                with);
        out.println();
        out.print(Figure.table(run));
        out.println(run.sampling());
        HtmlReport.write(run, options.report);
        out.println("Report: " + options.report.toAbsolutePath().normalize());
        boolean right = without.wrongReads() + with.wrongReads() == 0;
        if (!right) {
            out.println("WRONG READS: the promise of " + options.mode + " was broken.");
        }
        out.flush();
        return right;
    }

    private List<String> settings(String place) {
        return List.of(
                options.mode.toString(),
                options.backend.title() + " backend",
                "capacity " + Units.count(options.capacity),
                options.threads + " threads",
                Units.plain(options.writes() * 100) + " % writes",
                place);
    }

    private static String since(long began) {
        return Units.time(Duration.ofNanos(System.nanoTime() - began));
    }
}
