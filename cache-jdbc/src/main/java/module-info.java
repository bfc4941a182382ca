/** One DataSource over the nodes of a database that knows which of them may answer. */
module dev.aside.cache.jdbc {
    requires transitive dev.aside.cache.api;
    requires transitive java.sql;
    requires transitive com.zaxxer.hikari;
    requires static transitive org.jspecify;

    exports dev.aside.cache.jdbc;
}
