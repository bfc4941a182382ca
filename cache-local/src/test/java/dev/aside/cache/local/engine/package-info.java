/** What the engine promises, tried on every kind of backend: deterministic, on a clock that the tests move. */
@NullMarked
package dev.aside.cache.local.engine;

import org.jspecify.annotations.NullMarked;
