#!/usr/bin/env python3
"""The command line as an administrator meets it: exit statuses, help, errors that say where, nothing half done."""
import os
import random
import re
import shutil
import sqlite3
import subprocess
import unicodedata
import unittest

import halls
from halls import Hall, run

COMMANDS = ["admin", "demo", "init", "serve", "bank check", "bank sync", "bank list", "people import", "people list",
            "people pin", "event check", "event list", "event open", "event close", "attempts list",
            "attempts import", "marking", "oral", "host", "board", "desk", "judge", "rehearse", "contest log", "contest apply",
            "panel import", "panel report", "rank", "stats", "explain", "champions", "table", "appraise", "ruling", "draw people",
            "draw topics", "draw groups", "draw order", "draw seed", "draw list", "draw show", "draw rollcall", "draw present", "draw excuse", "draw absent", "draw call", "draw close", "draw verify", "event seal", "verify"]
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
ESCAPE = re.compile("\x1b|[\x00-\x08\x0b-\x1f]")


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def at_width(line, column):
    """What stands at a display column of the line, to its end."""
    for i in range(len(line) + 1):
        if width(line[:i]) == column:
            return line[i:]
    raise AssertionError(f"column {column} is inside a character of {line!r}")


def everything(done):
    return done.stdout + done.stderr


class Usage(unittest.TestCase):
    def test_every_command_has_help(self):
        overview = run("--help").stdout
        for command in COMMANDS:
            with self.subTest(command=command):
                self.assertIn(f"biwu {command}", overview)
                help_page = run(*command.split(), "--help").stdout
                self.assertIn(f"biwu [-C DIR] {command}", help_page)
                self.assertGreater(len(help_page.splitlines()), 2)

    def test_wrong_usage_is_status_2_and_says_the_usage(self):
        for words in (["nonsense"], ["bank"], ["bank", "nonsense"], ["rank"], ["rank", "--by", "cat", "x"],
                      ["rank", "x", "--format", "xml"], ["rank", "x", "y"], ["explain", "x"], ["--nonsense"], ["stats"], ["stats", "x", "y"],
                      ["people", "import"], ["people", "import", "a", "b"], ["people", "pin"], ["init"],
                      ["event", "open"], ["attempts", "import", "x"], ["draw", "show", "x", "y", "z"], ["draw", "seed"], ["draw", "present", "x"], ["verify", "x"],
                      ["serve", "--idle-exit", "soon"], ["admin", "x"], ["bank", "list", "--formt", "csv"], ["rank", "x", "-o"],
                      ["explain", "x", "y", "--attempt", "none"]):
            with self.subTest(words=words):
                done = run(*words, status=2)
                self.assertEqual(done.stdout, "")
                self.assertIn("biwu", done.stderr)

    def test_a_slip_is_answered_with_the_nearest(self):
        self.assertIn("verify", run("verfy", status=2).stderr)
        self.assertIn("--format", run("rank", "x", "--formt", "csv", status=2).stderr)

    def test_version(self):
        self.assertRegex(run("--version").stdout, r"^biwu \d+\.\d+\.\d+\n$")

    def test_no_hall_is_a_failure_that_says_the_way_out(self):
        done = run("verify", status=1, cwd="/")
        self.assertIn("biwu init", done.stderr)
        self.assertIn("/nowhere", run("-C", "/nowhere", "verify", status=1).stderr)

    def test_no_terminal_is_a_failure(self):
        with Hall(sample=True) as hall:
            self.assertIn("terminal", hall.biwu(status=1).stderr)

    def test_output_that_cannot_be_written_is_a_failure(self):
        with Hall(sample=True) as hall:
            for words in (["--help"], ["people", "list"], ["bank", "list", "--format", "json"], ["bank", "check"],
                          ["rank", "--help"]):
                with self.subTest(words=words), open("/dev/full", "w") as full:
                    done = run("-C", hall.path, *words, status=1, stdout=full)
                    self.assertIn("written", done.stderr)
            self.assertNotEqual(hall.biwu("people", "list", "-o", "/dev/full/x", status=1).stderr, "")

    def test_the_hall_is_found_from_below_and_by_the_environment(self):
        with Hall(sample=True) as hall:
            below = hall.path / "question_banks"
            self.assertEqual(run("people", "list", cwd=below).stdout, hall.biwu("people", "list").stdout)
            self.assertEqual(run("people", "list", cwd="/", env={"BIWU_HALL": str(hall.path)}).stdout,
                             hall.biwu("people", "list").stdout)

    def test_init_does_not_touch_a_hall_that_is_there(self):
        with Hall(sample=True) as hall:
            before = {p: p.read_bytes() for p in hall.path.rglob("*.yaml")}
            self.assertIn("already", run("init", hall.path, status=1).stderr)
            self.assertEqual(before, {p: p.read_bytes() for p in hall.path.rglob("*.yaml")})

    def test_the_database_is_nobody_elses(self):
        with Hall(sample=True) as hall:
            self.assertEqual((hall.path / "hall.db").stat().st_mode & 0o777, 0o600)


