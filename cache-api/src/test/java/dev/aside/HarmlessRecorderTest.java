package dev.aside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.Recorder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands between the engine and a user's recorder. */
final class HarmlessRecorderTest {

    /** A method that does nothing by default is easily forgotten here, and then nobody is ever told. */
    @Test
    void passesOnAllThatARecorderIsTold() {
        List<Method> told = Arrays.stream(Recorder.class.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .toList();
        assertThat(told)
                .isNotEmpty()
                .allSatisfy(method -> assertThat(
                                HarmlessRecorder.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                        .isNotNull());
    }
}
