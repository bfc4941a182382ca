@NullMarked
package dev.aside.samples.backend;

import org.jspecify.annotations.NullMarked;