# Each: what is wrong, the file, and for every finding its line, a word of it, and what the caret stands under.
ITEM = "bank: x\nitems:\n  - id: a\n    kind: {}\n    stem: 支部委员会每届任期____几年？\n"
BROKEN = {
    "key outside the options": (
        ITEM.format("single") + "    options: [一年, 二年, 三年]\n    key: D\n",
        [(7, r"key D is not among", "D")]),
    "two equal options": (
        ITEM.format("single") + "    options: [一年, 二年, 一年]\n    key: A\n",
        [(6, r"option", "一年]")]),
    "no key": (
        ITEM.format("single") + "    options: [一年, 二年]\n",
        [(3, r"key", "a")]),
    "a stem without blanks": (
        "bank: x\nitems:\n  - id: a\n    kind: blank\n    stem: 党的先锋队\n    key: [工人阶级]\n",
        [(5, r"no blank", "党的先锋队")]),
    "blanks and entries differ": (
        ITEM.format("blank") + "    key: [甲, 乙]\n",
        [(6, r"blank", "[甲")]),
    "unknown key with the nearest": (
        ITEM.format("single") + "    optoins: [一, 二]\n    options: [一, 二]\n    key: A\n",
        [(6, r"unknown key “optoins”", "optoins")]),
    "unknown Chinese key with the nearest": (
        "题库: x\n题目列表:\n  - 编号: a\n    题型: 单选\n    题干: 几年？\n    选项: [一, 二]\n    答按: A\n",
        [(7, r"unknown key “答按”", "答按")]),
    "the same key twice": (
        ITEM.format("truefalse") + "    key: true\n    key: false\n",
        [(7, r"twice.*6:5", "key")]),
    "the same id twice": (
        ITEM.format("truefalse") + "    key: true\n  - id: a\n    kind: truefalse\n    stem: 对吗\n    key: true\n",
        [(7, r"taken.*3:9", "a")]),
    "several errors in one run": (
        "bank: x\nitems:\n  - id: a\n    kind: singel\n    stem: 几年？\n    options: [一, 二]\n    key: A\n"
        "  - id: b\n    kind: numeric\n    stem: 党费{0}多少元？\n    key: 十元\n"
        "  - id: c\n    kind: single\n    stem: 几年？\n    options: [一, 二]\n    key: E\n",
        [(4, r"kind|singel", "singel"), (11, r"number", "十元"), (16, r"key E", "E")]),
    "a tab": ("bank: x\nitems:\n\t- id: a\n", [(3, r"tab", "")]),
    "a full-width colon": ("题库：x\n题目列表: []\n", [(1, r".", "")]),
    "a wrong type": (
        "bank: x\nitems:\n  - id: a\n    kind: single\n    stem: [一, 二]\n    options: [一, 二]\n    key: A\n",
        [(5, r".", "[一")]),
    "no items": ("bank: x\nitems: []\n", [(2, r"no items", "[]")]),
    "a segment that is not there": (
        "bank: x\nitems:\n  - id: a\n    kind: spot\n    stem: 会议[[由副队长主持]]，[[表决]]。\n    key: [1, 3]\n",
        [(6, r"segment 3", "3")]),
    "a bracket that is not closed": (
        ITEM.format("single") + "    options: [一年, 二年\n    key: A\n", [(None, r".", None)]),
    "a document that is cut off": (
        "bank: x\nitems:\n  - id: a\n    kind: single\n    stem: \"党支部\n", [(None, r".", None)]),
}
BYTES = {
    "empty": (b"", r"empty"),
    "only a comment": ("# 空\n".encode(), r"empty"),
    "not UTF-8": ("bank: x\ntitle: 党".encode() + b"\xff\xfe\n", r":2:\d+: error: .*0xFF"),
    "GBK": ("bank: x\ntitle: 党务应知应会\n".encode("gbk"), r"GBK"),
    "a NUL": (b"bank: x\ntitle: a\0b\n", r":2:\d+: error: .*NUL"),
    "an alias bomb": (b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in range(ord("b"), ord("z"))), r"alias|anchor"),
    "a nesting of 1 MB": (b"bank: x\nitems: " + b"[" * (1 << 20), r"deep|nest"),
    "a nesting of maps": (b"bank: x\nitems: " + b"{a: " * (1 << 18), r"deep|nest|mapping|list"),
    "two documents": (b"bank: x\nitems: []\n---\nbank: y\nitems: []\n", r":\d+:\d+: error: "),
    "a directory of bytes": (bytes(range(256)) * 64, r":\d+:\d+: error: "),
}


