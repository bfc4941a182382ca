package dev.aside.cache.local.engine;

import dev.aside.CacheBuilder;
import dev.aside.cache.Cache;
import dev.aside.cache.LoadContext;
import dev.aside.cache.route.CommitPosition;
import java.util.List;
import java.util.Objects;

/** What tests of caches share that are loaded from a database. */
abstract class SourcedTest extends EngineTest {

    static final CommitPosition PLACE = CommitPosition.ordered("shop/1", 100);

    final FakeDatabase database = new FakeDatabase();

    /** A cache of a node of its own, whose loads are the writer's. */
    final Cache<String, String> cache(Fleet fleet) {
        return builder(fleet, fleet.node()).build();
    }

    final CacheBuilder<String, String> builder(Fleet fleet, Node node) {
        return node.cache()
                .load(key -> {
                    Objects.requireNonNull(LoadContext.current()).proveWriter(PLACE);
                    return fleet.source.load(key);
                })
                .write(fleet.source::write)
                .tags((key, value) -> List.of("letters"))
                .source(database);
    }
}
