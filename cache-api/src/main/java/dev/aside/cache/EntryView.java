package dev.aside.cache;

import java.time.Duration;

/**
 * What a {@link LoadStrategy} sees of a cached entry.
 *
 * @param age the time since just before the value was loaded
 * @param softLife the age at which the value begins to be worth refreshing
 * @param hardLife the age at which the value is no longer valid; at least the soft life
 * @param loadCost how long the load took
 * @param absent whether the loader had said that there is no value
 * @param loadFailed whether this is asked because a load has just failed
 */
public record EntryView(
        Duration age, Duration softLife, Duration hardLife, Duration loadCost, boolean absent, boolean loadFailed) {}
