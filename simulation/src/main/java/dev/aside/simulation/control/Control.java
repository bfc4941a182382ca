package dev.aside.simulation.control;

import dev.aside.cache.engine.EngineRules;
import dev.aside.simulation.run.Subject;
import java.util.List;

/**
 * A bug to plant.
 *
 * @param name what it does wrong
 * @param rule what it breaks
 * @param plant the engine and the store with the bug in one of them
 */
public record Control(String name, String rule, Subject plant) {

    /** Returns all there are. */
    public static List<Control> all() {
        return List.of(
                engine("join after a change", "G2", EngineRules.joinsAfterAChange()),
                engine("STRICT joins", "STRICT", EngineRules.strictJoins()),
                engine("near fill after a change", "G1", EngineRules.fillsNearAfterAChange()),
                engine("near fill without registration", "G3", EngineRules.fillsNearUnregistered()),
                engine("near life counted from receipt", "BOUNDED", EngineRules.countsNearLifeFromReceipt()),
                engine("no bump after a failed far step", "G1", EngineRules.keepsAfterAFailure()),
                engine("near copy outlives an own write", "G3", EngineRules.keepsAfterOwnWrite()),
                engine("read of what is pending", "G9", EngineRules.readsWhatIsPending()),
                engine("another store overlooked", "G8", EngineRules.overlooksAnotherStore()),
                engine("tag without floor", "G4", EngineRules.tagWithoutFloor()),
                engine("load passing an open fence forgets its floor", "10", EngineRules.passesWithoutFloor()),
                engine("fill under an open token", "tags", EngineRules.storesUnderAnOpenToken()),
                engine("fill without proof", "G4", EngineRules.storesUnproven()),
                engine("mark after a change of the tag", "tags", EngineRules.marksAfterAChange()),
                engine("dead tag served", "tags", EngineRules.servesUntagged()),
                engine("cleared value served", "clear", EngineRules.servesCleared()),
                engine("write stored under an open token", "tags", EngineRules.writesUnderAnOpenToken()));
    }

    private static Control engine(String name, String rule, EngineRules rules) {
        return new Control(name, rule, Subject.of(rules));
    }
}
