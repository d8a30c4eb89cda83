#!/usr/bin/env python3
"""Draws as an organizer makes them: the pool first, the seed once, presence and substitutes, an unannounced test for
those drawn, its paper sealed until it is opened."""
import csv
import hashlib
import json
import re
import unittest

from halls import Hall
from reference_draw import Stream, framed

SHEET = """\
test: choukao
title: 随机抽考
minutes: 30
who: {抽考: chou-1}
forms: 3
sections:
  - {title: 单选, draw: 5, from: {kind: single}, marks: 2}
  - {title: 判断, draw: 5, from: {kind: truefalse}, marks: 2}
"""
HEX = re.compile("[0-9a-f]{64}")


class Draws(unittest.TestCase):
    def setUp(self):
        self.hall = Hall(sample=True)
        self.addCleanup(self.hall.__exit__)

    def draw(self, *args, **options):
        return self.hall.biwu("draw", *args, **options)

    def people(self, identity, *args, **options):
        return self.draw("people", "--id", identity, *args, **options)

    def show(self, identity):
        return self.hall.json("draw", "show", identity, "--all")["draw"]

    def drawn(self, identity):
        return [m["number"] for m in self.show(identity)["members"]]

    def kinds(self, stream):
        return [row["kind"] for row in self.hall.sql(f"SELECT kind FROM journal WHERE stream = '{stream}' ORDER BY n")]

    def refused(self, says, *args, status=1):
        done = self.draw(*args, status=status)
        self.assertIn(says, done.stderr)

    def test_a_dry_run_keeps_nothing(self):
        done = self.people("chou-1", "--rule", "1/unit", "--dry-run")
        self.assertRegex(done.stdout, HEX)
        self.assertNotIn("Drawn", done.stdout)
        self.assertEqual(self.kinds("draw/chou-1"), [])
        same = HEX.search(done.stdout)[0]
        self.assertIn(same, self.people("chou-1", "--rule", "1/unit", "--throw", "35621146").stdout)
        self.assertEqual(self.kinds("draw/chou-1"), ["pooled", "seeded", "drawn"])

    def test_a_draw_is_made_once(self):
        self.people("chou-1", "--rule", "2", "--yes")
        self.refused("there is a draw chou-1 already", "people", "--id", "chou-1", "--rule", "3", "--yes")
        self.refused("cannot be done again", "seed", "chou-1", "--seed", "another")
        self.assertEqual(len(self.drawn("chou-1")), 2)

    def test_the_same_pool_and_seed_give_the_same_people(self):
        self.people("chou-1", "--rule", "1/unit@2", "--throw", "3  5 6 2", "--throw", "1 1 4 6")
        first = self.drawn("chou-1")
        with Hall(sample=True) as other:
            other.biwu("draw", "people", "--id", "chou-1", "--rule", "1/unit@2", "--seed", "3 5 6 2 / 1 1 4 6")
            self.assertEqual([m["number"] for m in other.json("draw", "show", "chou-1")["draw"]["members"]], first)

    def test_rules_leave_out_whom_they_should(self):
        listed = {row["number"]: row for row in self.hall.csv("people", "list")}
        secretaries = [n for n, row in listed.items() if row["post"] == "书记"]
        self.hall.write("excused.csv", "工号,事由\n" + f"{secretaries[0]},住院\n{secretaries[1]},出差\n")
        self.people("d-1", "--rule", "3", "--posts", "书记", "--excused", self.hall.path / "excused.csv", "--yes")
        drawn = self.drawn("d-1")
        self.assertEqual(len(drawn), 3)
        self.assertTrue(set(drawn) <= set(secretaries[2:]), drawn)
        self.people("d-2", "--rule", "1", "--posts", "书记", "--not-since", "3", "--yes")
        pool = {member["number"] for member in self.show("d-2")["pooled"]["pool"]}
        self.assertEqual(pool, set(secretaries) - set(drawn))
        self.assertRegex(self.draw("show", "d-1").stdout, "Kept out as excused: 2")
        self.assertRegex(self.draw("show", "d-2").stdout, r"Kept out as drawn since [^\n]*: 3\n")
        self.refused("nobody has the post", "people", "--rule", "1", "--posts", "矿长助理", "--yes")
        self.refused("nobody of the roster has it", "people", "--rule", "1", "--exclude", "99999", "--yes")
        self.refused("is not understood", "people", "--rule", "two", "--yes")
        self.refused("say how many", "people", "--yes")

    def test_the_journal_has_a_units_whole_path(self):
        self.people("chou-1", "--rule", "1", "--unit", "综采一队党支部", "--yes")
        self.assertIn('"乌金山煤矿/综采一队党支部"',
                      self.hall.sql("SELECT body FROM journal WHERE stream = 'draw/chou-1' AND n = 1")[0]["body"])
        self.refused("nobody is of the unit 一队", "people", "--rule", "1", "--unit", "一队", "--yes")

    def test_the_pool_names_each_unit_once(self):
        # In the order of numbers the two units alternate.
        self.hall.biwu("people", "import", "--apply", self.hall.write(
            "people.csv", "工号,姓名,单位,职务\n" + "".join(
                f"2000{i},人{i},矿/{'甲' if i % 2 else '乙'}队,调度员\n" for i in range(1, 7))))
        shown = self.people("d-1", "--rule", "2", "--posts", "调度员", "--dry-run").stdout
        self.assertIn("  矿/甲队: 人1, 人3, 人5\n  矿/乙队: 人2, 人4, 人6\n", shown)
        self.assertEqual(shown.count("甲队: "), 1)

    def test_presence_and_substitutes(self):
        self.people("chou-1", "--rule", "1/unit", "--yes")
        first, second = self.drawn("chou-1")[:2]
        self.refused("needs a reason", "excuse", "chou-1", first)
        self.assertIn("the next substitute is called", self.draw("excuse", "chou-1", first, "--reason", "住院").stdout)
        self.assertIn("is present", self.draw("present", "chou-1", second).stdout)
        self.refused("a substitute was called", "present", "chou-1", first)
        members = {m["number"]: m for m in self.show("chou-1")["members"]}
        self.assertEqual((members[first]["standing"], members[first]["reason"]), ("excused", "住院"))
        called = next(n for n, m in members.items() if m.get("instead") == first)
        self.assertEqual(members[called]["place"], members[first]["place"])
        self.assertNotIn("is called", self.draw("absent", "chou-1", called, "--no-substitute").stdout)
        self.assertIn("is called", self.draw("call", "chou-1", called).stdout)
        self.draw("close", "chou-1")
        self.refused("closed", "present", "chou-1", second)
        self.assertIn("the same result", self.draw("verify", "chou-1").stdout)

    def test_the_roll_is_called(self):
        self.refused("there is no draw", "rollcall", "chou-1")
        self.people("chou-1", "--rule", "3", "--yes")
        read_out = sorted(self.show("chou-1")["members"], key=lambda member: member["place"])
        first, second, third = (member["number"] for member in read_out)

        def standings():
            return {m["number"]: m["standing"] for m in self.show("chou-1")["members"]}

        # Present; an excuse thought better of; excused; a slip; its substitute absent; his substitute later; present.
        said = self.draw("rollcall", "chou-1", input="\ne\n\ne\n住院\nx\na\n\ns\n\n").stdout
        asked = re.findall(r"\((\d) to go\) (\d+) ", said)
        called = re.findall(r"next substitute is called: (\d+)", said)
        self.assertEqual(asked, [("3", first), ("2", second), ("2", second), ("2", called[0]), ("2", called[0]),
                                 ("2", called[1]), ("1", third)])
        self.assertIn("2 present, 1 excused, 1 absent, 1 not noted yet", said)
        expected = {first: "present", second: "excused", called[0]: "absent", called[1]: "due", third: "present"}
        self.assertEqual(standings(), expected)
        # It goes on; an answer is put right; the end of the input loses nothing.
        said = self.draw("rollcall", "chou-1", input="\nb\n").stdout
        self.assertIn("3 present, 1 excused, 1 absent, 0 not noted yet", said)
        said = self.draw("rollcall", "chou-1", input="").stdout
        self.assertIn("`biwu draw close chou-1` ends it", said)
        self.draw("close", "chou-1")
        self.refused("closed", "rollcall", "chou-1")
        self.draw("order", "--id", "xu-1", "--of", "chou-1", "--yes")
        self.refused("is not one of people", "rollcall", "xu-1")

    def test_a_pool_waits_for_its_seed(self):
        self.refused("the seed is empty", "people", "--id", "chou-1", "--rule", "2", "--throw", " ")
        self.assertEqual(self.kinds("draw/chou-1"), ["pooled"])
        self.assertEqual(self.show("chou-1")["stage"], "pooled")
        self.refused("nothing has been drawn", "present", "chou-1", "10001")
        self.draw("seed", "chou-1")  # without a terminal to ask at, the system makes it
        self.assertEqual(self.show("chou-1")["seeded"]["how"], "system")
        self.refused("there is no draw", "seed", "chou-9", "--yes")
        self.refused("there is no draw", "show", "chou-9")

    def test_what_is_drawn_from_is_what_was_meant(self):
        self.people("chou-1", "--rule", "2", "--throw", " ", status=1)
        self.refused("has no seed yet", "order", "--of", "chou-1", "--yes")
        self.draw("seed", "chou-1", "--seed", "3 5 6", "--yes")
        self.draw("order", "--id", "xu-1", "--of", "chou-1", "--throw", "1 2 3")
        order = self.draw("show", "xu-1").stdout
        self.assertTrue(all(number in order for number in self.drawn("chou-1")), order)
        self.refused("is not one of people", "order", "--of", "xu-1", "--yes")
        # A panel's code with a slip in it is not a list of one topic.
        self.refused("weidanke", "topics", "--of", "chou-1", "--topics", "weidanke", "--yes")
        self.assertEqual(self.kinds("draw/chou-2"), [])

    def test_every_format(self):
        self.people("chou-1", "--rule", "2", "--title", "=1+1", "--yes")
        json.loads(self.draw("show", "chou-1", "--format", "json").stdout)
        self.assertGreaterEqual(len(list(csv.reader(self.draw("show", "chou-1", "--format", "csv").stdout.splitlines()))), 3)
        listed = self.hall.json("draw", "list")["pages"][0]["rows"]
        self.assertEqual([(row["id"], row["drawn"], row["title"]) for row in listed], [("chou-1", 2, "=1+1")])

    def seal_from_the_page(self, numbers):
        """Section 15 of docs/draw.md, over the forms that people see."""
        event = self.hall.sql("SELECT hex(source_hash) AS source, hex(pool_hash) AS pool, seed FROM event"
                              " WHERE code = 'choukao'")[0]
        source = hashlib.blake2b(SHEET.encode(), digest_size=32).digest()
        self.assertEqual(source.hex().upper(), event["source"])
        revisions = {(row["bank"], row["item"]): row["current"]
                     for row in self.hall.sql("SELECT bank, item, current FROM item")}
        data = framed("seal") + framed("choukao") + source + bytes.fromhex(event["pool"]) + framed(event["seed"])
        data += (3).to_bytes(8, "little")
        holders = {1 + Stream(event["seed"], "which form", number).below(3): number for number in numbers}
        for form in (1, 2, 3):
            rows = self.hall.csv("draw", "show", "choukao", holders[form])
            data += len(rows).to_bytes(8, "little")
            for row in rows:
                data += framed(row["bank"]) + framed(row["item"])
                for number in (revisions[row["bank"], row["item"]], -1, ["单选", "判断"].index(row["section"]),
                               int(row["full"]) * 10000):
                    data += number.to_bytes(8, "little", signed=True)
                data += framed("".join(chr(ord(letter) - ord("A")) for letter in row["shown"]))
        return hashlib.blake2b(data, digest_size=32).hexdigest()

    def test_an_unannounced_test(self):
        self.hall.write("events/choukao.yaml", SHEET)
        checked = self.hall.biwu("event", "check", "events/choukao.yaml", cwd=self.hall.path)
        self.assertIn("warning: there is no draw chou-1", checked.stderr)
        self.hall.start_hub()
        self.assertIn("there is no draw chou-1", self.hall.biwu("event", "seal", "choukao", status=1).stderr)
        self.people("chou-1", "--rule", "1/unit", "--event", "choukao", "--throw", "3 5 6 2 1 1 4 6")
        checked = self.hall.biwu("event", "check", "events/choukao.yaml", cwd=self.hall.path)
        self.assertEqual(checked.stderr, "")
        drawn = self.drawn("chou-1")
        stranger = next(m["number"] for m in self.show("chou-1")["pooled"]["pool"] if m["number"] not in drawn)
        sealed = HEX.search(self.hall.biwu("event", "seal", "choukao").stdout)[0]
        self.assertEqual(self.kinds("seal/choukao"), ["sealed"])
        self.refused("is sealed", "show", "choukao", drawn[0])
        self.refused("is sealed", "verify", "choukao")
        self.hall.biwu("event", "open", "choukao")
        self.hall.biwu("event", "seal", "choukao", status=1)
        self.draw("absent", "chou-1", drawn[0])
        substitute = next(m["number"] for m in self.show("chou-1")["members"] if m.get("instead") == drawn[0])
        for number, status in ((drawn[0], 1), (stranger if stranger != substitute else "none", 1), (drawn[1], 0),
                               (substitute, 0)):
            rows = self.hall.csv("draw", "show", "choukao", number if number != "none" else drawn[2])
            text = "number,item,response\n" + "".join(f"{number},{row['bank']}/{row['item']},\n" for row in rows)
            path = self.hall.write(f"responses-{number}.csv", text)
            with self.subTest(number=number):
                self.hall.biwu("attempts", "import", "choukao", path, status=status)
        forms = {tuple(row["item"] for row in self.hall.csv("draw", "show", "choukao", number)) for number in drawn}
        self.assertEqual(len(forms), 3)
        verified = self.draw("verify", "choukao").stdout
        self.assertIn(sealed, verified)
        self.assertEqual(self.seal_from_the_page(drawn), sealed)
        self.assertIn("0 differences", verified)
        self.hall.stop_hub()
        self.assertIn(", 0 differences", self.hall.biwu("verify").stdout)


if __name__ == "__main__":
    unittest.main()
