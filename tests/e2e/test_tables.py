#!/usr/bin/env python3
"""`biwu table` as an administrator meets it: every figure beside an independent computation from the database's
views, every format read back, filters, sorting and columns, and nothing cut."""
import csv
import decimal
import html.parser
import io
import json
import os
import random
import re
import subprocess
import unittest
import zipfile
from fractions import Fraction

import halls
import many
import test_words
from halls import Hall

TABLES = ["scores", "units", "missing", "sections", "topics", "papers", "ledger", "champions"]
FORMULA = tuple("=+-@\t\r")
A, B = "2026-a", "2026-b"

BANK = """bank: t
title: 试题
items:
""" + "".join(
    f"  - {{id: s{n}, kind: single, stem: 第{n}题, options: [甲, 乙, 丙], key: {'ABC'[n % 3]}, topic: 主题{n % 3}}}\n"
    for n in range(6)) + "".join(
    f"  - {{id: m{n}, kind: multiple, stem: 多选{n}, options: [一, 二, 三, 四], key: AB, topic: 主题{n % 2}}}\n"
    for n in range(3)) + "".join(
    f"  - {{id: t{n}, kind: truefalse, stem: 判断{n}, key: {'true' if n % 2 else 'false'}}}\n" for n in range(3)) + """
  - id: c0
    kind: case
    stimulus: 案例材料
    topic: 案例主题
    items:
      - {id: c0-1, kind: single, stem: 问一, options: [是, 否], key: A}
      - {id: c0-2, kind: truefalse, stem: 问二, key: true, topic: 主题0}
  - id: w0
    kind: short
    stem: 简述
    topic: 简答主题
    points: [{text: 要点一, marks: 1}, {text: 要点二, marks: 2}]
"""
SHEET = """test: {code}
title: {title}
minutes: 60
full: {full}
pass: {pass_}
attempts: 2
decimals: 1
who: {who}
sections:
{sections}
"""
SECTIONS = {
    A: [("单选题", ["s0", "s1", "s2", "s3"], 1, "exact"), ("案例", ["c0"], 3, "exact"),
        ("多选题", ["m0", "m1", "m2"], 2, "short-half"), ("简答题", ["w0"], 3, "exact")],
    B: [("判断题", ["t0", "t1", "t2"], 1, "exact"), ("单选题", ["s4", "s5"], 2, "exact")],
}
TITLES = {A: "甲测试", B: "乙测试, \"二\""}
PASS = {A: 8, B: 4}


def sheet(code, who):
    sections = "".join(
        f"  - {{title: {title}, items: [{', '.join(items)}], marks: {marks}"
        f"{', credit: ' + credit if credit != 'exact' else ''}}}\n"
        for title, items, marks, credit in SECTIONS[code])
    full = sum(marks * len(items) for _, items, marks, _ in SECTIONS[code])
    title = json.dumps(TITLES[code], ensure_ascii=False)
    return SHEET.format(code=code, title=title, full=full, pass_=PASS[code], who=who, sections=sections)


def items_of(code):
    out = []
    for _, items, _, _ in SECTIONS[code]:
        for item in items:
            out += ["c0-1", "c0-2"] if item == "c0" else [item]
    return out


def in_words(item, response):
    """As people read it: a statement is right or wrong."""
    return {"T": "Right", "F": "Wrong"}.get(response, response) if item[0] == "t" or item == "c0-2" else response


def section_of(code):
    """Item -> index of its section."""
    out = {}
    for index, (_, items, _, _) in enumerate(SECTIONS[code]):
        for item in items:
            for part in ["c0-1", "c0-2"] if item == "c0" else [item]:
                out[part] = index
    return out


TOPIC = ({f"s{n}": f"主题{n % 3}" for n in range(6)} | {f"m{n}": f"主题{n % 2}" for n in range(3)}
         | {f"t{n}": "" for n in range(3)} | {"c0-1": "案例主题", "c0-2": "主题0", "w0": "简答主题"})

NAMES = ["王某", "=1+1", "+86", "-减", "@某", "张,三", '李"四"', "欧阳'五", "买买提·吐尔逊", "很" * 40, "a;b", "<b>粗</b>", "&amp;",
         "Ünal", "赵 六", "\u200b钱", "𠮷野", "x" * 40]


def people(count, rng):
    rows = []
    for n in range(count):
        name = NAMES[n] if n < len(NAMES) else "".join(rng.choices("党员支部委员书记组织纪律", k=rng.randint(2, 40)))
        unit = rng.choice(["矿/一队/甲班", "矿/一队/乙班", "矿/二队", "矿二/三队", "=矿,三"])
        rows.append((f"{1000 + n}", name, unit, rng.choice(["书记", "委员", ""])))
    return rows


def csv_text(header, rows):
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def answers(code, number, rng, skip=0.1):
    out = []
    for item in items_of(code):
        if rng.random() < skip:
            continue
        kind = "c1" if item == "c0-1" else "t" if item == "c0-2" else item[0]
        response = {"s": rng.choice("ABC"), "m": rng.choice(["AB", "A", "B", "AC", "ABC"]), "t": rng.choice("TF"),
                    "c1": rng.choice("AB"), "w": "要点一，第二行"}[kind]
        out.append((number, item, response, rng.randint(1, 30)))
    return out


