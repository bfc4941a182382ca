package dev.aside.cache.testkit.server;

/** Who runs this process. */
final class SystemUser {

    private SystemUser() {}

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
