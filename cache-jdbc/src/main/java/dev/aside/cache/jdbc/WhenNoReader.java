package dev.aside.cache.jdbc;

/** What becomes of a read for which there is no reader that may answer. */
public enum WhenNoReader {
    /** The writer is asked, which is counted. */
    WRITER,

    /** It is refused with an {@link EndpointUnavailableException}, so that the writer is not burdened. */
    FAIL
}
