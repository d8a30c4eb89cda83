#!/bin/sh
# Every header of src/ compiles alone. Usage: headers.sh ROOT
set -eu
failed=0
cd "$1/src"
for header in $(find . -name '*.h' | sort); do
  name=${header#./}
  if ! printf '#include "%s"\n' "$name" |
    ${CC:-cc} -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only -I. -x c - ; then
    echo "$name does not compile alone"
    failed=1
  fi
done
exit $failed
