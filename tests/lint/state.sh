#!/bin/sh
# No mutable globals and no function statics: no object file of the rooms has writable data of its own (const tables
# with pointers stand in .data.rel.ro, which the loader makes read-only). Usage: state.sh BUILD-ROOT
set -eu
found=$(find "$1/src" -name '*.o' -exec objdump -t {} + |
  awk '/file format/ { file = $1 } $0 ~ / O \.(data|bss|tdata|tbss)[ \t]/ { print file, $NF }')
if [ -n "$found" ]; then
  echo "mutable state:"
  echo "$found"
  exit 1
fi
