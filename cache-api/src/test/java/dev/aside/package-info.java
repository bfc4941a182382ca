/** Tests of the entry point. */
@NullMarked
package dev.aside;

import org.jspecify.annotations.NullMarked;
