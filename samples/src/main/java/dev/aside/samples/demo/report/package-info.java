/** What a run tells its user: a table for the console, a page with plots for the browser. */
@NullMarked
package dev.aside.samples.demo.report;

import org.jspecify.annotations.NullMarked;
