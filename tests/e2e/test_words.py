"""Answers in words: imported, marked by two people over the hub's socket, ranked, verified, reopened."""
import csv
import io
import json
import socket
import unittest

import halls
from halls import Hall

EVENT = "2026-12-jianda"
MARKERS = (("10001", "652386"), ("10002", "283145"))
TAKEN = ("10008", "10009")


class Terminal:
    """A program that speaks the protocol (biwu-protocol(7)), signed in."""

    def __init__(self, hall, number, pin):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(halls.DEADLINE)
        self.socket.connect(str(hall.path / "hub.sock"))
        self.lines = self.socket.makefile("r", encoding="utf-8")
        self.id = 0
        self.ask("hello", protocol=1)
        assert "error" not in self.ask("sign-in", number=number, pin=pin)

    def ask(self, kind, **members):
        self.id += 1
        self.socket.sendall((json.dumps({"id": self.id, "do": kind, **members}) + "\n").encode())
        while True:
            reply = json.loads(self.lines.readline())
            if reply.get("re") == self.id:
                return reply

    def close(self):
        self.lines.close()
        self.socket.close()

    def mark_all(self, points_of):
        """Marks whatever waits for this person; how many there were."""
        for count in range(1000):
            script = self.ask("script", event=EVENT)
            if script.get("error") == "no-script":
                return count
            points = points_of(script)
            marked = self.ask("mark-script", event=EVENT, script=script["script"], points=points)
            assert "error" not in marked, marked
        raise AssertionError("there is no end of answers")


