/** The question: what does a caller see while Redis breaks? */
@NullMarked
package dev.aside.bench.redisfaults;

import org.jspecify.annotations.NullMarked;
