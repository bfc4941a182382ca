package dev.aside.bench.faults;

/** What happens to a server of any kind. */
public final class ServerFaults {
    private ServerFaults() {}

    /** It ends as by a crash, and begins again with nothing. */
    public static final class Kill implements Fault<Place> {
        /** A crash that is yet to happen. */
        public Kill() {}

        @Override
        public void strike(Place place) {
            place.server().kill();
        }

        @Override
        public void mend(Place place) {
            place.server().startAgain();
        }
    }

    /** It is not there when the nodes begin. */
    public static final class Absent implements Fault<Place> {
        /** A server that is yet to be missed. */
        public Absent() {}

        @Override
        public void prepare(Place place) {
            place.server().kill();
        }

        @Override
        public void mend(Place place) {
            place.server().startAgain();
        }
    }

    /** It stands still, and its connections stay open. */
    public static final class Freeze implements Fault<Place> {
        /** A standstill that is yet to come. */
        public Freeze() {}

        @Override
        public void strike(Place place) {
            place.server().pause();
        }

        @Override
        public void mend(Place place) {
            place.server().resume();
        }
    }
}
