package dev.aside.samples.demo.fleet;

import dev.aside.samples.demo.report.Progress;
import dev.aside.samples.demo.report.Units;
import dev.aside.samples.demo.shop.Catalogue;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.shop.SharedDatabase;
import dev.aside.samples.demo.shop.ShopDatabase;
import dev.aside.samples.demo.shop.TableLoader;
import dev.aside.samples.demo.trace.Accesses;
import dev.aside.samples.demo.trace.Trace;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One run over several processes, from servers to verdict. This process only starts, harms, watches and judges. */
public final class FleetRun {
    private final FleetPlan plan;
    private final Path data;
    private final PrintWriter out;
    private final Progress progress;

    /**
     * Prepares a run.
     *
     * @param plan what to do
     * @param data the folder in which journals are kept meanwhile
     * @param out where everything is printed
     * @param progress shows how far it is, at the same place
     */
    public FleetRun(FleetPlan plan, Path data, PrintWriter out, Progress progress) {
        this.plan = plan;
        this.data = data;
        this.out = out;
        this.progress = progress;
    }

    /**
     * Runs.
     *
     * @param cache where a cache server is, or null to start some
     * @param url where a PostgreSQL database is, or null to start one
     * @param faults whether nodes, servers and the network are harmed meanwhile
     * @return true if no read was wrong
     * @throws IOException if a node ended by itself, or the trace cannot be read
     * @throws InterruptedException if the calling thread is interrupted
     */
    public boolean run(@Nullable InetSocketAddress cache, @Nullable String url, boolean faults)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        out.println("Trace " + plan.trace().title() + ": " + Trace.ATTRIBUTION);
        out.println();
        Accesses accesses = plan.trace().read(plan.limit());
        progress.done("trace", Units.count(accesses.size()) + " accesses, read in " + since(began));
        long starting = System.nanoTime();
        try (Servers servers = Servers.open(plan, cache, url);
                ShopDatabase database = servers.database().open()) {
            progress.done("servers", servers.described() + ", in " + since(starting));
            load(database, accesses);
            servers.database().settle();
            return replay(servers, database, accesses, faults);
        }
    }

    private void load(ShopDatabase database, Accesses accesses) {
        long began = System.nanoTime();
        Catalogue catalogue = new Catalogue(plan.trace()::describe);
        int rows = accesses.distinct();
        new TableLoader(database, done -> progress.update("table", (double) done / rows, Units.count(done) + " rows"))
                .load(rows, object -> catalogue.row(accesses.key(object), Row.FIRST_VERSION));
        SharedDatabase.prepare(database);
        progress.done("table", Units.count(rows) + " rows loaded, in " + since(began));
    }

    private boolean replay(Servers servers, ShopDatabase database, Accesses accesses, boolean faults)
            throws IOException, InterruptedException {
        List<ServerCounts> counts = new ArrayList<>();
        try (WorkFolder folder = WorkFolder.in(data)) {
            CacheServers caches = servers.caches();
            for (CacheServer server : caches.all()) {
                counts.add(caches.count(server));
            }
            try (Roads roads = new Roads(caches.writers(), plan.nodes(), faults);
                    Fleet fleet = new Fleet(
                            plan, servers.database().urls(), newPrefix(), folder.path(), roads, readers(caches))) {
                DatabaseCluster cluster = servers.cluster();
                FailOver failOver = cluster == null ? null : new FailOver(cluster, fleet, accesses.size() / 2);
                Harm harm = faults ? new Harm(fleet, plan.nodes(), caches.writers(), roads, failOver) : null;
                return replay(
                        fleet,
                        database,
                        accesses,
                        new FleetWatch(fleet, accesses.size(), counts, harm, cluster, progress));
            }
        } finally {
            counts.forEach(ServerCounts::close);
        }
    }

    /** Readers are asked by caches without a near tier only. */
    private List<InetSocketAddress> readers(CacheServers caches) {
        return plan.near()
                ? List.of()
                : caches.readers().stream().map(CacheServer::address).toList();
    }

    private boolean replay(Fleet fleet, ShopDatabase database, Accesses accesses, FleetWatch watch)
            throws IOException, InterruptedException {
        long starting = System.nanoTime();
        fleet.start();
        progress.done(
                "nodes", plan.nodes() + " processes of " + plan.threads() + " threads, started in " + since(starting));
        long began = System.nanoTime();
        fleet.go();
        watch.run();
        List<String> failures = fleet.awaitEnd();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        progress.done("replay", Units.count(accesses.size()) + " accesses, in " + Units.time(elapsed));
        long judging = System.nanoTime();
        FleetJudge.Verdict verdict = new FleetJudge(accesses, plan, fleet.all()).judge(database);
        progress.done("judged", "every read of every process, in " + since(judging));
        failures.forEach(failure -> progress.done("failed", failure));
        return report(new FleetReport(plan, verdict, watch.counts(), watch.faults(), elapsed));
    }

    private boolean report(FleetReport report) {
        out.println();
        out.print(report.nodes());
        out.println();
        out.print(report.servers());
        report.readers().ifPresent(out::println);
        report.loads().ifPresent(out::println);
        out.println(report.notHeldAgainstReaders());
        if (!report.isRight()) {
            out.println("NOT RIGHT: the promise of " + plan.mode() + " was broken, or something failed.");
        }
        out.println(report.line());
        out.flush();
        return report.isRight();
    }

    /** Keeps the keys of a run from those of others, where a server is shared. */
    private static String newPrefix() {
        byte[] random = new byte[6];
        ThreadLocalRandom.current().nextBytes(random);
        return "demo-" + HexFormat.of().formatHex(random) + ":";
    }

    private static String since(long began) {
        return Units.time(Duration.ofNanos(System.nanoTime() - began));
    }
}
