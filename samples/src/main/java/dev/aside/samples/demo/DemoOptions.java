package dev.aside.samples.demo;

import dev.aside.cache.Consistency;
import dev.aside.samples.demo.fleet.FarTier;
import dev.aside.samples.demo.fleet.FleetPlan;
import dev.aside.samples.demo.fleet.Source;
import dev.aside.samples.demo.trace.Trace;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be chosen on the command line. */
final class DemoOptions {
    static final int FLEET_LIMIT = 120_000;
    private static final int FLEET_NODES = 2;
    static final String TARGET = "${sys:aside.demo.target:-target}";

    @Option(
            names = "--trace",
            paramLabel = "NAME",
            defaultValue = "orm-night",
            converter = Converters.OfTrace.class,
            description = {
                "what to replay: orm-night (5,000,000 accesses to 86,466 database objects) or web07 (76,118 requests of"
                        + " 20,484 pages)",
                "default: ${DEFAULT-VALUE}"
            })
    Trace trace = Trace.ORM_NIGHT;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Converters.OfPositive.class,
            description = {
                "replay the first N accesses only",
                "default: all; with several processes the first " + FLEET_LIMIT + ", under a minute on 2 cores"
            })
    @Nullable
    Integer limit;

    @Option(
            names = "--writes",
            paramLabel = "PERCENT",
            converter = Converters.OfShare.class,
            description = {
                "share of accesses that change their object, 0 to 100",
                "default: 2%%; with --database cluster 30%%"
            })
    @Nullable
    Double writes;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "4",
            converter = Converters.OfThreads.class,
            description = {"threads that replay the trace, 1 to 256", "default: ${DEFAULT-VALUE}"})
    Integer threads = 4;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "BOUNDED(1s)",
            converter = Converters.OfMode.class,
            description = {
                "EVENTUAL, BOUNDED(<n>ms), BOUNDED(<n>s), READ_YOUR_WRITES or STRICT; quote the parentheses",
                "default: ${DEFAULT-VALUE}"
            })
    Consistency mode = Consistency.bounded(Consistency.DEFAULT_BOUND);

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "embedded",
            converter = Converters.OfBackend.class,
            description = {
                "where the cache lives: embedded (in this process), redis, or memcached (three servers), both of them shared by"
                        + " the processes of --nodes; memcached without STRICT",
                "default: ${DEFAULT-VALUE}"
            })
    Backend backend = Backend.EMBEDDED;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            converter = Converters.OfNodes.class,
            description = {
                "with --backend redis or memcached: processes that share the trace, 1 to 16, judged by one oracle together",
                "default: 2"
            })
    @Nullable
    Integer nodes;

    @Option(
            names = "--no-near",
            description = {
                "with --backend redis or memcached: no near tier, so that every read goes far, and in EVENTUAL and BOUNDED to"
                        + " the replica of redis"
            })
    boolean noNear;

    @Option(
            names = "--near",
            description = {
                "with --backend memcached: a near tier, which caches on Memcached have only if they are asked to; with redis"
                        + " there is one anyway"
            })
    boolean near;

    @Option(
            names = "--faults",
            description = {
                "with --backend redis or memcached: kill, freeze and cut something every few seconds; memcached servers are"
                        + " replaced at another port too"
            })
    boolean faults;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            defaultValue = "one",
            converter = Converters.OfDatabase.class,
            description = {
                "with --backend redis or memcached: one (server), or cluster: a PostgreSQL writer with two replicas whose replay"
                        + " stands still in turn, which answer loads; with --faults one of them is promoted in the middle",
                "default: ${DEFAULT-VALUE}"
            })
    Source database = Source.ONE;

    @Option(
            names = "--control",
            paramLabel = "NAME",
            converter = Converters.OfControl.class,
            description = {
                "with --database cluster: no-floors does by hand what caches do who know their database: loads ask replicas, and"
                        + " changes are told after COMMIT. There are wrong reads"
            })
    @Nullable
    Source control;

    @Option(
            names = "--redis",
            paramLabel = "HOST:PORT",
            converter = Converters.OfAddress.class,
            description = {
                "with --backend redis: the server to use; without it one with a replica is started and ended",
                "default: started here"
            })
    @Nullable
    InetSocketAddress redis;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            defaultValue = "100000",
            converter = Converters.OfPositive.class,
            description = {
                "rows the cache holds at most; the default holds all of a trace, so that its own reuse is within reach",
                "default: ${DEFAULT-VALUE}"
            })
    Integer capacity = 100_000;

    @Option(
            names = "--without-time",
            paramLabel = "TIME",
            defaultValue = "6s",
            converter = Converters.OfTime.class,
            description = {
                "the replay without Aside ends after this time and is then a sample, such as 500ms or 2m",
                "default: ${DEFAULT-VALUE}"
            })
    Duration withoutTime = Duration.ofSeconds(6);

    @Option(
            names = "--url",
            paramLabel = "JDBC",
            description = {
                "database to use, user and password in it; drivers at hand: H2, PostgreSQL. Its table aside_demo_object is"
                        + " created, and dropped at the end",
                "default: H2 on disk; with several processes a PostgreSQL that is started and ended"
            })
    @Nullable
    String url;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = TARGET + "/demo-report.html",
            converter = Converters.OfFile.class,
            description = {"page to write, with plots", "default: target/demo-report.html"})
    Path report = Path.of("target", "demo-report.html");

    /** Where the database lies unless a URL is given. */
    @Option(names = "--data", hidden = true, defaultValue = TARGET, converter = Converters.OfFile.class)
    Path data = Path.of("target");

    /** What the processes of a fleet are to do. */
    FleetPlan fleet(FarTier tier) {
        int accesses = limit == null ? FLEET_LIMIT : limit;
        int processes = nodes == null ? FLEET_NODES : nodes;
        return new FleetPlan(
                trace,
                accesses,
                processes,
                writes(),
                threads,
                mode,
                capacity,
                !noNear && (near || tier.pushes()),
                tier,
                source());
    }

    private Source source() {
        return control == null ? database : control;
    }

    /** The share of accesses that change their object. */
    double writes() {
        if (writes != null) {
            return writes;
        }
        return database.isCluster() ? 0.3 : 0.02;
    }
}
