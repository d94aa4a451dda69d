#!/usr/bin/env bash
# Makes docs/console.png anew: a real session in a real browser, as ConsoleScreensIT leaves it.
# The page has the system's font; where that is plain, install another and let fontconfig prefer it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mvn -B -q -ntp -pl examples/console -am verify -Dtest=none -Dit.test=ConsoleScreensIT \
  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
cp examples/console/target/screenshots/session-desktop.png docs/console.png
