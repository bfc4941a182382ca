package dev.aside.simulation.run;

import dev.aside.simulation.oracle.Oracle;
import dev.aside.simulation.oracle.Own;
import java.util.ArrayList;
import java.util.List;

/**
 * Which changes are sure to be known to every tier once everything has come to rest. A change is, when it was acknowledged;
 * and, as long as its process lives, when it was committed at all. One whose process has died is, if its fences were in
 * place and nothing has happened to the store that could have lost them.
 */
final class Ledger {
    /** A committed change of one key that nobody has acknowledged. */
    private record Open(Node node, int key, int place, boolean fenced) {}

    /** A change of one key that was acknowledged. */
    private record Closed(Node node, int key) {}

    private final Oracle oracle;
    private final int[] settled;
    /** By key, the place up to which nothing is promised any more. */
    private final int[] excused;

    private final List<Own> owns = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final List<Closed> closed = new ArrayList<>();
    private boolean fencesMayBeLost;

    Ledger(Oracle oracle, int keys) {
        this.oracle = oracle;
        this.settled = new int[keys];
        this.excused = new int[keys];
    }

    /** Another node, or user, has begun. */
    void add(Own own) {
        owns.add(own);
    }

    /** Returns the place of the last commit of a key. */
    int last(int key) {
        return oracle.last(key);
    }

    /** A key's changes so far may be lost, and nobody need notice, whether they have been acknowledged or will be. */
    void excuse(int key) {
        excused[key] = last(key);
        settled[key] = 0;
        owns.forEach(own -> own.excuse(key));
        open.removeIf(change -> change.key() == key);
        oracle.excuse(key);
    }

    /** A change was committed, surely fenced or not, by the key itself or by a token. */
    void committed(Node node, int key, int place, boolean fenced, boolean byKey) {
        open.add(new Open(node, key, place, fenced));
        if (fenced && byKey && !fencesMayBeLost) {
            oracle.fenced(key, place);
        }
    }

    /** A change has ended, and its node has been told how: acknowledged by every tier, or kept until it is. */
    void ended(Visit visit, int key, int place, boolean applied) {
        if (place <= excused[key]) {
            return;
        }
        visit.node().own.ended(key, place);
        Own user = visit.own();
        if (applied) {
            acknowledged(visit.node(), key, place);
        }
        if (applied && user != null) {
            user.ended(key, place);
        }
    }

    private void acknowledged(Node node, int key, int place) {
        oracle.acknowledged(key, place);
        settle(key, place);
        closed.add(new Closed(node, key));
    }

    private void settle(int key, int place) {
        settled[key] = Math.max(settled[key], place);
    }

    /** Fences may have been lost, or may not have been placed. */
    void fencesMayBeLost() {
        fencesMayBeLost = true;
        oracle.forgetFenced();
        owns.forEach(Own::forgetRead);
    }

    /**
     * A process has died. What it had committed behind fences is kept from being overlooked by them, so from now on it counts
     * as if it had been acknowledged.
     */
    void died(Node dead) {
        for (Open change : open) {
            if (change.node() == dead && change.fenced() && !fencesMayBeLost) {
                oracle.acknowledged(change.key(), change.place());
                closed.add(new Closed(dead, change.key()));
            }
        }
    }

    /** Acknowledged changes have been lost: nobody says again those of processes that have died, or die before they could. */
    void excuseTheDead() {
        for (Closed change : List.copyOf(closed)) {
            if (!change.node().isAlive()) {
                excuse(change.key());
            }
        }
    }

    /** Returns for a key the place of the last change that every tier must know at rest. */
    int settled(int key) {
        int place = settled[key];
        for (Open change : open) {
            boolean sure = change.node().isAlive() || (change.fenced() && !fencesMayBeLost);
            if (change.key() == key && sure) {
                place = Math.max(place, change.place());
            }
        }
        return place;
    }
}
