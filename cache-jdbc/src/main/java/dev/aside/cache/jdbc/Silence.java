package dev.aside.cache.jdbc;

/** In which way a node has not said what it is. */
enum Silence {
    /** It has not answered yet. While a first connection is made that means nothing. */
    LATE,

    /** It has answered, and let nobody in. Who is in already may stay, so what it was before still holds. */
    REFUSAL,

    /** The question has failed, as then those of others will. */
    FAILURE
}
