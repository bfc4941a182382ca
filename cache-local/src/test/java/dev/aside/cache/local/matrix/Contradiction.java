package dev.aside.cache.local.matrix;

import dev.aside.CacheBuilder;
import dev.aside.cache.WriteStrategy;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What no cache can be: a setting that contradicts those that a configuration has. */
@SuppressWarnings("ImmutableEnumChecker") // its functions hold nothing
enum Contradiction {
    TWO_HARD_LIVES(
            "exclude each other",
            configuration -> configuration.expiry() == Configuration.Expiry.PER_ENTRY,
            builder -> builder.expireAfterWrite(Configuration.HARD)),
    SOFT_ABOVE_HARD(
            "must not be above",
            configuration -> configuration.expiry() == Configuration.Expiry.HARD,
            builder -> builder.refreshAfterWrite(Configuration.HARD.plusMillis(1))),
    SIZE_AND_WEIGHT(
            "exclude each other",
            configuration -> configuration.bound() == Configuration.Bound.WEIGHT,
            builder -> builder.maximumSize(10)),
    STRATEGY_WITHOUT_WRITER(
            "no writer",
            configuration -> configuration.write() == Configuration.Write.NONE,
            builder -> builder.writeStrategy(WriteStrategy.WRITE_AROUND)),
    MODE_TWICE(
            "set already",
            configuration -> true,
            builder -> builder.consistency(Configuration.Mode.STRICT.consistency)),
    SOFT_ABOVE_HARD_TIMEOUT(
            "must not be above", configuration -> true, builder -> builder.softLoadTimeout(Duration.ofSeconds(11))),
    FORGETFUL("changeMemory", configuration -> true, builder -> builder.changeMemory(Duration.ofSeconds(2)));

    final String message;
    final Predicate<Configuration> concerns;
    final Consumer<CacheBuilder<String, Object>> setting;

    Contradiction(String message, Predicate<Configuration> concerns, Consumer<CacheBuilder<String, Object>> setting) {
        this.message = message;
        this.concerns = concerns;
        this.setting = setting;
    }
}
