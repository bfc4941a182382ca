package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheCodecException;
import dev.aside.cache.CacheLoadException;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.CodecException;
import dev.aside.cache.route.ChangeOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bad values and bad codecs: inputs 23 to 47 of the catalogue, and F1 to F5. */
class ValueInputTest extends EngineTest {

    /** A codec of strings that fails when told to. */
    private static final class Fragile implements Codec<String> {
        private final String id;
        private final long fingerprint;

        @Nullable
        Throwable onEncode;

        @Nullable
        Throwable onDecode;

        Fragile(long fingerprint) {
            this("fragile", fingerprint);
        }

        Fragile(String id, long fingerprint) {
            this.id = id;
            this.fingerprint = fingerprint;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public long fingerprint() {
            return fingerprint;
        }

        @Override
        public byte[] encode(String value) {
            fail(onEncode);
            return (fingerprint + value).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
            fail(onDecode);
            String text = new String(bytes, StandardCharsets.UTF_8);
            String mine = String.valueOf(fingerprint);
            if (!text.startsWith(mine)) {
                throw new AssertionError("another version's bytes");
            }
            return text.substring(mine.length());
        }

        private static void fail(@Nullable Throwable error) {
            if (error instanceof RuntimeException e) {
                throw e;
            } else if (error instanceof Error e) {
                throw e;
            }
        }
    }

    private static final List<Throwable> FAILURES = List.of(
            new CodecException("not a value"), new IllegalStateException(CANARY), new StackOverflowError(CANARY));

