package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheCodecException;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.InMemoryServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bad, odd and hostile keys: inputs 1 to 22 of the catalogue, and F6, F7. */
class KeyInputTest extends EngineTest {

    private static final String SURROGATE = CANARY + '\ud800';

    /** Rows 2, 3, 4, 6, 7, 8, 9, 14: odd keys are keys like all others. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void f6_oddKeys_areKeysLikeAllOthers_andAllDifferent(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache =
                fleet.node().cache().load(key -> "<" + key + ">").build();
        String longest = "x".repeat(SlotKey.MAX_KEY_BYTES - 1);
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
                longest + "1",
                longest + "2");

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

    /** Row 7: no separator can be in the way. */
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

    /** Row 1: null. */
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

    /** Row 13: text that is not Unicode. */
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

    /** Row 11: a key that is too long, by one byte and by far, and the longest that is not. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"COPYING", "FAR_NEAR", "FAR"})
    void keyThatIsTooLong_isRefusedBeforeAnythingIsSent(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        long sent = ground.isFar() ? fleet.link().batches() : 0;
        for (String tooLong : List.of(
                CANARY + "x".repeat(SlotKey.MAX_KEY_BYTES - CANARY.length() + 1),
                CANARY + "\u20ac".repeat(SlotKey.MAX_KEY_BYTES / 3),
                CANARY + "x".repeat(65_536))) {
            calls(cache, tooLong)
                    .forEach((name, call) -> assertThatThrownBy(call)
                            .as(name)
                            .isExactlyInstanceOf(IllegalArgumentException.class)
                            .hasMessage("rows: a key takes at most 4096 bytes encoded, and this one more"));
        }
        assertThat(fleet.source.reads).as("nothing was loaded").hasValue(0);
        assertThat(ground.isFar() ? fleet.link().batches() : 0)
                .as("nothing was sent")
                .isEqualTo(sent);
        String longest = "x".repeat(SlotKey.MAX_KEY_BYTES);
        fleet.source.with(longest, "v");
        assertThat(cache.get(longest)).isEqualTo("v");
        assertThat(cache.getIfPresent(longest)).isEqualTo("v");
    }

    /** Text of a gigabyte that nobody has written down. */
    private record Endless(AtomicInteger read) implements CharSequence {
        @Override
        public int length() {
            return 1 << 30;
        }

        @Override
        public char charAt(int index) {
            read.incrementAndGet();
            return 'x';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            read.incrementAndGet();
            return this;
        }

        @Override
        public String toString() {
            read.incrementAndGet();
            throw new OutOfMemoryError("a gigabyte");
        }
    }

    /** Text of any kind, by its characters. */
    private static final class TextCodec implements Codec<CharSequence> {
        @Override
        public String id() {
            return "text";
        }

        @Override
        public long fingerprint() {
            return 1;
        }

        @Override
        public byte[] encode(CharSequence value) {
            return value.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public CharSequence decode(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Row 12: a key of a gigabyte that is made as it is read. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"COPYING", "FAR_NEAR", "FAR"})
    void keyOfAGigabyte_isRefusedUnread(Ground ground) {
        Fleet fleet = open(ground);
        Cache<CharSequence, String> cache = fleet.node()
                .cache(CharSequence.class, String.class)
                .keyCodec(new TextCodec())
                .load(key -> "v")
                .build();
        Endless endless = new Endless(new AtomicInteger());
        assertThatThrownBy(() -> cache.get(endless)).isExactlyInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cache.invalidate(endless)).isExactlyInstanceOf(IllegalArgumentException.class);

        assertThat(endless.read).as("characters read").hasValue(0);
        assertThat(cache.get("short")).isEqualTo("v");
    }

    /** A key that says whose it is. */
    record Owned(String tenant, String id) {}

    /** Row 18: one key of two tenants, apart by a cache each or by the key. Values are not encrypted, so there is no key ring. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void oneKeyOfTwoTenants_isTwoEntries(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        List<Cache<String, String>> caches = List.of(
                node.cache("a", String.class, String.class).load(key -> "a's").build(),
                node.cache("a.b", String.class, String.class).load(key -> "b's").build());
        for (int round = 0; round < 3; round++) {
            assertThat(caches.get(0).get("k")).isEqualTo("a's");
            assertThat(caches.get(1).get("k")).isEqualTo("b's");
            caches.get(0).invalidate("k");
            caches.get(0).clear();
            assertThat(caches.get(1).getIfPresent("k")).isEqualTo("b's");
        }
        assertThat(caches.get(1).stats().loads()).isEqualTo(1);
        Cache<Owned, String> shared = node.cache("shared", Owned.class, String.class)
                .load(key -> key.tenant() + "'s")
                .build();
        assertThat(shared.get(new Owned("a", "k"))).isEqualTo("a's");
        assertThat(shared.get(new Owned("b", "k"))).isEqualTo("b's");
        shared.invalidate(new Owned("a", "k"));
        assertThat(shared.getIfPresent(new Owned("b", "k"))).isEqualTo("b's");
    }

    /** Row 22: two keys that a backend's hash gives one place. */
    @Test
    void keysThatCollideOnTheServer_areNeverTakenForEachOther() {
        Fleet fleet = open(Ground.FAR);
        SlotKey place = SlotKey.ofBytes(SlotKey.Kind.ENTRY, new byte[] {1});
        InMemoryServer server = new InMemoryServer(key -> key.kind() == SlotKey.Kind.ENTRY ? place : key);
        Cache<String, String> cache = fleet.node(new InMemoryBackend(server))
                .cache()
                .load(fleet.source::load)
                .build();
        fleet.source.with("a", "1").with("b", "2");
        for (int round = 0; round < 3; round++) {
            for (String key : List.of("a", "b")) {
                assertThat(cache.get(key)).isEqualTo(fleet.source.rows.get(key));
                assertThat(cache.getIfPresent(key)).isEqualTo(fleet.source.rows.get(key));
                assertThat(cache.getIfPresent(key.equals("a") ? "b" : "a")).isNull();
            }
            CompletableFuture<Map<String, String>> both = cache.async().getAll(List.of("b", "a"));
            fleet.advanceMillis(200); // one waits until the other has left the place
            assertThat(got(both)).isEqualTo(fleet.source.rows);
            fleet.source.with("a", "3" + round);
            cache.invalidate("a");
        }
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

    /** Row 16: a key whose own methods throw. */
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

    /** Row 19: too many keys. */
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

    /** Row 1: no keys, rather than none of them. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    @SuppressWarnings("NullAway") // what is handed in wrongly
    void nullKeys_areRefusedByName(Ground ground) {
        Cache<String, String> cache = open(ground).cache();
        List<Function<Collection<String>, Object>> calls =
                List.of(cache::getAll, cache::invalidateAll, cache.async()::getAll, cache.async()::invalidateAll);
        for (Function<Collection<String>, Object> call : calls) {
            assertThatThrownBy(() -> call.apply(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("keys");
        }
    }

    /** Row 21: keys that cannot be walked. */
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

    /** Row 17: a key that its owner changes. */
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

    /** Row 19, the other end: no keys. */
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
