package dev.aside.simulation.run;

import dev.aside.cache.engine.EngineRules;
import dev.aside.simulation.model.FeedRule;
import dev.aside.simulation.model.ReplicaRule;
import dev.aside.simulation.model.SlotCode;
import dev.aside.simulation.model.SlotLaw;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What is tried: the shipped engine and the shipped rules of the store, or the same with one thing wrong.
 *
 * @param engine the engine's decisions
 * @param law what becomes of the store's rules
 * @param replicas which replica of the database a load may read
 * @param code how slots are read
 * @param feed how what is pushed is heard
 * @param messenger makes what carries a node's steps to its store
 */
public record Subject(
        EngineRules engine,
        UnaryOperator<SlotLaw> law,
        ReplicaRule replicas,
        SlotCode code,
        FeedRule feed,
        Supplier<Messenger> messenger) {

    /** As it is shipped. */
    public static final Subject SHIPPED = new Subject(
            EngineRules.SHIPPED,
            UnaryOperator.identity(),
            ReplicaRule.RIGHT,
            SlotCode.SHIPPED,
            FeedRule.RIGHT,
            () -> Messenger.FAITHFUL);

    /** This one with another engine. */
    public Subject with(EngineRules other) {
        return new Subject(other, law, replicas, code, feed, messenger);
    }

    /** This one with another law of the store. */
    public Subject with(UnaryOperator<SlotLaw> other) {
        return new Subject(engine, other, replicas, code, feed, messenger);
    }

    /** This one with another rule for replicas of the database. */
    public Subject with(ReplicaRule other) {
        return new Subject(engine, law, other, code, feed, messenger);
    }

    /** This one with another way to read slots. */
    public Subject with(SlotCode other) {
        return new Subject(engine, law, replicas, other, feed, messenger);
    }

    /** This one with another way to hear what is pushed. */
    public Subject with(FeedRule other) {
        return new Subject(engine, law, replicas, code, other, messenger);
    }

    /** This one with other messengers. */
    public Subject with(Supplier<Messenger> other) {
        return new Subject(engine, law, replicas, code, feed, other);
    }
}
