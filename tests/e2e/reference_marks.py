"""Marking, rounding and ranking, computed anew from the documents with exact fractions. Knows nothing of biwu's
own code; reference.py compares the two."""
import itertools
import unicodedata
from fractions import Fraction


# ---- Rounding ------------------------------------------------------------------------------------------------

def half_up(value, decimals):
    """四舍五入: halves away from zero."""
    scaled = abs(Fraction(value)) * 10**decimals
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(rounded if value >= 0 else -rounded, 10**decimals)


def mark_text(value):
    """The shortest exact text of a mark with at most four decimals."""
    units = Fraction(value) * 10000
    assert units.denominator == 1, value
    sign = "-" if units < 0 else ""
    whole, rest = divmod(abs(int(units)), 10000)
    return f"{sign}{whole}.{rest:04}".rstrip("0").rstrip(".")


def split(full, weights, decimals):
    """A case's mark over its children: rounded running sums, so that the parts add up exactly."""
    total, upto, given, parts = sum(weights), 0, Fraction(0), []
    for weight in weights:
        upto += weight
        reached = half_up(Fraction(full) * upto / total, decimals)
        parts.append(reached - given)
        given = reached
    return parts


# ---- What a response is worth --------------------------------------------------------------------------------

def share_of_set(credit, key, chosen, options):
    """multiple and spot: `key` and `chosen` are sets of option indexes."""
    wrong = chosen - key
    if credit in ("exact", "adjacent"):
        return Fraction(chosen == key)
    if credit == "short-half":
        return Fraction(1) if chosen == key else Fraction(0 if wrong else 1, 2)
    if credit == "short-each":
        return Fraction(0) if wrong else Fraction(len(chosen), len(key))
    if credit == "net":
        return max(Fraction(0), Fraction(len(chosen & key) - len(wrong), len(key)))
    assert credit == "decisions", credit
    return Fraction(sum((i in key) == (i in chosen) for i in range(options)), options)


def is_cjk(character):
    code = ord(character)
    return 0x2E80 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7AF or 0xF900 <= code <= 0xFAFF or code >= 0x20000


def fold(text):
    """The form in which typed answers are compared: NFKC, case folded, spaces normalised."""
    words = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split()
    out = ""
    for word in words:
        between = out and not (is_cjk(out[-1]) or is_cjk(word[0]))
        out += (" " if between else "") + word
    return out


def most_matched(fits):
    """The greatest number of entries that can stand in different blanks: fits[i] = blanks that entry i fits."""
    def best(i, used):
        if i == len(fits):
            return 0
        most = best(i + 1, used)
        for blank in fits[i] - used:
            most = max(most, 1 + best(i + 1, used | {blank}))
        return most
    return best(0, frozenset())


def share_of_blanks(item, entries):
    accepted = [{fold(text) for text in one} for one in item["blanks"]]
    fits = []
    for i, entry in enumerate(entries):
        folded = fold(entry)
        candidates = range(len(accepted)) if item.get("any_order") else [i]
        fits.append({k for k in candidates if folded and folded in accepted[k]})
    return Fraction(most_matched(fits), len(accepted))


def share(item, answer, credit):
    """The share of the full mark; `answer` as in halls of random answers: None is no response."""
    kind = item["kind"]
    if answer is None or (kind in ("multiple", "spot") and not answer):
        return Fraction(0)
    if kind in ("single", "truefalse"):
        return Fraction(answer == item["right"])
    if kind in ("multiple", "spot"):
        return share_of_set(credit, item["right"], answer, item["options"])
    if kind == "blank":
        return share_of_blanks(item, answer)
    if kind == "numeric":
        return Fraction(abs(Fraction(answer) - Fraction(item["right"])) <= Fraction(item["tolerance"]))
    if kind == "match":
        return Fraction(sum(answer.get(i) == right for i, right in enumerate(item["right"])), len(item["right"]))
    assert kind == "order", kind
    right = list(range(item["options"]))
    if credit == "adjacent":
        kept = sum(b == a + 1 for a, b in itertools.pairwise(answer))
        return Fraction(kept, item["options"] - 1)
    return Fraction(answer == right)


def mark(item, answer, full, credit, decimals):
    return half_up(Fraction(full) * share(item, answer, credit), decimals)


# ---- Standings -----------------------------------------------------------------------------------------------

def ranked(rows, key):
    """(rank, row) in order of `key`, then of number; equal keys share a rank: 1 2 2 4."""
    out = []
    for place, row in enumerate(sorted(rows, key=lambda r: (key(r), r["number"].encode())), 1):
        shared = out and key(out[-1][1]) == key(row)
        out.append((out[-1][0] if shared else place, row))
    return out


def ranked_persons(rows, chain):
    keys = {"marks": lambda r: -r["mark"], "elapsed": lambda r: r["seconds"]}
    return ranked(rows, lambda r: tuple(keys[k](r) for k in chain))


def ranked_units(people, rows, decimals):
    """`people`: those entitled. Better mean first, then greater participation, then shared."""
    units = {}
    for person in people:
        units.setdefault(person["unit"], {"unit": person["unit"], "members": 0, "marks": [], "passed": 0})
        units[person["unit"]]["members"] += 1
    for row in rows:
        units[row["unit"]]["marks"].append(row["mark"])
        units[row["unit"]]["passed"] += row["passed"]
    for unit in units.values():
        marks = unit["marks"]
        unit["mean"] = half_up(sum(marks, Fraction(0)) / len(marks), decimals) if marks else Fraction(0)
        unit["participation"] = Fraction(len(marks), unit["members"])
        unit["number"] = unit["unit"]  # what equal units are ordered by
    return ranked(units.values(), lambda u: (-u["mean"], -u["participation"]))
