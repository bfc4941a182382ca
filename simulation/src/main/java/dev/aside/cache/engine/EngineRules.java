package dev.aside.cache.engine;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.StepReply.TokenSeen;
import java.time.Duration;
import java.util.Map;

/** The decisions of the engine, as they are shipped or with one of them wrong. */
public final class EngineRules {

    /** As they are shipped. */
    public static final EngineRules SHIPPED = new EngineRules(Rules.SHIPPED);

    private final Rules rules;
    private final boolean deaf;
    private final boolean putFillsNear;

    private EngineRules(Rules rules) {
        this(rules, /* deaf= */ false, /* putFillsNear= */ false);
    }

    private EngineRules(Rules rules, boolean deaf, boolean putFillsNear) {
        this.rules = rules;
        this.deaf = deaf;
        this.putFillsNear = putFillsNear;
    }

    /** Returns whether the engine does not listen to a store that says it has come back as another. */
    public boolean isDeaf() {
        return deaf;
    }

    boolean putFillsNear() {
        return putFillsNear;
    }

    Rules rules() {
        return rules;
    }

    /** A flight answers those, too, who came after a change that it has not seen. */
    public static EngineRules joinsAfterAChange() {
        return new EngineRules(new Rules() {
            @Override
            boolean mayJoin(int stripeAtStart, int stripeNow) {
                return true;
            }
        });
    }

    /** STRICT joins flights that may have looked before the latest change. */
    public static EngineRules strictJoins() {
        return new EngineRules(new Rules() {
            @Override
            boolean mayJoin(boolean strict, long ageMillis, long boundMillis) {
                return strict || ageMillis <= boundMillis;
            }
        });
    }

    /** A user who comes from another node is shown copies of what he has changed there. */
    public static EngineRules showsCopies() {
        return new EngineRules(new Rules() {
            @Override
            boolean mayShowCopy(boolean changedByCaller) {
                return true;
            }
        });
    }

    /** A user who comes from another node joins who looks at what he has changed there since before he came. */
    public static EngineRules joinsOnAnotherNode() {
        return new EngineRules(new Rules() {
            @Override
            boolean mayJoin(boolean changedByCaller) {
                return true;
            }
        });
    }

    /** Without a feed, a near copy's life counts from when it was put there. */
    public static EngineRules countsNearLifeFromReceipt() {
        return new EngineRules(new Rules() {
            @Override
            long nearLifeMillis(long leaseMillis, long sinceSentMillis) {
                return leaseMillis;
            }
        });
    }

    /** What the store has not acknowledged, this process does not forget. */
    public static EngineRules keepsAfterAFailure() {
        return new EngineRules(new Rules() {
            @Override
            boolean forgetsAfter(boolean applied) {
                return applied;
            }
        });
    }

    /** A near copy outlives a write of one's own, which has ended its pushes. */
    public static EngineRules keepsAfterOwnWrite() {
        return new EngineRules(new Rules() {
            @Override
            boolean forgetsAfterOwnWrite() {
                return false;
            }
        });
    }

    /** Reads go to the store for keys whose change it has not acknowledged. */
    public static EngineRules readsWhatIsPending() {
        return new EngineRules(new Rules() {
            @Override
            boolean mustPass(boolean pendingInJournal) {
                return false;
            }
        });
    }

    /** A store that has come back as another is told nothing again. */
    public static EngineRules overlooksAnotherStore() {
        Rules overlooking = new Rules() {
            @Override
            boolean isAnother(long epochBefore, long epochNow) {
                return false;
            }
        };
        return new EngineRules(overlooking, /* deaf= */ true, /* putFillsNear= */ false);
    }

    /** What a store has brought back from a dump counts like anything else. */
    public static EngineRules overlooksADump() {
        return new EngineRules(new Rules() {
            @Override
            boolean movesGeneration(Comeback back) {
                return false;
            }
        });
    }

    /** What the store has evicted is not held against what was known of the database before. */
    public static EngineRules overlooksEvictions() {
        return new EngineRules(new Rules() {
            @Override
            boolean maySampleBefore(Duration sinceEviction, Duration memory) {
                return true;
            }
        });
    }

    /** What a process has written it keeps near, though nobody tells it what becomes of it. */
    public static EngineRules fillsNearByPut() {
        return new EngineRules(Rules.SHIPPED, /* deaf= */ false, /* putFillsNear= */ true);
    }

    /** Whatever a writer fails with, it is taken not to have written. */
    public static EngineRules closesTheUnknown() {
        return new EngineRules(new Rules() {
            @Override
            boolean isSurelyUnwritten(Throwable failure) {
                return true;
            }
        });
    }

    /** A breaker that has opened stays open. */
    public static EngineRules neverProbes() {
        return new EngineRules(new Rules() {
            @Override
            boolean mayProbe(long nowNanos, long probeAtNanos) {
                return false;
            }
        });
    }

    /** A near copy does not expire with what it is a copy of. */
    public static EngineRules forgetsNearExpiry() {
        return new EngineRules(new Rules() {
            @Override
            long nearMillis(long untilExpiryMillis, long capMillis) {
                return capMillis;
            }
        });
    }

    /** A load need not have seen the last change of the tags and of the cache. */
    public static EngineRules tagWithoutFloor() {
        return new EngineRules(new Rules() {
            @Override
            CommitPosition floor(CommitPosition ofSlot, CommitPosition ofTokens) {
                return ofSlot;
            }
        });
    }

    /** A load that passes an open change forgets its floor. */
    public static EngineRules passesWithoutFloor() {
        return new EngineRules(new Rules() {
            @Override
            CommitPosition floorPassing(CommitPosition ofSlot, CommitPosition ofOpenChange) {
                return CommitPosition.NONE;
            }
        });
    }

    /** A value carries the token of a tag that has changed since it was loaded. */
    public static EngineRules marksAfterAChange() {
        return new EngineRules(new Rules() {
            @Override
            boolean mayMark(long tagEpochBefore, TokenSeen epochNow) {
                return true;
            }
        });
    }

    /** A value is served though its tag has changed. */
    public static EngineRules servesUntagged() {
        return new EngineRules(new Rules() {
            @Override
            boolean stands(Entry entry, Tokens tokens, Map<String, TokenSeen> tagTokens) {
                return entry.generation() == tokens.generation();
            }
        });
    }

    /** A value is served though the cache has been cleared. */
    public static EngineRules servesCleared() {
        return new EngineRules(new Rules() {
            @Override
            boolean stands(Entry entry, Tokens tokens, Map<String, TokenSeen> tagTokens) {
                return super.stands(entry, new Tokens(entry.generation(), 0, tokens.floor(), false), tagTokens);
            }
        });
    }
}
