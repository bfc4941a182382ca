package dev.aside.simulation.model;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The slots of one cache, as one node reaches them on a server like Redis. */
final class FarStore implements EntryStore {
    private final FarLink node;
    private final String cacheName;
    private final CacheRuntime runtime;
    private final @Nullable FarFeed feed;
    private final @Nullable FarFollowers followers;
    private final List<Consumer<Comeback>> listeners = new ArrayList<>();
    private final Consumer<FarStore> onClose;
    private long lastNanos;
    private boolean closed;

    FarStore(FarLink node, StoreSpec spec, CacheRuntime runtime, Consumer<FarStore> onClose) {
        this.node = node;
        this.cacheName = spec.cacheName();
        this.runtime = runtime;
        this.onClose = onClose;
        this.followers = node.rules().hasReaders ? new FarFollowers(node, runtime, spec.readerBound()) : null;
        this.feed = node.rules().hasFeed ? new FarFeed(node, runtime) : null;
    }

    @Override
    public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
        FarReader reader = node.reader();
        if (closed || reader == null) {
            return CompletableFuture.completedFuture(
                    Batch.failed(steps.size(), StepReply.Outcome.NOT_APPLIED, "there is no connection"));
        }
        List<SlotStep> sent = List.copyOf(steps);
        Batch batch = new Batch(sent.size());
        node.waiting().add(batch);
        batch.expiry(runtime.scheduler().schedule(() -> expired(batch), timeout));
        long epoch = feed == null ? -1 : feed.registering();
        boolean shift = reads(sent) > 1 && node.takesShift();
        boolean anywhere = followers != null && followers.mayAnswer();
        reader.wire().send(() -> {
            List<StepReply> replies = atServer(reader, sent, epoch, anywhere, shift);
            reader.wire().answer(() -> answered(batch, replies));
        });
        return batch.answer();
    }

    private static long reads(List<SlotStep> steps) {
        return steps.stream().filter(SlotStep.Read.class::isInstance).count();
    }

    private void expired(Batch batch) {
        node.waiting().remove(batch);
        batch.giveUp("no answer in time");
    }

    private void answered(Batch batch, List<StepReply> replies) {
        node.waiting().remove(batch);
        batch.end(replies);
    }

    private List<StepReply> atServer(
            FarReader reader, List<SlotStep> steps, long epoch, boolean followers, boolean shift) {
        FarServer server = (FarServer) reader.wire().server();
        List<StepReply> replies = new ArrayList<>(steps.size());
        for (SlotStep step : steps) {
            Address address = new Address(cacheName, step.key());
            boolean anywhere = followers && step instanceof SlotStep.Read read && read.role() == EndpointRole.READER;
            replies.add(
                    anywhere
                            ? node.servers().read(reader, address, (SlotStep.Read) step)
                            : server.execute(reader, address, step, epoch));
        }
        return shift ? shifted(server, steps, replies) : replies;
    }

    /** Gives each read the bytes that the next one asked for. */
    private List<StepReply> shifted(FarServer server, List<SlotStep> steps, List<StepReply> replies) {
        List<StepReply> shifted = new ArrayList<>(replies);
        for (int i = 0; i + 1 < steps.size(); i++) {
            if (replies.get(i) instanceof StepReply.Seen seen && replies.get(i + 1) instanceof StepReply.Seen) {
                byte[] bytes =
                        server.bytes(new Address(cacheName, steps.get(i + 1).key()));
                shifted.set(
                        i,
                        new StepReply.Seen(
                                bytes == null
                                        ? null
                                        : node.rules().code.decode(steps.get(i).key(), bytes),
                                seen.feedEpoch(),
                                seen.epoch()));
            }
        }
        return shifted;
    }

    void pushed(Address address) {
        if (feed != null && address.cache().equals(cacheName)) {
            feed.changed(address.key());
        }
    }

    void lost() {
        lastNanos = runtime.ticker().nanos();
        if (followers != null) {
            followers.lost();
        }
        if (feed != null) {
            feed.lost();
        }
    }

    /** There is a new connection, perhaps to a server that has lost what the one before had acknowledged. */
    void connected(boolean another, long restored) {
        if (another) {
            Comeback back = new Comeback(lastNanos, restored);
            List.copyOf(listeners).forEach(listener -> listener.accept(back));
        }
        if (feed != null) {
            feed.prove();
        }
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.BYTES;
    }

    @Override
    public Duration sinceEviction() {
        return node.sinceEviction();
    }

    @Override
    public boolean hasReaders() {
        return node.rules().hasReaders;
    }

    @Override
    public long timeMillis() {
        return node.serverClock().millis();
    }

    @Override
    public @Nullable InvalidationFeed feed() {
        return feed;
    }

    @Override
    public void onAnother(Consumer<Comeback> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        closed = true;
        if (feed != null) {
            feed.close();
        }
        onClose.accept(this);
    }
}
