@NullMarked
package dev.aside.samples.arcade;

import org.jspecify.annotations.NullMarked;
