#!/usr/bin/env python3
"""reference_stage.py HALL EVENT…: what came of a contest, a panel or a series, computed here from the sheet, the items
and the events of the journal, must be what biwu says of it in rank, explain, contest log and panel report."""
import json
import sqlite3
import sys
from decimal import Decimal
from fractions import Fraction

import yaml

import halls

HALL = sys.argv[1]
DIFFERENT = []


def same(what, biwu, here):
    if biwu != here:
        DIFFERENT.append(f"{what}:\n  biwu: {biwu!r}\n  here: {here!r}")


def biwu(*words, lang="en"):
    """The rows of a command in JSON; marks as exact decimals."""
    return halls.rows_of_json(halls.run("-C", HALL, *words, "--format", "json", lang=lang).stdout)


def number(text):
    return Fraction(str(text))


def rounded(value, decimals):
    """Half up, away from zero, as an exact fraction."""
    scale = 10 ** decimals
    whole = (abs(value) * scale * 2 + 1) // 2
    return Fraction(whole if value >= 0 else -whole, scale)


def rows(statement, *values):
    with sqlite3.connect(f"file:{HALL}/hall.db?mode=ro", uri=True) as db:
        db.row_factory = sqlite3.Row
        found = [dict(row) for row in db.execute(statement, values)]
    db.close()
    return found


def sheet_of(event):
    found = rows("SELECT kind, source, status FROM event WHERE code = ?", event)[0]
    return found["kind"], yaml.safe_load(found["source"]), found["status"]


def journal(event, kind):
    found = rows("SELECT n, kind, actor, body FROM journal WHERE stream = ? ORDER BY n", f"{kind}/{event}")
    return [dict(row, **json.loads(row["body"], parse_float=Decimal)) for row in found]


def effective(events, stays=lambda event: False):
    """Without what was undone: an undo takes back its target and all that followed it, a redo puts the same back."""
    undone = {}
    for event in events:
        if event["kind"] == "undone":
            undone[event["target"]] = [e["n"] for e in events if event["target"] <= e["n"] < event["n"]
                                       and e["kind"] not in ("undone", "redone") and not stays(e)
                                       and not any(e["n"] in taken for taken in undone.values())]
        elif event["kind"] == "redone":
            del undone[event["target"]]
    gone = {n for taken in undone.values() for n in taken}
    return [e for e in events if e["n"] not in gone and e["kind"] not in ("undone", "redone")], gone


def taken_back(log):
    return {line["n"] for line in log if line["undone"] and line["kind"] not in ("undone", "redone")}


def placed(entrants, key):
    """(rank, entrant) best first; who is equal in the key shares a rank: 1 2 2 4."""
    order = sorted(entrants, key=key)
    ranks = {}
    for i, entrant in enumerate(order):
        ranks[entrant] = ranks[order[i - 1]] if i and key(order[i - 1]) == key(entrant) else i + 1
    return [(ranks[entrant], entrant) for entrant in order]


def award_of(sheet, rank):
    for award in sheet.get("awards", []):
        first, _, last = str(award["ranks"]).partition("-")
        if int(first) <= rank <= int(last or first):
            return award["title"]
    return ""


# ---- Contest -----------------------------------------------------------------------------------------------------

FREE_PASS = ("required", "rapid")


class Play:
    def __init__(self, event, round_index):
        self.round, self.queue, self.item = round_index, event.get("queue", 0), event.get("item", -1)
        self.stake = number(event.get("marks", 0))
        self.rulings, self.answers, self.starts, self.void = [], {}, {}, False


