"""Appraisal: adjustments computed again from the rankings, in decimals, by another program."""
import csv
import io
import json
import random
import unittest
from decimal import ROUND_HALF_UP, Decimal

from halls import Hall

BANK = "bank: k\ntitle: 考\nitems:\n" + "".join(
    f"  - {{id: k{i}, kind: single, stem: 第{i}题, options: [甲, 乙, 丙], key: A}}\n" for i in range(1, 11))
TEST = """test: {code}
title: 测试{code}
minutes: 30
pass: {passing}
who: {{posts: [书记, 委员]}}
forms: 1
sections:
  - {{title: 单选, draw: 10, from: {{bank: k}}, marks: {marks}}}
"""
SHEET = """appraisal: kaohe
title: 考核
unit_level: 2
decimals: 1
events: [{event: a, weight: 30%}, {event: b, weight: 70%}]
persons:
  rules:
    - {title: 分档, of: mark, bands: [{from: 90, add: 2}, {from: 70, add: 0.5}, {below: 50, add: -1}]}
    - {title: 名次, of: rank, ranks: [{ranks: 1, add: 5}, {ranks: 2-3, add: 3}]}
    - {title: 缺考, of: absence, add: -2}
    - {title: 不及格, of: failure, add: -1}
  cap: {most: 6, least: -3}
units:
  base: 100
  rules:
    - {title: 平均, of: mean, bands: [{from: 70, add: 3}, {from: 60, add: 1}, {below: 60, add: -3}]}
    - {title: 参考率, of: participation, below: 90%, add: -5}
    - {title: 第一, of: rank, per: period, ranks: [{ranks: 1, add: 3}]}
leaders: {posts: [书记], share: 50%}
stars:
  criteria: [{title: 学习星, of: mean, at_least: 65}, {title: 参学星, of: participation, at_least: 80}]
  grades: [{stars: 2, title: 二星}, {stars: 1, title: 一星}]
titles: [{title: 标兵, who: persons, all: [{of: mean, at_least: 80}, {of: absence, below: 1}]}]
"""
UNITS = ["矿/甲队/一班", "矿/甲队", "矿/乙队", "矿/丙队"]


def rounded(value, places="0.1"):
    return Decimal(value).quantize(Decimal(places), ROUND_HALF_UP)


def team(unit):
    return "/".join(unit.split("/")[:2])


