package dev.aside.cache.testkit.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directory of one server, made by {@code mariadb-install-db}, and who may come in. */
final class MariaDbData {

    static final String DATABASE = "test";
    static final String USER = "aside";
    static final String LAUNCHER = "root";

    private static final String NAME = "data";
    private static final String SETUP = "setup.sql";
    private static final String CERTIFICATE = "certificate.pem";
    private static final String KEY = "key.pem";
    private static final String TRUSTED = "trusted.pem";
    private static final Duration MAKE = Duration.ofMinutes(2);

    private final MariaDbPrograms programs;
    private final @Nullable ServerTls tls;
    private final String password;
    private final WorkDirectory directory = WorkDirectory.create("mariadb");

    MariaDbData(MariaDbPrograms programs, DatabaseConfig config, String password) {
        this.programs = programs;
        this.tls = config.tls();
        this.password = password;
    }

    WorkDirectory directory() {
        return directory;
    }

    Path path() {
        return directory.file(NAME);
    }

    /** What the server does first at each start: a replica too, since none of this is replicated. */
    Path setup() {
        return directory.file(SETUP);
    }

    /** Makes what is not there yet. */
    void prepare() {
        RunAs user = programs.user();
        user.own(directory, directory.write(SETUP, users()));
        if (tls != null) {
            user.give(tls.shown().certificateFile(), directory, CERTIFICATE);
            user.give(tls.shown().keyFile(), directory, KEY);
            user.give(tls.shown().trustFile(), directory, TRUSTED);
        }
        if (!Files.exists(path())) {
            List<String> arguments = List.of(
                    "--no-defaults",
                    "--datadir=" + path(),
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--skip-name-resolve");
            ServerProcess.run(
                    "mariadb-install-db", user.command(programs.installDb(), arguments), directory.path(), MAKE);
        }
    }

    /** One statement a line. The launcher has no password, and comes by the Unix socket alone. */
    private List<String> users() {
        String user = USER + "@'%'";
        return List.of(
                "set sql_log_bin = 0;",
                "delete from mysql.global_priv where user = '" + LAUNCHER + "' and host <> 'localhost';",
                "flush privileges;",
                "create database if not exists " + DATABASE + ";",
                "create user if not exists " + user + " identified by '" + password + "';",
                "grant all privileges on *.* to " + user + " with grant option;",
                // A server that is read-only would not be so for who has these.
                "revoke super, read_only admin on *.* from " + user + ";");
    }

    /** Forgets all that is here, so that the next start begins with nothing. */
    void beginAnew() {
        directory.delete(NAME);
    }

    List<String> tlsSettings() {
        return tls == null
                ? List.of()
                : List.of(
                        "--ssl-cert=" + directory.file(CERTIFICATE),
                        "--ssl-key=" + directory.file(KEY),
                        "--ssl-ca=" + directory.file(TRUSTED),
                        "--require-secure-transport");
    }

    /** How a replica connects to the server that it follows, as {@code CHANGE MASTER TO} would have it. */
    String connection(String host, int port) {
        String plain = "master_host='" + host + "', master_port=" + port + ", master_user='" + USER
                + "', master_password='" + password + "', master_connect_retry=1, master_use_gtid=slave_pos";
        return tls == null ? plain : plain + ", master_ssl=1, master_ssl_ca='" + directory.file(TRUSTED) + "'";
    }
}