class BankCheck(unittest.TestCase):
    def setUp(self):
        self.dir = halls.tempfile.TemporaryDirectory(prefix="biwu-banks-")
        self.addCleanup(self.dir.cleanup)

    def check(self, content, **options):
        path = os.path.join(self.dir.name, "b.yaml")
        with open(path, "wb") as out:
            out.write(content if isinstance(content, bytes) else content.encode())
        return everything(run("bank", "check", path, **options)), path

    def test_each_mistake_has_its_sentence_and_place(self):
        for name, (content, findings) in BROKEN.items():
            with self.subTest(name):
                out, path = self.check(content, status=1)
                for line, words, under in findings:
                    self.expect_finding(out, path, line, words, under)

    def expect_finding(self, out, path, line, words, under):
        lines = out.splitlines()
        place = re.compile(re.escape(path) + rf":({line or r'[0-9]+'}):(\d+): error: (.*)")
        for i, text in enumerate(lines):
            found = place.match(text)
            if found and re.search(words, found[3]):
                break
        else:
            self.fail(f"no finding on line {line} with {words!r}:\n{out}")
        self.assertRegex(found[3], r"^\S.*[^.\s]$", "a message is one sentence")
        if under is None:
            return
        with open(path, encoding="utf-8") as source:
            content = source.read().split("\n")[int(found[1]) - 1]
        self.assertTrue(content[int(found[2]) - 1:].startswith(under),
                        f"column {found[2]} of {content!r} is not at {under!r}\n{out}")
        quote, caret = lines[i + 1], lines[i + 2]
        self.assertEqual(caret.strip().rstrip("~"), "^", out)
        self.assertTrue(at_width(quote, caret.index("^")).startswith(under.replace("\t", " ")),
                        f"the caret is not under {under!r}\n{out}")

    def test_the_nearest_is_suggested(self):
        self.assertIn("options", self.check(BROKEN["unknown key with the nearest"][0], status=1)[0].split("optoins", 1)[1])
        out, _ = self.check(BROKEN["unknown Chinese key with the nearest"][0], status=1)
        self.assertRegex(out, "did you mean “答案”")

    def test_bytes_of_every_sort_are_refused_in_words(self):
        for name, (content, words) in BYTES.items():
            with self.subTest(name):
                out, _ = self.check(content, status=1, timeout=60)
                self.assertRegex(out, words)
                self.assertNotRegex(out, "\x1b")

    def test_a_huge_file_is_refused_without_being_read(self):
        path = os.path.join(self.dir.name, "huge.yaml")
        with open(path, "wb") as out:
            out.truncate(200 << 20)
        out = everything(run("bank", "check", path, status=1, timeout=60))
        self.assertRegex(out, r"larg|MB")

    def test_a_missing_file_is_an_error(self):
        self.assertIn("nothere.yaml", everything(run("bank", "check", "nothere.yaml", status=1, cwd=self.dir.name)))

    def test_the_same_code_in_two_files(self):
        good = ITEM.format("truefalse") + "    key: true\n"
        for name in ("a.yaml", "b.yaml"):
            with open(os.path.join(self.dir.name, name), "w", encoding="utf-8") as out:
                out.write(good)
        out = everything(run("bank", "check", "a.yaml", "b.yaml", status=1, cwd=self.dir.name))
        self.assertRegex(out, r"b\.yaml.*“x”.*a\.yaml")

    def test_the_samples_are_in_order_and_counted(self):
        with Hall(sample=True) as hall:
            out = hall.biwu("bank", "check").stdout
            total = re.search(r"(\d+) files, (\d+) items, 0 errors", out)
            self.assertIsNotNone(total, out)
            self.assertGreaterEqual(int(total[2]), 300)
            self.assertGreaterEqual(int(total[1]), 5)
            listed = hall.csv("bank", "list")
            self.assertEqual(sum(int(row["items"]) for row in listed), int(total[2]))
            for kind in ("single", "multiple", "truefalse", "blank", "numeric", "order", "match", "spot", "short",
                         "case"):
                self.assertGreater(sum(int(row[kind]) for row in listed), 0, kind)


