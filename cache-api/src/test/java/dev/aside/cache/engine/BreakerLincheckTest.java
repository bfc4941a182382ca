package dev.aside.cache.engine;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** While the store does not answer, one caller a pause is the probe; once it does, everybody asks again. Holds G7. */
final class BreakerLincheckTest {

    @Test
    void oneProbeAPauseWhileOpen() {
        Lincheck.check(Open.class, OpenModel.class);
    }

    @Test
    void itOpensAndClosesAtOnceForAll() {
        Lincheck.check(Nearly.class, NearlyModel.class);
    }

    @Test
    void aProbeThatIsTakenWithoutComparingIsFound() {
        Lincheck.mustFail(Planted.class, OpenModel.class);
    }

    /** A breaker whose pause has just ended. Time stands still, so that there is one probe and no more. */
    public static final class Open {
        private final Breaker breaker;

        /** Opens it. */
        public Open() {
            AtomicLong now = new AtomicLong();
            breaker = new Breaker(now::get, Rules.SHIPPED);
            for (int i = 0; i < Breaker.THRESHOLD; i++) {
                breaker.failed();
            }
            now.addAndGet(Breaker.PAUSE.toNanos());
        }

        @Operation
        public boolean allows() {
            return breaker.allows();
        }

        @Operation
        public boolean failed() {
            return breaker.failed();
        }

        @Operation
        public boolean succeeded() {
            return breaker.succeeded();
        }
    }

    /** What it means. */
    public static class OpenModel {
        private int failures;
        private boolean open;
        private boolean due;

        /** Begins open, and due. */
        public OpenModel() {
            this(Breaker.THRESHOLD);
        }

        OpenModel(int failures) {
            this.failures = failures;
            this.open = failures >= Breaker.THRESHOLD;
            this.due = open;
        }

        public boolean allows() {
            boolean allowed = !open || due;
            due = false;
            return allowed;
        }

        public boolean failed() {
            failures = Math.min(failures + 1, Breaker.THRESHOLD);
            boolean opens = !open && failures == Breaker.THRESHOLD;
            open |= opens;
            due = false;
            return opens;
        }

        public boolean succeeded() {
            boolean closes = open;
            failures = 0;
            open = false;
            due = false;
            return closes;
        }
    }

    /** A breaker that one more failure opens. */
    public static final class Nearly {
        private final Breaker breaker = new Breaker(() -> 0, Rules.SHIPPED);

        /** Brings it there. */
        public Nearly() {
            for (int i = 1; i < Breaker.THRESHOLD; i++) {
                breaker.failed();
            }
        }

        @Operation
        public boolean allows() {
            return breaker.allows();
        }

        @Operation
        public boolean failed() {
            return breaker.failed();
        }

        @Operation
        public boolean succeeded() {
            return breaker.succeeded();
        }
    }

    /** What it means. */
    public static final class NearlyModel extends OpenModel {
        /** Begins one failure before. */
        public NearlyModel() {
            super(Breaker.THRESHOLD - 1);
        }
    }

    /** Looks whether the probe is due, and then takes it. */
    public static final class Planted {
        private volatile boolean open = true;
        private volatile boolean due = true;

        @Operation
        public boolean allows() {
            if (!open) {
                return true;
            }
            boolean probe = due;
            due = false;
            return probe;
        }

        @Operation
        public boolean succeeded() {
            boolean closes = open;
            open = false;
            return closes;
        }
    }
}
