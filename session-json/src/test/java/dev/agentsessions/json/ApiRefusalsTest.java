package dev.agentsessions.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.agentsessions.session.SessionException.Invalid;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApiRefusalsTest {
  @Test
  void anEmptyBody() {
    assertRefused("", "body", "must be a JSON object");
  }

  @Test
  void aBodyThatIsNoObject() {
    assertRefused("[{}]", "body", "must be a JSON object");
  }

  @Test
  void aBodyThatIsNoJson() {
    assertRefused("{\"kind\":\n'quick'}", "body", "cannot be read as JSON: see line 2");
  }

  @Test
  void aBodyThatEndsEarly() {
    assertRefused("{\"kind\":\"quick\"", "body", "cannot be read as JSON: see line 1");
  }

  @Test
  void aBodyThatGoesOn() {
    assertRefused(quick("") + "{}", "body", "goes on after its end");
  }

  @Test
  void aBodyThatIsNotUtf8() {
    byte[] overlong = {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'};

    assertRefused(() -> ApiJson.readCreateSession(overlong), "body", "is not UTF-8");
  }

  @Test
  void anUnknownKey() {
    assertRefused(quick(",\"nmae\":\"Notes\""), "nmae", "is not known");
  }

  @Test
  void anUnknownKeyOfTheSpec() {
    assertRefused(quickSpec(",\"repos\":[]"), "spec.repos", "is not known");
  }

  @Test
  void aKeyOfAnotherKind() {
    assertRefused(quickSpec(",\"branch\":\"main\""), "spec.branch", "is not known");
  }

  @Test
  void aWorkerThatNothingShows() {
    assertRefused(
        workers("{\"kind\":\"diff\",\"base\":\"-x\"}"),
        "workers[0].base",
        "must name a branch, a tag or a commit, without blanks, and not begin with a hyphen");
  }

  @Test
  void anUnknownKeyOfAWorker() {
    assertRefused(
        workers("{\"kind\":\"terminal\",\"agent\":\"claude\"}"),
        "workers[0].agent",
        "is not known");
  }

  @Test
  void aKeyTwice() {
    assertRefused(quick(",\"name\":\"a\",\"name\":\"b\""), "name", "is there twice");
  }

  @Test
  void aKeyTwiceFurtherDown() {
    assertRefused(
        quickSpec(",\"llm\":{\"model\":\"a\",\"model\":null}"), "spec.llm.model", "is there twice");
  }

  @Test
  void aMissingKind() {
    assertRefused("{\"spec\":{}}", "kind", "is required");
  }

  @Test
  void anUnknownKind() {
    assertRefused("{\"kind\":\"cloud\"}", "kind", "must be one of quick, worktree, agentic");
  }

  @Test
  void aMissingSpec() {
    assertRefused("{\"kind\":\"quick\"}", "spec", "is required");
  }

  @Test
  void aMissingLocation() {
    assertRefused("{\"kind\":\"quick\",\"spec\":{}}", "spec.location", "is required");
  }

  @Test
  void aMissingBranch() {
    assertRefused(
        "{\"kind\":\"worktree\",\"spec\":{\"repository\":\"/src\"}}", "spec.branch", "is required");
  }

  @Test
  void aRelativeLocation() {
    assertRefused(
        "{\"kind\":\"quick\",\"spec\":{\"location\":\"notes\"}}",
        "spec.location",
        "must be an absolute path: notes");
  }

  @Test
  void aNumberInPlaceOfAString() {
    assertRefused(quick(",\"name\":42"), "name", "must be a string");
  }

  @Test
  void aStringInPlaceOfANumber() {
    assertRefused(
        quickSpec(",\"llm\":{\"maxTokens\":\"4000\"}"), "spec.llm.maxTokens", "must be a number");
  }

  @Test
  void aStringInPlaceOfAFlag() {
    assertRefused(quick(",\"start\":\"false\""), "start", "must be true or false");
  }

  @Test
  void aListInPlaceOfAnObject() {
    assertRefused(quick(",\"labels\":[]"), "labels", "must be an object");
  }

  @Test
  void anObjectInPlaceOfAList() {
    assertRefused(quick(",\"workers\":{}"), "workers", "must be a list");
  }

  @Test
  void anElementOfTheWrongType() {
    assertRefused(
        workers("{\"kind\":\"terminal\",\"command\":[\"top\",1]}"),
        "workers[0].command[1]",
        "must be a string");
  }

  @Test
  void aLabelThatIsNoString() {
    assertRefused(quick(",\"labels\":{\"a\":true}"), "labels.a", "must be a string");
  }

  @Test
  void aLabelThatIsNull() {
    assertRefused(quick(",\"labels\":{\"a\":null}"), "labels.a", "must be a string");
  }

  @Test
  void aFractionInPlaceOfAWholeNumber() {
    assertRefused(
        quickSpec(",\"llm\":{\"maxTokens\":4000.0}"),
        "spec.llm.maxTokens",
        "must be a whole number");
  }

  @Test
  void aWholeNumberOf33Bits() {
    assertRefused(
        quickSpec(",\"llm\":{\"maxTokens\":4294967296}"),
        "spec.llm.maxTokens",
        "must be within -2147483648..2147483647");
  }

  @Test
  void aWholeNumberOf65Bits() {
    assertRefused(
        quickSpec(",\"llm\":{\"maxTokens\":18446744073709551616}"),
        "spec.llm.maxTokens",
        "must be within -2147483648..2147483647");
  }

  @Test
  void aFractionBeyondAllNumbers() {
    assertRefused(
        quickSpec(",\"llm\":{\"temperature\":1e999}"), "spec.llm.temperature", "is out of range");
  }

  @Test
  void aNumberOfAThousandDigits() {
    assertRefused(
        quickSpec(",\"llm\":{\"temperature\":" + "9".repeat(1001) + "}"),
        "body",
        "cannot be read as JSON");
  }

  @Test
  @DisplayName("K-01 what a runner shall not be is refused with its field")
  void aRunnerThatIsNone() {
    String local = "is for a runtime that runs containers, not for local";
    assertRefused(quickSpec(",\"runner\":{\"image\":\"a\"}"), "spec.runner", local);
    assertRefused(
        quickSpec(",\"resources\":{\"limits\":{\"cpu\":\"1\"}}"), "spec.resources", local);
    assertRefused(
        quickSpec(",\"runner\":{\"image\":\"a b\"}"),
        "spec.runner.image",
        "must be an image's name, in up to 1024 characters without blanks");
    assertRefused(
        quickSpec(",\"runner\":{\"command\":\"run\"}"), "spec.runner.command", "must be a list");
    assertRefused(
        quickSpec(",\"runner\":{\"entrypoint\":[]}"), "spec.runner.entrypoint", "is not known");
    assertRefused(
        quickSpec(",\"resources\":{\"requests\":{\"cpu\":\"much\"}}"),
        "spec.resources.requests.cpu",
        "must be an amount such as 500m, 2 or 4Gi");
    assertRefused(
        quickSpec(",\"resources\":{\"requests\":{\"cpu\":1}}"),
        "spec.resources.requests.cpu",
        "must be a string");
  }

  @Test
  void aTemperatureThatIsTooHot() {
    assertRefused(
        quickSpec(",\"llm\":{\"temperature\":3}"), "spec.llm.temperature", "must be within 0..2");
  }

  @Test
  void aDurationThatIsNone() {
    assertRefused(
        quickSpec(",\"timeout\":\"1h\""),
        "spec.timeout",
        "is wrong: Text cannot be parsed to a Duration");
  }

  @Test
  void aDurationOfMoreThanACentury() {
    assertRefused(
        quickSpec(",\"timeout\":\"P36501D\""), "spec.timeout", "is longer than 36500 days");
  }

  @Test
  void aTimeoutOfNothing() {
    assertRefused(quickSpec(",\"timeout\":\"PT0S\""), "spec.timeout", "must be above zero");
  }

  @Test
  void anIdOfTheWrongForm() {
    assertRefused(quick(",\"id\":\"../x\""), "id", "is wrong: not a session id: ../x");
  }

  @Test
  void aSlugOfTheWrongForm() {
    assertRefused(quick(",\"slug\":\"My Notes\""), "slug", "is wrong: not a slug: My Notes");
  }

  @Test
  void anAgentOfTheWrongForm() {
    assertRefused(quickSpec(",\"agent\":\"\""), "spec.agent", "is wrong: not an agent id: ");
  }

  @Test
  void anOwnerOutsideOfTheTwoScopes() {
    assertRefused(
        quick(",\"owner\":{\"scope\":\"ORGANIZATION\",\"id\":\"acme\"}"),
        "owner.scope",
        "must be one of organization, identity_account");
  }

  @Test
  void anAccountOfTheCallersChoice() {
    assertRefused(
        quick(",\"owner\":{\"scope\":\"identity_account\",\"id\":\"eve\"}"),
        "owner.id",
        "is given for an organization, and only then");
  }

  @Test
  void anAgentWorkerWithoutAgent() {
    assertRefused(workers("{\"kind\":\"agent\"}"), "workers[0].agent", "is required");
  }

  @Test
  void aSecondWorkerThatIsTooWide() {
    assertRefused(
        workers("{\"kind\":\"terminal\"},{\"kind\":\"terminal\",\"cols\":1001}"),
        "workers[1].cols",
        "must be within 1..1000");
  }

  @Test
  void aCommandWithoutAProgram() {
    assertRefused(
        () -> ApiJson.readNewWorker(bytes("{\"kind\":\"terminal\",\"command\":[\"\"]}")),
        "command",
        "must name a program");
  }

  @Test
  void nulInAString() {
    assertRefused(quick(",\"name\":\"a\\u0000b\""), "name", "holds NUL or half a character");
  }

  @Test
  void halfACharacterInAString() {
    assertRefused(quick(",\"name\":\"\\ud83d\""), "name", "holds NUL or half a character");
  }

  @Test
  void nulInAKey() {
    assertRefused(
        quick(",\"labels\":{\"\\u0000\":\"\"}"), "labels", "holds NUL or half a character");
  }

  @Test
  void halfACharacterInAKey() {
    assertRefused(
        quick(",\"labels\":{\"\\ude00\":\"\"}"), "body", "cannot be read as JSON: see line 1");
  }

  @Test
  void whatIsNestedDeeperThan32() {
    String deep = "[".repeat(31) + "]".repeat(31);

    assertRefused("{\"x\":" + deep + "}", "kind", "is required");
    assertRefused("{\"x\":[" + deep + "]}", "x" + "[0]".repeat(31), "is nested deeper than 32");
  }

  @Test
  void whatIsNestedWithoutEnd() {
    assertRefused(
        "{\"x\":" + "[".repeat(1 << 20), "x" + "[0]".repeat(31), "is nested deeper than 32");
  }

  @Test
  void aVeryLongKeyIsNamedInPart() {
    assertRefused(quick(",\"" + "k".repeat(5000) + "\":1"), "k".repeat(80) + "…", "is not known");
  }

  @Test
  void aPatchOfTheSpec() {
    assertRefused(() -> ApiJson.readMetadataPatch(bytes("{\"spec\":{}}")), "spec", "is not known");
  }

  @Test
  void aPatchThatRemovesTheDisplayName() {
    assertRefused(
        () -> ApiJson.readMetadataPatch(bytes("{\"displayName\":null}")),
        "displayName",
        "cannot be removed");
  }

  @Test
  void aPatchOfALabelWithANumber() {
    assertRefused(
        () -> ApiJson.readMetadataPatch(bytes("{\"labels\":{\"a\":1}}")),
        "labels.a",
        "must be a string");
  }

  @Test
  void aReasonThatIsNoWord() {
    assertRefused(
        () -> ApiJson.readStopReason(bytes("{\"reason\":\"I want to\"}")),
        "reason",
        "is wrong: not a CamelCase reason: I want to");
  }

  @Test
  void aProjectThatIsNoDnsLabel() {
    assertRefused(
        () -> ApiJson.readNewProject(bytes("{\"id\":\"The Lab\"}")),
        "id",
        "is wrong: not a project id (a DNS label): The Lab");
  }

  @Test
  void aProjectWithoutAName() {
    assertRefused(
        () -> ApiJson.readNewProject(bytes("{\"id\":\"lab\",\"displayName\":\" \"}")),
        "displayName",
        "must have 1..200 characters");
  }

  @Test
  void aProjectWithANegativeTimeout() {
    assertRefused(
        () ->
            ApiJson.readNewProject(
                bytes("{\"id\":\"lab\",\"settings\":{\"inactivityTimeout\":\"PT-1S\"}}")),
        "settings",
        "is wrong: inactivityTimeout is negative: PT-1S");
  }

  @Test
  void aCursorThatNoListAnswered() {
    for (String cursor : new String[] {"", "!", "MjAyNi0xMS0yMFQxMjowMDowMFo", "eCB5"}) {
      assertRefused(() -> ApiJson.readCursor(cursor), "cursor", "is not one that a list answered");
    }
  }

  private static String quick(String more) {
    return "{\"kind\":\"quick\",\"spec\":{\"location\":\"/tmp\"}" + more + "}";
  }

  private static String quickSpec(String more) {
    return "{\"kind\":\"quick\",\"spec\":{\"location\":\"/tmp\"" + more + "}}";
  }

  private static String workers(String workers) {
    return quick(",\"workers\":[" + workers + "]");
  }

  private static byte[] bytes(String json) {
    return json.getBytes(UTF_8);
  }

  private static void assertRefused(String body, String field, String problem) {
    assertRefused(() -> ApiJson.readCreateSession(bytes(body)), field, problem);
  }

  private static void assertRefused(Runnable read, String field, String problem) {
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(read::run)
        .satisfies(
            refusal -> {
              assertThat(refusal.field()).isEqualTo(field);
              assertThat(refusal.problem()).isEqualTo(problem);
            });
  }
}
