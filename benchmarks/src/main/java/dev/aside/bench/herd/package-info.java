/** How often a key is loaded that a crowd on several nodes asks for when it has just expired. */
@NullMarked
package dev.aside.bench.herd;

import org.jspecify.annotations.NullMarked;
