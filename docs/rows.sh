#!/usr/bin/env bash
# Which requirement is shown by which tests.
set -euo pipefail

usage() {
  cat <<'TXT'
Usage: docs/rows.sh [--missing | --help]

Prints each row id of docs/rows.txt with the tests that show it: those whose
@DisplayName starts with the id, or with several ("L-03, L-04 ..."), in any
src/test/java or src/main/java (the testkit's contracts are main sources).
Rows that have a test and are not claimed come last.

  --missing   print only claimed rows without a test

Exit status: 0 every claimed row has a test; 1 a row has none, or docs/rows.txt
is not sorted or holds something else than ids; 2 wrong usage.
TXT
}

missing_only=0
case "$#:${1-}" in
  0:) ;;
  1:--missing) missing_only=1 ;;
  1:-h | 1:--help) usage && exit 0 ;;
  *) usage >&2 && exit 2 ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."
rows=docs/rows.txt
export LC_ALL=C

if strange=$(grep -nvE '^[A-Z]+-[0-9]+$' "$rows"); then
  printf '%s: not a row id:\n%s\n' "$rows" "$strange" >&2
  exit 1
fi
if ! sort -uc "$rows" 2>/dev/null; then
  printf '%s: not sorted, or an id twice; try: LC_ALL=C sort -u -o %s %s\n' "$rows" "$rows" "$rows" >&2
  exit 1
fi

# One line per id of a display name: id, TAB, where, TAB, name.
shown_rows() {
  find . \( -name target -o -name '.?*' \) -prune -o \
    \( -path '*/src/main/java/*.java' -o -path '*/src/test/java/*.java' \) -type f -print0 |
    xargs -0 -r awk '
      FNR == 1 { wrapped = 0 }
      /^[ \t]*@DisplayName\([ \t]*$/ { wrapped = 1; next } # the formatter puts a long name on its own line
      wrapped || /^[ \t]*@DisplayName\(/ {
        wrapped = 0
        name = $0
        if (!sub(/^[^"]*"/, "", name)) next
        sub(/"[^"]*$/, "", name)
        rest = name
        while (match(rest, /^[A-Z]+-[0-9]+/)) {
          id = substr(rest, 1, RLENGTH)
          rest = substr(rest, RLENGTH + 1)
          if (rest !~ /^([ ,:]|$)/) break
          sub(/^[ ,:]+/, "", rest)
          printf "%s\t%s:%d\t%s\n", id, substr(FILENAME, 3), FNR, name
        }
      }'
}

shown_rows | sort | awk -F '\t' -v missing_only="$missing_only" -v rows="$rows" '
  FILENAME == rows { claimed[++last] = $1; is_claimed[$1] = 1; next }
  is_claimed[$1] { tests[$1] = tests[$1] "    " $2 "  " $3 "\n"; next }
  { unclaimed = unclaimed "    " $2 "  " $3 "\n" }
  END {
    for (i = 1; i <= last; i++) {
      if (!(claimed[i] in tests)) {
        missing++
        print claimed[i] "  has no test"
      } else if (!missing_only) {
        printf "%s\n%s", claimed[i], tests[claimed[i]]
      }
    }
    if (unclaimed != "" && !missing_only) printf "Not claimed\n%s", unclaimed
    if (!missing_only) printf "%d rows claimed, %d without a test\n", last, missing
    exit missing > 0
  }' "$rows" -
