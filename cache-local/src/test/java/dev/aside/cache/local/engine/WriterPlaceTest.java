package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Cache;
import dev.aside.cache.LoadContext;
import dev.aside.cache.route.CommitPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a key is asked for after the writer has said within a load where it is. Holds G4. */
final class WriterPlaceTest extends SourcedTest {

    private static final CommitPosition CHANGE = CommitPosition.ordered("shop/1", 150);
    private static final CommitPosition NOW = CommitPosition.ordered("shop/1", 200);
    private static final CommitPosition LATER = CommitPosition.ordered("shop/1", 250);

    private final List<CommitPosition> floors = new ArrayList<>();

    /** A cache whose loads are answered by the writer, which says where it is. */
    private Cache<String, String> asking(Fleet fleet, CommitPosition... places) {
        return fleet.node()
                .cache()
                .load(key -> {
                    LoadContext load = Objects.requireNonNull(LoadContext.current());
                    floors.add(load.floor());
                    for (CommitPosition place : places) {
                        load.proveWriterNow(place);
                    }
                    return fleet.source.load(key);
                })
                .source(database)
                .build();
    }

    private void change(Cache<String, String> cache, CommitPosition place) {
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.invalidate("k");
        transaction.commit(place);
    }

    /** Else it would be the writer's for as long as it is cached: what nobody knows would be handed on from change to change. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void afterAChangeWithoutAPlace_itIsThePlaceOfTheWriterThatIsAskedFor(Ground ground) {
        Cache<String, String> cache = asking(open(ground), NOW);
        cache.invalidate("k");
        cache.get("k");
        cache.refresh("k");
        change(cache, LATER);
        cache.get("k");
        assertThat(floors).containsExactly(CommitPosition.UNKNOWN, NOW, LATER);
    }

    /** As after a promotion. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void afterAChangeInAnotherHistory_itIsThePlaceOfTheWriterThatIsAskedFor(Ground ground) {
        Cache<String, String> cache = asking(open(ground), NOW);
        CommitPosition before = CommitPosition.ordered("shop/0", 900);
        change(cache, before);
        cache.get("k");
        cache.refresh("k");
        assertThat(floors).containsExactly(before, NOW);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void aFloorAboveThePlace_staysTheFloor(Ground ground) {
        Cache<String, String> cache = asking(open(ground), CHANGE);
        change(cache, LATER);
        cache.get("k");
        cache.refresh("k");
        assertThat(floors).containsExactly(LATER, LATER);
    }

    /** Of several connections that a load has had, the last to be asked says the most. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void ofSeveralPlaces_itIsTheHighest(Ground ground) {
        Cache<String, String> cache = asking(open(ground), CHANGE, LATER, NOW);
        cache.invalidate("k");
        cache.get("k");
        cache.refresh("k");
        assertThat(floors).containsExactly(CommitPosition.UNKNOWN, LATER);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void aWriterThatDoesNotSayWhereItIs_isAskedAgain(Ground ground) {
        Cache<String, String> cache = asking(open(ground), CommitPosition.UNKNOWN);
        cache.invalidate("k");
        cache.get("k");
        cache.refresh("k");
        assertThat(floors).containsExactly(CommitPosition.UNKNOWN, CommitPosition.UNKNOWN);
    }
}
