#!/usr/bin/env python3
"""Prints panel_cases.h: judges' marks and what a panel makes of them, worked out with exact fractions from the
rules in core/panel_sheet.h and core/panel.h alone. test_panel_marks.c compares biwu's arithmetic with it.

    tests/unit/panel_cases.py > tests/unit/panel_cases.h
"""

import math
import random
from fractions import Fraction

CASES = 100
JUDGES, CRITERIA = 15, 4
EXACT = -1


def rounded(value, decimals):
    """Half away from zero; decimals EXACT leaves it as it is."""
    if decimals == EXACT:
        return value
    scaled = abs(value) * 10**decimals
    size = Fraction(math.floor(scaled + Fraction(1, 2)), 10**decimals)
    return -size if value < 0 else size


def times(value, factor, decimals):
    return value if factor == 1 else rounded(value * factor, decimals)


def trim(marks, case):
    """{judge: mark} -> those dropped as highest and as lowest. Of equal ones the first judge's goes."""
    high, low = [], []
    if len(marks) >= case["drop_from"]:
        left = dict(marks)
        for _ in range(case["high"]):
            judge = min(left, key=lambda j: (-left[j], j))
            high.append(judge)
            del left[judge]
        for _ in range(case["low"]):
            judge = min(left, key=lambda j: (left[j], j))
            low.append(judge)
            del left[judge]
    return high, low


def joined(marks, gone, case):
    left = [mark for judge, mark in marks.items() if judge not in gone]
    mean = Fraction(sum(left), len(left))
    if case["sum"]:
        all_judges = case["judges"]
        if all_judges >= case["drop_from"]:
            all_judges -= case["high"] + case["low"]
        mean *= all_judges
    return rounded(mean, case["round_mean"])


def result(case):
    judges = [j for j in range(case["judges"]) if case["states"][j] in "CS"]
    sums = {
        j: sum(times(case["marks"][j][c], case["factors"][c], case["round_factor"]) for c in range(case["criteria"]))
        for j in judges
    }
    by_criterion = [{j: case["marks"][j][c] for j in judges} for c in range(case["criteria"])]
    drops = []
    criterion_marks = []
    if case["by_criterion"]:
        total = Fraction(0)
        for c, marks in enumerate(by_criterion):
            high, low = trim(marks, case)
            drops.append((high, low))
            product = times(joined(marks, high + low, case), case["factors"][c], case["round_factor"])
            criterion_marks.append(product)
            total += product
    else:
        high, low = trim(sums, case)
        drops.append((high, low))
        total = joined(sums, high + low, case)
        for c, marks in enumerate(by_criterion):
            criterion_marks.append(
                times(joined(marks, high + low, case), case["factors"][c], case["round_factor"]))
    total = times(total, case["factor"], case["round_factor"])
    return {
        "total": rounded(total, case["round_total"]),
        "lowest": min(sums.values()),
        "highest": max(sums.values()),
        "criteria": criterion_marks,
        "high": [sum(1 << j for j in high) for high, _ in drops],
        "low": [sum(1 << j for j in low) for _, low in drops],
    }


def random_case(rng):
    judges = rng.randint(1, JUDGES)
    case = {
        "judges": judges,
        "criteria": rng.randint(1, CRITERIA),
        "high": rng.randint(0, 2),
        "low": rng.randint(0, 2),
        "by_criterion": rng.random() < 0.5,
        "sum": rng.random() < 0.3,
        "round_mean": rng.choice([EXACT, EXACT, 0, 1, 2, 2, 3, 4]),
        "round_factor": rng.choice([EXACT, 0, 1, 2, 2, 3, 4]),
        "round_total": rng.randint(0, 4),
        "factor": rng.choice([Fraction(1), Fraction(1), Fraction(rng.randint(1, 50000), 10000)]),
    }
    case["drop_from"] = case["high"] + case["low"] + 1 + rng.randint(0, 3)
    case["factors"] = [
        rng.choice([Fraction(1), Fraction(133, 100), Fraction(rng.randint(1, 40000), 10000)])
        for _ in range(case["criteria"])
    ]
    step = rng.choice([1, 100, 2500, 5000, 10000])
    lowest = rng.choice([0, 0, -10])
    case["marks"] = [
        [Fraction(lowest * 10000 + step * rng.randint(0, 20 * 10000 // step), 10000) for _ in range(case["criteria"])]
        for _ in range(judges)
    ]
    case["states"] = "".join(rng.choice("SSSSSSCRM") for _ in range(judges))
    return case


def count(value):
    """A mark as its count of 1/10000, as shown: rounded to four decimals."""
    return int(rounded(value, 4) * 10000)


def row(numbers):
    return "{" + ", ".join(str(n) for n in numbers) + "}"


def print_case(case):
    got = result(case)
    marks = row(row(count(m) for m in sheet) for sheet in case["marks"])
    print(f"""    {{{case["judges"]}, {case["criteria"]}, {case["high"]}, {case["low"]}, {case["drop_from"]},
     {"PANEL_BY_CRITERION" if case["by_criterion"] else "PANEL_BY_TOTAL"}, {"PANEL_SUM" if case["sum"] else "PANEL_MEAN"},
     {{{case["round_mean"]}, {case["round_factor"]}, {case["round_total"]}}}, {count(case["factor"])}, {row(count(f) for f in case["factors"])},
     "{case["states"]}", {marks},
     {count(got["total"])}, {count(got["lowest"])}, {count(got["highest"])}, {row(count(m) for m in got["criteria"])}, {row(got["high"])}, {row(got["low"])}}},""")


def main():
    rng = random.Random(20261121)
    print("/* Made by panel_cases.py: change that, not this. */")
    print("/* clang-format off */")
    print("static const struct panel_case cases[] = {")
    made = 0
    while made < CASES:
        case = random_case(rng)
        if any(state in "CS" for state in case["states"]):
            print_case(case)
            made += 1
    print("};")
    print("/* clang-format on */")


if __name__ == "__main__":
    main()
