"""Halls for tests: making one, running biwu in it, and a hub of one's own that ends with the test."""
import contextlib
import csv
import decimal
import io
import json
import os
import pathlib
import select
import shutil
import signal
import subprocess
import tempfile

BIWU = os.environ.get("BIWU", "biwu")
DEADLINE = 120  # seconds for one command; only a hang takes that long


def environment(lang="en", **more):
    """The test's environment without what would change biwu's behaviour; `lang` None is the default language."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BIWU_", "LC_", "LANG")) or k in
            ("BIWU_DATADIR", "BIWU_LOCALEDIR")}
    kept["LC_ALL"] = "C.UTF-8"
    kept["PYTHONIOENCODING"] = "utf-8"
    if lang:
        kept["BIWU_LANG"] = lang
    kept.update(more)
    return kept


class Failed(AssertionError):
    """A command of biwu that did not do what it should."""


def run(*args, status=0, lang="en", cwd=None, input=None, timeout=DEADLINE, stdout=subprocess.PIPE, env=None):
    """Runs biwu; checks the exit status (None: any) and returns the finished process."""
    done = subprocess.run([BIWU, *map(str, args)], cwd=cwd, input=input, timeout=timeout, stdout=stdout,
                          stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="surrogateescape",
                          stdin=subprocess.DEVNULL if input is None else None,
                          env=environment(lang, **(env or {})))
    if status is not None and done.returncode != status:
        raise Failed(f"biwu {' '.join(map(str, args))}: status {done.returncode}, expected {status}\n"
                     f"--- stdout\n{(done.stdout or '')[-4000:]}\n--- stderr\n{done.stderr[-4000:]}")
    return done


def rows_of_csv(text):
    return list(csv.DictReader(io.StringIO(text)))


def rows_of_json(text):
    return json.loads(text, parse_float=decimal.Decimal)


class Hall:
    """A hall in a directory of its own, deleted at the end of `with`."""

    def __init__(self, sample=False):
        # Socket paths are short (108 bytes), so not below a build directory that may be deep.
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="biwu-test-"))
        self.hub = None
        run("init", self.path, *(["--sample"] if sample else []))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop_hub()
        shutil.rmtree(self.path, ignore_errors=True)

    def biwu(self, *args, **options):
        return run("-C", self.path, *args, **options)

    def csv(self, *args, **options):
        return rows_of_csv(self.biwu(*args, "--format", "csv", **options).stdout)

    def json(self, *args, **options):
        return rows_of_json(self.biwu(*args, "--format", "json", **options).stdout)

    def open_statements(self, people, items):
        """Imports the people (lines of the roster), and opens the test t, of 100 marks, of these statements (lines of YAML)."""
        self.biwu("people", "import", self.write("people.csv", "number,name,unit,post,pin\n" + people), "--apply")
        self.write("question_banks/t.yaml", "bank: t\ntitle: t\nitems:\n" + "".join(
            f"  - {{kind: truefalse, stem: 题, {item}}}\n" for item in items))
        self.write("events/t.yaml", "test: t\ntitle: t\nminutes: 10\npass: 60\nwho: everyone\nsections:\n"
                   f"  - {{title: s, draw: {len(items)}, from: {{bank: t}}, marks: {100 // len(items)}}}\n")
        self.start_hub()
        self.biwu("event", "open", "t")

    def write(self, name, text):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def start_hub(self):
        """Runs `biwu serve` and waits until it listens."""
        ours, theirs = os.pipe()
        log = open(self.path / "hub.log", "ab")
        self.hub = subprocess.Popen([BIWU, "-C", str(self.path), "serve", "--ready-fd", str(theirs)],
                                    pass_fds=[theirs], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                    env=environment())
        os.close(theirs)
        log.close()
        ready, _, _ = select.select([ours], [], [], DEADLINE)
        started = bool(ready) and os.read(ours, 1) != b""
        os.close(ours)
        if not started:
            raise Failed(f"the hub did not start:\n{(self.path / 'hub.log').read_text(errors='replace')}")

    def stop_hub(self, how=signal.SIGTERM):
        """Ends the hub; its exit status, or None when there was none."""
        if not self.hub:
            return None
        hub, self.hub = self.hub, None
        with contextlib.suppress(ProcessLookupError):
            hub.send_signal(how)
        return hub.wait(DEADLINE)

    def sql(self, statement, write=False):
        """What the sqlite3 shell prints for one statement, as rows of JSON."""
        mode = [] if write else ["-readonly"]
        done = subprocess.run(["sqlite3", *mode, "-json", "-cmd", ".timeout 20000", str(self.path / "hall.db"),
                               statement], text=True, encoding="utf-8", capture_output=True, timeout=DEADLINE)
        if done.returncode != 0 or done.stderr:
            raise Failed(f"sqlite3: {statement}\n{done.stderr}")
        return rows_of_json(done.stdout) if done.stdout.strip() else []
