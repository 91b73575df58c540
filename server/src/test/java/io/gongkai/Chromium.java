package io.gongkai;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ViewportSize;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A real browser for tests, and what every page has to stand: no serious finding of axe, no sideways scrolling of the page,
 * no error on the console (a broken content policy shows there).
 *
 * <p>{@code try (var browser = Chromium.open(port, Chromium.PHONE)) { browser.go("/"); browser.isAtHomeHere(); }}
 */
public final class Chromium implements AutoCloseable {

    public static final ViewportSize DESK = new ViewportSize(1280, 900);
    public static final ViewportSize PHONE = new ViewportSize(390, 844);

    /** Rules that fetch every style sheet once more, for what we have none of: locked orientation, and sound that plays by itself. */
    private static final List<String> FETCHING = List.of("css-orientation-lock", "no-autoplay-audio");

    private final @Nullable Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final BrowserContext context;
    private final Page page;
    private final String base;
    private final List<String> complaints = new ArrayList<>();

    private Chromium(
            @Nullable Playwright playwright,
            com.microsoft.playwright.Browser chromium,
            String base,
            ViewportSize size) {
        this.playwright = playwright;
        this.chromium = chromium;
        this.base = base;
        context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(size)
                .setLocale("zh-CN")
                .setColorScheme(ColorScheme.LIGHT));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // That the page itself answers 404 or 410 is for the test to judge.
            if (message.type().equals("error") && !message.location().startsWith(page.url())) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
    }

    public static Chromium open(int port, ViewportSize size) {
        var playwright = Playwright.create();
        var chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        return new Chromium(playwright, chromium, "http://localhost:" + port, size);
    }

    /** Somebody else at the same machine, with cookies of his own. */
    public Chromium beside(ViewportSize size) {
        return new Chromium(null, chromium, base, size);
    }

    public Page page() {
        return page;
    }

    public void inLargePrint(boolean large) {
        cookie("print", large ? "large" : "normal");
    }

    public void inEnglish(boolean english) {
        cookie("lang", english ? "en" : "zh");
    }

    /** Signs in through the page that people use. */
    public void signIn(String login, String password) {
        go("/sign-in");
        page.locator("#f-login").fill(login);
        page.locator("#f-password").fill(password);
        page.locator("#f-password").press("Enter");
        page.waitForURL(url -> !url.contains("/sign-in"));
    }

    /** @return status of the answer */
    public int go(String path) {
        complaints.clear(); // whatever came late of the page before
        return Optional.ofNullable(page.navigate(base + path)).orElseThrow().status();
    }

    /**
     * As long as somebody takes to read over what is about to be sent: until the page has found the number that spares its reader
     * the sum. Who is quicker is asked the sum, which is another story.
     */
    public void readOver() {
        page.locator("[data-sum]").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    /** What every page has to stand, whatever was clicked before. */
    public void isAtHomeHere() {
        assertThat(complaints).isEmpty();
        var findings = new AxeBuilder(page)
                        .setLegacyMode(true) // no second page for what one page tells
                        .disableRules(FETCHING)
                        .analyze()
                        .getViolations()
                        .stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> rule.getId() + ": "
                                + rule.getNodes().stream()
                                        .limit(3)
                                        .map(node -> node.getTarget() + " " + node.getHtml())
                                        .toList())
                        .toList();
        assertThat(findings).as(page.url()).isEmpty();
        var width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertThat(width).as("width of " + page.url()).isLessThanOrEqualTo(page.viewportSize().width);
        complaints.clear(); // axe tries styles and fetches of its own, which the content policy refuses it
    }

    private void cookie(String name, String value) {
        context.addCookies(List.of(new Cookie(name, value).setUrl(base)));
    }

    public void signOut() {
        context.clearCookies();
    }

    @Override
    public void close() {
        context.close();
        if (playwright != null) {
            chromium.close();
            playwright.close();
        }
    }
}
