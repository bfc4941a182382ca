package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheCodecException;
import dev.aside.cache.route.ChangeOutcome;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bad, odd and hostile keys: inputs 1 to 22 of the catalogue, and F6, F7. */
class KeyInputTest extends EngineTest {

    private static final String SURROGATE = CANARY + '\ud800';

    @ParameterizedTest
    @EnumSource(Ground.class)
    void f6_oddKeys_areKeysLikeAllOthers_andAllDifferent(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache =
                fleet.node().cache().load(key -> "<" + key + ">").build();
        String long4 = "x".repeat(65_536);
        List<String> odd = List.of(
                "",
                " ",
                " a",
                "a ",
                "a",
                "get foo\r\nset evil 0 0 1\r\nx\r\n",
                "{",
                "}",
                "{}",
                "{a}}b",
                "*",
                "a*",
                "?",
                "[a]",
                "a:b",
                "a::b",
                ":",
                "\u0000",
                "\u00e9",
                "e\u0301",
                "k".repeat(250),
                long4 + "1",
                long4 + "2");

        for (String key : odd) {
            assertThat(cache.get(key)).isEqualTo("<" + key + ">");
        }
        for (String key : odd) {
            assertThat(cache.getIfPresent(key)).isEqualTo("<" + key + ">");
        }
        cache.invalidate("a*");
        cache.invalidate("?");
        assertThat(cache.getIfPresent("a"))
                .as("an invalidated key is no pattern")
                .isEqualTo("<a>");
        assertThat(cache.stats().loads()).isEqualTo(odd.size());
    }

    /** A key of two parts. */
    record Pair(String first, String second) {}

