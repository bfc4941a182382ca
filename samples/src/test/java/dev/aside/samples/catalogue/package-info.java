@NullMarked
package dev.aside.samples.catalogue;

import org.jspecify.annotations.NullMarked;
