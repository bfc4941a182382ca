package dev.aside.cache.testkit;

import dev.aside.cache.spi.SlotKey;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Runs a test for each of the steps, on slots of each of the kinds, in every state that fits the kind. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "{0}: {1} on {2}")
@ArgumentsSource(StepMatrix.Provider.class)
@interface StepMatrix {

    StepKind[] value();

    SlotKey.Kind[] kinds() default SlotKey.Kind.ENTRY;

    /** The product of kinds, steps and states. */
    final class Provider implements ArgumentsProvider, AnnotationConsumer<StepMatrix> {
        private StepKind[] steps = {};
        private SlotKey.Kind[] kinds = {};

        @Override
        public void accept(StepMatrix matrix) {
            steps = matrix.value();
            kinds = matrix.kinds();
        }

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            return Arrays.stream(kinds)
                    .flatMap(kind -> Arrays.stream(steps)
                            .flatMap(step -> Arrays.stream(SlotState.values())
                                    .filter(state -> state.fits(kind))
                                    .map(state -> Arguments.of(kind, step, state))));
        }
    }
}
