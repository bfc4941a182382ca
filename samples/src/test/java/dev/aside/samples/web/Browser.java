package dev.aside.samples.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A browser without a window, as Debian has it. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path profile;
    private final ChromeDriver driver;

    Browser() {
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

    void open(String url) {
        driver.get(url);
    }

    String text(String id) {
        return driver.findElement(By.id(id)).getText();
    }

    boolean has(String id) {
        return !driver.findElements(By.id(id)).isEmpty();
    }

    void type(String id, String text) {
        driver.findElement(By.id(id)).sendKeys(text);
    }

    void click(String id) {
        driver.findElement(By.id(id)).click();
    }

    void choose(String item) {
        List<WebElement> buttons = driver.findElements(By.cssSelector("button[name=item][value='" + item + "']"));
        buttons.get(0).click();
    }

    Optional<Cookie> cookie() {
        return Optional.ofNullable(driver.manage().getCookieNamed("SESSION"));
    }

    /** Has the browser send another's cookie. */
    void steal(Cookie cookie) {
        driver.manage().deleteAllCookies();
        driver.manage()
                .addCookie(new Cookie.Builder("SESSION", cookie.getValue())
                        .path("/")
                        .build());
    }

    /** Keeps a picture of the page below the build's folder. */
    void picture(String name) throws IOException {
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
