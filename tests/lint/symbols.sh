#!/bin/sh
# No name is defined in two rooms: the linker would quietly take the first static library's. Usage: symbols.sh BUILD-ROOT
set -eu
found=$(nm -g --defined-only "$1"/src/*/lib*.a 2>/dev/null | awk '$2 ~ /^[TDRB]$/ { print $3 }' | sort | uniq -d |
  grep -v '^__odr_asan' || true)
if [ -n "$found" ]; then
  echo "defined twice:"
  echo "$found"
  exit 1
fi
