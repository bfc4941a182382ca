/**
 * The one entry point: {@link dev.aside.Aside} and what it builds with.
 */
@NullMarked
package dev.aside;

import org.jspecify.annotations.NullMarked;
