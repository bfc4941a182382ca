package dev.aside.cache.micrometer;

import dev.aside.Aside;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CoarseClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** An Aside with meters, whose time a test moves and whose loads run on the caller's thread, so that counts are exact. */
final class Metered implements AutoCloseable {

    private long nanos = Duration.ofDays(11).toNanos();
    private final CoarseClock clock = new CoarseClock(() -> nanos);
    final MeterRegistry registry = new SimpleMeterRegistry();
    final AsideMetrics metrics = AsideMetrics.of(registry, Tags.of("region", "eu"));
    final Aside aside;

    Metered(CacheBackend backend) {
        CacheRuntime runtime = new CacheRuntime(
                () -> nanos,
                clock,
                () -> Instant.EPOCH.plusNanos(nanos),
                (task, delay) -> () -> {},
                Runnable::run,
                new Random(42));
        this.aside = Aside.builder()
                .backend(backend)
                .runtime(runtime)
                .recorder(metrics)
                .build();
    }

    void advance(Duration by) {
        nanos += by.toNanos();
        clock.update();
    }

    double counted(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    double gauged(String name) {
        return registry.get(name).gauge().value();
    }

    @Override
    public void close() {
        aside.close();
    }
}
