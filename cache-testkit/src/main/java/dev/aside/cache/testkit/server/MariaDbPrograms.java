package dev.aside.cache.testkit.server;

import java.nio.file.Path;

/**
 * The programs of MariaDB, and as whom they run.
 *
 * @param server the server
 * @param installDb makes a directory for it
 */
record MariaDbPrograms(Path server, Path installDb, RunAs user) {

    static MariaDbPrograms of(Programs programs) {
        Path server = programs.program(Wanted.MARIADB);
        Path installDb = programs.find("mariadb-install-db")
                .orElseThrow(() -> new TestServerException("no mariadb-install-db on the PATH, though there is "
                        + server + Wanted.install(Wanted.MARIADB.debianPackage(), SystemUser.isRoot())));
        return new MariaDbPrograms(server, installDb, RunAs.firstOf("mysql", "nobody"));
    }
}
