package dev.agentsessions.session;

import dev.agentsessions.session.SessionException.Invalid;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a session's container asks for, and the most it may use, by the resource's name: such as
 * {@code cpu: 500m} and {@code memory: 2Gi}. A limit is never below what is asked for.
 *
 * @param requests empty: the runtime's
 * @param limits empty: the runtime's
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public record ResourceNeeds(Map<String, String> requests, Map<String, String> limits) {
  public static final ResourceNeeds DEFAULT = new ResourceNeeds(Map.of(), Map.of());

  private static final String REQUESTS = "spec.resources.requests";
  private static final String LIMITS = "spec.resources.limits";
  private static final int MAX = 20;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z]([-A-Za-z0-9_./]{0,251}[A-Za-z0-9])?");
  private static final Pattern AMOUNT =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?");

  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("m", new BigDecimal("0.001")),
          Map.entry("k", BigDecimal.TEN.pow(3)),
          Map.entry("M", BigDecimal.TEN.pow(6)),
          Map.entry("G", BigDecimal.TEN.pow(9)),
          Map.entry("T", BigDecimal.TEN.pow(12)),
          Map.entry("P", BigDecimal.TEN.pow(15)),
          Map.entry("Ki", new BigDecimal(1L << 10)),
          Map.entry("Mi", new BigDecimal(1L << 20)),
          Map.entry("Gi", new BigDecimal(1L << 30)),
          Map.entry("Ti", new BigDecimal(1L << 40)),
          Map.entry("Pi", new BigDecimal(1L << 50)));

  public ResourceNeeds {
    requests = Map.copyOf(requests);
    limits = Map.copyOf(limits);
    check(REQUESTS, requests);
    check(LIMITS, limits);
    for (Map.Entry<String, String> request : requests.entrySet()) {
      String limit = limits.get(request.getKey());
      Invalid.check(
          limit == null || amount(request.getValue()).compareTo(amount(limit)) <= 0,
          REQUESTS + "." + request.getKey(),
          "is more than its limit, " + limit);
    }
  }

  private static void check(String field, Map<String, String> amounts) {
    Invalid.check(amounts.size() <= MAX, field, "has more than " + MAX + " entries");
    amounts.forEach(
        (name, amount) -> {
          Invalid.check(NAME.matcher(name).matches(), field, "has no resource's name: " + name);
          Invalid.check(
              AMOUNT.matcher(amount).matches(),
              field + "." + name,
              "must be an amount such as 500m, 2 or 4Gi");
        });
  }

  private static BigDecimal amount(String text) {
    Matcher parts = AMOUNT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an amount: " + text);
    }
    BigDecimal number = new BigDecimal(parts.group(1));
    return parts.group(2) == null ? number : number.multiply(UNITS.get(parts.group(2)));
  }
}
