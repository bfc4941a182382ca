package consumer;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.local.EmbeddedBackend;
import java.time.Duration;
import java.util.Map;

/** A program that uses Aside as its users get it: README's first example, by reference and by value. */
public final class Main {

    private static final Map<Long, String> SOURCE = Map.of(42L, "tea");

    private Main() {}

    /**
     * Prints one line.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try (Aside byReference = Aside.builder().build();
                Aside byValue =
                        Aside.builder().backend(EmbeddedBackend.copying()).build()) {
            System.out.println("Aside answers: " + read(byReference) + " and " + read(byValue));
        }
    }

    private static String read(Aside aside) {
        Cache<Long, String> products = aside.cache("products", Long.class, String.class)
                .load(SOURCE::get)
                .expireAfterWrite(Duration.ofMinutes(10))
                .build();
        String product = products.get(42L);
        products.invalidate(42L);
        return product + (products.get(42L) == null ? ", lost" : "");
    }
}
