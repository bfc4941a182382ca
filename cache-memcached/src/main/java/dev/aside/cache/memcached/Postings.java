package dev.aside.cache.memcached;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What several steps bring to the sheets of windows: to each by one write, in the order of the steps. */
final class Postings {

    private final Map<String, One> byName = new LinkedHashMap<>();

    private static final class One {
        private final Posting posting;
        private final List<Consumer<Posting.Posted>> then = new ArrayList<>();

        One(Posting posting) {
            this.posting = posting;
        }

        void answer(List<Posting.Posted> posted) {
            for (int i = 0; i < then.size(); i++) {
                then.get(i).accept(posted.get(i));
            }
        }
    }

    void add(Cards cards, Posting.Change change, Consumer<Posting.Posted> then) {
        One one = byName.computeIfAbsent(cards.sheetName(), name -> new One(cards.posting()));
        one.posting.add(change);
        one.then.add(then);
    }

    /**
     * Brings it all.
     *
     * @param items what was found of the sheets, for those that are only looked at
     * @return by each sheet's name, what is done when it has taken what is brought
     */
    Map<String, CompletableFuture<?>> run(Map<String, Item> items) {
        Map<String, CompletableFuture<?>> all = new LinkedHashMap<>();
        byName.forEach((name, one) -> all.put(name, run(one, items.get(name))));
        return all;
    }

    private static CompletableFuture<?> run(One one, @Nullable Item item) {
        if (one.posting.onlyLooks()) {
            one.answer(one.posting.look(item));
            return CompletableFuture.completedFuture(true);
        }
        return one.posting.run().thenAccept(one::answer);
    }
}