class Contest:
    """The state of a contest by its events, marks by the sheet's rules and not by what the events say they are."""

    def __init__(self, sheet, events):
        self.sheet, self.teams = sheet, range(len(sheet["teams"]))
        self.plays, self.given, self.current, self.round = [], [Fraction(0)] * len(self.teams), -1, -1
        self.starts, self.winners, self.script, self.carried, self.left = {}, [], {}, {}, []
        for event in events:
            getattr(self, "on_" + event["kind"].replace("-", "_"), lambda e: None)(event)

    def rules(self, play):
        return self.sheet["rounds"][play.round] if play.round < len(self.sheet["rounds"]) else None

    def on_began(self, event):
        for queue in event["script"]:
            self.script[queue["round"], queue["queue"]] = queue["slots"]

    def on_entered(self, event):
        self.round, self.starts = event["round"], {}

    def put_on(self, event):
        play = Play(event, self.round)
        self.plays.append(play)
        self.current = len(self.plays) - 1

    on_taken = put_on

    def on_swapped(self, event):
        self.put_on(dict(event, marks=self.plays[self.current].stake))

    def on_pressed(self, event):
        play, rules = self.plays[event["play"]], self.rules(self.plays[event["play"]])
        if not event.get("false_start") or event.get("refused") or rules is None:
            return
        nth = self.starts[event["team"]] = self.starts.get(event["team"], 0) + 1
        rule = rules.get("false_start", {})
        play.starts[event["team"]] = number((rule if nth == 1 else rule.get("again", rule)).get("marks", 0))

    def on_answered(self, event):
        self.go_on(event)
        play = self.plays[event["play"]]
        play.answers.pop(event["team"], None)
        play.answers[event["team"]] = event["response"]
        self.on_ruled(event)

    def go_on(self, event):
        """In a rapid round the next item comes with the ruling on the one before."""
        if event["play"] == len(self.plays):
            self.put_on({"queue": self.plays[-1].queue, "item": self.plays[-1].item + 1})

    def on_ruled(self, event):
        self.go_on(event)
        play = self.plays[event["play"]]
        for ruling in event.get("rulings", []):
            play.rulings.append(dict(ruling, given=number(ruling["marks"])))
            if ruling.get("machine"):
                answer = play.answers.get(ruling["team"])
                same(f"event {event['n']}: the machine's verdict on {answer!r}", ruling["verdict"],
                     self.verdict(play, answer))
        if self.rules(play) is None and any(r["verdict"] == "right" for r in event.get("rulings", [])):
            self.winners.append(event["rulings"][0]["team"])

    on_expired = lambda self, event: event.get("rulings") and self.on_ruled(dict(event, play=self.current))

    def verdict(self, play, answer):
        slot = self.script[play.round, max(play.queue, 0)][play.item]
        item = json.loads(rows("SELECT body FROM item_revision WHERE id = ?", slot["revision"])[0]["body"])
        if not answer:
            return "none"
        if item["kind"] not in ("single", "multiple", "truefalse"):
            return next(r["verdict"] for r in play.rulings)  # these are marked by the reference of the tests
        return "right" if answer == item["key"] else "wrong"

    def on_penalized(self, event):
        self.given[event["team"]] += number(event["marks"])

    on_awarded = on_penalized

    def on_voided(self, event):
        self.plays[event["play"]].void = True
        if event.get("item", -1) >= 0:
            self.put_on(dict(event, queue=event.get("queue", self.plays[event["play"]].queue)))

    def on_amended(self, event):
        rulings = self.plays[event["play"]].rulings
        ruling = rulings[event["item"]]
        ruling["verdict"], ruling["given"] = event.get("verdict", "right"), number(event.get("marks", 0))
        if event.get("cancels"):
            for later in rulings[event["item"] + 1:]:
                later["cancelled"] = True

    def on_left(self, event):
        self.left.append(event.get("round", self.round))

    def on_closed(self, event):
        self.left.append(self.round)

    def on_carried(self, event):
        """The panel's marks, as it is ranked, times the weight."""
        rules = self.sheet["rounds"][event["round"]]
        weight = str(rules.get("weight", 1))
        weight = number(weight[:-1]) / 100 if weight.endswith("%") else number(weight)
        marks = {row["code"]: number(row["mark"]) for row in biwu("rank", rules["panel"])}
        self.carried[event["round"]] = {team: rounded(marks[self.sheet["teams"][team]["code"]] * weight,
                                                      self.sheet.get("decimals", 2)) for team in self.teams}

    def marks_of(self, play, ruling):
        """To pass or not to answer is wrong, but for rounds in which passing is free."""
        rules = self.rules(play)
        if rules is None:
            return Fraction(0)
        if ruling["verdict"] == "partly":
            return ruling["given"]
        if ruling["verdict"] == "pass" and rules["round"] in FREE_PASS:
            return Fraction(0)
        if rules["round"] == "risk":
            return play.stake if ruling["verdict"] == "right" else -play.stake
        return number(rules.get("right" if ruling["verdict"] == "right" else "wrong", 0))

    def survivors(self):
        """Of knockout rounds that are over: the one team without a wrong answer."""
        for index in self.left:
            rules = self.sheet["rounds"][index] if index < len(self.sheet["rounds"]) else {}
            if rules.get("round") != "knockout":
                continue
            out = {r["team"] for play in self.plays if play.round == index and not play.void for r in play.rulings
                   if r["verdict"] not in ("right", "partly") and not r.get("cancelled")}
            if len(out) == len(self.teams) - 1:
                yield next(team for team in self.teams if team not in out), number(rules.get("survivor", 0))

    def bonuses(self, play):
        """Of a together round: who answered rightly, in the order of the last answers."""
        speed = (self.rules(play) or {}).get("speed", [])
        right = {r["team"] for r in play.rulings if r["verdict"] == "right" and not r.get("cancelled")}
        return dict(zip([team for team in play.answers if team in right], map(number, speed)))

    def scores(self):
        out = [number(self.sheet.get("base", 0)) + given for given in self.given]
        for play in self.plays:
            if play.void:
                continue
            for ruling in play.rulings:
                if not ruling.get("cancelled"):
                    out[ruling["team"]] += self.marks_of(play, ruling)
            for team, marks in [*self.bonuses(play).items(), *play.starts.items()]:
                out[team] += marks
        for team, marks in self.survivors():
            out[team] += marks
        for carried in self.carried.values():
            for team, marks in carried.items():
                out[team] += marks
        return out

    def count(self, team, right):
        """Right answers of a team, or those that count as wrong."""
        counts = (lambda round_, verdict: verdict == "right") if right else (
            lambda round_, verdict: verdict in ("wrong", "none") or (verdict == "pass" and round_ not in FREE_PASS))
        return sum(r["team"] == team and counts(self.rules(play)["round"], r["verdict"]) and not r.get("cancelled")
                   for play in self.plays if not play.void and self.rules(play) for r in play.rulings)

    def key(self, team):
        scores = self.scores()
        keys = {"total": -scores[team], "right": -self.count(team, True), "wrong": self.count(team, False),
                "playoff": self.winners.index(team) if team in self.winners else len(self.teams)}
        return [keys[word] for word in self.sheet.get("rank", ["total", "playoff"])]


