"""Corrections: what a ruling would change, what it changed, and what printed tables are worth afterwards."""
import csv
import io
import json
import random
import socket
import unittest

import halls
from halls import Hall

EVENT = "gengzheng"
BANK = """bank: gz
title: 更正
items:
""" + "".join(f"  - {{id: g{i}, kind: single, stem: 第{i}题, options: [甲, 乙, 丙, 丁], key: A}}\n" for i in range(1, 11)) + """\
  - {id: m1, kind: multiple, stem: 多选一, options: [甲, 乙, 丙], key: AB}
  - {id: m2, kind: multiple, stem: 多选二, options: [甲, 乙, 丙], key: AC}
"""
SHEET = f"""test: {EVENT}
title: 更正用的测试
minutes: 30
pass: 60
who: everyone
forms: 1
sections:
  - {{title: 单选, draw: 10, from: {{bank: gz, kind: single}}, marks: 8}}
  - {{title: 多选, draw: 2, from: {{bank: gz, kind: multiple}}, marks: 10}}
"""


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


class Rulings(unittest.TestCase):
    """Each test has a hall with 40 people who took a test."""

    def setUp(self):
        self.hall = Hall()
        self.addCleanup(self.hall.__exit__)
        rng = random.Random(41)
        people = [f"{20000 + i},王{i},矿/队{i % 4},书记,123456" for i in range(40)]
        path = self.hall.write("people.csv", "number,name,unit,post,pin\n" + "\n".join(people) + "\n")
        self.hall.biwu("people", "import", path, "--apply")
        self.hall.write("question_banks/gz.yaml", BANK)
        self.hall.write(f"events/{EVENT}.yaml", SHEET)
        self.hall.start_hub()
        self.hall.biwu("event", "open", EVENT)
        lines = ["number,item,response,seconds"]
        self.answers = {}
        for i in range(40):
            number = str(20000 + i)
            for item in [f"g{k}" for k in range(1, 11)] + ["m1", "m2"]:
                pool = ["A", "A", "A", "B", "C"] if item[0] == "g" else ["AB", "AC", "A", "ABC", "B"]
                response = rng.choice(pool)
                if i == 7:  # one who has everything right
                    response = {"m1": "AB", "m2": "AC"}.get(item, "A")
                self.answers[number, item] = response
                lines.append(f"{number},{item},{response},{rng.randint(1, 50)}")
        self.hall.biwu("attempts", "import", EVENT, self.hall.write("paper.csv", "\n".join(lines) + "\n"))

    def ranks(self):
        return {row["number"]: row for row in self.hall.csv("rank", EVENT)}

    def ruling(self, *words, **options):
        return self.hall.biwu("ruling", EVENT, *words, **options)

    def check_applied_as_previewed(self, *words):
        """preview names exactly those whose mark, pass or rank then moves, with the right figures."""
        before = self.ranks()
        preview = rows_of(self.ruling("preview", *words, "--format", "csv").stdout)
        self.assertEqual(self.ranks(), before)
        self.ruling("apply", *words, "--reason", "试题有误", "--yes")
        after = self.ranks()
        moved = {n for n in before
                 if any(before[n][k] != after[n][k] for k in ("mark", "rank", "passed"))}
        self.assertEqual({row["number"] for row in preview}, moved)
        for row in preview:
            old, new = before[row["number"]], after[row["number"]]
            self.assertEqual((row["mark_before"], row["rank_before"], row["passed_before"]),
                             (old["mark"], old["rank"], old["passed"]))
            self.assertEqual((row["mark_after"], row["rank_after"], row["passed_after"]),
                             (new["mark"], new["rank"], new["passed"]))
        self.assertIn("0 differences", self.hall.biwu("verify").stdout)
        return before, after

    def test_what_the_journal_cannot_keep_is_refused(self):
        """A reason that could not be read again would make the test unreadable for good."""
        for reason in ("a\x1b[31mb", "two\nlines", "长" * 334):
            self.assertIn("a reason is one line", self.ruling("apply", "g1", "--all", "--reason", reason, "--yes",
                                                              status=2).stderr)
        self.assertIn("--reason", self.ruling("apply", "g1", "--all", "--reason", "  ", "--yes", status=2).stderr)
        self.assertEqual(self.hall.csv("ruling", EVENT), [])
        self.ruling("apply", "g1", "--all", "--reason", " " + "长" * 333, "--yes")
        self.assertEqual([row["reason"] for row in self.hall.csv("ruling", EVENT)], ["长" * 333])
        self.hall.biwu("verify")

    def test_a_wrong_key(self):
        before, after = self.check_applied_as_previewed("g3", "--key", "B")
        for number in before:
            change = {"A": -8, "B": 8}.get(self.answers[number, "g3"], 0)
            self.assertEqual(float(after[number]["mark"]) - float(before[number]["mark"]), change)

    def test_both_keys_count(self):
        before, after = self.check_applied_as_previewed("gz/g3", "--also", "C")
        for number in before:
            change = 8 if self.answers[number, "g3"] == "C" else 0
            self.assertEqual(float(after[number]["mark"]) - float(before[number]["mark"]), change)

    def test_all_get_the_marks_and_an_item_is_removed(self):
        before, after = self.check_applied_as_previewed("g4", "--all")
        self.assertTrue(all(float(after[n]["mark"]) >= float(before[n]["mark"]) for n in before))
        self.check_applied_as_previewed("g4", "--uphold")
        self.assertEqual(self.ranks(), before)
        _, after = self.check_applied_as_previewed("g4", "--remove")
        for number in before:
            right = sum(self.answers[number, f"g{k}"] == "A" for k in range(1, 11) if k != 4)
            multiple = 10 * ((self.answers[number, "m1"] == "AB") + (self.answers[number, "m2"] == "AC"))
            # 80 marks over nine items: 8.89 or 8.88 each, the sum exact
            self.assertAlmostEqual(float(after[number]["mark"]), right * 80 / 9 + multiple, delta=0.05)
        self.assertEqual(after["20007"]["mark"], "100")  # the shares of the nine add up to all of the section

    def test_another_rule_of_credit(self):
        before, after = self.check_applied_as_previewed("--section", "2", "--credit", "short-half")
        for number in before:
            gain = sum(5 for item, key in (("m1", "AB"), ("m2", "AC"))
                       if self.answers[number, item] != key and set(self.answers[number, item]) < set(key))
            self.assertEqual(float(after[number]["mark"]) - float(before[number]["mark"]), gain)

    def test_explain_shows_before_and_after_and_heads_tell(self):
        head = json.loads(self.hall.biwu("ruling", EVENT, "--format", "json").stdout)["journal"]["head"]
        self.assertIn("up to date", self.hall.biwu("verify", "--head", head).stdout)
        number = next(n for (n, item), r in self.answers.items() if item == "g3" and r == "B")
        self.ruling("apply", "g3", "--key", "B", "--reason", "答案印错", "--yes")
        text = self.hall.biwu("explain", EVENT, number).stdout
        self.assertRegex(text, r"Ruling 1 \(.*\): g3: the key is B; 答案印错\. Mark \S+ before, \S+ after\.")
        row = next(r for r in self.hall.json("explain", EVENT, number) if r["item"] == "g3")
        self.assertEqual((row["mark"], row["mark_before"]), (8, 0))
        out = self.hall.biwu("verify", "--head", head[:16].upper()).stdout
        self.assertRegex(out, rf"superseded:\n  {EVENT}: rulings: 1\n")
        self.assertIn("never had this head", self.hall.biwu("verify", "--head", "0" * 64, status=1).stderr)
        self.assertIn("64", self.hall.biwu("verify", "--head", "xyz", status=1).stderr)
        listed = rows_of(self.ruling("--format", "csv").stdout)
        self.assertEqual([(r["kind"], r["reason"]) for r in listed], [("key", "答案印错")])

    def test_attempts_that_end_later_are_marked_by_it_too(self):
        self.ruling("apply", "g5", "--key", "D", "--reason", "教材改版", "--yes")
        path = self.hall.path / "people.csv"
        path.write_text(path.read_text(encoding="utf-8") + "20099,后来的人,矿/队1,书记,123456\n", encoding="utf-8")
        self.hall.biwu("people", "import", path, "--apply")
        self.hall.biwu("attempts", "import", EVENT,
                       self.hall.write("late.csv", "number,item,response,seconds\n20099,g5,D,9\n20099,g6,A,9\n"))
        self.assertEqual(self.ranks()["20099"]["mark"], "16")
        self.assertIn("0 differences", self.hall.biwu("verify").stdout)

    def ask(self, **request):
        """Asks the hub as the hall's owner does."""
        with socket.socket(socket.AF_UNIX) as hub:
            hub.settimeout(halls.DEADLINE)
            hub.connect(str(self.hall.path / "hub.sock"))
            lines = hub.makefile("rw", encoding="utf-8", newline="\n")
            for i, each in enumerate(({"do": "hello", "protocol": 1, "program": "test"}, request), 1):
                lines.write(json.dumps({"id": i, **each}) + "\n")
                lines.flush()
                reply = json.loads(lines.readline())
            self.assertNotIn("error", reply)
            return reply

    def test_what_was_made_void_stays_so(self):
        number = next(n for (n, item), r in self.answers.items() if item == "g6" and r == "B")
        attempt = next(int(r["attempt"]) for r in self.hall.csv("attempts", "list", EVENT) if r["number"] == number)
        self.ask(do="void", attempt=attempt, reason="替考")
        self.check_applied_as_previewed("g6", "--key", "B")
        self.assertNotIn(number, self.ranks())
        row = next(r for r in self.hall.csv("attempts", "list", EVENT) if r["number"] == number)
        self.assertEqual((row["status"], row["mark"]), ("void", "0"))

    def test_a_final_series_keeps_its_standing_and_it_is_said(self):
        self.hall.write("events/zong.yaml", f"series: zong\ntitle: 总成绩\nof: persons\nparts: [{EVENT}]\n")
        self.hall.biwu("event", "close", EVENT)
        said = "The series zong is final"
        self.assertNotIn(said, self.ruling("preview", "g3", "--all").stdout)
        # the sheet is taken over as the hub looks at its files; a series is prepared by finalizing it
        self.hall.stop_hub()
        self.hall.start_hub()
        self.ask(do="series", event="zong", finalize=True)
        standing = "SELECT place, code, mark, rank FROM entrant_result WHERE event = 'zong' ORDER BY place"
        before = self.hall.sql(standing)
        self.assertEqual(len(before), 40)
        self.assertIn(said, self.ruling("preview", "g3", "--all").stdout)
        self.ruling("apply", "g3", "--all", "--reason", "有歧义", "--yes")
        self.assertEqual(self.hall.sql(standing), before)
        self.assertIn("0 differences", self.hall.biwu("verify").stdout)

    def test_what_is_refused(self):
        for words, said in ((("preview", "g99", "--key", "A"), "no item g99"),
                            (("preview", "g1", "--key", "E"), "E"),
                            (("preview", "--section", "7", "--credit", "exact"), "sections 1 to 2"),
                            (("preview", "--section", "2", "--credit", "kind"), "short-half"),
                            (("apply", "g1", "--key", "B", "--reason", "x"), "--yes")):
            with self.subTest(words=words):
                self.assertIn(said, self.ruling(*words, status=1).stderr)
        for words in (("preview",), ("preview", "g1"), ("preview", "g1", "--all", "--remove"),
                      ("preview", "g1", "--credit", "exact"), ("apply", "g1", "--all"), ("undo", "g1", "--all")):
            with self.subTest(words=words):
                self.ruling(*words, status=2)
        self.assertIn("no event nosuch", self.hall.biwu("ruling", "nosuch", status=1).stderr)
        self.assertEqual(rows_of(self.ruling("--format", "csv").stdout), [])


class Statements(unittest.TestCase):
    def test_a_statements_key_is_said_in_words(self):
        with Hall() as hall:
            hall.open_statements("1,甲,矿,书记,123456\n", ["id: t1, key: T"])
            hall.biwu("attempts", "import", "t", hall.write("paper.csv", "number,item,response\n1,t1,T\n"))
            said = "t1: the key is Wrong"
            self.assertIn(said, hall.biwu("ruling", "t", "preview", "t1", "--key", "F").stdout)
            hall.biwu("ruling", "t", "apply", "t1", "--key", "F", "--reason", "印错", "--yes")
            self.assertIn(said, hall.biwu("ruling", "t").stdout)
            self.assertIn(said, hall.biwu("explain", "t", "1").stdout)


if __name__ == "__main__":
    unittest.main()
