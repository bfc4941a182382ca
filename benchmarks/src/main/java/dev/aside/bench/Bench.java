package dev.aside.bench;

import dev.aside.bench.coldkeys.ColdKeys;
import dev.aside.bench.failover.Failover;
import dev.aside.bench.herd.Herd;
import dev.aside.bench.hitrate.HitRate;
import dev.aside.bench.hotpath.HotPath;
import dev.aside.bench.house.House;
import dev.aside.bench.leaderboard.Ranks;
import dev.aside.bench.memcachedfaults.MemcachedFaults;
import dev.aside.bench.memcachedread.MemcachedRead;
import dev.aside.bench.memory.Memory;
import dev.aside.bench.redisfaults.RedisFaults;
import dev.aside.bench.redisread.RedisRead;
import dev.aside.bench.routing.Routing;
import dev.aside.bench.session.SessionRaces;
import dev.aside.bench.session.SessionRequests;
import dev.aside.bench.simulation.Simulation;
import dev.aside.bench.slowload.SlowLoad;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one question by its name. A new question is one class in the list of subcommands. */
@Command(
        name = "bench",
        description = "Measures one question against peers in the same run.",
        subcommands = {
            HotPath.class,
            HitRate.class,
            SlowLoad.class,
            Memory.class,
            Simulation.class,
            RedisRead.class,
            MemcachedRead.class,
            ColdKeys.class,
            Herd.class,
            RedisFaults.class,
            MemcachedFaults.class,
            SessionRequests.class,
            SessionRaces.class,
            Ranks.class,
            Routing.class,
            Failover.class,
            House.class
        })
public final class Bench implements Runnable {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--list", description = "List the questions and end.")
    private boolean list;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        if (!list) {
            throw new ParameterException(spec.commandLine(), "Name a question: one of " + String.join(", ", names()));
        }
        spec.subcommands()
                .forEach((name, command) -> System.out.printf(
                        "%-20s %s%n",
                        name, command.getCommandSpec().usageMessage().description()[0]));
    }

    private Iterable<String> names() {
        return spec.subcommands().keySet();
    }

    /**
     * Runs one question and ends the process: 0 measured, 1 failed, 2 asked wrongly.
     *
     * @param args the question's name and its switches
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }
}
