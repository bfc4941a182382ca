package dev.aside.samples.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.samples.browser.Browser;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Cookie;

/** The shop, as somebody with a browser sees it. */
@Timeout(120)
final class ShopIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final RedisServer redis = RedisServer.start();
    private final String uri = "redis://" + redis.host() + ":" + redis.port();
    private final ShopNode one = ShopNode.start("node 1", uri, new byte[32]);
    private final ShopNode two = ShopNode.start("node 2", uri, new byte[32]);
    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser();
    }

    @AfterEach
    void close() {
        browser.close();
        one.close();
        two.close();
        redis.close();
    }

    private void login(String name) {
        browser.type("user", name);
        browser.follow("login");
        assertThat(browser.text("who")).isEqualTo(name);
    }

    @Test
    void loginOnOneNodeIsOneOnAll_andALogoutToo() throws Exception {
        browser.open(one.url());
        assertThat(browser.text("basket")).isEqualTo("nothing yet");
        browser.choose("Assam tea");
        assertThat(browser.text("basket")).contains("Assam tea");
        Cookie before = browser.cookie().orElseThrow();
        assertThat(before.isHttpOnly()).isTrue();
        assertThat(before.getSameSite()).isEqualTo("Lax");

        login("Ada <b>");
        Cookie after = browser.cookie().orElseThrow();
        assertThat(after.getValue()).isNotEqualTo(before.getValue());

        browser.open(two.url());
        assertThat(browser.text("node")).isEqualTo("node 2");
        assertThat(browser.text("who")).isEqualTo("Ada <b>");
        browser.choose("Teapot");
        assertThat(browser.text("basket")).contains("Assam tea", "Teapot");
        browser.picture("shop");

        browser.open(one.url());
        assertThat(browser.text("basket")).contains("Assam tea", "Teapot");
        browser.follow("logout");
        assertThat(browser.has("login")).isTrue();
        browser.steal(after);
        for (ShopNode node : new ShopNode[] {one, two}) {
            browser.open(node.url());
            assertThat(browser.has("login")).as("the old cookie is dead").isTrue();
        }
    }

    @Test
    void nodeGoesOnWhileRedisIsGone_andStoresWhatWasChanged() throws Exception {
        browser.open(one.url());
        browser.choose("Assam tea");
        login("Ada");
        Path dump = redis.dump();
        redis.kill();
        browser.open(one.url());
        assertThat(browser.text("who")).isEqualTo("Ada");
        browser.choose("Honey");
        assertThat(browser.text("basket")).contains("Assam tea", "Honey");
        browser.picture("without-redis");

        redis.startAgain(dump);
        RealTime.await("what was chosen meanwhile is on the other node", SOON, () -> {
            browser.open(two.url());
            return browser.text("basket").contains("Honey");
        });
        assertThat(browser.text("who")).isEqualTo("Ada");
    }
}
