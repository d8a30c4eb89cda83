#!/usr/bin/env python3
"""Competitions from the command line: scripts, logs, rankings, paper marks, rehearsals; what is wrong is said with its place."""
import json
import unittest

from halls import Hall, run

FINAL = "2026-shuangbiwu-juesai"
BUZZER = 2  # index of the buzzer round of the sample

# A false start, a wrong answer with its rebound, an undo and its redo, marks with a reason.
SCRIPT = """\
# a comment, and an empty line

{"do":"contest","command":"begin"}
{"do":"contest","command":"enter","round":2}
{"do":"contest","command":"take"}
{"do":"contest","command":"press","team":"B"}
{"do":"contest","command":"open"}
{"wait": 5}
{"do":"contest","command":"press","team":"A"}
{"do":"contest","command":"press","team":"C"}
{"do":"contest","command":"rule","verdict":"wrong"}
{"do":"contest","command":"rule","verdict":"right"}
{"do":"contest","command":"undo"}
{"do":"contest","command":"redo"}
{"do":"contest","command":"award","team":"D","marks":"2.5","reason":"风格"}
"""


def everything(done):
    return done.stdout + done.stderr


def played():
    """A hall in which the script was played."""
    hall = Hall(sample=True)
    hall.start_hub()
    hall.biwu("contest", "apply", FINAL, hall.write("script.jsonl", "\ufeff" + SCRIPT))  # as Windows saves it
    return hall


class Contest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.hall = played()

    @classmethod
    def tearDownClass(cls):
        cls.hall.__exit__()

    def journal(self):
        rows = self.hall.sql(f"SELECT n, kind, body FROM journal WHERE stream = 'contest/{FINAL}' ORDER BY n")
        return [(row["n"], row["kind"], json.loads(row["body"])) for row in rows]

    def totals(self):
        """Base and the changes of every event that was not taken back: added up here, apart from the program."""
        undone, entries = set(), self.journal()
        for n, kind, body in entries:
            if kind == "undone":
                undone |= {m for m in range(body["target"], n)}
            elif kind == "redone":
                undone -= {m for m in range(body["target"], n)}
        totals = dict.fromkeys("ABCD", 100.0)
        for n, _, body in entries:
            for delta in body.get("deltas", []) if n not in undone else []:
                totals["ABCD"[delta["team"]]] += float(delta["marks"])
        return totals

    def test_the_ranking_is_what_the_journal_adds_up_to(self):
        rank = {row["code"]: row for row in self.hall.json("rank", FINAL)}
        self.assertEqual({code: float(row["mark"]) for code, row in rank.items()}, self.totals())
        self.assertEqual(self.totals(), {"A": 90, "B": 95, "C": 110, "D": 102.5})
        self.assertEqual([row["code"] for row in sorted(rank.values(), key=lambda row: row["rank"])], list("CDBA"))
        self.assertEqual({row["state"] for row in rank.values()}, {"provisional"})

    def test_the_log_tells_every_event(self):
        log = self.hall.json("contest", "log", FINAL)
        self.assertEqual([row["n"] for row in log], list(range(1, len(log) + 1)))
        self.assertEqual([row["kind"] for row in log],
                         ["began", "entered", "taken", "pressed", "opened", "pressed", "pressed", "ruled", "ruled",
                          "undone", "redone", "awarded"])
        told = "\n".join(row["what"] for row in log)
        for words in ("false start (-5)", "The buzzers are open", "wrong (-10)", "right (+10)", "风格"):
            self.assertIn(words, told)
        self.assertIn("D 102.5", log[-1]["marks"])

    def test_explain_lists_what_a_team_got(self):
        rows = self.hall.json("explain", FINAL, "B")
        self.assertEqual([(float(row["marks"]), float(row["after"])) for row in rows], [(-5, 95)])
        self.assertIn("begins with 100, has 95 now", self.hall.biwu("explain", FINAL, "B").stdout)
        self.assertIn("does not take part", self.hall.biwu("explain", FINAL, "Z", status=1).stderr)

    def test_verify_is_content(self):
        self.assertIn(" 0 differences", self.hall.biwu("verify").stdout)

    def test_a_script_stops_at_the_line_that_is_refused(self):
        for text, words in (('{"do":"contest","command":"rule","verdict":"right"}\n', r":1: This cannot be done"),
                            ('\n{"do":"contest","command":"dance"}\n', r":2: "),
                            ('{"do":"answer","attempt":1,"slot":0,"response":"A"}\n', r":1: only contest"),
                            ("begin\n", r":1: not a JSON object"),
                            ('{"do":"contest","command":"award","team":"Z","marks":"1","reason":"x"}\n', r":1: .*no such team"),
                            ('{"do":"contest","command":"award","team":"A","marks":"1"}\n', r":1: A reason")):
            with self.subTest(text=text):
                done = self.hall.biwu("contest", "apply", FINAL, self.hall.write("bad.jsonl", text), status=1)
                self.assertRegex(done.stderr, "bad.jsonl" + words)
        self.assertEqual(self.totals()["A"], 90)

    def test_an_unknown_event_is_said_to_be_so(self):
        for words in (["contest", "log", "nothing"], ["panel", "report", "nothing"], ["rank", "nothing"],
                      ["rehearse", "nothing", "--prepare"], ["rehearse", "../x", "--prepare"],
                      ["rehearse", "2026-shuangbiwu", "--prepare"]):
            with self.subTest(words=words):
                self.assertEqual(self.hall.biwu(*words, status=1).stdout, "")

    def test_terminals_need_a_terminal_and_an_event(self):
        for word in ("host", "board", "desk", "judge"):
            with self.subTest(word=word):
                run(word, status=2)
                self.hall.biwu(word, FINAL, status=1)
        run("desk", FINAL, *"ABCDEFGHIJ", status=2)


