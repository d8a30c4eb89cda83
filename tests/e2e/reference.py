#!/usr/bin/env python3
"""Forms, marks and ranks of a random hall, computed here from the documents with exact fractions, must be biwu's to
the last digit. 300 people by default; BIWU_FULL=1 takes 5,000. BIWU_SEED=N repeats or varies the hall."""
import csv
import io
import os
import random
import sys
import time
from fractions import Fraction

import reference_draw as draw
import reference_hall as make
import reference_marks as marks
from halls import Hall

FULL = os.environ.get("BIWU_FULL") == "1"
PEOPLE = 5000 if FULL else 300
SIZE = 40 if FULL else 16  # items of each kind in each of the two banks
SEED = os.environ.get("BIWU_SEED", "1")


def sheet_of(code, credit, decimals, chain, forms, who, each):
    """50 responses of every kind; `each`: marks of an item that can be partly right, awkward on purpose."""
    several = {"credit": credit} if credit != "adjacent" else {}
    order = {"credit": "adjacent"} if credit in ("adjacent", "net") else {}
    sections = [
        {"title": "单选", "draw": 8, "from": {"kind": "single", "bank": ["jia", "yi"]}, "marks": 1},
        {"title": "单选之难", "draw": 2, "from": {"kind": "single", "difficulty": "2-5"}, "marks": 2},
        {"title": "多选", "draw": 11, "from": {"kind": "multiple"}, "marks": each, **several},
        {"title": "判断", "draw": 5, "from": {"kind": "truefalse", "bank": "jia"}, "marks": 1},
        {"title": "指定", "items": ["yi/yi-0001", "jia-0002"], "marks": 3},
        {"title": "填空", "draw": 5, "from": {"kind": "blank"}, "marks": each},
        {"title": "计算", "draw": 3, "from": {"kind": "numeric"}, "marks": 2},
        {"title": "排序", "draw": 3, "from": {"kind": "order"}, "marks": each, **order},
        {"title": "配对", "draw": 3, "from": {"kind": "match"}, "marks": each},
        {"title": "找错", "draw": 4, "from": {"kind": "spot", "topic": ["安全", "法规", "历史"]}, "marks": each, **several},
        {"title": "案例", "draw": 1, "from": {"kind": "case", "bank": "yi"}, "marks": 7, **several},
    ]
    return {"test": code, "title": f"{credit}之测", "minutes": 600, "pass": "45%", "decimals": decimals, "who": who,
            "sections": sections, "shuffle": {"items": forms != 2, "options": forms != 1}, "forms": forms,
            "rank": chain, "seed": f"种子 {code} {SEED}"}


EVENTS = [
    sheet_of("r-exact", "exact", 2, ["marks", "elapsed"], "each", "everyone", 2),
    sheet_of("r-short-half", "short-half", 0, ["marks"], 3, {"posts": ["书记", "副书记", "党员"]}, 3),
    sheet_of("r-short-each", "short-each", 4, ["marks", "elapsed"], "each", "everyone", "1.7"),
    sheet_of("r-net", "net", 1, ["elapsed", "marks"], 1, {"units": ["乌金山矿", "杜家坪矿/通风一队党支部"]}, "2.5"),
    sheet_of("r-decisions", "decisions", 3, ["marks", "elapsed"], 2, "everyone", "1.111"),
    sheet_of("r-adjacent", "adjacent", 2, ["marks", "elapsed"], "each", "everyone", 5),
]


class Check:
    """Counts comparisons; the first few differences are shown."""

    def __init__(self):
        self.passed = self.failed = 0

    def same(self, what, biwu, here):
        if biwu == here:
            self.passed += 1
            return
        self.failed += 1
        if self.failed <= 20:
            print(f"DIFFERENT {what}:\n  biwu: {biwu!r}\n  here: {here!r}", flush=True)


check = Check()


# ---- One event computed here ---------------------------------------------------------------------------------

def includes(who, person):
    if who == "everyone":
        return True
    return person["post"] in who.get("posts", []) or \
        any((person["unit"] + "/").startswith(unit + "/") for unit in who.get("units", []))


def full_marks(sheet, form):
    """The mark of each question of a form: a case's is split over its children."""
    out, cases = [], {}
    for section, item, question, _ in form:
        full = Fraction(str(sheet["sections"][section]["marks"]))
        if question is not item:
            if id(item) not in cases:
                cases[id(item)] = iter(marks.split(full, [c["weight"] for c in item["children"]], sheet["decimals"]))
            full = next(cases[id(item)])
        out.append(full)
    return out


