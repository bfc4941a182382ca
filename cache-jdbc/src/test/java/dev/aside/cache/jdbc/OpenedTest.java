package dev.aside.cache.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A test of one data source over servers that it scripts. */
abstract class OpenedTest {

    final FakeDatabase fake = new FakeDatabase();
    private @Nullable EndpointDataSource opened;

    @AfterEach
    final void close() {
        if (opened != null) {
            opened.close();
        }
    }

    /** Builds it over the nodes that the builder names. */
    final EndpointDataSource open(EndpointDataSource.Builder builder) {
        return closing(fake.heard(builder.build()));
    }

    /** Has it closed after the test. */
    final EndpointDataSource closing(EndpointDataSource database) {
        opened = database;
        return database;
    }

    static List<String> nodes(EndpointDataSource database) {
        return database.topology().nodes().stream()
                .map(DatabaseTopology.Node::id)
                .toList();
    }
}
