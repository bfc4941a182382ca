/** The engine under every pair of its settings. */
@NullMarked
package dev.aside.cache.local.matrix;

import org.jspecify.annotations.NullMarked;
