/** The shop's database: one table of versioned rows, on H2 or whatever a JDBC URL names. */
@NullMarked
package dev.aside.samples.demo.shop;

import org.jspecify.annotations.NullMarked;