class Words(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.hall = Hall(sample=True)
        cls.addClassCleanup(cls.hall.__exit__)
        cls.hall.start_hub()
        cls.hall.biwu("event", "open", EVENT)
        for number in TAKEN:
            cls.hall.biwu("attempts", "import", EVENT, cls.paper_of(number))

    @classmethod
    def paper_of(cls, number):
        out = io.StringIO()
        rows = csv.writer(out)
        rows.writerow(["number", "item", "response", "seconds"])
        for row in cls.hall.csv("draw", "show", EVENT, number):
            rows.writerow([number, row["item"], "我的回答" if row["kind"] == "short" else "T", 20])
        return cls.hall.write(f"{number}.csv", out.getvalue())

    def progress(self):
        rows = self.hall.csv("marking", EVENT, "--progress")
        return sum(int(r["answers"]) for r in rows), sum(int(r["settled"]) for r in rows)

    def marks(self):
        return {row["number"]: row for row in self.hall.csv("attempts", "list", EVENT)}

    def test_two_markers_settle_everything_and_verify_agrees(self):
        hall = self.hall
        self.assertEqual(self.progress(), (8, 0))
        self.assertRegex(hall.biwu("rank", EVENT).stderr, "8 answers wait for the markers")
        before = self.marks()
        self.assertEqual([row["pending"] for row in before.values()], ["4", "4"])
        first, second = (Terminal(hall, *marker) for marker in MARKERS)
        self.addCleanup(first.close)
        self.addCleanup(second.close)

        shown = first.ask("script", event=EVENT)
        for number in TAKEN:
            self.assertNotIn(number, json.dumps(shown, ensure_ascii=False))
        self.assertEqual(first.mark_all(lambda script: list(range(len(script["points"])))), 8)
        self.assertEqual(second.mark_all(lambda script: list(range(len(script["points"])))), 8)
        self.assertEqual(self.progress(), (8, 8))
        after = self.marks()
        for number in TAKEN:
            self.assertEqual(after[number]["pending"], "0")
            self.assertEqual(float(after[number]["mark"]), float(before[number]["mark"]) + 20)
        self.assertNotIn("wait", hall.biwu("rank", EVENT).stderr)
        hall.biwu("verify")

        # One is looked at again: its marks are taken back, and the rank says so.
        item = next(row["item"] for row in hall.csv("draw", "show", EVENT, TAKEN[0]) if row["kind"] == "short")
        self.assertRegex(hall.biwu("marking", EVENT, TAKEN[0], "nothing", "--reopen", "--reason", "x", status=1).stderr,
                         "no item nothing")
        self.assertRegex(hall.biwu("marking", EVENT, "10003", item, "--reopen", "--reason", "x", status=1).stderr,
                         "10003")
        self.assertRegex(hall.biwu("marking", EVENT, TAKEN[0], item, "--reopen", status=2).stderr, "--reason")
        self.assertRegex(hall.biwu("marking", EVENT, "--progress", "--log", status=2).stderr, "exclude one another")
        self.assertRegex(hall.biwu("marking", EVENT, "--log", "--reason", "x", status=2).stderr, "goes with --reopen")
        hall.biwu("marking", EVENT, TAKEN[0], item, "--reopen", "--reason", "本人申请复核")
        self.assertEqual(self.progress(), (8, 7))
        self.assertEqual(self.marks()[TAKEN[0]]["pending"], "1")
        hall.biwu("verify")
        self.assertEqual(first.mark_all(lambda script: []), 1)
        self.assertEqual(second.mark_all(lambda script: []), 1)
        self.assertEqual(float(self.marks()[TAKEN[0]]["mark"]), float(after[TAKEN[0]]["mark"]) - 5)
        hall.biwu("verify")
        log = hall.csv("marking", EVENT, "--log")
        self.assertEqual([row["what"] for row in log], ["marked"] * 16 + ["reopened"] + ["marked"] * 2)
        self.assertEqual({row["who"] for row in log if row["what"] == "marked"}, {"10001", "10002"})
        self.assertEqual(log[16]["note"], "本人申请复核")
        marked = next(row for row in log if row["number"] == TAKEN[0] and row["item"].endswith(item))
        self.assertEqual((log[16]["item"], log[16]["full"], log[16]["mark"]), (marked["item"], marked["full"], ""))
        self.assertEqual({row["number"] for row in log}, set(TAKEN))
        self.forge(item)

    def test_what_an_examiner_only_ticked_is_an_answer(self):
        hall = Hall(sample=True)
        self.addCleanup(hall.__exit__)
        hall.start_hub()
        hall.biwu("event", "open", EVENT)
        examiner = Terminal(hall, *MARKERS[0])
        self.addCleanup(examiner.close)
        attempt = examiner.ask("start", event=EVENT, number=TAKEN[0])["attempt"]
        kinds = [slot["kind"] for slot in examiner.ask("paper", attempt=attempt)["slots"]]
        words = [i for i, kind in enumerate(kinds) if kind == "short"]
        for slot in words[:-1]:
            self.assertNotIn("error", examiner.ask("tick", attempt=attempt, slot=slot, points=[0]))
        self.assertNotIn("error", examiner.ask("answer", attempt=attempt, slot=words[-1], response="原话"))
        items = [row["item"] for row in hall.csv("draw", "show", EVENT, TAKEN[0])]
        again = [EVENT, TAKEN[0], items[words[0]], "--reopen", "--reason", "听错了"]
        self.assertRegex(hall.biwu("marking", *again, status=1).stderr, "submitted nothing")
        self.assertNotIn("error", examiner.ask("submit", attempt=attempt))
        row = hall.csv("attempts", "list", EVENT)[0]
        self.assertEqual((row["answered"], row["pending"]), (str(len(words)), "1"))
        self.assertIn("(answered by word of mouth)", hall.biwu("explain", EVENT, TAKEN[0]).stdout)

        waits = [EVENT, TAKEN[0], items[words[-1]], "--reopen", "--reason", "x"]
        self.assertRegex(hall.biwu("marking", *waits, status=1).stderr, "not settled yet: .*10001")
        hall.biwu("marking", *again)
        after = hall.csv("attempts", "list", EVENT)[0]
        self.assertEqual(after["pending"], "2")
        self.assertLess(float(after["mark"]), float(row["mark"]))
        log = hall.csv("marking", EVENT, "--log")
        self.assertEqual([entry["what"] for entry in log], ["ticked"] * (len(words) - 1) + ["reopened"])
        self.assertEqual((log[-1]["item"], log[-1]["full"]), (log[0]["item"], log[0]["full"]))
        hall.biwu("verify")

    def forge(self, item):
        """A mark that nobody gave does not pass."""
        hall = self.hall
        hall.stop_hub()
        hall.sql(f"UPDATE attempt SET mark = mark + 10000 WHERE number = '{TAKEN[0]}'", write=True)
        self.assertRegex(hall.biwu("verify", status=1).stdout, "attempt")
        hall.sql(f"UPDATE attempt SET mark = mark - 10000 WHERE number = '{TAKEN[0]}'", write=True)
        hall.biwu("verify")


if __name__ == "__main__":
    unittest.main()
