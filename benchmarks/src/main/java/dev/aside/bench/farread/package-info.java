/** What reads of a far tier cost: what the questions of its servers have in common. */
@NullMarked
package dev.aside.bench.farread;

import org.jspecify.annotations.NullMarked;
