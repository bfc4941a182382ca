package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramsTest {

    private final Properties properties = new Properties();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path machine;

    @Test
    void theFirstDirectoryThatHasTheProgramWins() throws IOException {
        Path first = directory("first");
        Path second = program("second", "redis-server");
        program("third", "redis-server");
        assertThat(programs(first, machine.resolve("second"), machine.resolve("third"))
                        .program(Wanted.REDIS))
                .isEqualTo(second);
    }

    @Test
    void theUsualNameIsPreferredWhereverItIs() throws IOException {
        Path valkey = program("first", "valkey-server");
        Path redis = program("second", "redis-server");
        assertThat(programs(machine.resolve("first"), machine.resolve("second")).program(Wanted.REDIS))
                .isEqualTo(redis);
        assertThat(programs(machine.resolve("first")).program(Wanted.REDIS)).isEqualTo(valkey);
    }

    @Test
    void whatCannotBeRunIsNoProgram() throws IOException {
        Path plain = directory("bin");
        Files.createFile(plain.resolve("memcached"));
        Files.createDirectory(plain.resolve("redis-server"));
        assertThat(programs(plain).find("memcached")).isEmpty();
        assertThat(programs(plain).find("redis-server")).isEmpty();
        assertThat(programs(machine.resolve("none")).find("redis-server")).isEmpty();
    }

    @Test
    void ofDebiansVersionsTheNewestIsTaken() throws IOException {
        program("debian/9/bin", "postgres");
        program("debian/15/bin", "postgres");
        directory("debian/common");
        List<Path> directories = Programs.versionsBelow(machine.resolve("debian"));
        assertThat(directories).containsExactly(machine.resolve("debian/15/bin"), machine.resolve("debian/9/bin"));
        assertThat(Programs.versionsBelow(machine.resolve("none"))).isEmpty();
    }

    @Test
    void thePathIsSplitAndItsEmptyPartsAreNotTheWorkingDirectory() {
        assertThat(Programs.ofPath("/a" + File.pathSeparator + File.pathSeparator + "/b"))
                .containsExactly(Path.of("/a"), Path.of("/b"));
        assertThat(Programs.ofPath("")).isEmpty();
    }

    @Test
    void whereThereIsNoneTheMessageHasTheLineThatInstallsIt() {
        assertThatThrownBy(() -> programs().program(Wanted.POSTGRES))
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("no postgres on this machine")
                .hasMessageContaining("apt-get install -y --no-install-recommends postgresql")
                .hasMessageContaining("-Daside.postgres=host:port");
        assertThatThrownBy(() -> MariaDbPrograms.of(programs()))
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("no mariadbd on this machine")
                .hasMessageContaining("apt-get install -y --no-install-recommends mariadb-server")
                .hasMessageContaining("-Daside.mariadb=host:port");
        assertThat(Wanted.REDIS.missing(true))
                .contains(
                        "  Debian/Ubuntu: apt-get update && apt-get install -y --no-install-recommends redis-server\n");
        assertThat(Wanted.REDIS.missing(false))
                .contains(": sudo apt-get update && sudo apt-get install -y --no-install-recommends redis-server\n");
    }

    @Test
    void whatBelongsToAServerIsTakenFromBesideItEvenIfItIsFoundByALink() throws IOException {
        Path server = program("version/bin", "postgres");
        Path backup = program("version/bin", "pg_basebackup");
        program("bin", "pg_basebackup");
        Files.createSymbolicLink(machine.resolve("bin/postgres"), server);
        assertThat(new PostgresPrograms(programs(machine.resolve("bin"))).baseBackup())
                .isEqualTo(backup.toRealPath());
        Files.delete(backup);
        assertThat(new PostgresPrograms(programs(machine.resolve("bin"))).baseBackup())
                .isEqualTo(machine.resolve("bin/pg_basebackup"));
    }

    @Test
    void whereNothingMakesReplicasTheMessageHasTheLineThatInstallsIt() throws IOException {
        Path server = program("bin", "postgres");
        PostgresPrograms alone = new PostgresPrograms(programs(machine.resolve("bin")));
        assertThatThrownBy(alone::baseBackup)
                .isInstanceOf(TestServerException.class)
                .hasMessageStartingWith("no pg_basebackup on this machine, neither beside " + server)
                .hasMessageEndingWith("apt-get install -y --no-install-recommends postgresql-client");
    }

    @Test
    void whereNothingMakesTheDirectoryOfAServerTheMessageHasTheLineThatInstallsIt() throws IOException {
        program("bin", "mariadbd");
        assertThatThrownBy(() -> MariaDbPrograms.of(programs(machine.resolve("bin"))))
                .isInstanceOf(TestServerException.class)
                .hasMessageStartingWith("no mariadb-install-db on the PATH")
                .hasMessageEndingWith("apt-get install -y --no-install-recommends mariadb-server");
    }

    @Test
    void anAddressIsGivenByAProperty() {
        assertThat(programs().address(Wanted.REDIS)).isEmpty();
        properties.setProperty("aside.redis", "cache.example:6380");
        assertThat(programs().address(Wanted.REDIS))
                .contains(InetSocketAddress.createUnresolved("cache.example", 6380));
        properties.setProperty("aside.redis", "[::1]:6380");
        assertThat(programs().address(Wanted.REDIS)).contains(InetSocketAddress.createUnresolved("[::1]", 6380));
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        for (String wrong : List.of("", "localhost", ":6379", "localhost:", "localhost:70000", "localhost:redis")) {
            properties.setProperty("aside.redis", wrong);
            assertThatThrownBy(() -> programs().address(Wanted.REDIS))
                    .isInstanceOf(TestServerException.class)
                    .hasMessage("the system property aside.redis is host:port, not \"" + wrong + "\"");
        }
    }

    private Programs programs(Path... directories) {
        return new Programs(properties, List.of(directories));
    }

    private Path directory(String name) throws IOException {
        return Files.createDirectories(machine.resolve(name));
    }

    private Path program(String directory, String name) throws IOException {
        Path file = Files.createFile(directory(directory).resolve(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
