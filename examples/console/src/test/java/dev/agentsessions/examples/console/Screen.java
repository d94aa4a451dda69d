package dev.agentsessions.examples.console;

import com.microsoft.playwright.options.ColorScheme;

/** What a page is looked at on. */
enum Screen {
  DESKTOP(1440, 900, false, ColorScheme.DARK),
  DESKTOP_BY_DAY(1440, 900, false, ColorScheme.LIGHT),
  PHONE(390, 844, true, ColorScheme.DARK),
  PHONE_BY_DAY(390, 844, true, ColorScheme.LIGHT);

  private final int width;
  private final int height;
  private final boolean isTouched;
  private final ColorScheme colours;

  Screen(int width, int height, boolean isTouched, ColorScheme colours) {
    this.width = width;
    this.height = height;
    this.isTouched = isTouched;
    this.colours = colours;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  boolean isTouched() {
    return isTouched;
  }

  ColorScheme colours() {
    return colours;
  }
}