class People(unittest.TestCase):
    def test_a_dry_run_writes_nothing_and_apply_does(self):
        with Hall() as hall:
            path = hall.write("list.csv", "number,name,unit,post,pin\n1,甲,矿/一队,书记,2468\n2,乙,矿/二队,党员,\n")
            out = hall.biwu("people", "import", path).stdout
            self.assertRegex(out, "2 people: 2 new")
            self.assertEqual(hall.csv("people", "list"), [])
            hall.biwu("people", "import", path, "--apply")
            self.assertEqual([(p["number"], p["name"], p["unit"], p["post"], p["pin"]) for p in hall.csv("people", "list")],
                             [("1", "甲", "矿/一队", "书记", "true"), ("2", "乙", "矿/二队", "党员", "false")])
            self.assertRegex(hall.biwu("people", "import", path).stdout, "2 unchanged")
            path.write_text("number,name,unit,post,pin\n1,甲,矿/三队,书记,\n3,丙,矿/二队,党员,\n", encoding="utf-8")
            self.assertRegex(hall.biwu("people", "import", path, "--apply").stdout,
                             "2 people: 1 new, 1 changed, 0 unchanged, 1 no longer")

    def test_bad_rows_are_all_named_and_nothing_is_imported(self):
        with Hall() as hall:
            path = hall.write("list.csv", "number,name,unit,post,pin\n1,甲,矿,书记,2468\n,乙,矿,党员,\n1,丙,矿,党员,\n"
                                          "4,丁,矿,党员,12\n")
            out = everything(hall.biwu("people", "import", path, "--apply", status=1))
            for line in (3, 4, 5):
                self.assertRegex(out, rf"list\.csv:{line}:\d+: error: ")
            self.assertEqual(hall.csv("people", "list"), [])

    def test_encodings_of_an_office(self):
        rows = "工号,姓名,单位,职务,口令\r\n10,张三丰,矿/通风二队党支部,书记,2468\r\n"
        for encoding in ("utf-8", "utf-8-sig", "gbk"):
            with self.subTest(encoding), Hall() as hall:
                path = hall.write("list.csv", "")
                path.write_bytes(rows.encode(encoding))
                hall.biwu("people", "import", path, "--apply")
                self.assertEqual([(p["number"], p["name"]) for p in hall.csv("people", "list")], [("10", "张三丰")])

    def test_a_finding_in_a_gbk_file_quotes_its_line(self):
        with Hall() as hall:
            path = hall.write("list.csv", "")
            path.write_bytes("工号,姓名,单位,职务,口令\n10,张三丰,矿/通风队,书记,2\n".encode("gbk"))
            out = everything(hall.biwu("people", "import", path, status=1))
            self.assertIn("10,张三丰,矿/通风队,书记,2\n", out)

    def test_a_pin_is_stored_as_its_hash_only(self):
        with Hall() as hall:
            path = hall.write("list.csv", "number,name,unit,post,pin\n1,甲,矿,书记,zebra#77\n")
            hall.biwu("people", "import", path, "--apply")
            hall.biwu("people", "pin", "1", input="giraffe9\n")
            for suffix in ("", "-wal"):
                file = hall.path / f"hall.db{suffix}"
                if file.exists():
                    content = file.read_bytes()
                    self.assertNotIn(b"zebra#77", content)
                    self.assertNotIn(b"giraffe9", content)
            self.assertRegex(hall.sql("SELECT pin_hash FROM person")[0]["pin_hash"], r"^\$argon2id\$")
            self.assertNotEqual(hall.biwu("people", "pin", "1", input="x\n", status=1).stderr, "")
            self.assertNotEqual(hall.biwu("people", "pin", "77", input="giraffe9\n", status=1).stderr, "")