class Panel(unittest.TestCase):
    def marks(self):
        rows = ["performer,judge,criterion,mark,steps"]
        for performer in "ABCD":
            for i, judge in enumerate(("10041", "10042", "10043", "10044", "10045")):
                if performer == "D" and judge == "10045":
                    continue  # recused: the same unit
                rows += [f"{performer},{judge},procedure,,1 2 3 4 5 6 7 8", f"{performer},{judge},content,{28 + i}",
                         f"{performer},{judge},manner,{20 + i / 2}"]
        return "\n".join(rows) + "\n"

    def test_paper_marks_go_through_the_same_kernel(self):
        with Hall(sample=True) as hall:
            hall.start_hub()
            hall.biwu("contest", "apply", "sanhuiyike", hall.write("a", '{"do":"panel","command":"begin"}\n'))
            path = hall.write("marks.csv", self.marks())
            self.assertIn("57 marks imported, 0 refused", hall.biwu("panel", "import", "sanhuiyike", path, "--signed").stdout)
            close = "".join(f'{{"do":"panel","command":"{command}","performer":{i}}}\n'
                            for i in range(4) for command in ("call", "close"))
            hall.biwu("contest", "apply", "sanhuiyike", hall.write("b", close))
            rank = {row["code"]: row for row in hall.json("rank", "sanhuiyike")}
            # Five sums 88, 89.5, 91, 92.5, 94: the highest and lowest dropped; of four the two in the middle.
            self.assertEqual({code: float(row["mark"]) for code, row in rank.items()},
                             {"A": 91, "B": 91, "C": 91, "D": 90.25})
            self.assertEqual([rank[code]["rank"] for code in "ABCD"], [1, 1, 1, 4])
            report = {row["judge"]: row for row in hall.json("panel", "report", "sanhuiyike")}
            self.assertEqual((report["10045"]["marked"], report["10045"]["recused"]), (3, 1))
            self.assertGreater(float(report["10045"]["severity"]), 0)
            self.assertLess(float(report["10041"]["severity"]), 0)
            page = hall.biwu("panel", "report", "sanhuiyike", "--format", "html", "--sign").stdout
            for text in ("<h1>", "10045", "Invigilator", hall.sql("SELECT link FROM v_journal ORDER BY seq DESC LIMIT 1")[0]["link"]):
                self.assertIn(text, page)
            dropped = [row for row in hall.json("explain", "sanhuiyike", "A") if row["dropped"]]
            self.assertEqual(sorted(row["judge"] for row in dropped), ["10041", "10045"])
            self.assertIn(" 0 differences", hall.biwu("verify").stdout)

    def test_a_file_with_a_mistake_takes_nothing_over(self):
        with Hall(sample=True) as hall:
            hall.start_hub()
            hall.biwu("contest", "apply", "sanhuiyike", hall.write("a", '{"do":"panel","command":"begin"}\n'))
            path = hall.write("marks.csv", self.marks().replace("A,10041,content,28", "A,10041,content,36"))
            done = hall.biwu("panel", "import", "sanhuiyike", path, status=1)
            self.assertRegex(done.stderr, r"marks.csv:3:\d+: error: .*from 0 to 35")
            self.assertEqual(hall.sql("SELECT count(*) AS n FROM journal WHERE kind = 'marked'"), [{"n": 0}])


