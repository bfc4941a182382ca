/** What a miss costs, in time and in trips to the server. */
@NullMarked
package dev.aside.bench.coldkeys;

import org.jspecify.annotations.NullMarked;
