#!/usr/bin/env python3
"""Statistics beside an independent implementation (reference_stats.py): the engine by a small driver on random rooms,
and `biwu stats` on halls whose people took a test."""
import csv
import io
import json
import math
import os
import pathlib
import random
import subprocess
import unittest
import zipfile
from fractions import Fraction

import reference_stats as reference
from halls import Hall
from reference_stats import Response

FIGURES = os.environ.get("FIGURES", "figures")
DIGITS = 9
OPTIONS = 5  # of the items of random rooms
TEST_KEYS = ("mean", "median", "sd", "skewness", "kurtosis", "alpha", "error_ratio", "standard_error")
ITEM_KEYS = ("facility", "sd", "discrimination", "efficiency", "weight", "intended_weight", "d27", "median_seconds",
             "upper", "middle", "lower")


def agree(found, expected):
    """To nine digits; a figure that is nothing but rounding is nothing."""
    if found is None or expected is None:
        return found is None and expected is None
    found, expected = float(found), float(expected)
    return math.isclose(found, expected, rel_tol=0.5 * 10**-DIGITS, abs_tol=1e-12)


# ---- Rooms ---------------------------------------------------------------------------------------------------

def random_room(rng, people, items=8, forms=1, decimals=2, constant=True):
    """Attempts with partial marks, missing responses and constant items. `forms` > 1: each draws from its own items."""
    attempts = []
    fulls = [Fraction(rng.choice([1, 2, 5])) for _ in range(items)]
    for _ in range(people):
        form, ability, attempt = rng.randrange(forms), rng.random(), []
        for i in range(items):
            given = rng.random() > 0.1
            luck = rng.random()
            unit = Fraction(1, 10**decimals)
            if constant and i == 0:
                mark = fulls[i]
            elif not given:
                mark = Fraction(0)
            elif luck < ability:
                mark = fulls[i]
            elif luck < ability + 0.2:
                mark = unit * rng.randrange(int(fulls[i] / unit) + 1)
            else:
                mark = Fraction(0)
            chosen = {k for k in range(OPTIONS) if rng.random() < 0.3} if given else set()
            seconds = Fraction(rng.randrange(0, 900), 10) if given else None
            attempt.append(Response(100 + i + items * form, mark, fulls[i], chosen, given, seconds))
        if forms == 1:
            rng.shuffle(attempt)
        attempts.append(attempt)
    return attempts


