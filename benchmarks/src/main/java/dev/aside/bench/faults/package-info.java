/** What callers see while servers, or the way to them, break: what the questions of all kinds of servers have in common. */
@NullMarked
package dev.aside.bench.faults;

import org.jspecify.annotations.NullMarked;
