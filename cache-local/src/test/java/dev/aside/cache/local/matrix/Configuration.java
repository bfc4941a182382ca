package dev.aside.cache.local.matrix;

import dev.aside.CacheBuilder;
import dev.aside.cache.Consistency;
import dev.aside.cache.LoadStrategies;
import dev.aside.cache.WriteStrategy;
import dev.aside.cache.local.EmbeddedBackend;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.testkit.InMemoryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One value of each dimension. The numbers are the values' places in their enums. */
@SuppressWarnings("ImmutableEnumChecker") // the functions of the dimensions hold nothing
record Configuration(
        Tier tier,
        Expiry expiry,
        Strategy strategy,
        Bound bound,
        Style style,
        Content content,
        Mode mode,
        Loads loads,
        Tags tags,
        Write write) {

    static final Duration HARD = Duration.ofSeconds(10);
    static final Duration SOFT = Duration.ofSeconds(4);
    static final Duration IDLE = Duration.ofSeconds(3);
    static final Duration STALE = Duration.ofSeconds(5);

    private static final int[] SIZES = {
        Tier.values().length,
        Expiry.values().length,
        Strategy.values().length,
        Bound.values().length,
        Style.values().length,
        Content.values().length,
        Mode.values().length,
        Loads.values().length,
        Tags.values().length,
        Write.values().length
    };

    /** Returns configurations in which every two values of two dimensions meet. */
    static List<Configuration> pairwise(long seed) {
        List<Configuration> all = new ArrayList<>();
        for (int[] row : Pairwise.rows(SIZES, seed)) {
            all.add(of(row));
        }
        return all;
    }

    private static Configuration of(int[] row) {
        return new Configuration(
                Tier.values()[row[0]],
                Expiry.values()[row[1]],
                Strategy.values()[row[2]],
                Bound.values()[row[3]],
                Style.values()[row[4]],
                Content.values()[row[5]],
                Mode.values()[row[6]],
                Loads.values()[row[7]],
                Tags.values()[row[8]],
                Write.values()[row[9]]);
    }

    void applyTo(CacheBuilder<String, Object> builder) {
        tier.setting.accept(builder);
        expiry.setting.accept(builder);
        strategy.setting.accept(builder);
        bound.setting.accept(builder);
        builder.consistency(mode.consistency);
        if (tags == Tags.VALUE) {
            builder.tags((key, value) -> List.of(tagOf(key)));
        }
    }

    static String tagOf(String key) {
        return key.substring(0, 1);
    }

    boolean isEmbedded() {
        return tier == Tier.REFERENCE || tier == Tier.COPYING;
    }

    /** Returns whether a read may be answered by a value past its hard life. */
    boolean revalidates() {
        return strategy == Strategy.STALE_WHILE_REVALIDATE;
    }

    boolean staleOnError() {
        return strategy == Strategy.STALE_IF_ERROR || strategy == Strategy.COMBINED;
    }

    /** Returns whether far and near copies end by age. */
    boolean hasHardLife() {
        return expiry == Expiry.HARD || expiry == Expiry.SOFT_AND_HARD || expiry == Expiry.PER_ENTRY;
    }

    @Override
    public String toString() {
        return String.join(
                        " ",
                        tier.name(),
                        "expiry:" + expiry,
                        strategy.name(),
                        bound.name(),
                        style.name(),
                        content.name(),
                        mode.name(),
                        "loads:" + loads,
                        "tags:" + tags,
                        "write:" + write)
                .toLowerCase(Locale.ROOT);
    }

    /** Where slots live. */
    enum Tier {
        REFERENCE(EmbeddedBackend::create, builder -> {}),
        COPYING(EmbeddedBackend::copying, builder -> {}),
        NEAR_AND_FAR(InMemoryBackend::new, builder -> {}),
        FAR(InMemoryBackend::new, builder -> builder.nearTier(false));

        final Supplier<CacheBackend> backend;
        final Consumer<CacheBuilder<String, Object>> setting;

        Tier(Supplier<CacheBackend> backend, Consumer<CacheBuilder<String, Object>> setting) {
            this.backend = backend;
            this.setting = setting;
        }
    }

    /** When entries end. */
    enum Expiry {
        NONE(builder -> {}),
        HARD(builder -> builder.expireAfterWrite(Configuration.HARD)),
        SOFT_AND_HARD(builder -> builder.expireAfterWrite(Configuration.HARD).refreshAfterWrite(SOFT)),
        AFTER_ACCESS(builder -> builder.expireAfterAccess(IDLE)),
        PER_ENTRY(builder -> builder.expireAfter((key, value) -> Configuration.HARD));

        final Consumer<CacheBuilder<String, Object>> setting;

        Expiry(Consumer<CacheBuilder<String, Object>> setting) {
            this.setting = setting;
        }
    }

    /** When a read is served. */
    enum Strategy {
        LAZY(builder -> {}),
        REFRESH_AHEAD(builder -> builder.loadStrategy(LoadStrategies.refreshAhead(0.8))),
        EARLY(builder -> builder.loadStrategy(LoadStrategies.earlyExpiration(1))),
        STALE_WHILE_REVALIDATE(builder -> builder.loadStrategy(LoadStrategies.staleWhileRevalidate(STALE))),
        STALE_IF_ERROR(builder -> builder.loadStrategy(LoadStrategies.staleIfError(STALE))),
        COMBINED(builder ->
                builder.loadStrategy(LoadStrategies.earlyExpiration(1).or(LoadStrategies.staleIfError(STALE))));

        final Consumer<CacheBuilder<String, Object>> setting;

        Strategy(Consumer<CacheBuilder<String, Object>> setting) {
            this.setting = setting;
        }
    }

    /** How much is held in this process. */
    enum Bound {
        ONE(builder -> builder.maximumSize(1)),
        MANY(builder -> builder.maximumSize(10_000)),
        WEIGHT(builder -> builder.maximumWeight(100_000, (key, value) -> key.length()));

        final Consumer<CacheBuilder<String, Object>> setting;

        Bound(Consumer<CacheBuilder<String, Object>> setting) {
            this.setting = setting;
        }
    }

    /** How it is called: with an executor that runs at once, or one that runs when it is told to. */
    enum Style {
        SYNC,
        ASYNC
    }

    /** A value of three fields, for the codec of records. */
    public record Item(String name, int version, boolean sold) {}

    /** What values are. */
    enum Content {
        TEXT(String.class),
        ITEM(Item.class),
        NUMBER(Integer.class);

        final Class<?> type;

        Content(Class<?> type) {
            this.type = type;
        }

        Object of(String key, int version) {
            return switch (this) {
                case TEXT -> key + " größe " + version;
                case ITEM -> new Item(key, version, version % 2 == 0);
                case NUMBER -> 1000 * key.charAt(1) + version;
            };
        }
    }

    /** How old values may be. */
    enum Mode {
        EVENTUAL(Consistency.EVENTUAL),
        BOUNDED_1S(Consistency.bounded(Duration.ofSeconds(1))),
        BOUNDED_100MS(Consistency.bounded(Duration.ofMillis(100))),
        READ_YOUR_WRITES(Consistency.READ_YOUR_WRITES),
        STRICT(Consistency.STRICT);

        final Consistency consistency;

        Mode(Consistency consistency) {
            this.consistency = consistency;
        }
    }

    /** Which loaders there are. */
    enum Loads {
        SINGLE,
        BULK,
        BOTH,
        OPTIONAL
    }

    /** Whether values have tags. */
    enum Tags {
        NONE,
        VALUE
    }

    /** What a put does. */
    enum Write {
        NONE,
        THROUGH,
        AROUND;

        void applyTo(CacheBuilder<String, Object> builder, Source source) {
            if (this != NONE) {
                builder.write(source::write);
            }
            if (this == AROUND) {
                builder.writeStrategy(WriteStrategy.WRITE_AROUND);
            }
        }
    }
}
