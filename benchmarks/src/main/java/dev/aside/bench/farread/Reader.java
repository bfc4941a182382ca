package dev.aside.bench.farread;

import dev.aside.bench.kit.Entrant;

/** Whose reads are measured: a constant of a question's own list. */
public interface Reader extends Entrant<Call> {}
