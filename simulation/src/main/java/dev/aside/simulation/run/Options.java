package dev.aside.simulation.run;

import dev.aside.cache.BulkCacheLoader;
import dev.aside.cache.CacheLoader;
import dev.aside.cache.CacheWriter;
import dev.aside.cache.LoadStrategy;
import dev.aside.cache.Tagger;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.Codecs;
import dev.aside.cache.engine.CacheOptions;
import dev.aside.cache.route.CommitSource;
import dev.aside.cache.spi.SlotKey;
import dev.aside.simulation.oracle.Value;
import dev.aside.simulation.plan.Knob;
import dev.aside.simulation.plan.Operation;
import dev.aside.simulation.plan.Setting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of a cache as a setting has them, filled in as the public builder fills them in. */
final class Options {
    private static final String CACHE = "things";
    private static final long ENOUGH = 10_000;
    private static final double JITTER = 0.1;
    private static final Codec<Integer> KEYS = Codecs.forKey(Integer.class);
    private static final CacheOptions.Codecs<Integer, Value> CODECS =
            new CacheOptions.Codecs<>(KEYS, Codecs.of(Value.class));
    private static final Tagger<Integer, Value> TAGGER = (key, value) -> List.of(tag(key));

    private Options() {}

    /** Returns the slot of a key. */
    static SlotKey slot(int key) {
        return SlotKey.ofBytes(SlotKey.Kind.ENTRY, KEYS.encode(key));
    }

    /** Returns the slots that a change opens. */
    static List<SlotKey> slots(Operation change) {
        if (change.kind() != Operation.Kind.CHANGE_TAG) {
            return change.keys().stream().map(Options::slot).toList();
        }
        byte[] tag = tag(change.keys().get(0)).getBytes(StandardCharsets.UTF_8);
        return List.of(SlotKey.ofBytes(SlotKey.Kind.TAG_EPOCH, new byte[0]), SlotKey.ofBytes(SlotKey.Kind.TAG, tag));
    }

    /** Returns the tag of a key. */
    static String tag(int key) {
        return "t" + key % 2;
    }

    static CacheOptions<Integer, Value> of(
            Setting setting,
            @Nullable CommitSource heard,
            CacheLoader<Integer, Value> loader,
            BulkCacheLoader<Integer, Value> bulk,
            CacheWriter<Integer, Value> writer) {
        LoadStrategy strategy = setting.loadStrategy();
        CacheOptions.Source<Integer, Value> source = new CacheOptions.Source<>(
                loader,
                setting.is(Knob.BULK) ? bulk : null,
                writer,
                setting.writeStrategy(),
                strategy,
                setting.is(Knob.TAGGED) ? TAGGER : null,
                setting.is(Knob.REPLICAS),
                heard,
                null);
        return new CacheOptions<>(
                CACHE,
                source,
                CODECS,
                life(setting),
                new CacheOptions.Size<>(ENOUGH, -1, null, setting.is(Knob.NEAR)),
                limits(setting),
                protocol(setting));
    }

    private static CacheOptions.Life<Integer, Value> life(Setting setting) {
        @Nullable Duration soft = setting.is(Knob.SOFT) ? setting.softLife() : null;
        return new CacheOptions.Life<>(soft, setting.hardLife(), null, null, setting.absentLife(), JITTER);
    }

    private static CacheOptions.Limits limits(Setting setting) {
        return new CacheOptions.Limits(
                null,
                setting.hardLoad(),
                setting.budget(),
                ENOUGH_WAITING,
                setting.operation(),
                setting.write(),
                /* loadOnCaller= */ false,
                /* writeOnCaller= */ false);
    }

    private static final int ENOUGH_WAITING = 1_000;

    private static CacheOptions.Protocol protocol(Setting setting) {
        return new CacheOptions.Protocol(
                setting.consistency(), setting.lease(), setting.lag(), setting.memory(), setting.is(Knob.REFUSE));
    }
}