class PanelRound(unittest.TestCase):
    """A contest whose one round carries the marks of a panel in."""

    def test_marks_corrected_after_they_were_carried_in_keep_the_result_open(self):
        def lines(*commands):
            return "".join(json.dumps({"do": do, "command": command, **more}) + "\n" for do, command, more in commands)

        def marked(performer, mark):
            at = {"performer": performer, "judge": 0}
            return [("panel", "mark", {**at, "criterion": 0, "mark": mark}), ("panel", "sign", at),
                    ("panel", "close", {"performer": performer})]

        with Hall(sample=True) as hall:
            hall.write("events/p.yaml", "panel: p\ntitle: 展示\nperformers:\n  - {code: A, name: 甲}\n  - {code: B, name: 乙}\n"
                                        "judges: 1\ncriteria:\n  - {id: all, title: 总评, max: 10}\n")
            hall.write("events/c.yaml", "contest: c\ntitle: 决赛\nteams:\n  - {code: A, name: 甲}\n  - {code: B, name: 乙}\n"
                                        "rounds:\n  - {round: panel, title: 展示, panel: p}\n")
            hall.start_hub()
            panel = lines(("panel", "begin", {}), *marked(0, "8"), *marked(1, "6"))
            hall.biwu("contest", "apply", "p", hall.write("p", panel))
            contest = lines(("contest", "begin", {}), ("contest", "enter", {}), ("contest", "carry", {"round": 0}),
                            ("contest", "leave", {}), ("contest", "close", {}))
            hall.biwu("contest", "apply", "c", hall.write("c", contest))
            again = lines(("panel", "reopen", {"performer": 1, "reason": "复核"}), *marked(1, "9"))
            hall.biwu("contest", "apply", "p", hall.write("p", again))
            final = hall.write("f", lines(("contest", "finalize", {})))
            self.assertRegex(hall.biwu("contest", "apply", "c", final, status=1).stderr, "still open")
            hall.biwu("contest", "apply", "c", hall.write("c", lines(("contest", "carry", {"round": 0}))))
            hall.biwu("contest", "apply", "c", final)
            self.assertEqual({row["code"]: float(row["mark"]) for row in hall.json("rank", "c")}, {"A": 8, "B": 9})
            self.assertIn(" 0 differences", hall.biwu("verify").stdout)


