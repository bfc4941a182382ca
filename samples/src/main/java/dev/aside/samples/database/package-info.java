/** A PostgreSQL with two replicas behind one data source, whose page shows who is asked, and lets one break things. */
@NullMarked
package dev.aside.samples.database;

import org.jspecify.annotations.NullMarked;
