package dev.aside.cache.jdbc;

/** The dialect of each kind of database. */
final class Dialects {

    private Dialects() {}

    static Dialect of(DatabaseKind kind) {
        return switch (kind) {
            case POSTGRESQL -> new PostgresDialect();
            case AURORA_POSTGRESQL -> new AuroraDialect();
            case RDS_MULTI_AZ_POSTGRESQL -> new MultiAzDialect();
            case MYSQL -> new MySqlDialect();
            case MARIADB -> new MariaDbDialect();
        };
    }

    /** Returns what a URL says that it is, unless somebody says otherwise. */
    static DatabaseKind kind(DatabaseUrl url) {
        return switch (url.scheme()) {
            case "postgresql" -> DatabaseKind.POSTGRESQL;
            case "mysql" -> DatabaseKind.MYSQL;
            case "mariadb" -> DatabaseKind.MARIADB;
            default ->
                throw new IllegalArgumentException("known are URLs of postgresql, mysql and mariadb, not of "
                        + url.scheme() + "; dialect(…) says what it is like");
        };
    }
}
