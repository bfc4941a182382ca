/**
 * One {@link javax.sql.DataSource} over the nodes of a database: which of them takes writes, which follow it and how far behind
 * they are, over pools of <a href="https://github.com/brettwooldridge/HikariCP">HikariCP</a> that are each one node's. HikariCP keeps
 * connections; what a node is, who is asked, and what an error means, is this package's own. Drivers are the user's.
 *
 * <p>A null where none is allowed is a {@link NullPointerException}; parameters and results that may be null say so.
 */
@NullMarked
package dev.aside.cache.jdbc;

import org.jspecify.annotations.NullMarked;
