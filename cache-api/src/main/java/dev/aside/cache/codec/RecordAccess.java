package dev.aside.cache.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** The way into a record, be it public or not; its module must open the package, or have no name. */
final class RecordAccess {

    private RecordAccess() {}

    /** The canonical constructor as (Object[])Object. */
    static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            requireAccess(constructor, type);
            return MethodHandles.lookup()
                    .unreflectConstructor(constructor)
                    .asType(MethodType.genericMethodType(types.length))
                    .asSpreader(Object[].class, types.length);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // Illegal: a record may have 254 components, which is more than a method handle takes.
            throw new CodecException("the canonical constructor of " + type.getName() + " cannot be called", e);
        }
    }

    /** The accessors, in the order of the components, as (Object)Object. */
    static MethodHandle[] accessors(Class<?> type, RecordComponent[] components) {
        return Arrays.stream(components)
                .map(component -> accessor(type, component))
                .toArray(MethodHandle[]::new);
    }

    private static MethodHandle accessor(Class<?> type, RecordComponent component) {
        var accessor = component.getAccessor();
        requireAccess(accessor, type);
        try {
            return MethodHandles.lookup().unreflect(accessor).asType(MethodType.genericMethodType(1));
        } catch (IllegalAccessException e) {
            throw new CodecException("the accessors of " + type.getName() + " cannot be called", e);
        }
    }

    private static void requireAccess(AccessibleObject member, Class<?> type) {
        if (!member.trySetAccessible()) {
            throw new CodecException("record " + type.getName() + " cannot be read; module "
                    + type.getModule().getName() + " must open package " + type.getPackageName()
                    + " to dev.aside.cache.api, or give a codec with .codec(...), for keys with .keyCodec(...)");
        }
    }
}
