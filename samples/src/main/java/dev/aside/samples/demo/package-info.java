/** The main job: replays a real trace of a shop's database, without and with Aside, and shows what it did. */
@NullMarked
package dev.aside.samples.demo;

import org.jspecify.annotations.NullMarked;
