package dev.agentsessions.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One's own tokens for git servers, in a real browser. */
class ConsoleCredentialsIT {
  private static final String CANARY = "canary-7d1e04";

  @TempDir static Path data;

  @RegisterExtension static final SharedHost host = new SharedHost(() -> data, List::of);
  @RegisterExtension static final Browser browser = new Browser();

  @Test
  @DisplayName("T-07 tokens come and go with the keyboard, and none is ever shown again")
  void tokensComeAndGo() {
    Page browserPage = browser.page(Screen.DESKTOP);
    ConsolePage page =
        ConsolePage.open(browserPage, host.address().resolve("#/default/-/repositories"));
    page.locate("repositories-page a:text-is('Git credentials')").press("Enter");
    assertThat(browserPage).hasURL(Pattern.compile("#/default/-/credentials$"));
    assertThat(page.locate("credentials-page .empty:visible >> nth=-1")).containsText("None yet");
    assertThat(field(page, "Server")).isFocused();

    page.page().keyboard().type("GIT.example.org:8443");
    page.press("Tab");
    assertThat(field(page, "Token")).hasAttribute("type", "password");
    page.page().keyboard().type(CANARY + " with a blank");
    page.press("Enter");
    assertThat(page.locate("credential-form .problem")).containsText("The token must have");
    assertThat(field(page, "Token")).isFocused();
    assertThat(field(page, "Token")).hasAttribute("aria-invalid", "true");
    field(page, "Token").fill(CANARY);
    field(page, "Last day").fill("2020-01-31");
    page.press("Enter");
    assertThat(page.locate("credential-form .problem")).containsText("The last day is over");
    assertThat(field(page, "Last day")).isFocused();
    field(page, "Last day").fill("2999-01-31");
    page.press("Enter");

    assertThat(row(page, "git.example.org:8443")).containsText("ends in");
    assertThat(page.locate(".notice")).containsText("Stored.");
    assertThat(field(page, "Token")).hasValue("");
    assertThat(field(page, "Server")).isFocused();
    page.picture("credentials");
    page.page().reload();
    assertThat(row(page, "git.example.org:8443")).isVisible();
    assertThat(page.page().content()).doesNotContain(CANARY);

    field(page, "Server").fill("git.example.org:8443");
    field(page, "Token").fill(CANARY + "-2");
    page.press("Enter");
    assertThat(row(page, "git.example.org:8443")).not().containsText("ends in");
    assertThat(page.locate("credentials-page li")).hasCount(1);
    field(page, "Server").fill("no server");
    field(page, "Token").fill("x");
    page.press("Enter");
    assertThat(page.locate("credential-form .problem")).containsText("The server");

    page.page().getByLabel("Remove the token for git.example.org:8443").press("Enter");
    assertThat(page.locate("dialog")).containsText("revoke it at the server");
    page.dismiss();
    assertThat(page.locate("credentials-page li")).hasCount(1);
    page.page().getByLabel("Remove the token for git.example.org:8443").click();
    page.click("dialog", "Remove");
    assertThat(page.locate("credentials-page li")).hasCount(0);
    assertThat(page.locate("credentials-page .empty:visible >> nth=-1")).containsText("None yet");
  }

  @Test
  @DisplayName("T-07 on a phone everything fits, and what was typed is gone when one leaves")
  void onAPhone() {
    Page browserPage = browser.page(Screen.PHONE);
    ConsolePage page =
        ConsolePage.open(browserPage, host.address().resolve("#/default/-/credentials"));
    field(page, "Server").fill("phone.example.org");
    field(page, "Token").fill(CANARY);
    page.picture("credentials-phone");
    assertThat(
            browserPage.evaluate(
                "document.querySelector('credentials-page').scrollWidth <= innerWidth"))
        .isEqualTo(true);

    page.locate("credentials-page a[aria-label=Sessions]").click();
    assertThat(page.locate("credentials-page")).isHidden();
    browserPage.goBack();

    assertThat(field(page, "Server")).hasValue("");
    assertThat(field(page, "Token")).hasValue("");
  }

  private static Locator field(ConsolePage page, String label) {
    return page.locate("credential-form label:has(span:text-is('" + label + "')) input");
  }

  private static Locator row(ConsolePage page, String server) {
    return page.locate("credentials-page li:has(.name:text-is('" + server + "'))");
  }
}
