package dev.aside.cache.local;

import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * One leaderboard, in this process. Steps that write are done one at a time, under one lock; steps that read share it. The first page is
 * published, and read without it: whoever asks first after a change puts it up.
 */
final class EmbeddedBoard implements BoardStore {

    private static final BoardReply CLOSED =
            new BoardReply.Failed(StepReply.Outcome.NOT_APPLIED, "the leaderboard is closed");
    private static final BoardReply NOBODY = new BoardReply.Listed(List.of(), 0, 0, Page.State.COMPLETE);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final CacheRuntime runtime;
    private final BoardRules rules;
    private final BoardData data;
    private final Sweep sweep;
    private volatile boolean closed;

    EmbeddedBoard(BoardSpec spec, CacheRuntime runtime) {
        this.runtime = runtime;
        this.rules = new BoardRules(spec.definition());
        this.data = new BoardData(new BoardLaw(spec));
        this.sweep = new Sweep(new BoardSweep(data, lock.writeLock(), runtime), runtime.scheduler(), SWEEP);
    }

    @Override
    public CompletionStage<List<BoardReply>> execute(List<BoardStep> steps, Duration timeout) {
        return CompletableFuture.completedStage(steps.stream().map(this::run).toList());
    }

    private BoardReply run(BoardStep step) {
        if (closed) {
            return CLOSED;
        }
        BoardReply published = step instanceof BoardStep.Top top ? published(top) : null;
        if (published != null) {
            return published;
        }
        Lock held = step instanceof BoardStep.Query ? lock.readLock() : lock.writeLock();
        held.lock();
        try {
            return step instanceof BoardStep.Query query ? read(query) : write(step);
        } finally {
            held.unlock();
        }
    }

    /** Takes no lock; null where nothing is published that serves. */
    private @Nullable BoardReply published(BoardStep.Top step) {
        RankedWindow window = window(step.window());
        TopPage page = window == null ? TopPage.NONE : window.published();
        return page == null || !page.serves(step.most()) ? null : page.answer(step.most(), step.knownVersion());
    }

    private @Nullable RankedWindow window(BoardWindow window) {
        return data.live().window(window, timeMillis());
    }

    private BoardReply read(BoardStep.Query step) {
        if (step instanceof BoardStep.Top top) {
            RankedWindow window = window(top.window());
            return window == null
                    ? TopPage.NONE.answer(top.most(), top.knownVersion())
                    : window.top(top.most(), top.knownVersion());
        } else if (step instanceof BoardStep.Behind behind) {
            RankedWindow window = window(behind.window());
            return window == null
                    ? NOBODY
                    : window.behind(Seat.of(rules, behind.after(), behind.member()), behind.most());
        } else if (step instanceof BoardStep.Around around) {
            RankedWindow window = window(around.window());
            return window == null ? NOBODY : window.around(around.member(), around.each());
        }
        return find((BoardStep.Find) step);
    }

    private BoardReply find(BoardStep.Find step) {
        RankedWindow window = window(step.window());
        List<BoardReply.@Nullable Place> places = new ArrayList<>();
        for (String member : step.members()) {
            places.add(window == null ? null : window.place(member));
        }
        long total = window == null ? 0 : window.size();
        return new BoardReply.Found(Collections.unmodifiableList(places), total, Page.State.COMPLETE);
    }

    private BoardReply write(BoardStep step) {
        BoardMoment now = BoardMoment.of(runtime.wallClock().instant());
        sweep.wake();
        if (step instanceof BoardStep.Submit submit) {
            return data.submit(submit, now);
        } else if (step instanceof BoardStep.TakeEnded take) {
            return data.takeEnded(take, now);
        }
        return new BoardReply.Done(changes(step, now));
    }

    private boolean changes(BoardStep step, BoardMoment now) {
        if (step instanceof BoardStep.Remove remove) {
            return data.remove(remove, now);
        } else if (step instanceof BoardStep.Unban unban) {
            return data.unban(unban);
        } else if (step instanceof BoardStep.Told told) {
            return data.told(told.window());
        } else if (step instanceof BoardStep.Build build) {
            return data.build(build, now);
        }
        return data.endBuild((BoardStep.EndBuild) step, now);
    }

    @Override
    public long timeMillis() {
        return runtime.wallClock().millis();
    }

    /** What it holds goes with it: nobody else has it. */
    @Override
    public void close() {
        closed = true;
        sweep.stop();
    }
}
