@NullMarked
package dev.aside.samples.database;

import org.jspecify.annotations.NullMarked;
