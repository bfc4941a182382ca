package dev.aside.cache.spring.session;

import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.CodecException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attributes by Java's serialization, of the types on a list and of no others: what Spring Security keeps in a session is
 * serializable, and has no other form. A type that is not on the list is refused when it is stored, by its name, and not first when it
 * is to be read.
 *
 * <p><b>Thread-safety:</b> immutable.
 */
public final class SerializedAttributes implements Codec<Object> {

    /** Types of the JDK and of Spring Security that sessions are made of. */
    private static final String ALWAYS = "maxdepth=64;maxrefs=100000;maxarray=100000;"
            + "java.lang.*;java.util.*;java.time.*;java.math.*;java.net.URI;java.net.URL;"
            + "org.springframework.security.**;";

    private final ObjectInputFilter filter;
    private final ClassLoader loader;

    /**
     * Creates a codec.
     *
     * @param allowed patterns of further types, as {@link ObjectInputFilter.Config#createFilter} has them: {@code com.shop.*} for
     *     those of a package, {@code com.shop.**} for those below it too
     * @param loader finds the classes
     * @throws IllegalArgumentException if a pattern is none
     */
    public SerializedAttributes(List<String> allowed, ClassLoader loader) {
        String own = allowed.isEmpty() ? "" : String.join(";", allowed) + ";";
        this.filter = ObjectInputFilter.Config.createFilter(ALWAYS + own + "!*");
        this.loader = loader;
    }

    @Override
    public String id() {
        return "java";
    }

    @Override
    public long fingerprint() {
        return 1;
    }

    @Override
    public byte[] encode(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new Checking(bytes)) {
            out.writeObject(value);
        } catch (IOException | RuntimeException e) {
            if (e instanceof CodecException refused) {
                throw refused;
            }
            throw new CodecException("a " + value.getClass().getName() + " cannot be serialized", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object decode(byte[] bytes) {
        try (ObjectInputStream in = new Finding(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(filter);
            Object value = in.readObject();
            if (value == null) {
                throw new CodecException("an attribute is never null");
            }
            return value;
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
            throw new CodecException(
                    "the attribute cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private void check(Class<?> type) {
        if (filter.checkInput(new Asked(type)) != ObjectInputFilter.Status.ALLOWED) {
            throw new CodecException(type.getName() + " is not on the list of what may be in a session: "
                    + "aside.session.allowed-types takes patterns such as "
                    + type.getPackageName() + ".*");
        }
    }

    /** Asks for each class whether it may be read again. */
    private final class Checking extends ObjectOutputStream {
        Checking(OutputStream out) throws IOException {
            super(out);
        }

        @Override
        protected void annotateClass(Class<?> type) {
            Class<?> element = type;
            while (element.isArray()) {
                element = element.getComponentType();
            }
            if (!element.isPrimitive()) {
                check(element);
            }
        }
    }

    private final class Finding extends ObjectInputStream {
        Finding(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass type) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(type.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(type); // primitive types have no loader
            }
        }
    }

    private record Asked(Class<?> type) implements ObjectInputFilter.FilterInfo {
        @Override
        public @Nullable Class<?> serialClass() {
            return type;
        }

        @Override
        public long arrayLength() {
            return -1;
        }

        @Override
        public long depth() {
            return 1;
        }

        @Override
        public long references() {
            return 1;
        }

        @Override
        public long streamBytes() {
            return 1;
        }
    }
}
