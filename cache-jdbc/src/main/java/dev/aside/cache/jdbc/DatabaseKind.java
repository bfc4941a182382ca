package dev.aside.cache.jdbc;

/** What kind of database the nodes are, which says how they are asked for their role. */
public enum DatabaseKind {
    /** PostgreSQL, on one's own machines, on RDS, or as an RDS Multi-AZ cluster. By default for {@code jdbc:postgresql:}. */
    POSTGRESQL,

    /** Aurora PostgreSQL, whose readers share the writer's storage. */
    AURORA_POSTGRESQL,

    /** MySQL, and Aurora MySQL. By default for {@code jdbc:mysql:}. */
    MYSQL,

    /** MariaDB. By default for {@code jdbc:mariadb:}. */
    MARIADB
}
