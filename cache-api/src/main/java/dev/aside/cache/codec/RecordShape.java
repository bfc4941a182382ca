package dev.aside.cache.codec;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record by its components, in their order. The components are given after construction, since a record may hold itself;
 * the codec that is built around the finished shape publishes it safely.
 */
final class RecordShape implements Shape {

    private final Class<?> type;
    private final RecordComponent[] components;
    private final MethodHandle constructor;
    private final MethodHandle[] accessors;
    private List<Slot> slots = List.of();

    RecordShape(Class<?> type) {
        this.type = type;
        this.components = type.getRecordComponents();
        this.constructor = RecordAccess.constructor(type, components);
        this.accessors = RecordAccess.accessors(type, components);
    }

    void define(List<Slot> slots) {
        this.slots = List.copyOf(slots);
    }

    @Override
    public void write(Object value, ByteSink to) {
        Object instance = type.cast(value);
        to.enter();
        if (accessors.length == 0) {
            to.int8(0);
        }
        for (int i = 0; i < accessors.length; i++) {
            slots.get(i).write(component(instance, i), to);
        }
        to.leave();
    }

    @Override
    public Object read(ByteSource from) {
        from.enter();
        if (accessors.length == 0 && from.int8() != 0) {
            throw new CodecException("an empty record is not 0");
        }
        @Nullable Object[] values = new @Nullable Object[accessors.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = slots.get(i).read(from);
        }
        from.leave();
        return construct(values);
    }

    @Override
    public void describe(Description to) {
        if (!to.first(this)) {
            return;
        }
        to.text(type.getSimpleName() + "(");
        for (int i = 0; i < components.length; i++) {
            to.text(components[i].getName() + ":");
            slots.get(i).describe(to);
            to.text(",");
        }
        to.text(")");
    }

    private @Nullable Object component(Object instance, int index) {
        try {
            return (@Nullable Object) accessors[index].invokeExact(instance);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw refused("accessor " + components[index].getName() + " of " + type.getName(), e);
        }
    }

    private Object construct(@Nullable Object[] values) {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw refused("constructor of " + type.getName(), e);
        }
    }

    /** The type of the failure alone: its message is the application's and may quote the value. */
    private static CodecException refused(String what, Throwable failure) {
        return new CodecException("the " + what + " threw " + failure.getClass().getName());
    }
}
