package dev.aside.bench.farread;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A client of a server that holds every key, seen through the calls that are measured. Those for many keys return how many were found.
 *
 * @param get reads one key
 * @param inFlight has the reads of all keys under way at once, and waits for them
 * @param all reads all keys by one call
 */
public record Client(
        Function<String, @Nullable String> get, ToIntFunction<List<String>> inFlight, ToIntFunction<List<String>> all) {

    /** For a client that has no such call. */
    public static final ToIntFunction<List<String>> NONE = keys -> {
        throw new UnsupportedOperationException("not for " + keys.size() + " keys at once");
    };

    /**
     * Makes a call.
     *
     * @param call which
     * @param keys as many as the call reads
     * @return how many keys were found
     */
    public int found(Call call, List<String> keys) {
        if (call.isSync()) {
            return get.apply(keys.get(0)) == null ? 0 : 1;
        }
        return call == Call.ALL_100 ? all.applyAsInt(keys) : inFlight.applyAsInt(keys);
    }
}
