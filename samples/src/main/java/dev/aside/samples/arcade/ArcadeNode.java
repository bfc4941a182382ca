package dev.aside.samples.arcade;

import dev.aside.Aside;
import dev.aside.samples.tomcat.LocalTomcat;
import java.time.InstantSource;
import java.util.Random;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** The arcade with its page. Several may share a server, and then show the same. */
final class ArcadeNode implements AutoCloseable {

    private final Aside aside;
    private final Arcade arcade;
    private final LocalTomcat tomcat;

    private ArcadeNode(Aside aside, Arcade arcade, LocalTomcat tomcat) {
        this.aside = aside;
        this.arcade = arcade;
        this.tomcat = tomcat;
    }

    /**
     * Starts a node on a free port of this machine.
     *
     * @param aside where the boards are, which the node closes
     * @param clock what the season's clock is shown by
     * @param dice the game's chance
     * @return the node, which the caller closes
     */
    static ArcadeNode start(Aside aside, InstantSource clock, Random dice) {
        try {
            Arcade arcade = new Arcade(aside, clock);
            Game game = new Game(arcade, dice);
            return new ArcadeNode(aside, arcade, LocalTomcat.start(context -> addPages(context, arcade, game)));
        } catch (RuntimeException e) {
            aside.close();
            throw e;
        }
    }

    private static void addPages(Context context, Arcade arcade, Game game) {
        Tomcat.addServlet(context, "arcade", new ArcadeServlet(arcade, game));
        context.addServletMappingDecoded("/*", "arcade");
    }

    Arcade arcade() {
        return arcade;
    }

    /** Returns the address of its page. */
    String url() {
        return tomcat.url();
    }

    @Override
    public void close() {
        arcade.close();
        try {
            tomcat.close();
        } finally {
            aside.close();
        }
    }
}
