/** What a request costs that has a session, and what becomes of sessions in races. */
@NullMarked
package dev.aside.bench.session;

import org.jspecify.annotations.NullMarked;
