#!/usr/bin/env bash
# Brings the console's vendored scripts in line with vendor/packages.txt.
set -euo pipefail

usage() {
  cat <<'TXT'
Usage: tools/refresh-vendor.sh [--check | --help]

Fetches every package of the console's vendor/packages.txt with `npm pack`,
checks it against the integrity noted there, and puts its module, style sheet
and licence into the folder, unchanged, with their SHA-256 sums in SHA256SUMS.

  --check   change nothing; only say whether the folder is what the packages hold

Needs npm and openssl.
Exit status: 0 done, or nothing to do; 1 an integrity or a file differs; 2 wrong usage.
TXT
}

check_only=0
case "$#:${1-}" in
  0:) ;;
  1:--check) check_only=1 ;;
  1:-h | 1:--help) usage && exit 0 ;;
  *) usage >&2 && exit 2 ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."
vendor=$PWD/session-http/src/main/resources/dev/agentsessions/http/console/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/new"
cp "$vendor/packages.txt" "$work/new/"

while read -r name version integrity; do
  file=$(cd "$work" && npm pack --silent "$name@$version")
  found=sha512-$(openssl dgst -sha512 -binary "$work/$file" | base64 -w0)
  if [ "$found" != "$integrity" ]; then
    echo "$name $version is $found, not $integrity" >&2
    exit 1
  fi
  short=${name#@xterm/}
  rm -rf "$work/package" && tar -xzf "$work/$file" -C "$work"
  cp "$work/package/lib/$short.mjs" "$work/new/"
  # addon-serialize has no licence file; its module's header names the licence of xterm, which is here.
  if [ -f "$work/package/LICENSE" ]; then cp "$work/package/LICENSE" "$work/new/LICENSE.$short"; fi
  if [ -f "$work/package/css/$short.css" ]; then cp "$work/package/css/$short.css" "$work/new/"; fi
done < <(grep -v '^#' "$vendor/packages.txt")
chmod 644 "$work"/new/*
(cd "$work/new" && sha256sum LICENSE.* *.css *.mjs > SHA256SUMS)

if [ "$check_only" = 1 ]; then
  diff -rq "$vendor" "$work/new" || exit 1
else
  find "$vendor" -mindepth 1 -delete
  cp "$work"/new/* "$vendor/"
fi