class Series(unittest.TestCase):
    def test_parts_are_weighted_and_provisional_until_they_are_over(self):
        with played() as hall:
            rows = {row["code"]: row for row in hall.json("rank", "2026-shuangbiwu")}
            # The final's marks are brought from 375 to 100 and weigh 40 %; the other parts have no results yet.
            self.assertEqual(float(rows["C"][FINAL]), 29.33)
            self.assertEqual(float(rows["C"]["total"]), 11.73)
            self.assertEqual({row["state"] for row in rows.values()}, {"provisional"})
            self.assertEqual({row["award"] for row in rows.values()}, {""})
            parts = hall.json("explain", "2026-shuangbiwu", "C")
            self.assertEqual([row["present"] for row in parts], [False, True, False, False])

    def test_champions_of_past_editions_are_known(self):
        with Hall(sample=True) as hall:
            hall.start_hub()
            editions = [row["edition"] for row in hall.json("champions", "双比武")]
            self.assertEqual(editions, sorted(editions, reverse=True))
            self.assertEqual(hall.json("champions", "nothing"), [])


class Rehearsal(unittest.TestCase):
    def test_a_rehearsal_is_apart_from_the_record(self):
        with Hall(sample=True) as hall:
            hall.start_hub()
            head = hall.sql("SELECT seq FROM journal_head")
            self.assertIn(f"biwu board {FINAL} --rehearsal", hall.biwu("rehearse", FINAL, "--prepare").stdout)
            copy = hall.path / "rehearsals" / FINAL
            for name in ("question_banks", "events", "hall.yaml", "hall.db"):
                self.assertEqual((copy / name).stat().st_mode & 0o077, 0, name)
            run("-C", copy, "contest", "apply", FINAL, hall.write("script.jsonl", SCRIPT))
            self.assertEqual(len(json.loads(run("-C", copy, "rank", FINAL, "--format", "json").stdout)), 4)
            self.assertEqual(hall.json("rank", FINAL), [])
            self.assertEqual(hall.sql("SELECT seq FROM journal_head"), head)
            # It goes on where it was, begins anew when asked to, and is deleted.
            hall.biwu("rehearse", FINAL, "--prepare")
            self.assertEqual(len(json.loads(run("-C", copy, "rank", FINAL, "--format", "json").stdout)), 4)
            hall.biwu("rehearse", FINAL, "--prepare", "--fresh")
            run("-C", copy, "event", "list")
            self.assertEqual(json.loads(run("-C", copy, "rank", FINAL, "--format", "json").stdout), [])
            hall.biwu("rehearse", FINAL, "--delete")
            self.assertFalse(copy.exists())
            self.assertIn("there is no rehearsal", hall.biwu("board", FINAL, "--rehearsal", status=1).stderr)

    def test_a_rehearsal_deletes_only_what_it_made(self):
        with Hall(sample=True) as hall:
            own = hall.write(f"rehearsals/{FINAL}/notes.txt", "mine")
            for options in ([], ["--fresh"]):
                said = hall.biwu("rehearse", FINAL, "--prepare", *options, status=1).stderr
                self.assertIn("was not made by `biwu rehearse`", said)
            run("init", own.parent)
            for options in ([], ["--prepare"], ["--prepare", "--fresh"], ["--delete"]):
                said = hall.biwu("rehearse", FINAL, *options, status=1).stderr
                self.assertIn("was not made by `biwu rehearse`", said)
            self.assertEqual(own.read_text(), "mine")
            self.assertTrue((own.parent / "hall.db").exists())

    def test_however_a_hall_is_written_its_rehearsal_says_so(self):
        for text in ("{hall: 甲, organizers: ['10001']}\n", "hall: 甲\norganizers: ['10001']\n...\n"):
            with self.subTest(text), Hall(sample=True) as hall:
                hall.write("hall.yaml", text)
                hall.biwu("rehearse", FINAL, "--prepare")
                copy = hall.path / "rehearsals" / FINAL
                settings = json.loads((copy / "hall.yaml").read_text())
                self.assertTrue(settings["rehearsal"])
                self.assertEqual((settings["hall"], settings["organizers"]), ("甲", ["10001"]))
                run("-C", copy, "event", "list")
                self.assertIn("is a rehearsal itself", run("-C", copy, "rehearse", FINAL, "--prepare",
                                                           status=1).stderr)


if __name__ == "__main__":
    unittest.main()
