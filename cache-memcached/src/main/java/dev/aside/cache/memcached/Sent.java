package dev.aside.cache.memcached;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.ops.Operation;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationErrorType;
import net.spy.memcached.ops.OperationException;
import net.spy.memcached.ops.OperationState;

/**
 * A command as the client library queues it. It shows no key to whoever logs it, and it ends with an answer where the server says
 * that it cannot do it, has no room, say: of itself the library would end the connection for that, and all that is under way on
 * it. Where the server says that it does not understand, what comes next may be the answer to something else: that still ends it.
 */
class Sent implements Operation {

    private volatile Operation operation;
    private final Bounds bounds;
    private final boolean isOptional;

    /** @param isOptional whether a server may say that it does not know it, and that is all right */
    Sent(Operation operation, Bounds bounds, boolean isOptional) {
        this.operation = operation;
        this.bounds = bounds;
        this.isOptional = isOptional;
    }

    /** Is another command from now on. */
    final void become(Operation other) {
        other.setHandlingNode(operation.getHandlingNode());
        other.initialize();
        operation = other;
    }

    @Override
    public void readFromBuffer(ByteBuffer data) throws IOException {
        bounds.check(data);
        try {
            operation.readFromBuffer(data);
        } catch (OperationException e) {
            boolean isUnknown = isOptional && e.getType() == OperationErrorType.GENERAL;
            if (e.getType() != OperationErrorType.SERVER && !isUnknown) {
                throw e;
            }
        }
        bounds.left(data);
    }

    @Override
    public boolean isCancelled() {
        return operation.isCancelled();
    }

    @Override
    public boolean hasErrored() {
        return operation.hasErrored();
    }

    @Override
    public OperationException getException() {
        return operation.getException();
    }

    @Override
    public OperationCallback getCallback() {
        return operation.getCallback();
    }

    @Override
    public void cancel() {
        operation.cancel();
    }

    @Override
    public OperationState getState() {
        return operation.getState();
    }

    @Override
    public ByteBuffer getBuffer() {
        return operation.getBuffer();
    }

    @Override
    public void writing() {
        operation.writing();
    }

    @Override
    public void writeComplete() {
        operation.writeComplete();
    }

    @Override
    public void initialize() {
        operation.initialize();
    }

    @Override
    public void handleRead(ByteBuffer data) {
        operation.handleRead(data);
    }

    @Override
    public MemcachedNode getHandlingNode() {
        return operation.getHandlingNode();
    }

    @Override
    public void setHandlingNode(MemcachedNode to) {
        operation.setHandlingNode(to);
    }

    @Override
    public void timeOut() {
        operation.timeOut();
    }

    @Override
    public boolean isTimedOut() {
        return operation.isTimedOut();
    }

    /** Deadlines are the store's. */
    @Override
    public boolean isTimedOut(long ttlMillis) {
        return false;
    }

    @Override
    public boolean isTimedOutUnsent() {
        return operation.isTimedOutUnsent();
    }

    @Override
    public long getWriteCompleteTimestamp() {
        return operation.getWriteCompleteTimestamp();
    }

    @Override
    public byte[] getErrorMsg() {
        return operation.getErrorMsg();
    }

    @Override
    public void addClone(Operation clone) {
        operation.addClone(clone);
    }

    @Override
    public int getCloneCount() {
        return operation.getCloneCount();
    }

    @Override
    public void setCloneCount(int count) {
        operation.setCloneCount(count);
    }

    /** Says nothing that takes a lock: whoever logs may be about to queue another. */
    @Override
    public String toString() {
        return "a command";
    }
}
