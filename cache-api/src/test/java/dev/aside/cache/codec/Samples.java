package dev.aside.cache.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values at the edges of every type that has a built-in codec. The golden file lists them in this order. */
final class Samples {

    enum Color {
        RED,
        INDIGO {
            @Override
            boolean isCold() {
                return true;
            }
        };

        boolean isCold() {
            return false;
        }
    }

    record Empty() {}

    record Pair(String first, String second) {}

    record Numbers(boolean a, byte b, short c, int d, long e, float f, double g, char h) {}

    record Loose(@Nullable String text, Optional<Integer> number, List<@Nullable String> texts) {}

    record Box<T extends @Nullable Object>(T content, List<T> more) {}

    record Boxes(Box<Integer> numbers, Box<@Nullable String> texts, Box<Box<Color>> nested) {}

    record Tree(String name, List<Tree> children) {}

    record Chain(int value, @Nullable Chain next) {}

    record Containers(
            List<? extends Number2> list,
            Set<Color> set,
            Map<String, List<Integer>> map,
            Optional<Pair> pair,
            UUID id) {}

    record Number2(BigDecimal value) {}

    /** A type and its values. */
    record Sample<T>(Class<T> type, List<T> values) {

        Codec<T> codec() {
            return Codecs.of(type);
        }

        /** Text and bytes alone have no length: cut short, they may be another value. */
        boolean delimited() {
            return type != String.class && type != byte[].class;
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    private Samples() {}

    static List<Sample<?>> all() {
        List<Sample<?>> all = new ArrayList<>();
        all.addAll(texts());
        all.addAll(numbers());
        all.addAll(times());
        all.addAll(composites());
        return all;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> Sample<T> of(Class<T> type, T... values) {
        return new Sample<>(type, Arrays.asList(values));
    }

    private static List<Sample<?>> texts() {
        return List.of(
                of(
                        String.class,
                        "",
                        " ",
                        "plain",
                        "\0",
                        "e\u0301 \u00e9",
                        "\ufffd",
                        "\uD83D\uDE00",
                        "\r\nset x 0 0 1\r\n"),
                of(byte[].class, new byte[0], new byte[] {0, -1, 127, -128}),
                of(Character.class, 'a', '\0', '\uFFFF', '\uD800'),
                of(UUID.class, new UUID(0, 0), new UUID(-1, Long.MIN_VALUE), new UUID(1, 2)),
                of(Color.class, Color.RED, Color.INDIGO));
    }

    private static List<Sample<?>> numbers() {
        return List.of(
                of(Boolean.class, true, false),
                of(Byte.class, (byte) 0, Byte.MIN_VALUE, Byte.MAX_VALUE),
                of(Short.class, (short) 0, Short.MIN_VALUE, Short.MAX_VALUE),
                of(Integer.class, 0, -1, 63, 64, Integer.MIN_VALUE, Integer.MAX_VALUE),
                of(Long.class, 0L, -1L, 42L, 1L << 31, Long.MIN_VALUE, Long.MAX_VALUE),
                of(Float.class, 0f, -0f, Float.NaN, Float.MIN_VALUE, Float.NEGATIVE_INFINITY),
                of(Double.class, 0d, -0d, Double.NaN, Double.MIN_VALUE, Double.POSITIVE_INFINITY),
                of(BigInteger.class, BigInteger.ZERO, BigInteger.valueOf(-128), BigInteger.TWO.pow(200)),
                of(BigDecimal.class, BigDecimal.ZERO, new BigDecimal("1.0"), new BigDecimal("-1.00"), extreme()));
    }

    private static BigDecimal extreme() {
        return new BigDecimal(BigInteger.TEN, Integer.MIN_VALUE);
    }

    private static List<Sample<?>> times() {
        LocalDateTime local = LocalDateTime.of(2026, 10, 25, 2, 30, 0, 1);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        return List.of(
                of(Instant.class, Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.ofEpochSecond(-1, 1)),
                of(Duration.class, Duration.ZERO, Duration.ofMillis(-1), Duration.ofSeconds(Long.MIN_VALUE)),
                of(LocalDate.class, LocalDate.EPOCH, LocalDate.MIN, LocalDate.MAX),
                of(LocalTime.class, LocalTime.MIDNIGHT, LocalTime.MAX),
                of(LocalDateTime.class, local, LocalDateTime.MIN, LocalDateTime.MAX),
                of(OffsetDateTime.class, local.atOffset(ZoneOffset.UTC), OffsetDateTime.MIN, OffsetDateTime.MAX),
                of(
                        ZonedDateTime.class,
                        local.atZone(berlin),
                        local.atZone(berlin).withLaterOffsetAtOverlap(),
                        local.atZone(ZoneOffset.ofHoursMinutes(-3, -30)),
                        local.atZone(ZoneId.of("UTC+02:00"))));
    }

    private static List<Sample<?>> composites() {
        return List.of(
                of(Empty.class, new Empty()),
                of(Pair.class, new Pair("a:b", "c"), new Pair("a", "b:c"), new Pair("", "")),
                of(Numbers.class, new Numbers(true, (byte) 1, (short) -2, 3, -4L, 0.5f, -0.25, 'x')),
                of(
                        Loose.class,
                        new Loose(null, Optional.empty(), Arrays.asList("a", null)),
                        new Loose("", Optional.of(7), List.of())),
                of(Boxes.class, boxes()),
                of(Tree.class, new Tree("root", List.of(new Tree("left", List.of()), new Tree("right", List.of())))),
                of(Chain.class, new Chain(1, new Chain(2, null))),
                of(Containers.class, containers()));
    }

    @SuppressWarnings("NullAway")
    private static Boxes boxes() {
        Box<Color> inner = new Box<>(Color.INDIGO, List.of(Color.RED));
        return new Boxes(
                new Box<>(1, List.of(2, 3)),
                new Box<@Nullable String>(null, Collections.singletonList(null)),
                new Box<>(inner, List.of()));
    }

    private static Containers containers() {
        Map<String, List<Integer>> map = new LinkedHashMap<>();
        map.put("z", List.of(1, 2));
        map.put("a", List.of());
        return new Containers(
                List.of(new Number2(BigDecimal.ONE)),
                new LinkedHashSet<>(List.of(Color.INDIGO, Color.RED)),
                map,
                Optional.of(new Pair("k", "v")),
                new UUID(7, 8));
    }
}
