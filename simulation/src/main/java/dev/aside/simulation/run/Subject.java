package dev.aside.simulation.run;

import dev.aside.cache.engine.EngineRules;
import dev.aside.simulation.model.ReplicaRule;
import dev.aside.simulation.model.SlotCode;
import dev.aside.simulation.model.SlotLaw;
import java.util.function.UnaryOperator;

/**
 * What is tried: the shipped engine and the shipped rules of the store, or the same with one thing wrong.
 *
 * @param engine the engine's decisions
 * @param law what becomes of the store's rules
 * @param replicas which replica of the database a load may read
 * @param code how slots are read
 */
public record Subject(EngineRules engine, UnaryOperator<SlotLaw> law, ReplicaRule replicas, SlotCode code) {

    /** As it is shipped. */
    public static final Subject SHIPPED =
            new Subject(EngineRules.SHIPPED, UnaryOperator.identity(), ReplicaRule.RIGHT, SlotCode.SHIPPED);

    /** The shipped one with another engine. */
    public static Subject of(EngineRules engine) {
        return new Subject(engine, SHIPPED.law(), SHIPPED.replicas(), SHIPPED.code());
    }

    /** The shipped one with another law of the store. */
    public static Subject of(UnaryOperator<SlotLaw> law) {
        return new Subject(SHIPPED.engine(), law, SHIPPED.replicas(), SHIPPED.code());
    }

    /** The shipped one with another rule for replicas of the database. */
    public static Subject of(ReplicaRule replicas) {
        return new Subject(SHIPPED.engine(), SHIPPED.law(), replicas, SHIPPED.code());
    }

    /** The shipped one with another way to read slots. */
    public static Subject of(SlotCode code) {
        return new Subject(SHIPPED.engine(), SHIPPED.law(), SHIPPED.replicas(), code);
    }
}
