package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** When something is started and ended, with something in a server's place that needs none. */
final class ServerExtensionTest {

    private static final List<String> EVENTS = new ArrayList<>();
    private static final ServerExtension<Fake> SHARED = ServerExtension.perJvm(() -> new Fake("shared"));

    @Test
    void oneIsStartedForEachClassAndOneForAll() {
        EVENTS.clear();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(First.class), DiscoverySelectors.selectClass(Second.class))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        assertThat(listener.getSummary().getTestsSucceededCount()).isEqualTo(3);
        assertThat(EVENTS)
                .containsExactly(
                        "start shared",
                        "start of one class",
                        "first",
                        "nested",
                        "end of one class",
                        "start of one class",
                        "second",
                        "end of one class",
                        "end shared");
    }

    @Test
    void whereItIsNotRegisteredNothingIsStarted() {
        ServerExtension<Fake> unused = ServerExtension.perClass(() -> new Fake("unused"));
        assertThatThrownBy(unused::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@RegisterExtension");
    }

    private record Fake(String name) implements AutoCloseable {

        Fake {
            EVENTS.add("start " + name);
        }

        @Override
        public void close() {
            EVENTS.add("end " + name);
        }
    }

    static final class First {

        @RegisterExtension
        static final ServerExtension<Fake> ALL = SHARED;

        @RegisterExtension
        static final ServerExtension<Fake> OWN = ServerExtension.perClass(() -> new Fake("of one class"));

        @Test
        void first() {
            EVENTS.add("first");
        }

        @Nested
        final class Inner {

            private final Fake ofTheOuterClass = OWN.get();

            @Test
            void nested() {
                assertThat(ofTheOuterClass).isSameAs(OWN.get());
                EVENTS.add("nested");
            }
        }
    }

    static final class Second {

        @RegisterExtension
        static final ServerExtension<Fake> ALL = SHARED;

        @RegisterExtension
        static final ServerExtension<Fake> OWN = ServerExtension.perClass(() -> new Fake("of one class"));

        @Test
        void second() {
            EVENTS.add("second");
        }
    }
}