    @ParameterizedTest
    @EnumSource(Ground.class)
    void f6_partsOfAKey_doNotRunIntoEachOther(Ground ground) {
        Fleet fleet = open(ground);
        Cache<Pair, String> cache = fleet.node()
                .cache(Pair.class, String.class)
                .load(key -> key.first() + "|" + key.second())
                .build();

        assertThat(cache.get(new Pair("a:b", "c"))).isEqualTo("a:b|c");
        assertThat(cache.get(new Pair("a", "b:c"))).isEqualTo("a|b:c");
        assertThat(cache.get(new Pair("", "abc"))).isEqualTo("|abc");
        assertThat(cache.get(new Pair("abc", ""))).isEqualTo("abc|");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void f7_keysOfOneHash_areDifferent(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache =
                fleet.node().cache().load(key -> "<" + key + ">").build();
        assertThat("AaAa").hasSameHashCodeAs("BBBB");

        cache.getAll(List.of("AaAa", "BBBB", "AaBB", "BBAa"));
        cache.invalidate("BBBB");
        assertThat(cache.getIfPresent("AaAa")).isEqualTo("<AaAa>");
        assertThat(cache.getIfPresent("BBBB")).isNull();
    }

    private static Map<String, ThrowingCallable> calls(Cache<String, String> cache, String key) {
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("get", () -> cache.get(key));
        calls.put("getIfPresent", () -> cache.getIfPresent(key));
        calls.put("getAll", () -> cache.getAll(Arrays.asList("good", key)));
        calls.put("put", () -> cache.put(key, "v"));
        calls.put("invalidate", () -> cache.invalidate(key));
        calls.put("invalidateAll", () -> cache.invalidateAll(Arrays.asList("good", key)));
        calls.put("refresh", () -> cache.refresh(key));
        calls.put("explain", () -> cache.explain(key));
        calls.put("maxAge", () -> cache.withMaxAge(Duration.ZERO).get(key));
        calls.put("async get", () -> cache.async().get(key));
        calls.put("async getIfPresent", () -> cache.async().getIfPresent(key));
        calls.put("async getAll", () -> cache.async().getAll(Arrays.asList("good", key)));
        calls.put("async put", () -> cache.async().put(key, "v"));
        calls.put("async invalidate", () -> cache.async().invalidate(key));
        calls.put("async refresh", () -> cache.async().refresh(key));
        calls.put("async explain", () -> cache.async().explain(key));
        return calls;
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    @SuppressWarnings("NullAway") // on purpose
    void nullKey_isRefusedByName_andChangesNothing(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("good", "v");
        cache.get("good");

        calls(cache, null)
                .forEach((name, call) -> assertThatThrownBy(call)
                        .as(name)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessage("key"));
        assertThat(cache.getIfPresent("good")).isEqualTo("v");
        assertThat(fleet.source.reads).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"COPYING", "FAR_NEAR", "FAR"})
    void keyThatIsNotUnicode_isRefusedWithoutBeingQuoted_andChangesNothing(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("good", "v");

        calls(cache, SURROGATE)
                .forEach((name, call) -> assertThatThrownBy(call)
                        .as(name)
                        .isInstanceOf(CacheCodecException.class)
                        .satisfies(EngineTest::assertQuiet));
        assertThat(fleet.source.reads).as("nothing was loaded").hasValue(0);
        assertThat(cache.getIfPresent("good")).isNull();
        assertThat(got(cache.async().get("good")))
                .as("no flight is left behind")
                .isEqualTo("v");
    }

    /** A key whose equals or hashCode may throw. */
    private record Moody(String name, AtomicBoolean bad) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Moody that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            if (bad.get()) {
                throw new IllegalStateException("hashCode");
            }
            return name.hashCode();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"REFERENCE"})
    void keyWhoseHashCodeThrows_passesThrough_andChangesNothing(Ground ground) {
        Fleet fleet = open(ground);
        Cache<Moody, String> cache = fleet.node()
                .cache(Moody.class, String.class)
                .load(key -> fleet.source.load(key.name()))
                .build();
        fleet.source.with("good", "v").with("bad", "v");
        Moody good = new Moody("good", new AtomicBoolean());
        AtomicBoolean mood = new AtomicBoolean(true);
        Moody bad = new Moody("bad", mood);
        cache.get(good);

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> cache.get(bad),
                () -> cache.getAll(List.of(good, bad)),
                () -> cache.put(bad, "x"),
                () -> cache.invalidate(bad),
                () -> cache.invalidateAll(List.of(good, bad)),
                () -> cache.async().getAll(List.of(bad)))) {
            assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage("hashCode");
        }
        assertThat(cache.getIfPresent(good)).isEqualTo("v");
        mood.set(false);
        assertThat(cache.get(bad)).isEqualTo("v");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void moreThanAMillionKeys_areRefused(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        List<String> many = Collections.nCopies(1_000_001, CANARY);
        List<Function<Collection<String>, Object>> calls =
                List.of(cache::getAll, cache::invalidateAll, cache.async()::getAll, cache.async()::invalidateAll);
        for (Function<Collection<String>, Object> call : calls) {
            assertThatThrownBy(() -> call.apply(many))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(CANARY);
        }
        assertThat(fleet.source.reads).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void keysWhoseIteratorThrows_changeNothing(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("a", "1");
        cache.get("a");
        List<String> broken = new AbstractList<>() {
            @Override
            public String get(int index) {
                if (index == 1) {
                    throw new IllegalStateException("midway");
                }
                return "a";
            }

            @Override
            public int size() {
                return 3;
            }

            @Override
            public Iterator<String> iterator() {
                return listIterator();
            }
        };

        assertThatThrownBy(() -> cache.invalidateAll(broken)).hasMessage("midway");
        assertThatThrownBy(() -> cache.getAll(broken)).hasMessage("midway");
        assertThat(cache.getIfPresent("a")).isEqualTo("1");
        assertThat(cache.stats().invalidations()).isZero();
    }

    /** A key that its owner may change. */
    private static final class Mutable {
        String name;

        Mutable(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Mutable that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"REFERENCE"})
    void keyChangedAfterItsLoad_isNobodysElse(Ground ground) {
        Fleet fleet = open(ground);
        Cache<Mutable, String> cache = fleet.node()
                .cache(Mutable.class, String.class)
                .load(key -> "<" + key.name + ">")
                .build();
        Mutable key = new Mutable("a");
        cache.get(key);
        key.name = "b";

        assertThat(cache.get(new Mutable("b"))).isEqualTo("<b>");
        assertThat(cache.get(new Mutable("a"))).isEqualTo("<a>");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void noKeysAtAll_areNoWork(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();

        assertThat(cache.invalidateAll(List.of())).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(cache.getAll(List.of())).isEmpty();
        assertThat(got(cache.async().getAll(List.of()))).isEmpty();
    }
}