class Events(unittest.TestCase):
    def test_the_samples_can_be_drawn(self):
        with Hall(sample=True) as hall:
            files = len(list((hall.path / "events").glob("*.yaml")))
            self.assertRegex(hall.biwu("event", "check").stdout, f"{files} files, 0 not in order")

    def test_a_blueprint_that_cannot_be_filled_names_the_section(self):
        with Hall(sample=True) as hall:
            hall.write("events/much.yaml", "test: much\ntitle: 多\nminutes: 5\nwho: everyone\nsections:\n"
                                           "  - {title: 排序题, draw: 900, from: {bank: dangwu, kind: order}, marks: 1}\n")
            out = everything(hall.biwu("event", "check", hall.path / "events/much.yaml", status=1))
            self.assertIn("排序题", out)
            self.assertIn("900", out)

    def test_totals_are_checked(self):
        with Hall(sample=True) as hall:
            path = hall.write("events/sum.yaml", "test: sum\ntitle: 和\nminutes: 5\nfull: 100\nwho: everyone\nsections:\n"
                                                 "  - {title: 单选题, draw: 3, from: {bank: dangwu, kind: single}, marks: 1}\n")
            out = everything(hall.biwu("event", "check", path, status=1))
            self.assertRegex(out, r"sum\.yaml:\d+:\d+: error: ")
            self.assertIn("100", out)

    def test_commands_about_tests_say_what_other_events_are(self):
        with Hall(sample=True) as hall:
            hall.start_hub()
            for words in (["draw", "show", "sanhuiyike", "10003"], ["draw", "verify", "2026-shuangbiwu-juesai"]):
                with self.subTest(words=words):
                    self.assertRegex(hall.biwu(*words, status=1).stderr, "not a test but a (panel|contest); `biwu verify`")
            self.assertRegex(hall.biwu("rank", "sanhuiyike", "--by", "unit", status=1).stderr, "only tests")


def by_hand(hall, event, code):
    """The sheet under another code and without hours: nothing then depends on today's date."""
    sheet = (hall.path / f"events/{event}.yaml").read_text(encoding="utf-8").replace(event, code)
    return re.sub(r"(?m)^(opens|closes):.*\n", "", sheet)


def simple_answers(hall, event, number, rng):
    """A response to every question of the person's form, more or less right."""
    rows = []
    for slot in hall.csv("draw", "show", event, number):
        kind = slot["kind"]
        if kind in ("single", "multiple"):
            response = rng.choice("ABC")
        elif kind == "truefalse":
            response = rng.choice("TF")
        elif kind == "numeric":
            response = "15"
        elif kind == "order":
            response = "".join(rng.sample(slot["shown"], len(slot["shown"])))
        elif kind == "spot":
            response = "2"
        else:
            continue
        rows.append((number, slot["item"], response, rng.randint(1, 60)))
    return rows


class ClosedTest(unittest.TestCase):
    """One hall with a closed test, shared by all and changed by none."""

    @classmethod
    def setUpClass(cls):
        cls.hall = Hall(sample=True)
        cls.addClassCleanup(cls.hall.__exit__)
        cls.event = "lilun"
        cls.hall.write("events/lilun.yaml", by_hand(cls.hall, "2026-shuangbiwu-lilun", cls.event))
        cls.hall.start_hub()
        cls.hall.biwu("event", "open", cls.event)
        rng = random.Random(7)
        people = [p for p in cls.hall.csv("people", "list") if p["post"] in ("书记", "副书记", "干事", "组织委员")]
        cls.numbers = [p["number"] for p in people][:6]
        rows = [row for number in cls.numbers for row in simple_answers(cls.hall, cls.event, number, rng)]
        path = cls.hall.write("paper.csv", "number,item,response,seconds\n" +
                              "".join(f"{n},{i},{r},{s}\n" for n, i, r, s in rows))
        cls.hall.biwu("attempts", "import", cls.event, path)
        cls.hall.biwu("event", "close", cls.event)
        cls.hall.stop_hub()