def driven(attempts):
    """What the engine makes of them."""
    lines = [str(len(attempts))]
    for attempt in attempts:
        lines.append(str(len(attempt)))
        for r in attempt:
            lines.append(" ".join(map(str, (r.item, -1, int(r.mark * 10000), int(r.full * 10000), int(r.given), 0,
                                            sum(1 << k for k in r.chosen), int((r.seconds or 0) * 1000)))))
    done = subprocess.run([FIGURES], input="\n".join(lines) + "\n", text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Engine(unittest.TestCase):
    def check(self, attempts, what):
        found, expected = driven(attempts), reference.test_figures(attempts)
        self.assertEqual(found["n"], expected["n"])
        for key in TEST_KEYS:
            self.assertTrue(agree(found[key], expected[key]), f"{what}: {key}: {found[key]}, expected {expected[key]}")
        self.assertEqual(found["alpha_over"] if found["alpha"] is not None else "", expected["alpha_over"] or "", what)
        weights = reference.weights(attempts)
        self.assertEqual([item["revision"] for item in found["items"]], sorted({r.item for a in attempts for r in a}))
        for item in found["items"]:
            self.check_item(attempts, item, weights, what)

    def check_item(self, attempts, item, weights, what):
        expected = reference.item_figures(attempts, item["revision"], OPTIONS + 1)
        expected["weight"] = weights[item["revision"]]
        for key in ITEM_KEYS:
            self.assertTrue(agree(item[key], expected[key]),
                            f"{what}: item {item['revision']}: {key}: {item[key]}, expected {expected[key]}")
        self.assertEqual((item["n"], item["given"], item["counts"][:OPTIONS + 1], sum(item["counts"][OPTIONS + 1:])),
                         (expected["n"], expected["given"], expected["counts"], 0), what)
        for found, wanted in zip(item["thirds"][:OPTIONS + 1] + [item["blanks"]], expected["thirds"] + [expected["blanks"]]):
            self.assertTrue(all(map(agree, found, wanted)), f"{what}: {item['revision']}: {found}, {wanted}")

    def test_every_size(self):
        for people in (0, 1, 2, 3, 4, 9, 10, 11, 40):
            for seed in range(4):
                self.check(random_room(random.Random(f"{people}/{seed}"), people), f"{people} people, seed {seed}")

    def test_many_people(self):
        self.check(random_room(random.Random(3), 300), "300 people")

    def test_whole_marks_have_many_ties(self):
        for seed in range(6):
            self.check(random_room(random.Random(seed), 70, items=5, decimals=0), f"whole marks, seed {seed}")

    def test_finest_marks(self):
        self.check(random_room(random.Random(4), 150, decimals=4), "four decimals")

    def test_forms_with_different_items(self):
        for seed in range(4):
            self.check(random_room(random.Random(seed), 90, forms=3, constant=False), f"three forms, seed {seed}")

    def test_forms_of_different_shapes(self):
        rng = random.Random(5)
        rooms = random_room(rng, 30, items=6) + random_room(rng, 30, items=4)
        self.check(rooms, "two shapes")

    def test_one_item_and_equal_people(self):
        self.check(random_room(random.Random(6), 30, items=1, constant=False), "one item")
        same = [[Response(1, Fraction(1), Fraction(2), set(), True, None),
                 Response(2, Fraction(0), Fraction(2), set(), True, None)] for _ in range(15)]
        self.check(same, "equal people")


# ---- biwu stats ----------------------------------------------------------------------------------------------

EVENT = "fenxi"
LETTERS = "ABCD"
BANK = """bank: fx
title: 分析
items:
""" + "".join(f"  - {{id: s{i}, kind: single, stem: 单选第{i}题, options: [甲, 乙, 丙, 丁], key: {LETTERS[i % 4]}}}\n"
              for i in range(6)) + """\
  - {id: m0, kind: multiple, stem: 多选, options: [甲, 乙, 丙, 丁], key: ABC}
  - {id: t0, kind: truefalse, stem: 判断, key: true}
  - id: c0
    kind: case
    stimulus: 材料
    items:
      - {id: c0a, kind: truefalse, stem: 小题一, key: false}
      - {id: c0b, kind: single, stem: 小题二, options: [甲, 乙], key: B, weight: 2}
"""
SHEET = f"""test: {EVENT}
title: 分析用的测试
minutes: 30
pass: 60%
who: everyone
attempts: 2
forms: 1
sections:
  - {{title: 单选, draw: 6, from: {{bank: fx, kind: single}}, marks: 2}}
  - {{title: 多选, draw: 1, from: {{bank: fx, kind: multiple}}, marks: 3, credit: short-each}}
  - {{title: 判断, draw: 1, from: {{bank: fx, kind: truefalse}}, marks: 1}}
  - {{title: 案例, draw: 1, from: {{bank: fx, kind: case}}, marks: 3}}
"""
KEYS = {**{f"s{i}": LETTERS[i % 4] for i in range(6)}, "m0": "ABC", "t0": "T", "c0a": "F", "c0b": "B"}
FULLS = {**{f"s{i}": 2 for i in range(6)}, "m0": 3, "t0": 1, "c0a": 1, "c0b": 2}
CHOICES = {"m0": ["ABC", "AB", "A", "ABD", "BC"], "t0": ["T", "F"], "c0a": ["T", "F"], "c0b": ["A", "B"]}


def mark_of(item, response):
    if response == KEYS[item]:
        return Fraction(FULLS[item])
    if item == "m0" and response and set(response) < set("ABC"):
        return Fraction(len(response))
    return Fraction(0)


def numbers_of(item, response):
    if response in ("T", "F"):
        return {0 if response == "T" else 1}
    return {LETTERS.index(c) for c in response}


class Room:
    """A hall where `people` took the test once, and their attempts as the reference takes them."""

    def __init__(self, people, seed=1, sheet=SHEET):
        rng = random.Random(seed)
        self.hall = Hall()
        self.hall.write("people.csv", "number,name,unit,post,pin\n" + "".join(
            f"{30000 + i},李{i},矿/队{i % 3},书记,123456\n" for i in range(max(people, 1))))
        self.hall.biwu("people", "import", self.hall.path / "people.csv", "--apply")
        self.hall.write("question_banks/fx.yaml", BANK)
        self.hall.write(f"events/{EVENT}.yaml", sheet)
        self.hall.start_hub()
        self.hall.biwu("event", "open", EVENT)
        self.attempts, self.numbers = [], []
        lines = ["number,item,response,seconds"]
        for i in range(people):
            lines += self.sit(rng, str(30000 + i))
        if people:
            self.hall.biwu("attempts", "import", EVENT, self.hall.write("paper.csv", "\n".join(lines) + "\n"))

    def items_of(self, _number):
        return KEYS

    def sit(self, rng, number):
        ability, lines, attempt = rng.random(), [], []
        for item in self.items_of(number):
            wrong = rng.choice(CHOICES.get(item, list("ABCD")))
            response = "" if rng.random() < 0.08 else KEYS[item] if rng.random() < ability else wrong
            # Everybody chooses D instead of the key of s3, if he is good; nobody ever chooses A of s1.
            if item == "s3" and response:
                response = "A" if ability > 0.5 else "D"
            if item == "s1" and response == "A":
                response = "C"
            seconds = rng.randint(1, 90)
            if response:
                lines.append(f"{number},{item},{response},{seconds}")
            attempt.append(Response(item, mark_of(item, response), Fraction(FULLS[item]), numbers_of(item, response),
                                    bool(response), Fraction(seconds) if response else None))
        self.attempts.append(attempt)
        self.numbers.append(number)
        return lines

    def stats(self, *words):
        return self.hall.biwu("stats", EVENT, *words).stdout

    def json(self, *words):
        return json.loads(self.stats("--format", "json", *words))


class DrawnRoom(Room):
    """Each has a form of his own."""

    def items_of(self, number):
        return [row["item"] for row in self.hall.csv("draw", "show", EVENT, number)]


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))


