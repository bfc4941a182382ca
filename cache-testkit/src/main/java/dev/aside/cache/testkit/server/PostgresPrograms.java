package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The programs of one version of PostgreSQL, run as an ordinary user where this process is root's. */
final class PostgresPrograms {

    private final Programs programs;
    private final Path postgres;
    private final RunAs user = RunAs.firstOf("postgres", "nobody");

    PostgresPrograms(Programs programs) {
        this.programs = programs;
        this.postgres = programs.program(Wanted.POSTGRES);
    }

    Path postgres() {
        return postgres;
    }

    RunAs user() {
        return user;
    }

    Path initdb() {
        return beside("initdb", "postgresql");
    }

    Path baseBackup() {
        return beside("pg_basebackup", "postgresql-client");
    }

    /** Of the same version: it lies beside the server, which may be found by a link. */
    private Path beside(String name, String debianPackage) {
        Path sibling = real().resolveSibling(name);
        if (Files.isExecutable(sibling)) {
            return sibling;
        }
        return programs.find(name)
                .orElseThrow(() -> new TestServerException("no " + name + " on this machine, neither beside " + postgres
                        + " nor on the PATH" + Wanted.install(debianPackage, SystemUser.isRoot())));
    }

    private Path real() {
        try {
            return postgres.toRealPath();
        } catch (IOException e) {
            throw new TestServerException(postgres + " cannot be found any more", e);
        }
    }
}