class Appraise(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.hall = Hall()
        cls.addClassCleanup(cls.hall.__exit__)
        rng = random.Random(9)
        cls.people = {str(30000 + i): (UNITS[i % 4], ["书记", "委员", "干事"][i % 3]) for i in range(30)}
        rows = [f"{n},人{n},{unit},{post},123456" for n, (unit, post) in cls.people.items()]
        cls.hall.biwu("people", "import", cls.hall.write("people.csv", "number,name,unit,post,pin\n" + "\n".join(rows) + "\n"),
                      "--apply")
        cls.hall.write("question_banks/k.yaml", BANK)
        cls.hall.write("events/a.yaml", TEST.format(code="a", passing=30, marks=5))
        cls.hall.write("events/b.yaml", TEST.format(code="b", passing=60, marks=10))
        cls.hall.write("events/kaohe.yaml", SHEET)
        cls.hall.start_hub()
        cls.allowed = [n for n, (_, post) in cls.people.items() if post != "干事"]
        for code in "ab":
            cls.hall.biwu("event", "open", code)
            lines = ["number,item,response,seconds"]
            for number in cls.allowed:
                if rng.random() < 0.25:
                    continue
                good = rng.random()
                lines += [f"{number},k{i},{'A' if rng.random() < good else 'B'},{rng.randint(1, 9)}" for i in range(1, 11)]
            cls.hall.biwu("attempts", "import", code, cls.hall.write("in.csv", "\n".join(lines) + "\n"))
            cls.hall.biwu("event", "close", code)
        cls.ranked = {code: {r["number"]: r for r in cls.hall.csv("rank", code)} for code in "ab"}
        cls.pages = {p["heading"]: p["rows"] for p in
                     json.loads(cls.hall.biwu("appraise", "kaohe", "--format", "json").stdout, parse_float=Decimal,
                                parse_int=Decimal)["pages"]}

    def percent(self, code, number):
        row = self.ranked[code][number]
        return rounded(Decimal(row["mark"]) * 100 / Decimal(row["full"]))

    def adjustment(self, number):
        """What the rules for persons give, before and after the cap."""
        total = Decimal(0)
        for code in "ab":
            if number not in self.allowed:
                continue
            if number not in self.ranked[code]:
                total -= 2
                continue
            percent, row = self.percent(code, number), self.ranked[code][number]
            total += 2 if percent >= 90 else Decimal("0.5") if percent >= 70 else -1 if percent < 50 else 0
            total += {1: 5, 2: 3, 3: 3}.get(int(row["rank"]), 0)
            total -= row["passed"] == "false"
        return total, max(Decimal(-3), min(Decimal(6), total))

    def unit_figures(self):
        figures = {}
        for name in {team(unit) for unit, _ in self.people.values()}:
            members = [n for n in self.allowed if team(self.people[n][0]) == name]
            means, weights, taken = Decimal(0), Decimal(0), 0
            for code, weight in (("a", Decimal("0.3")), ("b", Decimal("0.7"))):
                marks = [self.percent(code, n) for n in members if n in self.ranked[code]]
                taken += len(marks)
                if marks:
                    means += rounded(sum(marks) / len(marks)) * weight
                    weights += weight
            figures[name] = (rounded(means / weights) if weights else None,
                             rounded(Decimal(taken) * 100 / (2 * len(members))) if members else None)
        return figures

    def unit_totals(self):
        figures = self.unit_figures()
        best = max(mean for mean, _ in figures.values() if mean is not None)
        totals = {}
        for name, (mean, share) in figures.items():
            total = Decimal(100)
            if mean is not None:
                total += 3 if mean >= 70 else 1 if mean >= 60 else -3
                total += 3 if mean == best else 0
            if share is not None and share < 90:
                total -= 5
            totals[name] = total
        return totals

    def test_persons(self):
        rows = {r["number"]: r for r in self.pages["Persons"]}
        self.assertEqual(set(rows), set(self.people))
        for number, row in rows.items():
            total, capped = self.adjustment(number)
            self.assertEqual((row["sum"], row["capped"], row["total"]), (total, capped, capped), number)

    def test_units_and_stars(self):
        totals, figures = self.unit_totals(), self.unit_figures()
        self.assertEqual({r["unit"]: r["total"] for r in self.pages["Units"]}, totals)
        for row in self.pages["Stars"]:
            mean, share = figures[row["subject"]]
            stars = (mean is not None and mean >= 65) + (share is not None and share >= 80)
            self.assertEqual((row["stars"], row["grade"]), (stars, ["", "一星", "二星"][stars]))

    def test_leaders_and_titles(self):
        totals = self.unit_totals()
        leaders = {r["number"]: r for r in self.pages["Leaders"]}
        self.assertEqual(set(leaders), {n for n, (_, post) in self.people.items() if post == "书记"})
        for number, row in leaders.items():
            share = rounded((totals[team(self.people[number][0])] - 100) / 2)
            self.assertEqual(row["total"], self.adjustment(number)[1] + share)
        given = {r["subject"] for r in self.pages["Titles"] if r["given"]}
        expected = {n for n in self.allowed if all(n in self.ranked[c] for c in "ab") and rounded(
            self.percent("a", n) * Decimal("0.3") + self.percent("b", n) * Decimal("0.7")) >= 80}
        self.assertEqual(given, expected)

    def test_reasons_add_up(self):
        rows = {r["number"]: r["sum"] for r in self.pages["Persons"]}
        for number, total in rows.items():
            lines = [r for r in self.pages["Each figure and its rule"]
                     if r["subject"] == number and r["rule"] != "share of the unit's"]
            self.assertEqual(sum(r["add"] for r in lines), total)
            self.assertTrue(all(r["because"] for r in lines))

    def test_formats_and_filters(self):
        for form in ("table", "csv", "html"):
            self.assertIn("30000", self.hall.biwu("appraise", "kaohe", "--persons", "--format", form).stdout)
        done = self.hall.biwu("appraise", "kaohe", "--persons", "--unit", "矿/乙队", "--format", "csv").stdout
        units = {r["unit"] for r in csv.DictReader(io.StringIO(done.lstrip("\ufeff")))}
        self.assertEqual(units, {"矿/乙队"})
        self.assertEqual(self.hall.biwu("appraise", "kaohe", "--persons", "--unit", "乙队", "--format", "csv").stdout, done)
        self.assertIn("Unit: 矿/乙队 and below", self.hall.biwu("appraise", "kaohe", "--units", "--unit", "乙队").stdout)
        self.assertIn("there is no unit 丁队", self.hall.biwu("appraise", "kaohe", "--unit", "丁队", status=1).stderr)
        self.assertIn("nobody with the number 99", self.hall.biwu("appraise", "kaohe", "--number", "99", status=1).stderr)
        self.assertIn("no such file", self.hall.biwu("appraise", "keine", status=1).stderr)
        self.hall.biwu("appraise", status=2)
        self.assertIn("kaohe.yaml: appraisal kaohe, 4 rules for persons", self.hall.biwu("event", "check").stdout)
        self.assertNotIn("kaohe", self.hall.biwu("event", "list").stdout)

    def test_a_hall_without_results(self):
        with Hall() as hall:
            path = hall.write("events/kaohe.yaml", SHEET.replace("events: [{event: a, weight: 30%}, {event: b, weight: 70%}]\n", ""))
            pages = json.loads(hall.biwu("appraise", path, "--format", "json").stdout)["pages"]
            self.assertTrue(all(p["rows"] == [] for p in pages))


if __name__ == "__main__":
    unittest.main()