class Results(ClosedTest):
    def test_rank_has_the_documented_columns(self):
        csv_text = self.hall.biwu("rank", self.event, "--format", "csv").stdout
        self.assertEqual(csv_text.splitlines()[0], "rank,number,name,unit,mark,full,elapsed_seconds,passed")
        self.assertEqual(len(csv_text.splitlines()), 1 + len(self.numbers))
        rows = self.hall.json("rank", self.event)
        self.assertEqual(list(rows[0]), csv_text.splitlines()[0].split(","))
        self.assertIsInstance(rows[0]["passed"], bool)

    def test_machine_readable_output_is_free_of_language_and_colour(self):
        for words in (["rank", self.event], ["rank", self.event, "--by", "unit"], ["people", "list"],
                      ["attempts", "list", self.event], ["explain", self.event, self.numbers[0]],
                      ["draw", "show", self.event, self.numbers[0]], ["bank", "list"]):
            for form in ("csv", "json"):
                with self.subTest(words=words, form=form):
                    english, chinese = (self.hall.biwu(*words, "--format", form, lang=lang, env={"TERM": "xterm-256color"})
                                        .stdout for lang in ("en", None))
                    self.assertEqual(english, chinese)
                    self.assertNotRegex(english, ESCAPE)

    def test_output_to_a_file(self):
        path = self.hall.path / "out.csv"
        self.assertEqual(self.hall.biwu("rank", self.event, "--format", "csv", "-o", path).stdout, "")
        self.assertEqual(path.read_text(encoding="utf-8"), self.hall.biwu("rank", self.event, "--format", "csv").stdout)

    def test_tables_align_by_width(self):
        lines = self.hall.biwu("rank", self.event).stdout.splitlines()
        heading, rule, rows = lines[0], lines[1], lines[2:]
        starts = [m.start() for m in re.finditer("-+", rule)]
        self.assertEqual(len(rows), len(self.numbers))
        for line in [heading, *rows]:
            for start in starts[1:]:
                self.assertEqual(at_width(line + " " * 80, start - 2)[:2], "  ", line)

    def test_explain_adds_up_to_the_mark(self):
        ranked = {row["number"]: row["mark"] for row in self.hall.json("rank", self.event)}
        for number in self.numbers:
            slots = self.hall.json("explain", self.event, number)
            self.assertEqual(sum(slot["mark"] for slot in slots), ranked[number])
            self.assertTrue(all(slot["rule"] for slot in slots))
        text = self.hall.biwu("explain", self.event, self.numbers[0]).stdout
        self.assertIn(self.numbers[0], text.splitlines()[0])

    def test_draw_verify(self):
        out = self.hall.biwu("draw", "verify", self.event).stdout
        self.assertRegex(out, rf"{len(self.numbers)} forms drawn again, 0 differences")

    def test_imports_are_refused_by_person_and_named(self):
        with Copy(self.hall) as hall:
            hall.start_hub()
            path = hall.write("again.csv", f"number,item,response\n{self.numbers[0]},dw-0001,A\n99999,dw-0001,A\n")
            done = hall.biwu("attempts", "import", self.event, path, status=1)
            self.assertIn(f"again.csv:2: {self.numbers[0]}: ", done.stderr)
            self.assertIn("again.csv:3: 99999: ", done.stderr)
            self.assertIn("0 people imported, 2 refused", done.stdout)

    def test_unknown_events_and_people_are_failures(self):
        for words in (["rank", "nothing"], ["explain", self.event, "99999"], ["explain", "nothing", "1"],
                      ["draw", "show", "nothing", "1"], ["draw", "verify", "nothing"], ["attempts", "list", "nothing"]):
            with self.subTest(words=words):
                self.assertRegex(self.hall.biwu(*words, status=1).stderr, "nothing|99999")


