package dev.aside.cache.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of this kit the present thread has made since a leak check began to look. Notes nothing where none does. */
final class Born {

    private static final ThreadLocal<@Nullable List<Object>> NOTED = new ThreadLocal<>();

    private Born() {}

    /** Begins, and forgets what was noted before. */
    static void begin() {
        NOTED.set(new ArrayList<>());
    }

    static boolean begun() {
        return NOTED.get() != null;
    }

    static void note(Object born) {
        List<Object> noted = NOTED.get();
        if (noted != null) {
            noted.add(born);
        }
    }

    /** Ends, and returns what was noted, in order. */
    static List<Object> end() {
        List<Object> noted = NOTED.get();
        NOTED.remove();
        return noted == null ? List.of() : noted;
    }
}
