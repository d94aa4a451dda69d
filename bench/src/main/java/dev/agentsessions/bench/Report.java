package dev.agentsessions.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Prints figures as they are measured, and remembers whether their limits held. For one thread. */
public final class Report {
  private final PrintStream out;
  private int missed;
  private int kept;

  public Report(PrintStream out) {
    this.out = out;
  }

  /** What follows is about this. */
  public void title(String title) {
    out.println();
    out.println(title);
  }

  /** A figure that has a limit. */
  public void figure(String name, double value, String unit, Limit limit) {
    boolean holds = limit.holds(value);
    if (holds) {
      kept++;
    } else {
      missed++;
    }
    line(name, value, unit, limit + (holds ? ": ok" : ": MISSED"));
  }

  /** A figure to compare the others with. */
  public void figure(String name, double value, String unit) {
    line(name, value, unit, "");
  }

  /** Whether every limit was kept, and there was one: nothing measured is nothing shown. */
  public boolean holds() {
    return missed == 0 && kept > 0;
  }

  private void line(String name, double value, String unit, String verdict) {
    String line = String.format(Locale.ROOT, "  %-46s %12.3f %-14s %s", name, value, unit, verdict);
    out.println(line.stripTrailing());
  }
}
