package dev.aside.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTest {
    private static final String IN_MEMORY = "jdbc:h2:mem:demo";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void replaysWithAndWithoutAndReports() throws IOException {
        int code = run(false, "--limit", "5000", "--url", IN_MEMORY, "--writes", "10%");

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("headissue GmbH", "CC BY 4.0")
                .contains("5,000 accesses to", "rows loaded into the database of --url")
                .containsPattern("accesses replayed +5,000 +5,000")
                .containsPattern("wrong reads +0 +0\n")
                .contains("Both replays cover all 5,000 accesses.", "Report: " + folder.resolve("report.html"));
        assertThat(Files.readString(folder.resolve("report.html"))).contains("orm-night: 5,000 accesses");
    }

    @ParameterizedTest
    @CsvSource({"EVENTUAL", "BOUNDED(10ms)", "READ_YOUR_WRITES", "STRICT"})
    void asideIsNeverWrongInOneProcess(String mode) {
        int code = execute(
                CachedStore::open,
                "--trace=web07",
                "--limit=20000",
                "--url",
                IN_MEMORY,
                "--writes=20",
                "--without-time=0ms",
                "--capacity=5000",
                "--mode",
                mode);

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString()).containsPattern("wrong reads +0 +0\n");
    }

    @Test
    void aCacheThatForgetsChangesIsFoundOut() {
        int code = run(true, "--limit", "5000", "--url", IN_MEMORY, "--writes", "10");

        assertThat(code).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("wrong reads +0 +[1-9][0-9,]*\n")
                .contains("WRONG READS: the promise of BOUNDED(1000ms) was broken.");
    }

    @Test
    void theDatabaseOnDiskIsGoneAfterwards() throws IOException {
        int code =
                run(false, "--trace", "web07", "--limit", "500", "--without-time", "0ms", "--data", folder.toString());

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("rows loaded into H2 on disk")
                .contains("measured on the first 128 of 500 accesses");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("report.html"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--trace=web12|orm-night, web07",
                "--backend=hazelcast|allowed: embedded, redis, memcached",
                "--nodes=0|a whole number from 1 to 16",
                "--nodes=2|with --backend redis or memcached only",
                "--faults|with --backend redis or memcached only",
                "--no-near|with --backend redis or memcached only",
                "--near|with --backend redis or memcached only",
                "--database=two|allowed: one, cluster",
                "--database=cluster|with --backend redis or memcached only",
                "--control=none|allowed: no-floors",
                "--control=no-floors|with --database cluster only",
                "--redis=here|host:port",
                "--redis=here:1|with --backend redis only",
                "--mode=SOMETIMES|EVENTUAL, BOUNDED(<n>ms) or BOUNDED(<n>s) from 10ms, READ_YOUR_WRITES, STRICT",
                "--mode=BOUNDED(1ms)|from 10ms",
                "--threads=0|a whole number from 1 to 256",
                "--threads=257|a whole number from 1 to 256",
                "--writes=101|a percentage from 0 to 100",
                "--writes=-1|a percentage from 0 to 100",
                "--limit=many|a whole number from 1",
                "--capacity=0|a whole number from 1",
                "--without-time=12|a time in ms, s or m",
                "--nonsense|unknown option --nonsense; allowed: --trace --limit --writes --threads --mode --backend",
                "--urls=jdbc:h2:mem:x;PASSWORD=geheim|unknown option --urls; allowed:",
                "jdbc:h2:mem:x;PASSWORD=geheim|unknown argument; allowed:",
                "--limit|Missing required parameter"
            })
    void aBadOptionGetsOneClearLine(String argument, String says) {
        assertThat(run(false, argument)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("demo: ")
                .contains(says)
                .doesNotContain("geheim")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"redis", "memcached"})
    void processesShareADatabaseServer(String backend) {
        assertThat(run(false, "--backend=" + backend, "--url=jdbc:h2:mem:geheim"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("allowed: jdbc:postgresql:").doesNotContain("geheim");
    }

    @Test
    void aClusterIsStartedHere() {
        assertThat(run(false, "--backend=redis", "--database=cluster", "--url=jdbc:postgresql://geheim/shop"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--url with --database cluster: allowed: one of them")
                .doesNotContain("geheim");
    }

    @Test
    void theControlIsOneOfACluster() {
        assertThat(run(false, "--backend=redis", "--control=no-floors")).isEqualTo(2);
        assertThat(err.toString()).contains("--control: allowed: with --database cluster only");
    }

    @Test
    void whatABackendCannotPromise_isRefusedBeforeAnythingStarts() {
        assertThat(run(false, "--backend=memcached", "--mode=STRICT")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith(
                        "demo: --mode STRICT with --backend memcached: allowed: [EVENTUAL, BOUNDED, READ_YOUR_WRITES]")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void memcachedServersAreStartedHere() {
        assertThat(run(false, "--backend=memcached", "--redis=here:1")).isEqualTo(2);
        assertThat(err.toString()).contains("--redis: allowed: with --backend redis only");
    }

    @Test
    void aRedisThatIsNotThere_isSaidBeforeAnythingStarts() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0)) {
            port = nobody.getLocalPort();
        }
        assertThat(run(false, "--backend=redis", "--limit=50", "--redis=127.0.0.1:" + port))
                .isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("demo: nobody answers at 127.0.0.1:" + port + ", which is --redis");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"eventual", "Bounded(250ms)", "BOUNDED(2s)", "read_your_writes", "STRICT"})
    void everyModeIsUnderstoodInAnyCase(String mode) {
        assertThat(run(false, "--limit=50", "--url", IN_MEMORY, "--mode", mode)).isZero();
    }

    @Test
    void aDatabaseOutOfReachIsOneLineWithoutItsUrl() {
        assertThat(run(false, "--limit=50", "--url", "jdbc:h2:mem:none;IFEXISTS=TRUE;PASSWORD=geheim"))
                .isEqualTo(1);
        assertThat(err.toString().strip())
                .startsWith("demo: connecting to the database failed, SQLState")
                .doesNotContain("geheim")
                .hasLineCount(1);
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(run(false, "--help")).isZero();
        assertThat(out.toString())
                .contains("--trace", "--limit", "--writes", "--threads", "--mode", "--backend", "--capacity", "--url")
                .contains("--report", "--without-time", "--help", "bin/demo", "--database", "--control")
                .doesNotContainPattern("--data\\b");
    }

    private int run(boolean forgetful, String... arguments) {
        return execute((options, database) -> new StandIn(database, forgetful), arguments);
    }

    private int execute(StoreFactory cached, String... arguments) {
        String report = "--report=" + folder.resolve("report.html");
        return Demo.commandLine(cached)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of(report), Stream.of(arguments)).toArray(String[]::new));
    }
}