class Copy(Hall):
    """A hall that may be spoilt."""

    def __init__(self, original):
        self.path = halls.pathlib.Path(halls.tempfile.mkdtemp(prefix="biwu-copy-"))
        self.hub = None
        shutil.copytree(original.path, self.path, dirs_exist_ok=True,
                        ignore=lambda _, names: [n for n in names if n.endswith((".sock", ".lock"))])

    def spoil(self, *statements):
        """As somebody with the file and the sqlite3 shell would."""
        with sqlite3.connect(self.path / "hall.db") as db:
            for trigger, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                db.execute(f"DROP TRIGGER {trigger}")
            for statement, *values in statements:
                if db.execute(statement, values).rowcount < 1:
                    raise AssertionError(f"nothing to spoil: {statement}")
        db.close()


class Verify(ClosedTest):
    """The hall with something changed behind biwu's back each time."""

    def verify_spoilt(self, *statements):
        with Copy(self.hall) as hall:
            hall.spoil(*statements)
            return everything(hall.biwu("verify", status=1))

    def test_clean(self):
        self.assertRegex(self.hall.biwu("verify").stdout, r"[1-9]\d* journal entries, 6 attempts, 0 differences")

    def test_triggers_refuse_changes_of_the_journal(self):
        for statement in ("UPDATE journal SET actor = 'x' WHERE seq = 1", "DELETE FROM journal WHERE seq = 1"):
            with Copy(self.hall) as hall, self.assertRaisesRegex(halls.Failed, "append-only"):
                hall.sql(statement, write=True)

    def test_one_byte_of_any_journal_row(self):
        rows = self.hall.sql("SELECT seq, stream, kind, body, actor FROM journal")
        rng = random.Random(11)
        for row in rng.sample(rows, 12) + [rows[0], rows[-1]]:
            column = rng.choice(["stream", "kind", "body", "actor"])
            text = row[column]
            at = rng.randrange(len(text))
            other = chr(ord(text[at]) ^ 1) if text[at].isascii() else "改"
            with self.subTest(seq=row["seq"], column=column, at=at):
                out = self.verify_spoilt((f"UPDATE journal SET {column} = ? WHERE seq = ?",
                                          text[:at] + other + text[at + 1:], row["seq"]))
                self.assertRegex(out, rf"\b{row['seq']}\b", "the entry is named")

    def test_numbers_and_links_of_a_journal_row(self):
        seq = self.hall.sql("SELECT max(seq) / 2 AS seq FROM journal")[0]["seq"]
        for column in ("n", "at", "clock"):
            with self.subTest(column):
                out = self.verify_spoilt((f"UPDATE journal SET {column} = {column} + 1 WHERE seq = ?", seq))
                self.assertRegex(out, rf"\b{seq}\b")
        out = self.verify_spoilt(("UPDATE journal SET link = zeroblob(32) WHERE seq = ?", seq))
        self.assertRegex(out, rf"\b{seq}\b")

    def test_rows_taken_out_of_the_journal(self):
        last = self.hall.sql("SELECT max(seq) AS seq FROM journal")[0]["seq"]
        for seq in (1, last // 2, last):
            with self.subTest(seq):
                out = self.verify_spoilt(("DELETE FROM journal WHERE seq = ?", seq))
                self.assertRegex(out, rf"\b{seq}\b|\b{seq + 1}\b", "it, or where it is missing, is named")

    def test_a_whole_attempt_made_better(self):
        attempt = self.hall.sql("SELECT id, number, mark FROM attempt ORDER BY id LIMIT 1 OFFSET 2")[0]
        for change in ("mark = mark + 1", "mark = mark - 10000", "passed = 1 - passed", "elapsed = elapsed + 1000",
                       "status = 'void'", "nth = 2", "full = full + 10000", "answered = answered + 1",
                       "responses = replace(responses, ',0,', ',10000,')", "number = '10040'"):
            with self.subTest(change):
                out = self.verify_spoilt((f"UPDATE attempt SET {change} WHERE id = ?", attempt["id"]))
                self.assertRegex(out, rf"\b{attempt['id']}\b|{attempt['number']}")

    def test_an_attempt_deleted_or_made_up(self):
        attempt = self.hall.sql("SELECT id FROM attempt ORDER BY id DESC LIMIT 1")[0]["id"]
        self.assertRegex(self.verify_spoilt(("DELETE FROM attempt WHERE id = ?", attempt)), rf"\b{attempt}\b")
        columns = ("event, status, cause, started_at, ended_at, elapsed, mark, full, passed, answered, slots, first_seq,"
                   " last_seq, void_reason, responses")
        out = self.verify_spoilt((f"INSERT INTO attempt(id, number, nth, {columns}) SELECT 777, '10039', 1, {columns}"
                                  " FROM attempt LIMIT 1",))
        self.assertRegex(out, r"\b777\b")

    def test_an_item_a_sheet_a_seed_a_pool(self):
        item = self.hall.sql("SELECT id, item FROM item_revision WHERE kind = 'single' LIMIT 1")[0]
        out = self.verify_spoilt(("UPDATE item_revision SET body = replace(body, '\"key\":\"', '\"key\":\"B') WHERE id = ?",
                                  item["id"]))
        self.assertRegex(out, rf"{item['item']}|\b{item['id']}\b")
        for change in ("source = source || ' '", "seed = 'x' || seed", "pool_hash = zeroblob(32)", "status = 'open'",
                       "title = title || '改'"):
            with self.subTest(change):
                try:
                    out = self.verify_spoilt((f"UPDATE event SET {change} WHERE code = ?", self.event))
                except sqlite3.IntegrityError:
                    continue  # the database itself refuses
                self.assertIn(self.event, out)


# What may stand in Chinese output although it is not Chinese: names of the program, formats and commands.
ALLOWED = set("""biwu PIN CSV JSON YAML UTF GBK BOM DIR EVENT FILE NUMBER COMMAND FORMAT FD N SECONDS man table csv json
    person unit yaml db sock hall hub number name post pin item response seconds BIWU HALL LANG en TMPDIR tmp dev
    systemd Ctrl SIGTERM question_banks events people order shown md docs draw rank key kind title SSH ssh sqlite SQLite
    xterm linux TERM tmux performer judge criterion mark steps faults wrong_order overtime family past command do press
    team wait contest apply XLSX HTML xlsx html scores units missing sections topics papers ledger champions
    SHEET HEX preview dw exact half each net decisions adjacent best first all test warnings items options desc ranks""".split()) | {w for c in COMMANDS for w in c.split()}
WORD = re.compile(r"(?<![\w-])[A-Za-z]{2,}(?![\w])")


def english_words(text):
    text = re.sub(r"`[^`]*`|--?[a-z][a-z-]*|\$?[A-Z]+_[A-Z]+|[\w./-]*/[\w./-]*|[\w-]+\.(yaml|csv|db|md|sock|log)", " ", text)
    return sorted({w for w in WORD.findall(text) if w not in ALLOWED})


class Language(unittest.TestCase):
    def outputs(self, lang):
        """Help of everything, and the usual failures."""
        yield "--help", run("--help", lang=lang).stdout
        for command in COMMANDS:
            yield command, run(*command.split(), "--help", lang=lang).stdout
        for words in (["verfy"], ["nonsense"], ["bank"], ["rank"], ["rank", "x", "--formt", "csv"], ["rank", "x", "-o"],
                      ["explain", "x"], ["event", "open"], ["people", "pin"], ["init"], ["serve", "--idle-exit", "1h"]):
            yield " ".join(words), run(*words, lang=lang, status=2).stderr
        with Hall(sample=True) as hall:
            for words in (["rank", "1234"], ["explain", "1234", "1"], ["people", "pin", "1234"],
                          ["draw", "show", "2026-11-yzyh", "1"], []):
                yield " ".join(words), hall.biwu(*words, lang=lang, status=1, input="").stderr
            bank = hall.write("question_banks/1.yaml", "题库: x\n试题:\n  - 编号: a\n    题杆: 一\n")
            yield "bank check", everything(hall.biwu("bank", "check", bank, lang=lang, status=1)).replace(str(hall.path), "")

    def test_english_is_free_of_chinese(self):
        for name, text in self.outputs("en"):
            with self.subTest(name):
                self.assertNotRegex(re.sub("[题编][杆号库].*|试题.*|“.*?”", "", text), HAN)

    def test_chinese_is_free_of_english(self):
        for name, text in self.outputs(None):
            with self.subTest(name):
                self.assertRegex(text, HAN)
                self.assertEqual(english_words(text.replace("verfy", "").replace("nonsense", "")), [], text)


if __name__ == "__main__":
    unittest.main()