def check_contest(event, sheet, status):
    events = journal(event, "contest")
    played, gone = effective(events)
    contest = Contest(sheet, played)
    scores = contest.scores()
    codes = [team["code"] for team in sheet["teams"]]
    by_deltas = [number(sheet.get("base", 0))] * len(codes)
    for e in played:
        for delta in e.get("deltas", []):
            by_deltas[delta["team"]] += number(delta["marks"])
    same("marks by the events' own changes", by_deltas, scores)

    ranked, final = biwu("rank", event), any(e["kind"] == "finalized" for e in played)
    same("rank", [(row["rank"], row["code"], number(row["mark"]), row["award"]) for row in ranked],
         [(rank, codes[team], scores[team], award_of(sheet, rank) if final else "")
          for rank, team in placed(contest.teams, contest.key)])
    same("state", {row["state"] for row in ranked}, {"final" if final else "provisional"})
    for team in contest.teams:
        lines = biwu("explain", event, codes[team])
        same(f"explain {codes[team]}: sum", number(sheet.get("base", 0)) + sum(number(l["marks"]) for l in lines),
             scores[team])
        same(f"explain {codes[team]}: last", number(lines[-1]["after"]) if lines else None,
             scores[team] if lines else None)
    log = biwu("contest", "log", event)
    same("log: events", [line["n"] for line in log], [e["n"] for e in events])
    same("log: kinds", [line["kind"] for line in log], [e["kind"] for e in events])
    same("log: taken back", taken_back(log), gone)
    same("log: who", [line["actor"] for line in log], [e["actor"] for e in events])
    same("log: every line says something", [line["n"] for line in log if not line["what"]], [])
    after = [line["marks"] for line in log if line["marks"] and not line["undone"]]
    if after:
        same("log: marks after", after[-1].split(), [word for i in contest.teams for word in
                                                     (codes[i], str(Decimal(scores[i].numerator) / scores[i].denominator))])


