package dev.aside.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsRecordTest {

    static final class Before {
        enum Kind {
            A,
            B
        }

        record Item(long id, String name) {}

        record Order(List<Before.Item> items) {}

        record Holder(Before.Kind kind) {}
    }

    static final class After {
        enum Kind {
            C,
            B,
            A
        }

        record Item(long id, int name) {}

        record Order(List<After.Item> items) {}

        record Holder(After.Kind kind) {}
    }

    static final class Renamed {
        record Item(long id, String title) {}
    }

    static final class Loosened {
        record Item(
                long id, @org.jspecify.annotations.Nullable String name) {}
    }

    static final class Moved {
        record Item(long id, String name) {}
    }

    /** Row 46: a type that has changed. */
    @Test
    void fingerprintChangesWithNameTypeAndNullnessOfAComponent() {
        assertThat(List.of(
                        fingerprint(Before.Item.class),
                        fingerprint(After.Item.class),
                        fingerprint(Renamed.Item.class),
                        fingerprint(Loosened.Item.class)))
                .doesNotHaveDuplicates();
    }

    @Test
    void fingerprintChangesWithARecordInside() {
        assertThat(fingerprint(Before.Order.class)).isNotEqualTo(fingerprint(After.Order.class));
    }

    @Test
    void fingerprintStaysWhereARecordMovesOrAnEnumIsReordered() {
        assertThat(fingerprint(Moved.Item.class)).isEqualTo(fingerprint(Before.Item.class));
        assertThat(fingerprint(After.Holder.class)).isEqualTo(fingerprint(Before.Holder.class));
        byte[] bytes = Codecs.of(Before.Kind.class).encode(Before.Kind.A);
        assertThat(Codecs.of(After.Kind.class).decode(bytes)).isEqualTo(After.Kind.A);
    }

    @Test
    void aRemovedConstantIsRefused() {
        byte[] bytes = Codecs.of(After.Kind.class).encode(After.Kind.C);
        assertThatThrownBy(() -> Codecs.of(Before.Kind.class).decode(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("Kind");
    }

    private static long fingerprint(Class<?> type) {
        return Codecs.of(type).fingerprint();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER})
    @interface Nullable {}

    record Legacy(@Nullable String name) {}

    @Test
    @SuppressWarnings("NullAway")
    void nullnessIsSeenOnAccessorsToo() {
        Codec<Legacy> codec = Codecs.of(Legacy.class);
        assertThat(codec.decode(codec.encode(new Legacy(null)))).isEqualTo(new Legacy(null));
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullWithoutAnnotationIsRefusedByItsPlace() {
        assertThatThrownBy(() -> Codecs.of(Before.Item.class).encode(new Before.Item(1, null)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("Item.name is null")
                .hasMessageContaining("@Nullable");
    }

    @Test
    void localRecordsWork() {
        record Local(int a, Optional<String> b) {}
        Codec<Local> codec = Codecs.of(Local.class);
        Local value = new Local(1, Optional.of("x"));
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    record Positive(int amount) {
        Positive {
            if (amount <= 0) {
                throw new IllegalArgumentException("secret " + amount);
            }
        }
    }

    @Test
    void aConstructorThatThrowsRefusesTheBytesAndItsTextIsNotRepeated() {
        Codec<Positive> codec = Codecs.of(Positive.class);
        assertThatThrownBy(() -> codec.decode(new byte[] {0}))
                .isInstanceOf(CodecException.class)
                .hasNoCause()
                .hasMessageContaining("IllegalArgumentException")
                .hasMessageNotContaining("secret");
    }

    record Moody(int mood) {
        @Override
        public int mood() {
            throw new IllegalStateException("secret");
        }
    }

    @Test
    void anAccessorThatThrowsRefusesTheValue() {
        assertThatThrownBy(() -> Codecs.of(Moody.class).encode(new Moody(1)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("accessor mood")
                .hasMessageNotContaining("secret");
    }

    record Fatal(int a) {
        Fatal {
            if (a == 0) {
                throw new StackOverflowError();
            }
        }
    }

    @Test
    void errorsPassThrough() {
        assertThatThrownBy(() -> Codecs.of(Fatal.class).decode(new byte[] {0})).isInstanceOf(StackOverflowError.class);
    }

    record Odd(String name) {
        @Override
        public int hashCode() {
            throw new UnsupportedOperationException("secret");
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }

    record Odds(Set<Odd> odds) {}

    @Test
    void aHashCodeThatThrowsRefusesTheBytes() {
        assertThatThrownBy(() -> Codecs.of(Odds.class).decode(new byte[] {1, 1, 'a'}))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("UnsupportedOperationException")
                .hasMessageNotContaining("secret");
    }

    record Texts(List<String> texts) {}

    /** Loses an element once its size was asked for. */
    private static final class Shifting extends AbstractList<String> {
        private int asked;

        @Override
        public String get(int index) {
            return "a";
        }

        @Override
        public int size() {
            return asked++ == 0 ? 2 : 1;
        }
    }

    @Test
    void aCollectionThatChangesMeanwhileIsRefused() {
        List<String> shifting = new Shifting();
        assertThatThrownBy(() -> Codecs.of(Texts.class).encode(new Texts(shifting)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("changed while it was encoded");
    }

    record Raw(@SuppressWarnings("rawtypes") List list) {}

    record Open(List<?> list) {}

    record Concrete(ArrayList<String> list) {}

    record Foreign(Map<String, Thread> threads) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Grid(int[] cells) {}

    record Generic<T>(T value) {}

    @SuppressWarnings("ArrayRecordComponent")
    record GenericArray<T>(T[] values) {}

    record Arrays(GenericArray<String> values) {}

    record Growing<T>(T value, List<Growing<List<T>>> next) {}

    record Grower(Growing<String> start) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                Object.class,
                Number.class,
                List.class,
                Optional.class,
                void.class,
                int[].class,
                Thread.class,
                Raw.class,
                Open.class,
                Concrete.class,
                Foreign.class,
                Grid.class,
                Generic.class,
                Arrays.class
            })
    void otherTypesAreRefusedAndTheMessageSaysWhatIsAllowed(Class<?> type) {
        assertThatThrownBy(() -> Codecs.of(type))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("allowed are String")
                .hasMessageContaining(".codec(...)");
    }

    @Test
    void theMessageNamesTypeAndPlace() {
        assertThatThrownBy(() -> Codecs.of(Foreign.class))
                .hasMessageContaining("java.lang.Thread")
                .hasMessageContaining("Foreign.threads");
    }

    @Test
    void aTypeThatGrowsForeverIsRefused() {
        assertThatThrownBy(() -> Codecs.of(Grower.class))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("64 levels");
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullTypesAreRefusedByName() {
        assertThatNullPointerException().isThrownBy(() -> Codecs.of(null)).withMessage("type");
        assertThatNullPointerException().isThrownBy(() -> Codecs.forKey(null)).withMessage("type");
    }
}
