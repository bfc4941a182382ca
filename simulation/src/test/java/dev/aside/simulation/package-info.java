@NullMarked
package dev.aside.simulation;

import org.jspecify.annotations.NullMarked;
