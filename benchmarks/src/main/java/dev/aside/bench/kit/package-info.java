/**
 * What every question needs: forks, the arithmetic of rounds, goals and their verdicts, tables, plots and the record.
 *
 * <p>A figure is a ratio within one round, because absolute times on a shared machine wobble and ratios of neighbours do not.
 */
@NullMarked
package dev.aside.bench.kit;

import org.jspecify.annotations.NullMarked;
