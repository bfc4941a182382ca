/** The house as its own code draws it: sizes, what is shown and hidden, arrows and circles. */
@NullMarked
package dev.aside.bench.house;

import org.jspecify.annotations.NullMarked;