def sit(sheet, person, pool, rng):
    """A person's paper: the form, random answers, seconds, and what all of it is worth."""
    form = draw.draw_form(sheet, pool, sheet["seed"], draw.subject_of(sheet, sheet["seed"], person["number"]))
    slots = []
    for (section, _, question, shown), full in zip(form, full_marks(sheet, form)):
        answer = make.random_answer(question, rng)
        mark = marks.mark(question, answer, full, sheet["sections"][section].get("credit", "exact"), sheet["decimals"])
        # Few different times, so that times are equal often enough to be tested.
        seconds = rng.choice([None, 0, 30, 30, 60])
        slots.append({"question": question, "answer": answer, "full": full, "mark": mark, "shown": shown,
                      "section": section, "seconds": seconds, "text": make.response_text(question, answer, rng),
                      "row": answer is not None or rng.random() < 0.3})
    total = sum((slot["mark"] for slot in slots), Fraction(0))
    full = sum((slot["full"] for slot in slots), Fraction(0))
    return {**person, "slots": slots, "mark": total, "full": full, "passed": total >= marks.half_up(full * 45 / 100, sheet["decimals"]),
            "seconds": sum(slot["seconds"] or 0 for slot in slots if slot["row"])}


def responses_csv(papers, rng):
    """Rows of all people in no order: they need not stand together."""
    rows = [[paper["number"], slot["question"]["id"], slot["text"], "" if slot["seconds"] is None else slot["seconds"]]
            for paper in papers for slot in paper["slots"] if slot["row"]]
    rng.shuffle(rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["number", "item", "response", "seconds"])
    writer.writerows(rows)
    return out.getvalue(), len(rows)


# ---- Comparing -----------------------------------------------------------------------------------------------

def truth(value):
    return "true" if value else "false"


def compare_forms(hall, sheet, papers, count, rng):
    for paper in rng.sample(papers, min(count, len(papers))):
        shown = hall.json("draw", "show", sheet["test"], paper["number"])
        here = [{"question": n, "section": sheet["sections"][slot["section"]]["title"], "bank": slot["question"]["bank"],
                 "item": slot["question"]["id"], "kind": slot["question"]["kind"], "full": marks.mark_text(slot["full"]),
                 "shown": "".join(make.LETTERS[i] for i in slot["shown"])} for n, slot in enumerate(paper["slots"], 1)]
        check.same(f"form of {paper['number']} in {sheet['test']}", [row | {"full": str(row["full"])} for row in shown], here)


def compare_explained(hall, sheet, papers, count, rng):
    for paper in rng.sample(papers, min(count, len(papers))):
        rows = hall.json("explain", sheet["test"], paper["number"])
        check.same(f"marks of {paper['number']} in {sheet['test']}",
                   [(row["item"], str(row["mark"]), str(row["full"])) for row in rows],
                   [(slot["question"]["id"], marks.mark_text(slot["mark"]), marks.mark_text(slot["full"]))
                    for slot in paper["slots"]])


def compare_persons(hall, sheet, papers):
    here = [{"rank": str(rank), "number": p["number"], "name": p["name"], "unit": p["unit"],
             "mark": marks.mark_text(p["mark"]), "full": marks.mark_text(p["full"]),
             "elapsed_seconds": str(p["seconds"]), "passed": truth(p["passed"])}
            for rank, p in marks.ranked_persons(papers, sheet["rank"])]
    compare_tables(hall, sheet, here, "person")
    ranks = [row["rank"] for row in here]
    return len(ranks) - len(set(ranks))


def compare_units(hall, sheet, people, papers):
    entitled = [p for p in people if includes(sheet["who"], p)]
    full = marks.mark_text(papers[0]["full"])
    here = [{"rank": str(rank), "unit": u["unit"], "mark": marks.mark_text(u["mean"]), "full": full,
             "members": str(u["members"]), "taken": str(len(u["marks"])),
             "participation": marks.mark_text(marks.half_up(100 * u["participation"], 1)), "passed": str(u["passed"]),
             "best": marks.mark_text(max(u["marks"], default=0)), "worst": marks.mark_text(min(u["marks"], default=0))}
            for rank, u in marks.ranked_units(entitled, papers, sheet["decimals"])]
    compare_tables(hall, sheet, here, "unit")


def compare_tables(hall, sheet, here, by):
    rows = hall.csv("rank", sheet["test"], "--by", by)
    check.same(f"number of {by}s in {sheet['test']}", len(rows), len(here))
    for biwu, ours in zip(rows, here):
        check.same(f"rank of {by} {ours.get('number', ours['unit'])} in {sheet['test']}", biwu, ours)
    in_json = [{k: truth(v) if isinstance(v, bool) else str(v) for k, v in row.items()}
               for row in hall.json("rank", sheet["test"], "--by", by)]
    check.same(f"{by}s of {sheet['test']} in JSON", in_json, here)


