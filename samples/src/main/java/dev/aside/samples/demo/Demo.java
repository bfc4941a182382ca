package dev.aside.samples.demo;

import dev.aside.cache.testkit.server.TestServerException;
import dev.aside.samples.demo.fleet.FarTier;
import dev.aside.samples.demo.fleet.FleetRun;
import dev.aside.samples.demo.replay.ReplayException;
import dev.aside.samples.demo.report.Progress;
import dev.aside.samples.demo.shop.DatabaseException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The main job's command line. Exit codes: 0 if no read was wrong, 1 if one was or the run failed, 2 for a bad option.
 */
@Command(
        name = "bin/demo",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Replays a real trace of a shop's database, without and with Aside, judges every read, and shows what Aside did.",
            ""
        },
        footer = {"", "The report is a page for a browser. Exit code 0: no read was wrong."})
final class Demo implements Callable<Integer> {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final Pattern OPTION = Pattern.compile("--?[a-z][a-z-]{0,30}(?==|$)");

    private final StoreFactory cached;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final DemoOptions options = new DemoOptions();

    private Demo(StoreFactory cached) {
        this.cached = cached;
    }

    /**
     * Makes the command line.
     *
     * @param cached puts a cache before the database
     */
    static CommandLine commandLine(StoreFactory cached) {
        CommandLine line = new CommandLine(new Demo(cached));
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this")
                        .build());
        return line.setParameterExceptionHandler((e, arguments) -> refuse(e))
                .setExecutionExceptionHandler((e, failed, parsed) -> fail(e, failed));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        FarTier tier = options.backend.tier();
        boolean right = tier == null ? runAlone() : runFleet(tier);
        return right ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean runAlone() throws IOException, InterruptedException {
        if (options.nodes != null || options.faults || options.noNear || options.near || options.database.isCluster()) {
            throw refusal(
                    "--nodes, --faults, --near, --no-near and --database cluster: allowed: with --backend redis or"
                            + " memcached only");
        }
        refuseControl();
        refuseRedis();
        return new DemoRun(options, cached, spec.commandLine().getOut()).run();
    }

    private boolean runFleet(FarTier tier) throws IOException, InterruptedException {
        if (options.near && options.noNear) {
            throw refusal("--near with --no-near: allowed: one of them");
        }
        if (tier != FarTier.REDIS) {
            refuseRedis();
        }
        refuseControl();
        if (options.url != null && options.database.isCluster()) {
            throw refusal("--url with --database cluster: allowed: one of them, as the cluster is started here");
        }
        if (options.url != null && !options.url.startsWith("jdbc:postgresql:")) {
            throw refusal("--url with --backend " + options.backend.title()
                    + ": allowed: jdbc:postgresql:..., for all processes");
        }
        if (!tier.modes().contains(options.mode.mode())) {
            throw refusal("--mode " + options.mode.mode() + " with --backend " + options.backend.title() + ": allowed: "
                    + tier.modes() + ", which is what its servers can keep");
        }
        if (options.redis != null) {
            checkThatSomebodyAnswers(options.redis);
        }
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(out, Boolean.getBoolean("aside.demo.live"));
        return new FleetRun(options.fleet(tier), options.data, out, progress)
                .run(options.redis, options.url, options.faults);
    }

    /** Without it the run would end well, as caches do without their server, and show nothing of it. */
    private static void checkThatSomebodyAnswers(InetSocketAddress given) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(given.getHostString(), given.getPort()), PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new IOException(
                    "nobody answers at " + given.getHostString() + ":" + given.getPort() + ", which is --redis", e);
        }
    }

    private void refuseControl() {
        if (options.control != null && !options.database.isCluster()) {
            throw refusal("--control: allowed: with --database cluster only");
        }
    }

    private void refuseRedis() {
        if (options.redis != null) {
            throw refusal("--redis: allowed: with --backend redis only");
        }
    }

    private ParameterException refusal(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static int refuse(ParameterException e) {
        CommandLine line = e.getCommandLine();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? unknown(unmatched.getUnmatched().get(0)) + "; allowed: " + optionNames(line)
                : e.getMessage();
        line.getErr().println("demo: " + message + " (bin/demo --help tells more)");
        return CommandLine.ExitCode.USAGE;
    }

    /** Names an option, but neither its value nor a bare argument: a URL given without its option holds a password. */
    private static String unknown(String argument) {
        Matcher option = OPTION.matcher(argument);
        return option.lookingAt() ? "unknown option " + option.group() : "unknown argument";
    }

    private static String optionNames(CommandLine line) {
        return line.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(" "));
    }

    private static int fail(Exception e, CommandLine line) throws Exception {
        if (e instanceof DatabaseException
                || e instanceof TestServerException
                || e instanceof ReplayException
                || e instanceof IOException) {
            PrintWriter err = line.getErr();
            err.println();
            err.println("demo: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }
}
