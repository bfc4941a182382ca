package dev.aside.cache.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the shape of a type by reflection, once; a record that holds itself is found again while it is being resolved. */
final class ShapeResolver {

    static final String ALLOWED =
            "allowed are String, byte[], the primitives and their boxes, BigInteger, BigDecimal, UUID,"
                    + " Instant, Duration, LocalDate, LocalTime, LocalDateTime, OffsetDateTime, ZonedDateTime, enums, records of"
                    + " these, and inside records Optional, List, Set and Map of these; for any other type give ";

    /** A record and what its type variables stand for. */
    private record Bound(Class<?> type, Map<TypeVariable<?>, Slot> arguments) {}

    private final boolean keys;
    private final Map<Bound, RecordShape> records = new HashMap<>();
    private int depth;

    /**
     * Creates a resolver.
     *
     * @param keys whether only shapes are allowed whose equal values have equal bytes
     */
    ShapeResolver(boolean keys) {
        this.keys = keys;
    }

    Shape resolve(Class<?> type, String where) {
        Scalar<?> scalar = Scalars.find(type);
        if (scalar != null) {
            return fit(scalar, type, where);
        }
        if (type.isEnum()) {
            return new EnumShape(type);
        }
        if (type.isRecord() && type.getTypeParameters().length == 0) {
            return record(new Bound(type, Map.of()));
        }
        throw refused(type, where);
    }

    private Shape fit(Scalar<?> scalar, Class<?> type, String where) {
        if (keys && scalar.keyFlaw() != null) {
            throw unfit(type.getTypeName(), where, scalar.keyFlaw());
        }
        return scalar;
    }

    private Shape record(Bound bound) {
        RecordShape known = records.get(bound);
        if (known != null) {
            return known;
        }
        depth = Depth.below(depth, "record type " + bound.type().getName() + " is");
        RecordShape shape = new RecordShape(bound.type());
        records.put(bound, shape);
        shape.define(Arrays.stream(bound.type().getRecordComponents())
                .map(component -> component(component, bound))
                .toList());
        depth--;
        return shape;
    }

    private Slot component(RecordComponent component, Bound bound) {
        String where = bound.type().getName() + "." + component.getName();
        Slot slot = slot(component.getAnnotatedType(), bound.arguments(), where);
        return new Slot(where, slot.shape(), slot.nullable() || isNullable(component));
    }

    private Slot slot(AnnotatedType annotated, Map<TypeVariable<?>, Slot> arguments, String where) {
        Type type = annotated.getType();
        boolean nullable = Arrays.stream(annotated.getAnnotations()).anyMatch(ShapeResolver::isNullable);
        if (type instanceof TypeVariable<?> && arguments.containsKey(type)) {
            Slot argument = arguments.get(type);
            return new Slot(where, argument.shape(), nullable || argument.nullable());
        }
        if (annotated instanceof AnnotatedWildcardType wildcard) {
            return slot(wildcard.getAnnotatedUpperBounds()[0], arguments, where);
        }
        if (annotated instanceof AnnotatedParameterizedType generic) {
            return new Slot(where, generic(generic, arguments, where), nullable);
        }
        if (type instanceof Class<?> plain) {
            return new Slot(where, resolve(plain, where), nullable);
        }
        throw refused(type, where);
    }

    private Shape generic(AnnotatedParameterizedType annotated, Map<TypeVariable<?>, Slot> variables, String where) {
        ParameterizedType type = (ParameterizedType) annotated.getType();
        Class<?> raw = (Class<?>) type.getRawType();
        boolean unordered = raw == Set.class || raw == Map.class;
        if (keys && unordered) {
            throw unfit(type.getTypeName(), where, "equal ones may have different orders; use a sorted List");
        }
        if (!unordered && raw != List.class && raw != Optional.class && !raw.isRecord()) {
            throw refused(type, where);
        }
        List<Slot> arguments = new ArrayList<>();
        for (AnnotatedType argument : annotated.getAnnotatedActualTypeArguments()) {
            arguments.add(slot(argument, variables, where + "<>"));
        }
        return raw.isRecord() ? record(bind(raw, arguments)) : container(raw, arguments);
    }

    private static Shape container(Class<?> raw, List<Slot> arguments) {
        Slot first = arguments.get(0);
        if (raw == Optional.class) {
            return new OptionalShape(first.shape());
        }
        if (raw == List.class) {
            return new ListShape(first);
        }
        return raw == Set.class ? new SetShape(first) : new MapShape(first, arguments.get(1));
    }

    private static Bound bind(Class<?> raw, List<Slot> arguments) {
        Map<TypeVariable<?>, Slot> bound = new HashMap<>();
        TypeVariable<?>[] variables = raw.getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
            bound.put(variables[i], arguments.get(i));
        }
        return new Bound(raw, bound);
    }

    /** Annotations that are not for types stand on the component or on its accessor. */
    private static boolean isNullable(RecordComponent component) {
        return Stream.concat(
                        Arrays.stream(component.getAnnotations()),
                        Arrays.stream(component.getAccessor().getAnnotations()))
                .anyMatch(ShapeResolver::isNullable);
    }

    private static boolean isNullable(Annotation annotation) {
        return annotation.annotationType().getSimpleName().equals("Nullable");
    }

    private CodecException refused(Type type, String where) {
        return new CodecException(
                "no built-in codec for " + type.getTypeName() + " (" + where + "); " + ALLOWED + setting());
    }

    private CodecException unfit(String type, String where, String why) {
        return new CodecException(type + " is not fit for a key (" + where + "): " + why + ", or give " + setting());
    }

    /** What a cache's builder calls the codec that is missing. */
    private String setting() {
        return keys ? ".keyCodec(...)" : ".codec(...)";
    }
}