def make(hall, count, seed):
    rng = random.Random(seed)
    hall.write("question_banks/t.yaml", BANK)
    hall.write("events/a.yaml", sheet(A, "everyone"))
    hall.write("events/b.yaml", sheet(B, "{posts: [书记, 委员]}"))
    roster = people(count, rng)
    hall.write("people.csv", csv_text(["number", "name", "unit", "post"], roster))
    hall.biwu("people", "import", hall.path / "people.csv", "--apply")
    hall.start_hub()
    hall.biwu("event", "open", A)
    hall.biwu("event", "open", B)
    for turn, share in enumerate([0.8, 0.3]):
        for code in (A, B):
            rows = [row for number, _, _, post in roster
                    if rng.random() < share and (code == A or post) for row in answers(code, number, rng)]
            if rows:
                hall.biwu("attempts", "import", code,
                          hall.write("answers.csv", csv_text(["number", "item", "response", "seconds"], rows)))
    hall.biwu("event", "close", B)
    return roster


def plain(text):
    """A CSV field without the apostrophe that keeps spreadsheets from calculating."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def is_number(text):
    return re.fullmatch(r"[+-]?\d+(\.\d+)?", text) is not None


def table(hall, *words, **options):
    """The rows of a table by way of CSV, checked to be a good one."""
    raw = hall.biwu("table", *words, "--format", "csv", **options).stdout
    assert raw.startswith("\ufeff"), raw[:20]
    rows = list(csv.DictReader(io.StringIO(raw[1:], newline="")))
    for row in rows:
        for value in row.values():
            assert value is not None and (not value.startswith(FORMULA) or is_number(value)), row
    return [{key: plain(value) for key, value in row.items()} for row in rows]


def half_up(value, decimals):
    scale = 10 ** decimals
    doubled = value * scale * 2
    return Fraction((doubled.numerator // doubled.denominator + 1) // 2, scale)


def number(text):
    return Fraction(text) if text != "" else None


def percent(part, whole):
    return half_up(Fraction(100 * part) / whole, 1) if whole else None


class Independent:
    """The same figures from the database's views."""

    def __init__(self, hall):
        self.people = {p["number"]: p for p in hall.sql("SELECT number, name, unit, post, active FROM v_person")}
        self.attempts = hall.sql(
            "SELECT id, event, number, nth, status, mark, full, passed, elapsed, ended_at, pending, examiner FROM"
            " attempt ORDER BY id")
        self.responses = {}
        for r in hall.sql("SELECT attempt, item, response, coalesce(mark, 0) AS mark, full FROM v_response ORDER BY attempt, slot"):
            self.responses.setdefault(r["attempt"], []).append(r)

    def results(self, code, since=0, until=1 << 62):
        """Number -> the attempt that counts, by rank."""
        mine = [a for a in self.attempts if a["event"] == code and a["status"] == "submitted"
                and since <= a["ended_at"] < until]
        best, tries = {}, {}
        for a in sorted(mine, key=lambda a: (-a["mark"], a["elapsed"] // 1000, a["id"])):
            best.setdefault(a["number"], a)
        for a in mine:
            tries[a["number"]] = tries.get(a["number"], 0) + 1
        out = sorted(best.values(), key=lambda a: (-a["mark"], a["elapsed"] // 1000, a["number"]))
        for i, a in enumerate(out):
            key = (a["mark"], a["elapsed"] // 1000)
            before = out[i - 1] if i else None
            tied = before and (before["mark"], before["elapsed"] // 1000) == key
            a["rank"] = before["rank"] if tied else i + 1
            a["tries"] = tries[a["number"]]
        return out

    def entitled(self, code):
        return [p for p in self.people.values()
                if p["active"] and (code == A or p["post"] in ("书记", "委员"))]


def cut_unit(unit, depth):
    return "/".join(unit.split("/")[:depth]) if depth else unit


def mark(value):
    return Fraction(value, 10000)


class Page(html.parser.HTMLParser):
    """Tables of an HTML page as lists of rows of texts; fails on tags that do not close."""
    VOID = {"meta", "br", "img", "hr", "link", "input", "col", "path", "rect", "line", "polyline", "circle"}

    def __init__(self, text):
        super().__init__()
        self.stack, self.rows, self.cell = [], [], None
        self.feed(text)
        assert not self.stack, self.stack

    def handle_starttag(self, tag, attributes):
        assert tag != "script"
        if tag == "br":
            self.handle_data("\n")
        if tag not in self.VOID:
            self.stack.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.cell = ""

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        assert self.stack and self.stack[-1] == tag, (tag, self.stack)
        self.stack.pop()
        if tag in ("td", "th"):
            self.rows[-1].append(self.cell)
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


class Values(unittest.TestCase):
    """40 people, two tests, up to two attempts each."""

    @classmethod
    def setUpClass(cls):
        cls.hall = Hall()
        try:
            cls.roster = make(cls.hall, 40, 7)
            # What no door gives quickly: one is sitting, one was declared void, one name holds a line break.
            cls.hall.sql("UPDATE person SET name = '换' || char(10) || '行' WHERE number = '1005'", write=True)
            cls.sitting, cls.voided = cls.untried(2)
            for number, status, why in ((cls.sitting, "running", ""), (cls.voided, "void", "带手机, \"作弊\"")):
                cls.hall.sql(
                    "INSERT INTO attempt(id, event, number, nth, status, started_at, ended_at, elapsed, mark, full, passed,"
                    f" answered, slots, first_seq, last_seq, void_reason) VALUES(1000 + {number}, '{A}', '{number}', 1,"
                    f" '{status}', 1, 0, 0, 0, 160000, 0, 0, 10, 1, 1, '{why}')", write=True)
            cls.own = Independent(cls.hall)
        except BaseException:
            cls.hall.__exit__()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.hall.__exit__()

    @classmethod
    def untried(cls, count):
        rows = cls.hall.sql(f"SELECT number FROM person WHERE number NOT IN (SELECT number FROM attempt WHERE event = '{A}')"
                            " ORDER BY number")
        return [r["number"] for r in rows[:count]]

    def table(self, *words, **options):
        return table(self.hall, *words, **options)

    def check_scores(self, rows, expected):
        self.assertEqual([r["number"] for r in rows], [a["number"] for a in expected])
        for row, a in zip(rows, expected):
            person = self.own.people[a["number"]]
            self.assertEqual({k: row[k] for k in ("name", "unit", "post")},
                             {k: person[k] for k in ("name", "unit", "post")})
            self.assertEqual(int(row["rank"]), a["rank"])
            self.assertEqual(number(row["mark"]), mark(a["mark"]))
            self.assertEqual(number(row["full"]), mark(a["full"]))
            self.assertEqual(row["passed"], "true" if a["passed"] else "false")
            excellent = half_up(mark(a["full"]) * Fraction(9, 10), 1)
            self.assertEqual(row["excellent"], "true" if mark(a["mark"]) >= excellent else "false")
            self.assertEqual(int(row["elapsed_seconds"]), a["elapsed"] // 1000)
            self.assertEqual(int(row["attempts"]), a["tries"])
            self.assertEqual(int(row["pending"]), a["pending"])

    def test_scores(self):
        for code in (A, B):
            expected = self.own.results(code)
            self.assertGreater(len(expected), 10)
            self.check_scores(self.table("scores", code), expected)

    def test_filters_keep_the_ranks(self):
        expected = self.own.results(A)
        unit_of = {n: p["unit"] for n, p in self.own.people.items()}
        post_of = {n: p["post"] for n, p in self.own.people.items()}
        self.check_scores(self.table("scores", A, "--unit", "矿/一队"),
                          [a for a in expected if unit_of[a["number"]].startswith("矿/一队/")])
        self.assertEqual(self.table("scores", A, "--unit", "一队"), self.table("scores", A, "--unit", "矿/一队"))
        self.check_scores(self.table("scores", A, "--unit", "矿", "--post", "书记"),
                          [a for a in expected if unit_of[a["number"]].startswith("矿/")
                           and post_of[a["number"]] == "书记"])
        self.check_scores(self.table("scores", A, "--passed"), [a for a in expected if a["passed"]])
        self.check_scores(self.table("scores", A, "--failed"), [a for a in expected if not a["passed"]])
        self.check_scores(self.table("scores", A, "--number", expected[3]["number"]), expected[3:4])

    def test_the_period_chooses_the_attempts(self):
        ends = sorted(a["ended_at"] for a in self.own.attempts if a["event"] == A and a["status"] == "submitted")
        first, last = (self.hall.sql(f"SELECT strftime('%Y-%m-%d %H:%M:%S', {t} / 1000, 'unixepoch', 'localtime') AS t")
                       [0]["t"] for t in (ends[0], ends[-1]))
        self.check_scores(self.table("scores", A, "--from", first, "--to", last), self.own.results(A))
        self.check_scores(self.table("scores", A, "--to", last[:10]), self.own.results(A))
        self.assertEqual(self.table("scores", A, "--to", "2020-01-01"), [])
        self.assertEqual(self.table("scores", A, "--from", "2100-01-01"), [])
        status = {r["status"] for r in self.table("missing", A, "--to", "2020-01-01")}
        self.assertIn("other-time", status)

    def test_sorting_and_columns(self):
        rows = self.table("scores", A, "--sort", "elapsed_seconds:desc", "--columns", "number,elapsed_seconds")
        self.assertEqual(list(rows[0]), ["number", "elapsed_seconds"])
        seconds = [int(r["elapsed_seconds"]) for r in rows]
        self.assertEqual(seconds, sorted(seconds, reverse=True))
        self.assertEqual(rows, self.table("scores", A, "--sort", "-elapsed_seconds", "--columns",
                                          "number, elapsed_seconds"))
        names = [r["name"] for r in self.table("scores", A, "--sort", "name")]
        self.assertEqual(names, sorted(names))
        means = [number(r["mean"]) for r in self.table("units", A, "--sort", "mean:asc")]
        self.assertEqual(means, sorted(means, key=lambda m: (m is None, m or 0)))

    def units(self, code, depth=0, post=None):
        units = {}
        results = {a["number"]: a for a in self.own.results(code)}
        entitled = {p["number"] for p in self.own.entitled(code)}
        for n, p in self.own.people.items():
            if (n not in entitled and n not in results) or (post and p["post"] != post):
                continue
            unit = units.setdefault(cut_unit(p["unit"], depth), {"members": 0, "marks": [], "passed": 0, "excellent": 0})
            unit["members"] += 1
            if n in results:
                a = results[n]
                unit["marks"].append(mark(a["mark"]))
                unit["passed"] += a["passed"]
                unit["excellent"] += mark(a["mark"]) >= half_up(mark(a["full"]) * Fraction(9, 10), 1)
        for unit in units.values():
            taken = len(unit["marks"])
            unit["mean"] = half_up(sum(unit["marks"]) / taken, 1) if taken else None
            unit["participation"] = Fraction(taken, unit["members"])
        return units

    def test_units(self):
        for words, depth, post in (((), 0, None), (("--depth", "1"), 1, None), (("--depth", "2"), 2, None),
                                   (("--post", "书记"), 0, "书记")):
            with self.subTest(words=words):
                rows = self.table("units", A, *words)
                units = self.units(A, depth, post)
                self.assertEqual(sorted(r["unit"] for r in rows), sorted(units))
                order = sorted(units, key=lambda u: (units[u]["mean"] is None, -(units[u]["mean"] or 0),
                                                     -units[u]["participation"], u.encode()))
                self.assertEqual([r["unit"] for r in rows], order)
                for row in rows:
                    unit, taken = units[row["unit"]], len(units[row["unit"]]["marks"])
                    self.assertEqual(int(row["members"]), unit["members"])
                    self.assertEqual(int(row["taken"]), taken)
                    self.assertEqual(number(row["mean"]), unit["mean"])
                    self.assertEqual(number(row["participation"]), percent(taken, unit["members"]))
                    self.assertEqual(number(row["pass_rate"]), percent(unit["passed"], taken))
                    self.assertEqual(number(row["excellent_rate"]), percent(unit["excellent"], taken))
                    self.assertEqual(number(row["best"]), max(unit["marks"], default=None))
                    self.assertEqual(number(row["worst"]), min(unit["marks"], default=None))
                    self.assertEqual(row["rank"] == "", taken == 0)

    def test_missing(self):
        for code in (A, B):
            done = {a["number"] for a in self.own.results(code)}
            expected = sorted(p["number"] for p in self.own.entitled(code) if p["number"] not in done)
            rows = self.table("missing", code)
            self.assertEqual([r["number"] for r in rows], expected)
            if code == A:
                by_number = {r["number"]: r for r in rows}
                self.assertEqual(by_number[self.sitting]["status"], "running")
                self.assertEqual(by_number[self.voided]["status"], "void")
                self.assertEqual(by_number[self.voided]["detail"], '带手机, "作弊"')
                self.assertEqual({r["status"] for r in rows}, {"running", "void", "not-begun"})
        both = self.table("missing", A, B)
        self.assertEqual(len(both), sum(len(self.table("missing", code)) for code in (A, B)))

    def parts(self, codes, part_of, group_of):
        """(group, part) -> (got, full) over the attempts that count."""
        sums = {}
        for code in codes:
            for a in self.own.results(code):
                for r in self.own.responses[a["id"]]:
                    key = (group_of(a["number"]), part_of(code, r["item"]))
                    got, full = sums.get(key, (0, 0))
                    sums[key] = (got + Fraction(str(r["mark"])), full + Fraction(str(r["full"])))
        return sums

    def check_parts(self, rows, sums, parts, group_key):
        """`parts`: column key -> part, in the order of the columns."""
        self.assertEqual(sorted(r[group_key] for r in rows), sorted({g for g, _ in sums}))
        for row in rows:
            rates = []
            for key, part in parts.items():
                got, full = sums.get((row[group_key], part), (0, 0))
                self.assertEqual(number(row[key]), percent(got, full), (row, key))
                if full:
                    rates.append((got / full, key))
            rest = [(rate, list(parts).index(key), key) for rate, key in rates if rate < 1]
            everything = [sums[k] for k in sums if k[0] == row[group_key]]
            self.assertEqual(number(row["rate"]), percent(sum(g for g, _ in everything), sum(f for _, f in everything)))
            yield row, min(rest)[2] if rest else None

    def test_sections(self):
        titles = [title for title, *_ in SECTIONS[A]]
        parts = {f"section_{n + 1}": n for n in range(len(titles))}
        for by, key, group in (("unit", "unit", lambda n: self.own.people[n]["unit"]), ("person", "number", lambda n: n)):
            sums = self.parts([A], lambda code, item: section_of(code)[item], group)
            rows = self.table("sections", A, "--by", by)
            for row, weakest in self.check_parts(rows, sums, parts, key):
                self.assertEqual(row["weakest"], titles[parts[weakest]] if weakest else "")

    def test_topics_over_two_tests(self):
        topics = sorted(set(TOPIC[i] for code in (A, B) for i in items_of(code)), key=lambda t: t.encode())
        parts = {topic or "none": topic for topic in topics}
        for by, key, group in (("unit", "unit", lambda n: self.own.people[n]["unit"]), ("person", "number", lambda n: n)):
            sums = self.parts([A, B], lambda _, item: TOPIC[item], group)
            rows = self.table("topics", A, B, "--by", by)
            for row, weakest in self.check_parts(rows, sums, parts, key):
                self.assertEqual(row["weakest"], {None: "", "none": "(no topic)"}.get(weakest, weakest))

    def test_papers(self):
        rows = self.table("papers", A)
        self.assertEqual(len(rows), len(self.own.results(A)) * len(items_of(A)))
        for a in self.own.results(A):
            mine = [r for r in rows if r["number"] == a["number"]]
            own = self.own.responses[a["id"]]
            self.assertEqual([r["item"] for r in mine], [r["item"] for r in own])
            self.assertEqual([r["response"].replace("\r\n", "\n") for r in mine],
                             [in_words(r["item"], r["response"]) for r in own])
            self.assertEqual([number(r["mark"]) for r in mine], [Fraction(str(r["mark"])) for r in own])
            self.assertEqual([number(r["full"]) for r in mine], [Fraction(str(r["full"])) for r in own])
            self.assertEqual([r["section"] for r in mine], [SECTIONS[A][section_of(A)[r["item"]]][0] for r in own])
            self.assertEqual(sum(r["pending"] == "true" for r in mine), a["pending"])
        by_item = {r["item"]: r for r in rows}
        self.assertEqual(by_item["s1"]["key"], "B")
        self.assertIn(by_item["c0-2"]["key"], ("Right", "Wrong"))
        self.assertIn("案例材料", by_item["c0-1"]["stem"])
        self.assertNotIn("案例材料", by_item["c0-2"]["stem"])
        self.assertIn("要点二", by_item["w0"]["key"])
        for r in rows:
            if r["item"].startswith("m") and r["response"]:
                chosen = "; ".join(f"{c} {'一二三四'['ABCD'.index(c)]}" for c in r["response"])
                self.assertEqual(r["chosen"], chosen)
        one = self.table("papers", A, "--number", rows[0]["number"])
        self.assertEqual(one, [r for r in rows if r["number"] == rows[0]["number"]])
        pages = json.loads(self.hall.biwu("table", "papers", A, "--format", "json").stdout)["pages"]
        self.assertEqual(len(pages), len(self.own.results(A)))

    def test_a_page_that_may_change_says_so(self):
        for name in ("scores", "units", "missing", "sections", "topics", "papers", "ledger"):
            for page in json.loads(self.hall.biwu("table", name, A, "--format", "json").stdout)["pages"]:
                says = any(note.startswith("Provisional") for note in page["notes"])
                self.assertEqual(page["provisional"], says, name)
                self.assertTrue(says or name == "papers", name)

    def test_ledger(self):
        rows = {r["event"]: r for r in self.table("ledger")}
        self.assertEqual(set(rows), {A, B})
        for code in (A, B):
            results, row = self.own.results(code), rows[code]
            entitled = {p["number"] for p in self.own.entitled(code)}
            self.assertEqual(int(row["entitled"]), len(entitled))
            self.assertEqual(int(row["taken"]), len(results))
            self.assertEqual(int(row["attempts"]), sum(a["tries"] for a in results))
            self.assertEqual(number(row["coverage"]),
                             percent(sum(a["number"] in entitled for a in results), len(entitled)))
            self.assertEqual(number(row["mean"]), half_up(sum(mark(a["mark"]) for a in results) / len(results), 1))
            self.assertEqual(number(row["pass_rate"]), percent(sum(a["passed"] for a in results), len(results)))
        self.assertEqual(rows[A]["provisional"], "true")
        results = {code: {a["number"]: a for a in self.own.results(code)} for code in (A, B)}
        for row in self.table("ledger", "--by", "person"):
            mine = [results[code][row["number"]] for code in (A, B) if row["number"] in results[code]]
            may = [code for code in (A, B) if row["number"] in {p["number"] for p in self.own.entitled(code)}]
            self.assertEqual(int(row["entitled"]), len(may))
            self.assertEqual(int(row["taken"]), len(mine))
            self.assertEqual(int(row["passed"]), sum(a["passed"] for a in mine))
            total = sum(mark(a["mark"]) for a in mine) if mine else None
            self.assertEqual(number(row["total"]), total)
            self.assertEqual(number(row["mean"]), half_up(total / len(mine), 2) if mine else None)
            self.assertEqual(number(row["coverage"]),
                             percent(sum(row["number"] in results[c] for c in may), len(may)))
        self.assertEqual(self.table("ledger", "--to", "2020-01-01"), [])

    def test_side_by_side(self):
        results = {code: {a["number"]: a for a in self.own.results(code)} for code in (A, B)}
        rows = self.table("scores", A, B)
        everybody = set(results[A]) | set(results[B])
        self.assertEqual({r["number"] for r in rows}, everybody)
        before = None
        for i, row in enumerate(rows):
            mine = [results[code].get(row["number"]) for code in (A, B)]
            marks = [mark(a["mark"]) for a in mine if a]
            self.assertEqual([number(row[code]) for code in (A, B)], [mark(a["mark"]) if a else None for a in mine])
            self.assertEqual(number(row["sum"]), sum(marks))
            self.assertEqual(number(row["mean"]), half_up(sum(marks) / len(marks), 2))
            tied = before is not None and before[0] == sum(marks)
            rank = before[1] if tied else i + 1
            self.assertEqual(int(row["rank"]), rank)
            self.assertTrue(before is None or before[0] >= sum(marks))
            before = (sum(marks), rank)
        units = {code: self.units(code) for code in (A, B)}
        for row in self.table("units", A, B):
            means = [units[code].get(row["unit"], {"mean": None})["mean"] for code in (A, B)]
            known = [m for m in means if m is not None]
            self.assertEqual([number(row[code]) for code in (A, B)], means)
            self.assertEqual(number(row["mean"]), half_up(sum(known) / len(known), 2) if known else None)
        heading = self.hall.biwu("table", "scores", A, B).stdout
        self.assertIn(TITLES[A], heading)

    def test_every_format_holds_the_same(self):
        for name in TABLES[:-1]:
            events = [] if name == "ledger" else [A]
            with self.subTest(table=name):
                rows = self.table(name, *events)
                document = json.loads(self.hall.biwu("table", name, *events, "--format", "json").stdout,
                                      parse_float=decimal.Decimal)
                objects = [row for page in document["pages"] for row in page["rows"]]
                self.assertEqual(len(objects), len(rows))
                for flat, row in zip(rows, objects):
                    self.assertEqual(list(flat), list(row))
                    for key, value in row.items():
                        text = {True: "true", False: "false"}.get(value, "") if isinstance(value, (bool, type(None))) \
                            else str(value)
                        self.assertEqual(flat[key].replace("\r\n", "\n"), text)
                self.assertRegex(document["journal"]["head"], "^[0-9a-f]{64}$")
                page = Page(self.hall.biwu("table", name, *events, "--format", "html", "--sign").stdout)
                texts = "\n".join(cell for row in page.rows for cell in row)
                shown = self.hall.biwu("table", name, *events).stdout
                for row in rows:
                    if "name" in row and name != "papers":
                        self.assertIn(row["name"], texts)
                        self.assertIn(row["name"].split("\n")[0], shown)
                path = self.hall.path / f"{name}.xlsx"
                self.hall.biwu("table", name, *events, "-o", path)
                with zipfile.ZipFile(path) as book:
                    self.assertIsNone(book.testzip())

    def test_wrong_requests_say_what_there_is(self):
        for words, status, said in ((["scores"], 1, "name an event"), (["score", A], 1, "did you mean scores"),
                                    (["nothing", A], 1, "ledger"), (["scores", "2026-c"], 1, "did you mean 2026-"),
                                    (["scores", "zzzzzz"], 1, A), (["scores", A, A], 1, "twice"),
                                    (["scores", A, "--unit", "矿/三队"], 1, "did you mean"),
                                    (["scores", A, "--unit", "别处"], 1, "矿/一队"),
                                    (["scores", A, "--post", "厂长"], 1, "书记"),
                                    (["scores", A, "--number", "9"], 1, "9"),
                                    (["scores", A, "--columns", "marc"], 1, "did you mean mark"),
                                    (["scores", A, "--sort", "nonsense"], 1, "elapsed_seconds"),
                                    (["sections", A, B], 1, "one event"), (["units", A, "--passed"], 1, "passed"),
                                    (["scores", A, "--by", "person"], 1, "--by"), (["units", A, "--depth", "0"], 2, "--depth"),
                                    (["scores", A, "--passed", "--failed"], 2, "exclude"),
                                    (["scores", A, "--from", "gestern"], 2, "2026-11-23"),
                                    (["scores", A, "--from", "2026-02-02", "--to", "2026-02-01"], 1, "before"),
                                    (["champions", "nobody"], 1, "nobody"), (["scores", A, "--columnz", "x"], 2, "--columns")):
            with self.subTest(words=words):
                done = self.hall.biwu("table", *words, "--format", "csv", status=status)
                self.assertIn(said, done.stderr)
                self.assertEqual(done.stdout, "")

    def test_a_table_without_a_name_lists_them(self):
        listed = self.hall.biwu("table").stdout
        for name in TABLES:
            self.assertRegex(listed, rf"(?m)^ +{name} ")


class Small(unittest.TestCase):
    """Nobody, and one."""

    def check(self, hall, results):
        for name in TABLES:
            events = [] if name in ("ledger", "champions") else [A]
            with self.subTest(table=name):
                for form in ("table", "csv", "json", "html"):
                    out = hall.biwu("table", name, *events, "--format", form).stdout
                    self.assertNotEqual(out, "")
                    if form == "html":
                        Page(out)
                    if form == "json":
                        json.loads(out)
                hall.biwu("table", name, *events, "-o", hall.path / "x.xlsx")
                self.assertIsNone(zipfile.ZipFile(hall.path / "x.xlsx").testzip())
        self.assertEqual(len(table(hall, "scores", A)), results)
        self.assertEqual(len(table(hall, "units", A)), 1 if hall.people_count else 0)
        self.assertEqual(len(table(hall, "papers", A)), results * len(items_of(A)))
        self.assertEqual(len(table(hall, "ledger")), 2)

    def test_nobody(self):
        with Hall() as hall:
            hall.people_count = 0
            make_empty(hall)
            self.check(hall, 0)

    def test_one(self):
        with Hall() as hall:
            hall.people_count = 1
            make(hall, 1, 3)
            self.check(hall, len(Independent(hall).results(A)))


def make_empty(hall):
    """A hall in which nobody is left."""
    make(hall, 1, 4)
    hall.stop_hub()
    for statement in ("DELETE FROM attempt", "DELETE FROM tally", "DELETE FROM person"):
        hall.sql(statement, write=True)


class Stages(unittest.TestCase):
    """Competitions: the same standing as `biwu rank` prints."""

    def test_standings(self):
        with Hall(sample=True) as hall:
            hall.start_hub()
            for event in ("2026-shuangbiwu-juesai", "2026-shuangbiwu", "sanhuiyike", "weidangke"):
                with self.subTest(event=event):
                    rows = table(hall, "scores", event)
                    ranked = hall.csv("rank", event)
                    for row, rank in zip(rows, ranked, strict=True):
                        self.assertEqual(row.pop("provisional"), "true")
                        self.assertEqual(rank.pop("state"), "provisional")
                        self.assertEqual(row, rank)
                    if rows:
                        unit = rows[0]["unit"]
                        self.assertEqual(table(hall, "scores", event, "--unit", unit),
                                         [row for row in table(hall, "scores", event) if row["unit"] == unit])
                    self.assertIn("tests", hall.biwu("table", "units", event, status=1).stderr)
            self.assertEqual([{k: v for k, v in r.items()} for r in table(hall, "champions")], hall.csv("champions"))
            self.assertGreater(len(table(hall, "champions")), 0)


class Drawn(unittest.TestCase):
    """A test for those drawn: who is excused or was absent is not entitled, and stands among the missing."""

    def test_missing_of_a_draw(self):
        with Hall() as hall:
            make(hall, 30, 21)
            hall.biwu("draw", "people", "--id", "c-1", "--rule", "8", "--seed", "1 2 3", "--yes")
            drawn = [m["number"] for m in hall.json("draw", "show", "c-1", "--all")["draw"]["members"] if m["place"] is not None]
            self.assertEqual(len(drawn), 8)
            hall.biwu("draw", "excuse", "c-1", drawn[0], "--reason", "值班", "--no-substitute")
            hall.biwu("draw", "absent", "c-1", drawn[1], "--no-substitute")
            hall.write("events/c.yaml", sheet(A, "{draw: c-1}").replace(A, "2026-c"))
            hall.biwu("event", "open", "2026-c")
            rng = random.Random(22)
            rows = [row for row in answers(A, drawn[2], rng)]
            hall.biwu("attempts", "import", "2026-c",
                      hall.write("answers.csv", csv_text(["number", "item", "response", "seconds"], rows)))
            missing = {r["number"]: (r["status"], r["detail"]) for r in table(hall, "missing", "2026-c")}
            expected = {n: ("not-begun", "") for n in drawn[3:]} | {drawn[0]: ("excused", "值班"), drawn[1]: ("absent", "")}
            self.assertEqual(missing, expected)
            row = [r for r in table(hall, "ledger", "2026-c")][0]
            self.assertEqual((int(row["entitled"]), int(row["taken"])), (6, 1))


class Marked(unittest.TestCase):
    """Answers in words: papers say which points each marker found, tables what still waits."""

    def test_points_of_every_marker(self):
        with Hall(sample=True) as hall:
            hall.start_hub()
            hall.biwu("event", "open", test_words.EVENT)
            number_, words = "10008", []
            for row in hall.csv("draw", "show", test_words.EVENT, number_):
                if row["kind"] == "short":
                    words.append(row["item"])
            rows = [(number_, item, f"答案 {item}", 30) for item in words]
            hall.biwu("attempts", "import", test_words.EVENT,
                      hall.write("answers.csv", csv_text(["number", "item", "response", "seconds"], rows)))
            waiting = table(hall, "scores", test_words.EVENT)[0]
            self.assertEqual(int(waiting["pending"]), len(words))
            self.assertIn("wait for a marker", hall.biwu("table", "units", test_words.EVENT).stdout)
            names = []
            for number__, pin in test_words.MARKERS:
                marker = test_words.Terminal(hall, number__, pin)
                self.assertEqual(marker.mark_all(lambda script: [1]), len(words))
                marker.close()
                names.append(hall.sql(f"SELECT name FROM person WHERE number = '{number__}'")[0]["name"])
            paper = {r["item"]: r for r in table(hall, "papers", test_words.EVENT)}
            for item in words:
                row = paper[item]
                points = row["key"].splitlines()
                self.assertGreater(len(points), 1)
                lines = row["chosen"].splitlines()
                self.assertEqual(sorted(line.split(": ")[0] for line in lines), sorted(names))
                for line in lines:
                    self.assertEqual(line.split(": ")[1].count(";"), 0)
                    self.assertTrue(any(line.split(": ")[1] in point for point in points), (line, points))
                self.assertEqual(row["pending"], "false")
            self.assertEqual(table(hall, "scores", test_words.EVENT)[0]["pending"], "0")
            self.assertEqual(sum(number(r["mark"]) for r in paper.values()),
                             number(table(hall, "scores", test_words.EVENT)[0]["mark"]))


class Living(unittest.TestCase):
    """A hall that is written to while tables are pulled."""

    def test_a_table_is_the_picture_of_its_journal_head(self):
        with Hall() as hall:
            roster = make(hall, 30, 11)
            rng = random.Random(12)
            hall.biwu("event", "open", B)
            rows = [row for number, *_ in roster for row in answers(A, number, rng)]
            path = hall.write("more.csv", csv_text(["number", "item", "response", "seconds"], rows))
            pictures = [json.loads(hall.biwu("table", "ledger", "--by", "person", "--format", "json").stdout)]
            importing = subprocess.Popen([halls.BIWU, "-C", str(hall.path), "attempts", "import", A, str(path)],
                                         env=halls.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while importing.poll() is None:
                pictures.append(json.loads(hall.biwu("table", "ledger", "--by", "person", "--format", "json").stdout))
            importing.wait(halls.DEADLINE)
            pictures.append(json.loads(hall.biwu("table", "ledger", "--by", "person", "--format", "json").stdout))
            ends = hall.sql("SELECT last_seq, number FROM attempt WHERE status = 'submitted'")
            for picture in pictures:
                seen = sum(row["attempts"] for row in picture["pages"][0]["rows"])
                self.assertEqual(seen, sum(end["last_seq"] <= picture["journal"]["entries"] for end in ends))
            self.assertGreater(seen, sum(row["attempts"] for row in pictures[0]["pages"][0]["rows"]))


ONE = 10000


class Many(unittest.TestCase):
    """A hundred thousand people, or as many as the environment says."""
    COUNT = int(os.environ.get("MANY_PEOPLE", "100000"))

    @classmethod
    def setUpClass(cls):
        cls.hall = Hall()
        make(cls.hall, 1, 5)
        cls.hall.stop_hub()
        def single(worth, n):
            return [(c, worth if c == "ABC"[n % 3] else 0) for c in "ABC"] + [("", 0)]

        slots = [(f"s{n}", f"s{n}", ONE, single(ONE, n)) for n in range(4)]
        slots += [("c0", "c0-1", 15000, [("A", 15000), ("B", 0)]), ("c0", "c0-2", 15000, [("T", 15000), ("F", 0)])]
        slots += [(f"m{n}", f"m{n}", 2 * ONE, [("AB", 2 * ONE), ("A", ONE), ("AC", 0)]) for n in range(3)]
        slots += [("w0", "w0", 3 * ONE, [("", 0)])]
        others = [(f"t{n}", f"t{n}", ONE, [("T", ONE * (n % 2)), ("F", ONE * (1 - n % 2))]) for n in range(3)]
        others += [(f"s{n}", f"s{n}", 2 * ONE, single(2 * ONE, n)) for n in (4, 5)]
        many.fill(cls.hall.path / "hall.db", cls.COUNT, {A: (0.9, PASS[A] * ONE, slots), B: (0.4, PASS[B] * ONE, others)})
        cls.taken = {r["event"]: r["n"] for r in cls.hall.sql("SELECT event, count(*) AS n FROM attempt GROUP BY event")}

    @classmethod
    def tearDownClass(cls):
        cls.hall.__exit__()

    def pull(self, *words):
        """Writes the table as CSV; the path, and the most memory it took in KiB."""
        path = self.hall.path / "out.csv"
        process = subprocess.Popen([halls.BIWU, "-C", str(self.hall.path), "table", *words, "-o", str(path)],
                                   env=halls.environment(), stderr=subprocess.PIPE, text=True)
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        self.assertEqual(process.returncode, 0, said)
        return path, usage.ru_maxrss

    def rows(self, *words):
        path, _ = self.pull(*words)
        with open(path, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def test_scores(self):
        rows = self.rows("scores", A)
        self.assertEqual(len(rows), self.taken[A])
        marks = self.hall.sql(f"SELECT sum(mark) AS sum, sum(passed) AS passed FROM attempt WHERE event = '{A}'")[0]
        self.assertEqual(sum(number(r["mark"]) for r in rows), mark(marks["sum"]))
        self.assertEqual(sum(r["passed"] == "true" for r in rows), marks["passed"])
        ranks = self.hall.sql(f"SELECT number, rank FROM v_rank WHERE event = '{A}' AND number LIKE '%00'")
        own = {r["number"]: int(r["rank"]) for r in rows}
        self.assertEqual({r["number"]: r["rank"] for r in ranks}, {r["number"]: own[r["number"]] for r in ranks})

    def test_side_by_side(self):
        both = self.hall.sql("SELECT count(DISTINCT number) AS n FROM attempt")[0]["n"]
        self.assertEqual(len(self.rows("scores", A, B)), both)

    def test_units(self):
        own = {r["unit"]: r for r in self.hall.sql(f"SELECT * FROM v_unit WHERE event = '{A}'")}
        rows = self.rows("units", A)
        self.assertEqual(len(rows), 300)
        for row in rows:
            unit = own[row["unit"]]
            self.assertEqual((int(row["members"]), int(row["taken"]), int(row["passed"])),
                             (unit["people"], unit["taken"], unit["passed"]))
        self.assertEqual(len(self.rows("units", A, "--depth", "1")), 5)

    def test_missing(self):
        rows = self.rows("missing", A)
        self.assertEqual(len(rows), self.COUNT - self.taken[A])

    def test_sections_and_topics(self):
        by_unit = self.rows("sections", A)
        self.assertEqual(len(by_unit), 300)
        self.assertEqual(sum(int(r["people"]) for r in by_unit), self.taken[A])
        self.assertEqual(len(self.rows("topics", A, B, "--by", "person", "--unit", "矿1")), self.hall.sql(
            "SELECT count(DISTINCT a.number) AS n FROM attempt AS a JOIN person AS p ON p.number = a.number"
            " WHERE p.unit LIKE '矿1/%'")[0]["n"])
        self.assertEqual(len(self.rows("sections", A, "--by", "person", "--columns", "number,rate")), self.taken[A])

    def test_ledger(self):
        rows = {r["event"]: r for r in self.rows("ledger")}
        self.assertEqual({code: int(row["taken"]) for code, row in rows.items()}, self.taken)
        people = self.rows("ledger", "--by", "person")
        self.assertEqual(len(people), self.COUNT)
        self.assertEqual(sum(int(r["taken"]) for r in people), sum(self.taken.values()))

    def test_papers_take_no_more_memory_than_the_scores(self):
        _, scores = self.pull("scores", A)
        path, papers = self.pull("papers", A, "--columns", "number,item,mark")
        with open(path, "rb") as file:
            lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
        self.assertEqual(lines, 1 + self.taken[A] * len(items_of(A)))
        if self.COUNT >= 100000:
            self.assertLess(papers, scores * 1.2)


class Units(unittest.TestCase):
    def test_a_unit_is_named_by_its_last_part_where_that_names_one(self):
        with Hall() as hall:
            hall.open_statements("1,甲,东矿/一队,书记,123456\n2,乙,西矿/一队/一班,书记,123456\n3,丙,西矿/二队,书记,123456\n",
                                 ["id: i, key: T"])

            def missing(unit):
                return [row["number"] for row in table(hall, "missing", "t", "--unit", unit)]

            self.assertEqual([missing(unit) for unit in ("一班", "一队/一班", "二队", "西矿", "")],
                             [["2"], ["2"], ["3"], ["2", "3"], ["1", "2", "3"]])
            refused = hall.biwu("table", "missing", "t", "--unit", "一队", status=1).stderr
            self.assertIn("several units are called 一队: 东矿/一队 and 西矿/一队", refused)
            self.assertIn("there is no unit 队", hall.biwu("table", "missing", "t", "--unit", "队", status=1).stderr)
            head = hall.biwu("table", "missing", "t", "--unit", "二队").stdout
            self.assertIn("Unit: 西矿/二队 and below", head)


class Topics(unittest.TestCase):
    def test_a_topic_may_be_called_anything(self):
        """Its words name a column of JSON and CSV: quotes are escaped, and no column is called as another."""
        topics = ['say "a" \\ b', "number", "none", None]
        with Hall() as hall:
            hall.open_statements("1,甲,矿,书记,123456\n", [
                f"id: i{i}, key: T" + (f", topic: {json.dumps(topic)}" if topic else "") for i, topic in enumerate(topics)])
            paper = hall.write("paper.csv", "number,item,response,seconds\n" + "".join(f"1,i{i},T,1\n" for i in range(4)))
            hall.biwu("attempts", "import", "t", paper)
            pairs = []
            json.loads(hall.biwu("table", "topics", "t", "--format", "json").stdout,
                       object_pairs_hook=lambda found: pairs.append([name for name, _ in found]))
            row = next(names for names in pairs if topics[0] in names)
            self.assertEqual(len(row), len(set(row)))


if __name__ == "__main__":
    unittest.main()
