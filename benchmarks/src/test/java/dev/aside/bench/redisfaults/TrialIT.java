package dev.aside.bench.redisfaults;

import dev.aside.bench.faults.Shorts;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few rows in short, one of each layout. */
@Timeout(120)
class TrialIT {
    @ParameterizedTest
    @EnumSource(names = {"KILL", "NOSCRIPT", "FAILOVER", "ROTATION", "CERTIFICATE", "LOADING"})
    void aRowIsPlayed_andNothingIsStale(RedisRow row) {
        Shorts.play(row);
    }
}
