package dev.aside.cache.testkit.proxy;

/** A protocol in which each request has one answer, in order. */
interface Framing {

    FrameSplitter requests();

    FrameSplitter replies();
}