class Command(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.room = Room(60)

    @classmethod
    def tearDownClass(cls):
        cls.room.hall.__exit__()

    def page(self, document, key):
        """The rows of the page that has this column."""
        return next(p["rows"] for p in document["pages"] if p["rows"] and key in p["rows"][0])

    def test_agrees_with_the_reference(self):
        document = self.room.json()
        expected = reference.test_figures(self.room.attempts)
        self.assertEqual(document["test"]["n"], 60)
        for key in TEST_KEYS:
            self.assertTrue(agree(document["test"][key], expected[key]), key)
        self.assertEqual(document["test"]["alpha_over"], "items")
        weights = reference.weights(self.room.attempts)
        rows = self.page(document, "efficiency")
        self.assertEqual(len(rows), len(KEYS))
        for row in rows:
            item = row["item"].removeprefix("fx/")
            wanted = reference.item_figures(self.room.attempts, item, 4)
            wanted["weight"] = weights[item]
            for key in ITEM_KEYS:
                self.assertTrue(agree(row[key], wanted[key]), f"{item} {key}: {row[key]}, expected {wanted[key]}")
            self.assertEqual(row["n"], 60)

    def test_csv_begins_as_promised(self):
        text = self.room.stats("--format", "csv")
        self.assertTrue(text.lstrip("\ufeff").startswith("item,n,facility,sd,discrimination,efficiency,weight,d27,"))
        rows = rows_of(text)
        self.assertEqual([r["item"] for r in rows],
                         [f"fx/{i}" for i in ("s0", "s1", "s2", "s3", "s4", "s5", "m0", "t0", "c0a", "c0b")])
        self.assertEqual({r["item"]: r["random_guess"] for r in rows}["fx/s0"], "0.25")
        self.assertEqual({r["item"]: r["section"] for r in rows}["fx/c0b"], "案例")

    def test_options_by_thirds(self):
        rows = [r for r in rows_of(self.room.stats("--page", "options", "--format", "csv")) if r["item"] == "fx/s0"]
        wanted = reference.item_figures(self.room.attempts, "s0", 4)
        self.assertEqual([r["option"] for r in rows], ["A", "B", "C", "D", ""])
        self.assertEqual([int(r["count"]) for r in rows], wanted["counts"] + [60 - wanted["given"]])
        self.assertEqual([r["key"] for r in rows], ["true", "false", "false", "false", ""])
        for row, thirds in zip(rows, wanted["thirds"] + [wanted["blanks"]]):
            for name, third in zip(("upper", "middle", "lower"), thirds):
                self.assertAlmostEqual(float(row[name]), float(100 * third), delta=0.0501)

    def test_warns_in_words(self):
        rows = {r["item"]: r for r in rows_of(self.room.stats("--format", "csv"))}
        self.assertIn("key", rows["fx/s3"]["warnings"].split())
        self.assertIn("negative", rows["fx/s3"]["warnings"].split())
        self.assertIn("chose A than the key D", rows["fx/s3"]["warning"])
        self.assertIn("Nobody chose A", rows["fx/s1"]["warning"])
        seen = self.room.stats("--page", "warnings")
        self.assertIn("biwu ruling", " ".join(seen.split()))
        chinese = self.room.hall.biwu("stats", EVENT, "--page", "test", lang=None).stdout
        self.assertIn("分析用的测试", chinese)

    def test_every_format_is_a_document(self):
        target = pathlib.Path(self.room.hall.path)
        for ending in ("xlsx", "html", "json", "csv"):
            self.room.stats("-o", target / f"stats.{ending}")
        with zipfile.ZipFile(target / "stats.xlsx") as book:
            self.assertTrue(any(name.startswith("xl/charts/") for name in book.namelist()))
        self.assertIn("<svg", (target / "stats.html").read_text(encoding="utf-8"))
        self.assertIn("alpha", self.room.stats())

    def test_part_of_the_people(self):
        document = self.room.json("--unit", "矿/队1")
        mine = [a for a, n in zip(self.room.attempts, self.room.numbers) if int(n) % 3 == 1]
        self.assertEqual(document["test"]["n"], len(mine))
        self.assertTrue(agree(document["test"]["sd"], reference.test_figures(mine)["sd"]))

    def test_what_is_wrong_is_said(self):
        hall = self.room.hall
        self.assertIn("no event", hall.biwu("stats", "nix", status=1).stderr.replace("there is no", "no"))
        self.assertIn("best, first or all", hall.biwu("stats", EVENT, "--attempts", "last", status=2).stderr)
        self.assertIn("--page takes", hall.biwu("stats", EVENT, "--page", "nix", status=2).stderr)
        self.assertIn("one event", hall.biwu("stats", status=2).stderr)

    def test_tables_of_the_same_figures(self):
        for name in ("figures", "stats", "options", "warnings"):
            self.assertTrue(rows_of(self.room.hall.biwu("table", name, EVENT, "--format", "csv").stdout), name)


class Sizes(unittest.TestCase):
    def test_nobody_and_few(self):
        for people in (0, 1, 2, 3):
            room = Room(people)
            try:
                document = room.json()
                self.assertEqual(document["test"]["n"], people)
                for key, needs in (("mean", 1), ("sd", 2), ("skewness", 3), ("kurtosis", 4)):
                    if people < needs:
                        self.assertIsNone(document["test"][key])
                for form in ("table", "csv", "html"):
                    self.assertTrue(room.stats("--format", form))
                if people:
                    self.assertIn("withheld", room.stats())
                    self.assertIn("unstable", room.stats())
            finally:
                room.hall.__exit__()


class Attempts(unittest.TestCase):
    def test_best_first_or_all(self):
        """Two people try twice: who had less the first time, and who had more."""
        room = Room(12)
        try:
            rng = random.Random(9)
            first = list(room.attempts)
            again = [line for number in ("30002", "30005") for line in room.sit(rng, number)]
            room.hall.biwu("attempts", "import", EVENT,
                           room.hall.write("again.csv", "number,item,response,seconds\n" + "\n".join(again) + "\n"))
            second = dict(zip(("30002", "30005"), room.attempts[-2:]))

            def total(attempt):
                return sum(r.mark for r in attempt)
            best = [max(a, second.get(n, a), key=total) for a, n in zip(first, room.numbers)]
            for words, attempts in ((("--attempts", "first"), first), ((), best), (("--attempts", "all"), room.attempts)):
                document = room.json(*words)
                self.assertEqual(document["test"]["n"], len(attempts))
                self.assertTrue(agree(document["test"]["mean"], reference.test_figures(attempts)["mean"]), words)
        finally:
            room.hall.__exit__()


class Forms(unittest.TestCase):
    def test_everybody_has_other_items(self):
        room = DrawnRoom(40, sheet=SHEET.replace("forms: 1", "forms: each").replace("draw: 6", "draw: 4"))
        try:
            document = room.json()
            expected = reference.test_figures(room.attempts)
            self.assertEqual((expected["alpha_over"], document["test"]["alpha_over"]), ("places", "places"))
            for key in TEST_KEYS:
                self.assertTrue(agree(document["test"][key], expected[key]), key)
            rows = next(p["rows"] for p in document["pages"] if "efficiency" in p["rows"][0])
            for row in rows:
                wanted = reference.item_figures(room.attempts, row["item"].removeprefix("fx/"), 4)
                self.assertEqual(row["n"], wanted["n"])
                self.assertIsNone(row["weight"])
                for key in ("facility", "discrimination", "efficiency", "d27", "intended_weight"):
                    self.assertTrue(agree(row[key], wanted[key]), (row["item"], key))
            self.assertLess(min(row["n"] for row in rows), 40)
            self.assertIn("different items", room.stats())
        finally:
            room.hall.__exit__()


class Corrections(unittest.TestCase):
    def test_figures_follow_rulings(self):
        room = Room(30)
        try:
            room.hall.biwu("ruling", EVENT, "apply", "s3", "--key", "A", "--reason", "答案有误", "--yes")
            attempts = [[r._replace(mark=Fraction(2 * (r.chosen == {0}))) if r.item == "s3" else r for r in attempt]
                        for attempt in room.attempts]
            self.assertTrue(agree(room.json()["test"]["alpha"], reference.test_figures(attempts)["alpha"]))
            room.hall.biwu("ruling", EVENT, "apply", "s3", "--remove", "--reason", "试题有误", "--yes")
            document = room.json()
            removed = next(row for p in document["pages"] for row in p["rows"]
                           if row.get("item") == "fx/s3" and "efficiency" in row)
            self.assertIsNone(removed["facility"])
            # What is left of the section carries its 12 marks: 2.4 each.
            rest = [[r._replace(mark=r.mark * 6 / 5, full=r.full * 6 / 5) if r.item[0] == "s" else r
                     for r in attempt if r.item != "s3"] for attempt in room.attempts]
            expected = reference.test_figures(rest)
            for key in TEST_KEYS:
                self.assertTrue(agree(document["test"][key], expected[key]), key)
        finally:
            room.hall.__exit__()


if __name__ == "__main__":
    unittest.main()