    /** Rows 31, 46: what is stored is not a value of this version. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"COPYING", "FAR"})
    void f1_valueThatCannotBeRead_isAMissAndLoadedAgain(Ground ground) {
        for (Throwable failure : FAILURES) {
            Fleet fleet = open(ground);
            Fragile codec = new Fragile(1);
            Cache<String, String> cache =
                    fleet.node().cache().codec(codec).load(fleet.source::load).build();
            fleet.source.with("k", "v");
            cache.get("k");
            codec.onDecode = failure;
            assertThat(cache.getIfPresent("k")).isNull();
            assertThat(cache.get("k")).isEqualTo("v");
            assertThat(cache.stats().unstorable()).isGreaterThan(0);
            codec.onDecode = null;
            assertThat(cache.getIfPresent("k")).isEqualTo("v");
            assertThat(fleet.source.reads).hasValue(2);
        }
    }

    /** Rows 36, 46: another version of the type. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR_NEAR", "FAR"})
    void f2_versionsOfAType_neverReadEachOthersBytes(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> before = fleet.node()
                .cache()
                .codec(new Fragile(1))
                .load(fleet.source::load)
                .build();
        Cache<String, String> after = fleet.node()
                .cache()
                .codec(new Fragile(2))
                .load(fleet.source::load)
                .build();
        fleet.source.with("k", "v");
        for (int i = 0; i < 3; i++) {
            assertThat(before.get("k")).isEqualTo("v");
            assertThat(after.get("k")).isEqualTo("v");
        }
        fleet.source.with("k", "w");
        before.invalidate("k");
        assertThat(after.get("k")).isEqualTo("w");
        assertThat(before.get("k")).isEqualTo("w");
    }

    /** Row 36: two versions of an application beside each other, one key, one slot. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR_NEAR", "FAR"})
    void f2_versionsThatTakeTurns_costALoadATurn_andNeverAnswerWrongly(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> before = version(fleet, 1);
        Cache<String, String> after = version(fleet, 2);
        int turns = 0;
        for (int round = 0; round < 4; round++) {
            fleet.source.with("k", "v" + round);
            (round % 2 == 0 ? before : after).invalidate("k"); // either version's change reaches both
            for (Cache<String, String> cache : List.of(before, after, before, after)) {
                turns++;
                for (int read = 0; read < 5; read++) {
                    assertThat(cache.get("k")).isEqualTo("v" + round);
                    assertThat(cache.getAll(List.of("k"))).containsEntry("k", "v" + round);
                }
                assertThat(fleet.source.reads).as("loads, one a turn at most").hasValueLessThanOrEqualTo(turns);
            }
        }
        assertThat(before.getIfPresent("k")).as("a look is a miss").isNull();
        assertThat(after.getIfPresent("k")).as("and deletes nothing").isEqualTo("v3");
        assertThat(before.put("k", "w")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(after.get("k")).isEqualTo("w");
        assertThat(before.stats().loadFailures() + after.stats().loadFailures()).isZero();
    }

    private static Cache<String, String> version(Fleet fleet, long fingerprint) {
        return fleet.node()
                .cache()
                .codec(new Fragile(fingerprint))
                .load(fleet.source::load)
                .write(fleet.source::write)
                .build();
    }

    /** Rows 28, 29: a codec that throws, a stack overflow among it. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"COPYING", "FAR_NEAR", "FAR"})
    void f3_codecThatThrowsOnEncode_failsOneOperationAndNoOther(Ground ground) {
        for (Throwable failure : FAILURES) {
            Fleet fleet = open(ground);
            Fragile codec = new Fragile(1);
            Cache<String, String> cache = fleet.node()
                    .cache()
                    .codec(codec)
                    .load(fleet.source::load)
                    .write(fleet.source::write)
                    .build();
            fleet.source.with("k", "v");
            codec.onEncode = failure;
            assertThat(cache.get("k")).as("a load is answered, uncached").isEqualTo("v");
            assertThat(cache.getIfPresent("k")).isNull();
            assertThat(cache.stats().unstorable()).isEqualTo(1);
            assertThatThrownBy(() -> cache.put("k", CANARY))
                    .isInstanceOf(CacheCodecException.class)
                    .satisfies(EngineTest::assertQuiet);
            assertThat(fleet.source.rows).as("the source was not written").containsEntry("k", "v");

            codec.onEncode = null;
            for (int i = 0; i < 100; i++) {
                fleet.source.with("n" + i, "v" + i);
                assertThat(cache.get("n" + i)).isEqualTo("v" + i);
                assertThat(cache.get("n" + i)).isEqualTo("v" + i);
            }
            cache.get("k");
            assertThat(cache.getIfPresent("k")).isEqualTo("v");
        }
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void f5_failureOfALoad_isNeverCachedAsAnAbsence(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.failing(new IllegalStateException("down"));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheLoadException.class);
        }
        assertThat(fleet.source.reads).hasValue(3);
        fleet.source.with("k", "v").failing(null);

        assertThat(cache.get("k")).isEqualTo("v");
    }

    /** Rows 23, 24: nothing, and what is empty. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void nullAndEmptyOptional_areAbsences_andEmptyIsAValue(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> plain = node.cache("plain", String.class, String.class)
                .load(fleet.source::load)
                .build();
        Cache<String, String> optional = node.cache("optional", String.class, String.class)
                .loadOptional(key -> Optional.ofNullable(fleet.source.load(key)))
                .build();
        fleet.source.with("empty", "");
        for (Cache<String, String> cache : List.of(plain, optional)) {
            fleet.source.reads.set(0);
            for (int i = 0; i < 3; i++) {
                assertThat(cache.get("none")).isNull();
                assertThat(cache.get("empty")).isEmpty();
            }
            assertThat(fleet.source.reads).hasValue(2);
            cache.invalidate("none");
            assertThat(cache.get("none")).isNull();
            assertThat(fleet.source.reads).as("a change ends an absence").hasValue(3);
        }
    }

    /** Row 24: no bytes. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void emptyBytes_areAValue(Ground ground) {
        Fleet fleet = open(ground);
        int[] loads = new int[1];
        Cache<String, byte[]> cache = fleet.node()
                .cache(String.class, byte[].class)
                .load(key -> {
                    loads[0]++;
                    return new byte[0];
                })
                .build();

        assertThat(cache.get("k")).isEmpty();
        assertThat(cache.get("k")).isEmpty();
        assertThat(loads[0]).isEqualTo(1);
    }

    /** Row 47: a value that its reader changes. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"COPYING", "FAR"})
    void valueChangedByItsReader_isChangedForNobodyElse(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, byte[]> cache = fleet.node()
                .cache(String.class, byte[].class)
                .load(key -> new byte[] {1, 2, 3})
                .build();
        cache.get("k");
        byte[] mine = cache.get("k");
        assertThat(mine).isNotNull();
        if (mine != null) {
            mine[0] = 9;
        }

        assertThat(cache.get("k")).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR_NEAR", "FAR"})
    void valueThatTheStoreRefuses_keepsNobodyWaiting(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .codec(new Fragile("x".repeat(300), 1)) // more than an entry has room for
                .build();
        fleet.source.with("k", "v");
        for (int i = 0; i < 3; i++) {
            assertThat(got(cache.async().get("k"))).isEqualTo("v");
        }
        assertThat(cache.stats().refusedFills()).isEqualTo(3);
    }

    /** Row 23, the other way in: a null that is put. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    @SuppressWarnings("NullAway") // on purpose
    void nullValue_isRefusedByName(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache =
                fleet.node().cache().write(fleet.source::write).build();

        assertThatThrownBy(() -> cache.put("k", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
        assertThat(fleet.source.rows).isEmpty();
    }

    /** Rows 56, 58: functions that give nothing, too little, or throw. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void badExpiryOrWeight_leavesTheValueUncached_andTheCallerHasIt(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        fleet.source.with("k", "v");
        int number = 0;
        for (String bad : List.of("zero", "negative", "throws", "null")) {
            Cache<String, String> cache = node.cache("expiry" + number++, String.class, String.class)
                    .load(fleet.source::load)
                    .expireAfter((key, value) -> life(bad))
                    .build();
            assertThat(cache.get("k")).as(bad).isEqualTo("v");
            assertThat(cache.getIfPresent("k")).as(bad).isNull();
            assertThat(cache.stats().unstorable()).as(bad).isEqualTo(1);
        }
        for (boolean throwing : List.of(true, false)) {
            Cache<String, String> cache = node.cache("weight" + throwing, String.class, String.class)
                    .load(fleet.source::load)
                    .maximumWeight(100, (key, value) -> {
                        if (throwing) {
                            throw new IllegalStateException(CANARY);
                        }
                        return -1;
                    })
                    .build();
            assertThat(cache.get("k")).isEqualTo("v");
            assertThat(cache.getIfPresent("k")).isNull();
            assertThat(cache.stats().unstorable()).isEqualTo(1);
        }
    }

    @SuppressWarnings("NullAway") // on purpose
    private static Duration life(String kind) {
        return switch (kind) {
            case "zero" -> Duration.ZERO;
            case "negative" -> Duration.ofSeconds(-1);
            case "null" -> null;
            default -> throw new IllegalStateException(CANARY);
        };
    }
}