def compare_views(hall, sheet, papers):
    """What the sqlite3 shell shows: reals there, so compared as the nearest count of 1/10000."""
    code = sheet["test"]
    units = lambda value: round(Fraction(str(value)) * 10000)
    here = {p["number"]: (units(p["mark"]), units(p["full"]), p["seconds"], int(p["passed"]), p["unit"]) for p in papers}
    rows = hall.sql(f"SELECT number, mark, full, elapsed_seconds, passed, unit FROM v_result WHERE event = '{code}'")
    check.same(f"v_result of {code}", {r["number"]: (units(r["mark"]), units(r["full"]), r["elapsed_seconds"], r["passed"], r["unit"])
                                       for r in rows}, here)
    rows = hall.sql(f"SELECT rank, number FROM v_rank WHERE event = '{code}'")
    check.same(f"v_rank of {code}", {r["number"]: r["rank"] for r in rows},
               {p["number"]: rank for rank, p in marks.ranked_persons(papers, ["marks", "elapsed"])})
    rows = hall.sql(f"SELECT number, slot, item, mark, full FROM v_response WHERE event = '{code}'")
    check.same(f"v_response of {code}", {(r["number"], r["slot"]): (r["item"], units(r["mark"]), units(r["full"])) for r in rows},
               {(p["number"], n): (s["question"]["id"], units(s["mark"]), units(s["full"]))
                for p in papers for n, s in enumerate(p["slots"], 1)})
    rows = hall.sql(f"SELECT unit, taken, passed, mean FROM v_unit WHERE event = '{code}'")
    by_unit = {}
    for p in papers:
        by_unit.setdefault(p["unit"], []).append(p)
    check.same(f"v_unit of {code}", {r["unit"]: (r["taken"], r["passed"], units(r["mean"])) for r in rows},
               {unit: (len(some), sum(p["passed"] for p in some),
                       units(marks.half_up(sum(p["mark"] for p in some) / len(some), 2))) for unit, some in by_unit.items()})


def compare_pool(hall, sheet, pool):
    revisions = {(r["bank"], r["item"]): r["revision_id"] for r in hall.sql("SELECT bank, item, revision_id FROM v_item")}
    hashed = draw.pool_hash([item | {"revision": revisions[item["bank"], item["id"]]} for item in pool])
    check.same(f"pool of {sheet['test']}",
               hall.sql(f"SELECT pool_hash FROM v_event WHERE code = '{sheet['test']}'")[0]["pool_hash"], hashed)


# ---- The whole -----------------------------------------------------------------------------------------------

def one_event(hall, sheet, people, pool):
    started, code = time.monotonic(), sheet["test"]
    rng = random.Random(f"{SEED} {code}")
    papers = [sit(sheet, person, pool, rng) for person in people
              if includes(sheet["who"], person) and rng.random() < 0.94]
    text, rows = responses_csv(papers, rng)
    path = hall.write(f"{code}.csv", text)
    computed = time.monotonic()
    hall.biwu("event", "open", code)
    papers_shown = hall.biwu("attempts", "import", code, path, timeout=1200).stdout
    hall.biwu("event", "close", code)
    imported = time.monotonic()
    # Who gave no response at all is in no row of the file.
    papers = [paper for paper in papers if any(slot["row"] for slot in paper["slots"])]
    check.same(f"import of {code}", papers_shown, f"{len(papers)} people imported, 0 refused\n")
    compare_pool(hall, sheet, pool)
    compare_forms(hall, sheet, papers, 40 if FULL else 6, rng)
    compare_explained(hall, sheet, papers, 40 if FULL else 6, rng)
    shared = compare_persons(hall, sheet, papers)
    compare_units(hall, sheet, people, papers)
    compare_views(hall, sheet, papers)
    hall.biwu("draw", "verify", code)
    print(f"{code}: {len(papers)} people, {rows} responses, {shared} shared ranks; computed here in"
          f" {computed - started:.1f} s, imported in {imported - computed:.1f} s", flush=True)


def main():
    draw.check_example()
    rng = random.Random(SEED)
    banks = make.make_banks(SEED, SIZE)
    pool = draw.pool_of([item for bank in banks for item in bank.items])
    people = make.make_people(PEOPLE, rng)
    with Hall() as hall:
        for bank in banks:
            hall.write(f"question_banks/{bank.code}.yaml", make.bank_yaml(bank))
        for sheet in EVENTS:
            hall.write(f"events/{sheet['test']}.yaml", make.yaml.safe_dump(sheet, allow_unicode=True, sort_keys=False))
        hall.write("people.csv", make.people_csv(people))
        hall.biwu("bank", "check")
        hall.biwu("bank", "sync")
        hall.biwu("people", "import", hall.path / "people.csv", "--apply", timeout=600)
        hall.biwu("event", "check")
        check.same("v_person", hall.sql("SELECT count(*) AS n FROM v_person WHERE active")[0]["n"], len(people))
        hall.start_hub()
        for sheet in EVENTS:
            one_event(hall, sheet, people, pool)
        hall.biwu("verify", timeout=600)
        check.same("the hub's end", hall.stop_hub(), 0)
    print(f"{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
