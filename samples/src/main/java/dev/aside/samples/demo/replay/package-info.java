/** Replays a trace against a store with several threads, and measures it. */
@NullMarked
package dev.aside.samples.demo.replay;

import org.jspecify.annotations.NullMarked;
