package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directory of one server, made by {@code initdb}, or by {@code pg_basebackup} as a copy of another server's. */
final class PostgresData {

    static final String NAME = "data";
    static final String USER = "aside";

    private static final Duration MAKE = Duration.ofMinutes(2);
    private static final String CERTIFICATE = "certificate.pem";
    private static final String KEY = "key.pem";
    private static final String BACKUP = "backup";
    private static final String TRUSTED = "trusted.pem";
    private static final String ASKED = "asked.pem";

    private final PostgresPrograms programs;
    private final @Nullable ServerTls tls;
    private final String password;
    private final WorkDirectory directory = WorkDirectory.create("postgres");
    private @Nullable Upstream upstream;

    /**
     * @param upstream whom this follows; null if nobody
     */
    PostgresData(PostgresPrograms programs, DatabaseConfig config, String password, @Nullable Upstream upstream) {
        this.programs = programs;
        this.tls = config.tls();
        this.password = password;
        this.upstream = upstream;
    }

    WorkDirectory directory() {
        return directory;
    }

    /** Makes what is not there yet. */
    void prepare() {
        RunAs user = programs.user();
        user.own(directory);
        if (tls != null) {
            user.give(tls.shown().certificateFile(), directory, CERTIFICATE);
            user.give(tls.shown().keyFile(), directory, KEY);
            user.give(tls.shown().trustFile(), directory, TRUSTED);
            if (tls.asked() != null) {
                user.give(tls.asked().certificateFile(), directory, ASKED);
            }
        }
        if (!Files.exists(directory.file(NAME))) {
            if (upstream == null) {
                initialize();
            } else {
                copy(upstream);
            }
        }
    }

    /** Forgets all that is here, so that the next start begins with a copy. */
    void beginAnew(Upstream from) {
        upstream = from;
        directory.delete(NAME);
    }

    private void initialize() {
        Path secret = directory.write("password", List.of(password));
        programs.user().own(directory, secret);
        List<String> arguments = List.of(
                "-D",
                NAME,
                "-U",
                USER,
                "--pwfile=" + secret,
                "--auth-host=scram-sha-256",
                "--auth-local=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        run("initdb", programs.user().command(programs.initdb(), arguments));
        directory.remove("password");
        directory.write(NAME + "/pg_hba.conf", access());
    }

    private List<String> access() {
        String type = tls == null ? "host" : "hostssl";
        String proof = "scram-sha-256" + (tls == null || tls.asked() == null ? "" : " clientcert=verify-ca");
        return List.of(
                "local all all trust",
                "local replication all trust",
                type + " all all 127.0.0.1/32 " + proof,
                type + " replication all 127.0.0.1/32 " + proof);
    }

    /** By the Unix socket; what comes later is streamed to where a client would connect. */
    private void copy(Upstream from) {
        baseBackup(NAME, from.sockets(), from.port(), "-R");
        String line = "primary_conninfo = " + quoted(connection(from.host(), from.foundAt())) + "\n";
        try {
            // The last line counts.
            Files.writeString(directory.file(NAME).resolve("postgresql.auto.conf"), line, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void baseBackup(String into, Path sockets, int port, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "-D",
                into,
                "-h",
                sockets.toString(),
                "-p",
                Integer.toString(port),
                "-U",
                USER,
                "-X",
                "stream",
                "-c",
                "fast",
                "--no-sync"));
        arguments.addAll(List.of(more));
        run("pg_basebackup", programs.user().command(programs.baseBackup(), arguments));
    }

    /** Keeps what the server at this port, which is this one, holds now. */
    void backUp(int port) {
        directory.delete(BACKUP);
        baseBackup(BACKUP, directory.path(), port);
    }

    boolean hasBackup() {
        return Files.exists(directory.file(BACKUP));
    }

    /** What was kept takes the place of what is there. */
    void restore() {
        directory.delete(NAME);
        try {
            Files.move(directory.file(BACKUP), directory.file(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String name, List<String> command) {
        ServerProcess.run(name, command, directory.path(), MAKE);
    }

    /** How a replica connects to the server that it follows, as libpq would have it. */
    String connection(String host, int port) {
        List<String> words = new ArrayList<>(List.of(
                "host=" + value(host), "port=" + port, "user=" + USER, "password=" + password, "connect_timeout=5"));
        if (tls == null) {
            words.add("sslmode=disable");
        } else {
            words.addAll(List.of("sslmode=verify-ca", "sslrootcert=" + file(TRUSTED)));
            if (tls.asked() != null) {
                words.addAll(List.of("sslcert=" + file(CERTIFICATE), "sslkey=" + file(KEY)));
            }
        }
        return String.join(" ", words);
    }

    private String file(String name) {
        return value(directory.file(name).toString());
    }

    private static String value(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** A text in SQL and in configuration files. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    List<String> tlsSettings() {
        if (tls == null) {
            return List.of();
        }
        List<String> settings = new ArrayList<>(List.of(
                "ssl=on", "ssl_cert_file=" + directory.file(CERTIFICATE), "ssl_key_file=" + directory.file(KEY)));
        if (tls.asked() != null) {
            settings.add("ssl_ca_file=" + directory.file(ASKED));
        }
        return settings;
    }
}
