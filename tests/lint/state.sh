#!/bin/sh
# No mutable globals and no function statics: no object file of the rooms has writable data of its own (const tables
# with pointers stand in .data.rel.ro, which the loader makes read-only). One exception: `rescue` of tui/term.c, for a
# signal handler gets no context with which to restore the terminal. Usage: state.sh BUILD-ROOT
set -eu
found=$(find "$1/src" -name '*.o' -exec objdump -t {} + |
  awk '/file format/ { file = $1 } $0 ~ / O \.(data|bss|tdata|tbss)[ \t]/ { print file, $NF }' |
  grep -v 'term\.c\.o: rescue$' || true)
if [ -n "$found" ]; then
  echo "mutable state:"
  echo "$found"
  exit 1
fi
