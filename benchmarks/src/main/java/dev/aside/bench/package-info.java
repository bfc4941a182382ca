/** The door of the benchmarks: {@code bin/bench NAME}, one name a question. */
@NullMarked
package dev.aside.bench;

import org.jspecify.annotations.NullMarked;
