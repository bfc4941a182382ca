package dev.aside.cache.micrometer;

import dev.aside.cache.spi.Recorder.Refusal;
import dev.aside.cache.spi.Recorder.Tier;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The meters of one cache that are told, not polled. Looked up once, so that an event costs no search. */
final class EventMeters {

    /** Where the buckets of ages end, if a registry makes any: its own default is 30 seconds, and values live longer. */
    private static final Duration LONGEST_AGE = Duration.ofDays(1);

    private final Timer successes;
    private final Timer failures;
    private final Map<Tier, Timer> ages = new EnumMap<>(Tier.class);
    private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);

    /** Registers the meters, or finds those that are registered already. */
    EventMeters(MeterRegistry registry, Tags tags) {
        this.successes = loads(registry, tags.and("result", "success"));
        this.failures = loads(registry, tags.and("result", "failure"));
        for (Tier tier : Tier.values()) {
            ages.put(tier, ages(registry, tags.and("tier", lower(tier))));
        }
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, refusals(registry, tags.and("reason", lower(refusal))));
        }
    }

    private static Timer loads(MeterRegistry registry, Tags tags) {
        return Timer.builder("cache.loads")
                .description("How long the calls of the loaders took.")
                .tags(tags)
                .register(registry);
    }

    private static Timer ages(MeterRegistry registry, Tags tags) {
        return Timer.builder("cache.value.age")
                .description(
                        "How old values were when served after a look at them; plain hits in this process are not told.")
                .maximumExpectedValue(LONGEST_AGE)
                .tags(tags)
                .register(registry);
    }

    private static Counter refusals(MeterRegistry registry, Tags tags) {
        return Counter.builder("cache.fills.refused")
                .description("The loaded values that were not stored, as something had changed or proof was missing.")
                .tags(tags)
                .register(registry);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    void loaded(Duration took, boolean succeeded) {
        (succeeded ? successes : failures).record(took);
    }

    void served(Tier tier, Duration age) {
        Objects.requireNonNull(ages.get(tier)).record(age);
    }

    void refused(Refusal refusal) {
        Objects.requireNonNull(refusals.get(refusal)).increment();
    }
}
