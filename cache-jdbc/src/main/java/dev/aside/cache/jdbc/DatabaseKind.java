package dev.aside.cache.jdbc;

/** What kind of database the nodes are, which says how they are asked for their role. */
public enum DatabaseKind {
    /** PostgreSQL, on one's own machines, on RDS, or as an RDS Multi-AZ DB cluster whose nodes are listed. By default for {@code jdbc:postgresql:}. */
    POSTGRESQL,

    /** Aurora PostgreSQL, whose readers share the writer's storage. */
    AURORA_POSTGRESQL,

    /**
     * An RDS Multi-AZ DB cluster of PostgreSQL, whose nodes the writer knows. It takes the extension {@code rds_tools} in the database
     * that is connected to, and the right to call its functions.
     */
    RDS_MULTI_AZ_POSTGRESQL,

    /** MySQL, and Aurora MySQL. By default for {@code jdbc:mysql:}. */
    MYSQL,

    /** MariaDB. By default for {@code jdbc:mariadb:}. */
    MARIADB
}
