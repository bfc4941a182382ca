/** A small game whose players see who is ahead while they play, in seasons of some minutes. */
@NullMarked
package dev.aside.samples.arcade;

import org.jspecify.annotations.NullMarked;
