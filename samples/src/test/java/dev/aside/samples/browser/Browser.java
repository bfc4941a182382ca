package dev.aside.samples.browser;

import dev.aside.cache.testkit.RealTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A browser without a window, as Debian has it. */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path profile;
    private final ChromeDriver driver;

    /** Starts one. */
    public Browser() {
        try {
            profile = Files.createTempDirectory("aside-browser");
        } catch (IOException e) {
            throw new IllegalStateException("no folder for the browser", e);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium", "chromium").toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        program("chromedriver", "chromium-driver").toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().pageLoadTimeout(PATIENCE);
        driver.manage().window().setSize(new Dimension(1_100, 760));
    }

    private static Path program(String name, String aPackage) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name
                        + " is not on this machine; Debian/Ubuntu: apt-get install -y --no-install-recommends "
                        + aPackage
                        + ", or bin/verify --install"));
    }

    /** Opens a page. */
    public void open(String url) {
        driver.get(url);
    }

    /** Returns what is shown of an element. */
    public String text(String id) {
        return driver.findElement(By.id(id)).getText();
    }

    /** Returns whether there is such an element. */
    public boolean has(String id) {
        return !driver.findElements(By.id(id)).isEmpty();
    }

    /** Returns whether it may be clicked at. */
    public boolean isEnabled(String id) {
        WebElement element = driver.findElement(By.id(id));
        return element.isDisplayed() && element.isEnabled();
    }

    /** Types into a field. */
    public void type(String id, String text) {
        driver.findElement(By.id(id)).sendKeys(text);
    }

    /** Clicks at an element. */
    public void click(String id) {
        driver.findElement(By.id(id)).click();
    }

    /** Clicks at what leads to another page, and waits until that is there. */
    public void follow(String id) {
        follow(By.id(id));
    }

    /** Clicks at the button of an item, which leads to another page. */
    public void choose(String item) {
        follow(By.cssSelector("button[name=item][value='" + item + "']"));
    }

    private void follow(By what) {
        WebElement page = driver.findElement(By.tagName("html"));
        driver.findElement(what).click();
        RealTime.await("another page", PATIENCE, () -> isGone(page));
    }

    private static boolean isGone(WebElement page) {
        try {
            return page.getTagName().isEmpty();
        } catch (StaleElementReferenceException e) {
            return true;
        } catch (WebDriverException e) {
            // What the driver says while the page goes, if it has not noticed that itself yet.
            if (String.valueOf(e.getMessage()).contains("does not belong to the document")) {
                return true;
            }
            throw e;
        }
    }

    /** Returns the cookie of the session. */
    public Optional<Cookie> cookie() {
        return Optional.ofNullable(driver.manage().getCookieNamed("SESSION"));
    }

    /** Has the browser send another's cookie. */
    public void steal(Cookie cookie) {
        driver.manage().deleteAllCookies();
        driver.manage()
                .addCookie(new Cookie.Builder("SESSION", cookie.getValue())
                        .path("/")
                        .build());
    }

    /** Returns an element's attribute, or nothing if it has none. */
    public String attribute(String id, String name) {
        return Objects.requireNonNullElse(driver.findElement(By.id(id)).getDomAttribute(name), "");
    }

    /** Presses a key, wherever the focus is. */
    public void press(CharSequence key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** Has the browser say that its user prefers such colours: {@code light} or {@code dark}. */
    public void prefer(String colours) {
        Map<String, Object> unused = driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    /** Makes the window as large as it is asked for. */
    public void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Returns what the page has complained of in its console. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Keeps a picture of the page below the build's folder. */
    public void picture(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> all = Files.walk(profile)) {
            all.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new IllegalStateException("the browser's folder stays", e);
        }
    }
}
