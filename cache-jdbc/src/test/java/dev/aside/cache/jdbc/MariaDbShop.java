package dev.aside.cache.jdbc;

import dev.aside.cache.testkit.server.MariaDbServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** What tests on a MariaDB have in common, beside what is in {@link Shop}. */
final class MariaDbShop {

    static final String USER = "shop";
    static final String PASSWORD = "one";

    private MariaDbShop() {}

    /** Makes the table, and who uses it: one who may do nothing else, as an application's user. */
    static void open(MariaDbServer writer) {
        writer.sql("create table sale (id int primary key);"
                + "create user shop identified by 'one'; grant select, insert, delete on test.sale to shop");
        writer.replicas().forEach(replica -> replica.awaitReplay(writer));
    }

    /** A data source over these servers that looks often. */
    static EndpointDataSource.Builder over(MariaDbServer... servers) {
        EndpointDataSource.Builder builder = EndpointDataSource.builder()
                .name("shop")
                .credentials(USER, PASSWORD)
                .probeInterval(Duration.ofMillis(200));
        for (MariaDbServer server : servers) {
            builder.node(node(server));
        }
        return builder;
    }

    static DatabaseNode node(MariaDbServer server) {
        return DatabaseNode.of(Shop.id(server), server.jdbcUrl());
    }

    /** Which server it is that answers. */
    static String port(Connection connection) throws SQLException {
        return Shop.ask(connection, "select @@port");
    }

    static void sell(EndpointDataSource database, int id) throws SQLException {
        Shop.run(database, "insert into sale values (" + id + ")");
    }

    static void sell(Connection connection, int id) throws SQLException {
        Shop.run(connection, "insert into sale values (" + id + ")");
    }

    static String sales(MariaDbServer server) {
        return server.sql("select group_concat(id order by id) from sale");
    }
}
