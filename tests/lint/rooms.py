#!/usr/bin/env python3
"""Checks that the rooms of src/ include only what they may: arrows point downward.

Usage: rooms.py ROOT. Prints every include that breaks the table and exits 1 when there is any. `--self-test` proves that
a wrong include would be found."""
import pathlib
import re
import sys
import tempfile

# room: (rooms it may include, third-party headers that only it and those named beside it may include)
ROOMS = {
    "base": [],
    "core": ["base"],
    "bank": ["base", "core"],
    "record": ["base", "core"],
    "store": ["base", "core", "record"],
    "wire": ["base", "core", "record"],
    "report": ["base", "core"],
    "hub": ["base", "core", "bank", "store", "wire"],
    "tui": ["base", "core", "wire"],
    "cli": ["base", "core", "bank", "store", "wire", "report", "hub", "tui"],
}
# header prefix: rooms that may include it
LIBRARIES = {
    "uni": ["base"],
    "sodium": ["base", "cli"],
    "yaml.h": ["bank"],
    "iconv.h": ["bank"],
    "sqlite3.h": ["store"],
    "jansson.h": ["record", "store", "wire"],
    "event2/": ["hub"],
    "xlsxwriter": ["report"],
    "curses.h": ["tui"],
    "ncursesw/": ["tui"],
    "ncurses": ["tui"],
    "term.h": ["tui"],
}
# Files that alone in their room may include a library.
ONLY = {"curses.h": "tui/term.c"}
# core is pure: no files, sockets, clocks, threads.
FORBIDDEN = {"core": ["time.h", "unistd.h", "fcntl.h", "pthread.h", "threads.h", "locale.h"],
             "base": [], "report": ["unistd.h", "fcntl.h"]}
SYSTEM_UNI = {"unistd.h"}


def library_breach(room, path, name):
    for prefix, rooms in LIBRARIES.items():
        if name in SYSTEM_UNI or not name.startswith(prefix):
            continue
        if room not in rooms:
            return f"<{name}> belongs to {', '.join(rooms)}"
    only = ONLY.get(name)
    if only and str(path).replace("\\", "/") != only:
        return f"<{name}> belongs to {only} alone"
    if name in FORBIDDEN.get(room, []):
        return f"<{name}> has no place in {room}"
    return None


def breaches(source):
    for path in sorted(source.rglob("*.[ch]")):
        inside = path.relative_to(source)
        room = inside.parts[0]
        if room not in ROOMS:
            yield f"{inside}: there is no room {room}"
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            own = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            system = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
            if own:
                target = own.group(1).split("/")[0]
                if "/" not in own.group(1):
                    yield f'{inside}:{number}: write "room/file.h", not "{own.group(1)}"'
                elif target != room and target not in ROOMS[room]:
                    yield f"{inside}:{number}: {room} may not include {own.group(1)}"
            elif system:
                breach = library_breach(room, inside, system.group(1))
                if breach:
                    yield f"{inside}:{number}: {breach}"


def self_test():
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        cases = {"core/a.c": '#include "store/store.h"\n', "tui/b.c": "#include <sqlite3.h>\n",
                 "core/c.c": "#include <time.h>\n", "tui/d.c": "#include <curses.h>\n",
                 "hub/e.c": '#include "tui/tui.h"\n', "bank/f.c": '#include "load.h"\n'}
        for name, text in cases.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(text)
        found = list(breaches(root))
        missed = [n for n in cases if not any(f.startswith(n) for f in found)]
        if missed:
            sys.exit(f"not found: {missed}")


def main():
    self_test()
    found = list(breaches(pathlib.Path(sys.argv[1]) / "src"))
    print("\n".join(found) if found else "every include is in its room")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
