package dev.aside.simulation.control;

import dev.aside.cache.engine.EngineRules;
import dev.aside.simulation.model.FeedBug;
import dev.aside.simulation.model.FollowerRule;
import dev.aside.simulation.model.ReplicaBug;
import dev.aside.simulation.model.SlotCode;
import dev.aside.simulation.model.SlotLaw;
import dev.aside.simulation.run.Messenger;
import dev.aside.simulation.run.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A bug to plant. There is none here of rules that another rule covers as long as answers come in order by one connection:
 * a fill across epochs (what the store has lost is excused until it has been said again, and then the stamp has moved), a near
 * fill across a change of its own node, and what is stored under an open token (whose number moves when it is closed).
 *
 * @param name what it does wrong
 * @param rule what it breaks
 * @param plant the engine and the store with the bug in one of them
 */
public record Control(String name, String rule, Subject plant) {

    private static final Duration ONCE = Duration.ofDays(1);

    /** Returns all there are. */
    public static List<Control> all() {
        List<Control> all = new ArrayList<>(store());
        all.addAll(engine());
        all.addAll(database());
        all.addAll(feed());
        all.addAll(followers());
        all.addAll(messages());
        return all;
    }

    /** Returns the one of that name. */
    public static Control named(String name) {
        return all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no control is named " + name));
    }

    private static List<Control> store() {
        return List.of(
                law("blind fence", "1", PlantedLaws::blindFence),
                law("DEL in place of a fence", "1", PlantedLaws::deletesInPlaceOfFence),
                law("lease drops floor", "2", PlantedLaws::leaseDropsFloor),
                law("lease never lapses", "2", PlantedLaws::leaseNeverLapses),
                law("fill without stamp", "4", PlantedLaws::fillWithoutStamp),
                law("release without stamp", "4", PlantedLaws::releaseWithoutStamp),
                law("end without 'alone'", "5", PlantedLaws::endWithoutAlone),
                law("end without 'stands'", "5", PlantedLaws::endWithoutStands),
                law("end leaves the stamp", "5", PlantedLaws::endLeavesStamp),
                law("end closes all", "5", PlantedLaws::endClosesAll),
                law("rollback closes all", "5", PlantedLaws::rollbackClosesAll),
                law("rollback removes the fence", "5", PlantedLaws::rollbackRemovesFence),
                law("open fence gone at its deadline", "5", PlantedLaws::openFenceGoneAtItsDeadline),
                law("open fence leased", "10", PlantedLaws::openFenceLeased),
                law("refresh without floor", "8", PlantedLaws::refreshWithoutFloor),
                law("fill without position", "8", PlantedLaws::fillWithoutPosition),
                law("dead value by NX", "9", PlantedLaws::deadValueByAbsence),
                law("second lease while one is held", "G2", PlantedLaws::leaseNeverHeld),
                law("token stays", "tags", PlantedLaws::tokenStays),
                law("DEL on OOM", "1", PlantedLaws::deletesWithoutRoom));
    }

    private static List<Control> engine() {
        return List.of(
                engine("join after a change", "G2", EngineRules.joinsAfterAChange()),
                engine("STRICT joins", "STRICT", EngineRules.strictJoins()),
                engine("near life counted from receipt", "BOUNDED", EngineRules.countsNearLifeFromReceipt()),
                engine("copies of what was changed elsewhere", "READ_YOUR_WRITES", EngineRules.showsCopies()),
                engine(
                        "join of who came before a change elsewhere",
                        "READ_YOUR_WRITES",
                        EngineRules.joinsOnAnotherNode()),
                engine("no bump after a failed far step", "G1", EngineRules.keepsAfterAFailure()),
                engine("near copy outlives an own write", "G3", EngineRules.keepsAfterOwnWrite()),
                engine("read of what is pending", "G9", EngineRules.readsWhatIsPending()),
                engine("another store overlooked", "G8", EngineRules.overlooksAnotherStore()),
                engine("restored dump overlooked", "G8", EngineRules.overlooksADump()),
                engine("eviction overlooked", "3", EngineRules.overlooksEvictions()),
                engine("tag without floor", "G4", EngineRules.tagWithoutFloor()),
                engine("load passing an open fence forgets its floor", "10", EngineRules.passesWithoutFloor()),
                engine("mark after a change of the tag", "tags", EngineRules.marksAfterAChange()),
                engine("dead tag served", "tags", EngineRules.servesUntagged()),
                engine("cleared value served", "clear", EngineRules.servesCleared()),
                engine("put fills near", "G3", EngineRules.fillsNearByPut()),
                engine("unknown outcome closed", "7", EngineRules.closesTheUnknown()),
                engine("near copy outlives its expiry", "EVENTUAL", EngineRules.forgetsNearExpiry()),
                engine("breaker never half-opens", "G7", EngineRules.neverProbes()));
    }

    private static Control engine(String name, String rule, EngineRules rules) {
        return new Control(name, rule, Subject.SHIPPED.with(rules));
    }

    private static Control law(String name, String rule, UnaryOperator<SlotLaw> law) {
        return new Control(name, rule, Subject.SHIPPED.with(law));
    }

    private static List<Control> database() {
        return Arrays.stream(ReplicaBug.values())
                .map(bug -> new Control(name(bug), "3", Subject.SHIPPED.with(bug)))
                .toList();
    }

    private static List<Control> feed() {
        return Arrays.stream(FeedBug.values())
                .map(bug -> new Control(name(bug), "G3", Subject.SHIPPED.with(bug)))
                .toList();
    }

    private static List<Control> followers() {
        FollowerRule always = (proof, now, bound) -> true;
        FollowerRule once = (proof, now, bound) -> proof.isProven(now, ONCE);
        return List.of(
                new Control("reader without proof", "BOUNDED", Subject.SHIPPED.with(always)),
                new Control("proof of a reader for ever", "BOUNDED", Subject.SHIPPED.with(once)));
    }

    private static String name(Enum<?> bug) {
        return bug.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<Control> messages() {
        SlotCode anyKey = PlantedMessages::decodesAnyKey;
        return List.of(
                new Control("key not checked in the envelope", "the slot", Subject.SHIPPED.with(anyKey)),
                message("near fill from a Redis replica", "G3", PlantedMessages::readsReplicasForNear),
                message("token read near", "tags", PlantedMessages::remembersTokens),
                message("silence taken for done", "G9", PlantedMessages::takesSilenceForDone));
    }

    private static Control message(String name, String rule, Supplier<Messenger> messenger) {
        return new Control(name, rule, Subject.SHIPPED.with(messenger));
    }
}
