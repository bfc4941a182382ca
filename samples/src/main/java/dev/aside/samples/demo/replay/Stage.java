package dev.aside.samples.demo.replay;

import dev.aside.samples.demo.oracle.Oracle;
import dev.aside.samples.demo.oracle.Versions;
import dev.aside.samples.demo.shop.Catalogue;

/** What all workers of all replays share. */
record Stage(Workload workload, Catalogue catalogue, Oracle oracle, Versions versions) {}
