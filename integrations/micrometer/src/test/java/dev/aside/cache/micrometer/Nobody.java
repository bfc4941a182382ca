package dev.aside.cache.micrometer;

import dev.aside.cache.jdbc.DatabaseNode;
import dev.aside.cache.jdbc.EndpointDataSource;
import java.time.Duration;
import java.util.stream.Stream;

/** A database none of whose nodes answers: there is nobody at their port. */
final class Nobody {

    private Nobody() {}

    static EndpointDataSource database(String... names) {
        EndpointDataSource.Builder builder = EndpointDataSource.builder()
                .name("shop")
                .borrowTimeout(Duration.ofMillis(250))
                .credentials("shop", "secret");
        Stream.of(names).map(Nobody::node).forEach(builder::node);
        return builder.build();
    }

    static DatabaseNode node(String name) {
        return DatabaseNode.of(name, "jdbc:postgresql://127.0.0.1:1/" + name);
    }
}
