package dev.aside.cache.engine;

import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.SlotKey;

/**
 * Makes this process forget what it holds of a slot that has changed. After the store, never before: a copy read from it in
 * between would outlive the change. First the stripe moves, so that no copy on its way arrives; then what is there goes. A
 * store in this process has forgotten by itself.
 */
final class Forgetting<K> implements FeedGuard.Forgets {

    private final Binding<K, ?> binding;
    private final Stripes stripes;
    private final NearTier<K> near;
    private final boolean embedded;

    Forgetting(Binding<K, ?> binding, Stripes stripes, NearTier<K> near, boolean embedded) {
        this.binding = binding;
        this.stripes = stripes;
        this.near = near;
        this.embedded = embedded;
    }

    @Override
    public void forget(SlotKey slot) {
        switch (slot.kind()) {
            case ENTRY -> forgetEntry(slot);
            case GENERATION -> forgetAll();
            default -> {
                stripes.moveAll();
                near.retire();
            }
        }
    }

    @Override
    public void forgetAll() {
        stripes.moveAll();
        if (!embedded) {
            near.clear();
        }
    }

    private void forgetEntry(SlotKey slot) {
        K key = binding.keyOf(slot);
        if (key == null) {
            forgetAll(); // nobody can tell which key it was
            return;
        }
        stripes.move(key);
        if (!embedded) {
            near.remove(key);
        }
    }
}
