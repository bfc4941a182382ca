package dev.aside.samples.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.RealTime;
import dev.aside.samples.browser.Browser;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The database's page, as somebody with a browser sees it who breaks things. */
@Timeout(180)
final class DatabaseIT {

    private final DatabasePage page = new DatabasePage();
    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser();
        browser.resize(1_100, 950);
        browser.open(page.url());
        await("both replicas are read from", () -> shows("role-db-2", "reader") && shows("role-db-3", "reader"));
        await("writes go to the first", () -> shows("news", "Writes go to db-1.") && shows("writes-db-1", "100 %"));
    }

    @AfterEach
    void close() {
        browser.close();
        page.close();
    }

    private static void await(String what, BooleanSupplier isSo) {
        RealTime.await(what, Duration.ofSeconds(30), isSo);
    }

    private boolean shows(String id, String text) {
        return browser.has(id) && browser.text(id).equals(text);
    }

    private int of(String id) {
        return Integer.parseInt(browser.text(id).replaceAll("[^0-9]", ""));
    }

    @Test
    void theWriterIsKilled_aReplicaIsPromoted_andTheFormerComesBackAsAReader() throws Exception {
        await("both are read from", () -> of("reads-db-2") > 10 && of("reads-db-3") > 10);
        browser.picture("database");
        browser.click("kill-db-1");
        await("it is gone", () -> shows("role-db-1", "down"));
        await(
                "writes are refused",
                () -> browser.text("news").startsWith("No node takes writes") && of("writes-failed") > 0);
        await("reads go on", () -> of("reads-rate") > 0);
        browser.prefer("dark");
        browser.picture("database-down-dark");
        browser.click("promote-db-2");
        await("writes go on", () -> shows("news", "Writes go to db-2.") && shows("writes-db-2", "100 %"));
        assertThat(of("writes-pause")).isPositive();
        await("the other follows", () -> shows("role-db-3", "reader"));
        await("it can be started", () -> browser.isEnabled("start-db-1"));
        browser.click("start-db-1");
        await("it is a reader", () -> shows("role-db-1", "reader"));
        browser.resize(420, 1_900);
        browser.prefer("light");
        browser.picture("database-narrow");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aReplayThatIsPaused_isNotReadFrom_untilItGoesOn() throws Exception {
        browser.click("pause-db-3");
        await("it is too far behind", () -> shows("role-db-3", "not read from, replay paused"));
        await("the other has its reads", () -> shows("reads-db-2", "100 %") && shows("reads-db-3", "0 %"));
        assertThat(of("lag-db-3")).isPositive();
        browser.picture("database-behind");
        browser.click("resume-db-3");
        await("it is read from", () -> shows("role-db-3", "reader") && of("reads-db-3") > 10);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theGateIsHeldAndReleased_andNothingFails() throws Exception {
        browser.click("gate");
        await("who asks waits", () -> browser.text("news").startsWith("The gate is held") && of("writes-pause") > 500);
        await("it can be released", () -> browser.isEnabled("gate"));
        browser.click("gate");
        await("writes go on", () -> of("writes-rate") > 0 && shows("news", "Writes go to db-1."));
        assertThat(of("writes-failed")).isZero();
        assertThat(of("reads-failed")).isZero();
        assertThat(browser.complaints()).isEmpty();
    }
}
