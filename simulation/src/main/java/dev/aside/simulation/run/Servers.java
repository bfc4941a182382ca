package dev.aside.simulation.run;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.simulation.model.Address;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.plan.Fault;
import java.time.Duration;
import java.util.List;

/** The cache servers of a run, of one kind or the other, and what can go wrong with them and on the ways to them. */
interface Servers {

    /** A node's way to them. */
    interface Way {
        CacheBackend backend();

        /** Returns for how long the servers have forgotten nothing for want of memory, as far as the node knows. */
        Duration sinceEviction();

        /** Holds back what the node sends, or what it is sent. */
        void hold(Fault fault, boolean up);

        void refuse(Fault fault);

        void breakConnection(Fault fault);

        /** Loses what is pushed. */
        void losePushes();

        /** Gives the next answers to one another's commands. */
        void shiftAnswers();

        /** The node learns at once which slots have been forgotten for want of memory. */
        void seeEvictions();

        /** The node dies: what it had to send last may not have been sent. */
        void die();

        void heal();
    }

    Way connect(NodeRuntime node);

    List<Address> slots();

    /** Returns whether a change younger than that has been forgotten with the slot. */
    boolean evict(Address slot, Duration young);

    void restart(Fault fault);

    /** Returns whether it has kept anything to begin with again. */
    boolean restore(Fault fault);

    /** Returns whether there was anybody to take over. */
    boolean failOver(Fault fault);

    void fill(Fault fault, boolean on);

    /** Cuts those who follow off from what they follow, or lets them follow again. */
    void cutOffFollowers(boolean off);

    /** Sends every push twice, or once. */
    void pushTwice(boolean on);

    void heal();
}
