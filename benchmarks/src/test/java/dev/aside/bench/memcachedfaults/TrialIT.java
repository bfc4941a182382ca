package dev.aside.bench.memcachedfaults;

import dev.aside.bench.faults.Shorts;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few rows in short, one of each layout. */
@Timeout(120)
class TrialIT {
    @ParameterizedTest
    @EnumSource(names = {"KILL", "KILL_OF_ONE", "REPLACED", "FULL", "EATEN_CAS"})
    void aRowIsPlayed_andNothingIsStale(MemcachedRow row) {
        Shorts.play(row);
    }
}
