package dev.aside.cache.testkit.server;

import java.util.List;

/**
 * A kind of server that tests ask for.
 *
 * @param property the system property that gives the address of one that runs already
 * @param programs what its program may be called, the usual name first
 * @param debianPackage what to install on Debian
 */
record Wanted(String property, List<String> programs, String debianPackage) {

    static final Wanted REDIS = new Wanted("aside.redis", List.of("redis-server", "valkey-server"), "redis-server");
    static final Wanted MEMCACHED = new Wanted("aside.memcached", List.of("memcached"), "memcached");
    static final Wanted POSTGRES = new Wanted("aside.postgres", List.of("postgres"), "postgresql");
    static final Wanted MARIADB = new Wanted("aside.mariadb", List.of("mariadbd"), "mariadb-server");

    /** What to do where there is none. */
    String missing(boolean root) {
        return "no " + String.join(" or ", programs) + " on this machine, neither on the PATH nor where Debian keeps it"
                + install(debianPackage, root)
                + "\n  or use one that runs: -D" + property + "=host:port";
    }

    /** The line that installs a package; {@code sudo} where this process may not. */
    static String install(String debianPackage, boolean root) {
        String as = root ? "" : "sudo ";
        return "\n  Debian/Ubuntu: " + as + "apt-get update && " + as + "apt-get install -y --no-install-recommends "
                + debianPackage;
    }
}
