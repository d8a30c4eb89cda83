#!/bin/sh
# No mutable globals and no function statics: no object file of the rooms has writable data of its own.
# Usage: state.sh BUILD-ROOT
set -eu
found=$(find "$1/src" -name '*.o' -print0 | xargs -0 nm --defined-only 2>/dev/null |
  awk '/:$/ { file = $0 } $2 ~ /^[bBdDC]$/ && $3 !~ /^(__|_|\.|asan|\$)/ { print file, $3 }')
if [ -n "$found" ]; then
  echo "mutable state:"
  echo "$found"
  exit 1
fi
