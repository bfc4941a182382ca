package dev.aside.cache.route;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A way by which all who are loaded from a database hear at once what the others change, so that each may keep copies of his own.
 * Offered by a {@link CommitSource}.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public interface ChangeFeed {

    /** Who hears. Called by one thread at a time; MUST NOT block. */
    interface Hearer {

        /**
         * Others have changed this, and have told the cache's servers of it.
         *
         * @param changes of the cache that hears; of a tag it is not said which
         */
        void changed(List<ChangeRecord> changes);

        /** Something may have been missed until now: what was read before does not count. Nothing is proven until it is again. */
        void lost();

        /** It is about to be asked whether everything is heard. */
        void asked();

        /**
         * All that had been told, and accepted, when it was {@linkplain #asked() asked} last has been heard: it was handed over
         * before this.
         */
        void proven();
    }

    /** Who hears, and may tell the others what he changes. Closing it twice does nothing more. */
    interface Voice extends AutoCloseable {

        /**
         * Tells all others that this has changed. Does not block.
         *
         * @param changes of the cache that was joined for; of a tag its key is not told
         * @return whether it was accepted, so that whoever proves later that he hears has heard it; false if that is not known. Never
         *     fails
         */
        CompletionStage<Boolean> tell(List<ChangeRecord> changes);

        @Override
        void close();
    }

    /**
     * Joins those who hear and tell. To begin with nothing is proven.
     *
     * @param cache the cache's name
     * @param hearer who hears
     * @param proofEvery how often it is to be proven that everything is heard
     * @return his voice, which he closes
     */
    Voice join(String cache, Hearer hearer, Duration proofEvery);
}
