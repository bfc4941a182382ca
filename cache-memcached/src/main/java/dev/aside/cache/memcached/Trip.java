package dev.aside.cache.memcached;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.spy.memcached.ops.GetOperation;

/** One {@code get} that is under way for those who look. Each of them is one of the commands that may be under way, and it is none. */
final class Trip extends Calls.Call implements GetOperation.Callback {

    private final Supplier<List<Look>> waiting;
    private final Map<String, Item> items = new HashMap<>();
    private Collection<String> names;
    private List<Look> looks = List.of();

    /**
     * @param waiting takes all who have not departed yet
     * @param first who is there from the beginning
     */
    Trip(Supplier<List<Look>> waiting, Look first) {
        this.waiting = waiting;
        this.names = first.names();
    }

    /** From now on nobody joins. */
    void begins(List<Look> all) {
        looks = all;
        if (all.size() > 1) {
            names = new LinkedHashSet<>();
            all.forEach(look -> names.addAll(look.names()));
        }
    }

    /** Returns all that is asked for, each once. */
    Collection<String> names() {
        return names;
    }

    @Override
    public void gotData(String name, int flags, byte[] data) {
        items.put(name, new Item(data, flags, Item.NO_CAS));
    }

    /** One that never began leaves nobody behind. */
    @Override
    void answered(Fate how) {
        List<Look> all = looks.isEmpty() ? waiting.get() : looks;
        all.forEach(look -> look.answered(how, items));
    }
}
