package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application that is deployed again and again into one process, each time by a class loader of its own. */
class RedeployTest {

    private static final int DEPLOYMENTS = 5;

    private static final int COLLECTIONS = 50;

    /** Uses a cache in all ways that start threads or set thread-locals, and closes it. Runs in a loader of its own. */
    public static final class Application implements Runnable {

        /** Creates the application, as the test does by reflection. */
        public Application() {}

        @Override
        public void run() {
            try (var aside = dev.aside.Aside.builder().build()) {
                var cache = aside.cache("rows", Long.class, String.class)
                        .load(key -> "v" + key)
                        .expireAfterWrite(java.time.Duration.ofMinutes(1))
                        .build();
                cache.get(1L);
                cache.async().get(2L).join();
                cache.refresh(1L);
                cache.invalidate(1L);
            }
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL[] classPath() {
        String modules = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path", "");
        return Stream.of(modules, classes)
                .flatMap(paths -> Arrays.stream(paths.split(File.pathSeparator, -1)))
                .filter(path -> !path.isEmpty())
                .map(RedeployTest::url)
                .toArray(URL[]::new);
    }

    private static WeakReference<ClassLoader> deploy(URL[] classPath) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = Class.forName(Application.class.getName(), true, loader);
            assertThat(type).as("a class of its own").isNotSameAs(Application.class);
            ClassLoader outer = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(loader);
            try {
                ((Runnable) type.getDeclaredConstructor().newInstance()).run();
            } catch (InvocationTargetException e) {
                throw new AssertionError(e.getCause());
            } finally {
                Thread.currentThread().setContextClassLoader(outer);
            }
            return new WeakReference<>(loader);
        }
    }

    /** Row 76: what was closed and undeployed can be collected. */
    @Test
    void leavesNoClassLoaderBehind() throws Exception {
        URL[] classPath = classPath();
        List<WeakReference<ClassLoader>> deployed = new ArrayList<>();
        for (int i = 0; i < DEPLOYMENTS; i++) {
            deployed.add(deploy(classPath));
        }
        for (int i = 0; i < COLLECTIONS && deployed.stream().anyMatch(loader -> loader.get() != null); i++) {
            System.gc();
        }
        assertThat(deployed).extracting(WeakReference::get).containsOnlyNulls();
    }
}