# ---- Panel -------------------------------------------------------------------------------------------------------

class Panel:
    def __init__(self, sheet, events):
        self.sheet, self.marks, self.signed, self.absent = sheet, {}, set(), set()
        self.closed, self.withdrawn, self.corrections = set(), set(), {}
        self.judges = len(sheet["judges"])
        for e in events:
            p, j = e.get("performer", -1), e.get("judge", -1)
            if e["kind"] == "began":
                self.absent = {divmod(cell, self.judges) for cell in e.get("recusals", [])}
            elif e["kind"] == "marked":
                self.corrections[j] = self.corrections.get(j, 0) + ((p, j) in self.signed)
                self.signed.discard((p, j))
                self.marks[p, j, e["criterion"]] = number(e.get("mark", 0))
                self.check_ticks(e)
            elif e["kind"] == "cleared":
                self.marks.pop((p, j, e["criterion"]), None)
            elif e["kind"] == "signed":
                self.signed.add((p, j))
            elif e["kind"] == "recused" or (e["kind"] == "declared-missing" and e.get("on")):
                self.absent.add((p, j))
            elif e["kind"] == "declared-missing":
                self.absent.discard((p, j))
            elif e["kind"] == "closed":
                self.closed.add(p)
            elif e["kind"] == "reopened":
                self.closed.discard(p)
            elif e["kind"] == "withdrawn":
                (self.withdrawn.add if e.get("on") else self.withdrawn.discard)(p)

    def check_ticks(self, e):
        criterion = self.sheet["criteria"][e["criterion"]]
        ticks = [e.get(word, 0) for word in ("steps", "faults", "wrong_order", "overtime")]
        if criterion.get("kind") != "measured" or not any(ticks):
            return
        mark = sum(number(s["marks"]) for i, s in enumerate(criterion["steps"]) if ticks[0] >> i & 1)
        mark -= sum(number(f["marks"]) for i, f in enumerate(criterion.get("faults", [])) if ticks[1] >> i & 1)
        mark -= ticks[2] * number(criterion.get("wrong_order", 0))
        if ticks[3] > 0 and "overtime" in criterion:
            mark -= -(-ticks[3] // (criterion["overtime"]["every"] * 1000)) * number(criterion["overtime"]["marks"])
        full = number(criterion["max"]) if "max" in criterion else sum(number(s["marks"]) for s in criterion["steps"])
        same(f"event {e['n']}: measured mark", number(e.get("mark", 0)), max(Fraction(0), min(full, mark)))

    def present(self, performer):
        return [j for j in range(self.judges) if (performer, j) not in self.absent and (performer, j) in self.signed]

    def sum_of(self, performer, judge):
        return sum(self.marks[performer, judge, c] for c in range(len(self.sheet["criteria"])))

    def trimmed(self, values):
        drop = self.sheet.get("drop", {})
        low, high = drop.get("low", 0), drop.get("high", 0)
        kept = sorted(values)[low:len(values) - high] if len(values) > low + high else sorted(values)
        return rounded(Fraction(sum(kept), len(kept)), self.sheet.get("decimals", 2))

    def criterion(self, performer, c):
        return self.trimmed([self.marks[performer, j, c] for j in self.present(performer)])

    def total(self, performer):
        if self.sheet.get("by", "total") == "criterion":
            return sum(self.criterion(performer, c) for c in range(len(self.sheet["criteria"])))
        return self.trimmed([self.sum_of(performer, j) for j in self.present(performer)])

    def kept_criterion(self, performer, c):
        """For the tie chain of a panel by total: what the judges whose totals were left gave in it."""
        if self.sheet.get("by", "total") == "criterion":
            return self.criterion(performer, c)
        drop = self.sheet.get("drop", {})
        low, high = drop.get("low", 0), drop.get("high", 0)
        judges = sorted(self.present(performer), key=lambda j: self.sum_of(performer, j))
        kept = judges[low:len(judges) - high] if len(judges) > low + high else judges
        return rounded(Fraction(sum(self.marks[performer, j, c] for j in kept), len(kept)), self.sheet.get("decimals", 2))

    def key(self, performer):
        ids = [criterion["id"] for criterion in self.sheet["criteria"]]
        return [-self.total(performer) if word == "total" else -self.kept_criterion(performer, ids.index(word))
                for word in self.sheet.get("rank", ["total"])]


def check_panel(event, sheet, status):
    events = journal(event, "panel")
    if isinstance(sheet["judges"], int):
        sheet["judges"] = [str(i + 1) for i in range(sheet["judges"])]
    played, gone = effective(events, lambda e: e["kind"] in ("marked", "cleared", "signed"))
    panel = Panel(sheet, played)
    codes = [p["code"] for p in sheet["performers"]]
    ranked, final = biwu("rank", event), any(e["kind"] == "finalized" for e in played)
    same("rank", [(row["rank"], row["code"], number(row["mark"]), row["award"]) for row in ranked if row["rank"]],
         [(rank, codes[p], panel.total(p), award_of(sheet, rank) if final else "")
          for rank, p in placed(sorted(panel.closed), panel.key)])
    same("state", {row["state"] for row in ranked}, {"final" if final else "provisional"})
    for p in sorted(panel.closed):
        lines = biwu("explain", event, codes[p])
        same(f"explain {codes[p]} in Chinese", biwu("explain", event, codes[p], lang=None), lines)
        titles = [criterion["title"] for criterion in sheet["criteria"]]
        for j in panel.present(p):
            mine = [line for line in lines if line["judge"] == sheet["judges"][j]]
            if sheet.get("by", "total") == "criterion":
                same(f"explain {codes[p]} {j}", [(l["criterion"], number(l["mark"])) for l in mine],
                     [(titles[c], panel.marks[p, j, c]) for c in range(len(titles))])
            else:
                same(f"explain {codes[p]} {j}", [number(l["mark"]) for l in mine], [panel.sum_of(p, j)])
        if sheet.get("by", "total") == "total":
            same(f"explain {codes[p]}", {number(line["mean"]) for line in lines}, {panel.total(p)})
            kept = [number(line["mark"]) for line in lines if not line["dropped"]]
            same(f"explain {codes[p]}: kept", rounded(Fraction(sum(kept), len(kept)), sheet.get("decimals", 2)),
                 panel.total(p))
    check_report(event, sheet, panel)
    log = biwu("contest", "log", event)
    same("log: events", [(line["n"], line["kind"]) for line in log], [(e["n"], e["kind"]) for e in events])
    same("log: taken back", taken_back(log), gone)


def check_report(event, sheet, panel):
    for j, line in enumerate(biwu("panel", "report", event)):
        performers = [p for p in sorted(panel.closed) if j in panel.present(p)]
        off = [panel.sum_of(p, j) - Fraction(sum(panel.sum_of(p, k) for k in panel.present(p)), len(panel.present(p)))
               for p in performers]
        same(f"report {j}: marked", line["marked"], len(performers))
        same(f"report {j}: recused or missing", line["missing"] + line["recused"],
             sum((p, j) in panel.absent for p in panel.closed))
        if len(off) >= 2:
            severity = Fraction(sum(off), len(off))
            deviation = float(Fraction(sum((x - severity) ** 2 for x in off), len(off))) ** 0.5
            same(f"report {j}: severity", abs(float(line["severity"]) - float(severity)) < 0.00051, True)
            same(f"report {j}: deviation", abs(float(line["deviation"]) - deviation) < 0.00051, True)
        same(f"report {j}: corrections", line["corrections"], panel.corrections.get(j, 0))


# ---- Series ------------------------------------------------------------------------------------------------------

def part_of(sheet, part, entrant):
    """The entrant's mark in a part, brought to the part's scale."""
    decimals = sheet.get("decimals", 2)
    ranked = biwu("rank", part["event"])
    own = [number(row["mark"]) for row in ranked if row.get("code") == entrant["code"]]
    if not own:
        by_number = {row.get("number"): number(row["mark"]) for row in ranked}
        marks = [by_number.get(member, Fraction(0)) for member in entrant["members"]]
        own = [rounded(Fraction(sum(marks), len(marks)), decimals)]
    mark = own[0] * number(part["scale"]) / number(part["full"]) if "scale" in part else own[0]
    return rounded(mark, decimals)


def check_series(event, sheet, status):
    decimals, shares, totals = sheet.get("decimals", 2), {}, {}
    for entrant in sheet["entrants"]:
        code = entrant["code"]
        shares[code] = {part["event"]: part_of(sheet, part, entrant) for part in sheet["parts"]}
        totals[code] = sum(rounded(shares[code][part["event"]] * Fraction(part["weight"].rstrip("%")) / 100, decimals)
                           for part in sheet["parts"])
    order = placed(totals, lambda code: [-totals[code] if word == "total" else -shares[code][word]
                                         for word in sheet["rank"]])
    ranked, final = biwu("rank", event), status == "closed"
    same("rank", [(row["rank"], row["code"], number(row["total"]), row["award"]) for row in ranked],
         [(rank, code, totals[code], award_of(sheet, rank) if final else "") for rank, code in order])
    same("parts", [{part["event"]: number(row[part["event"]]) for part in sheet["parts"]} for row in ranked],
         [shares[code] for _, code in order])
    for code in totals:
        same(f"explain {code}", sum(number(line["weighted"]) for line in biwu("explain", event, code)), totals[code])
    same("state", {row["state"] for row in ranked}, {"final" if final else "provisional"})
    if final:
        champions = {(row["edition"], row["champion"]) for row in biwu("champions", sheet["family"])}
        names = {entrant["code"]: entrant["name"] for entrant in sheet["entrants"]}
        expected = {(past["edition"], name) for past in sheet.get("past", []) for name in past["champions"]}
        expected |= {(sheet["edition"], names[code]) for rank, code in order if rank == 1}
        same("champions", champions, expected)


def main():
    checks = {"contest": check_contest, "panel": check_panel, "series": check_series}
    for event in sys.argv[2:]:
        kind, sheet, status = sheet_of(event)
        checks[kind](event, sheet, status)
    same("verify", halls.run("-C", HALL, "verify", status=None).returncode, 0)
    for difference in DIFFERENT[:20]:
        print("DIFFERENT", difference, file=sys.stderr)
    return 1 if DIFFERENT else 0


if __name__ == "__main__":
    sys.exit(main())
