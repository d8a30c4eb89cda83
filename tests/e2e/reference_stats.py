"""Item and test statistics, computed anew from the published formulas with exact fractions. Knows nothing of biwu's
own code; test_stats.py compares the two.

Sources: Moodle, "Quiz statistics calculations" (n - 1 throughout, k-statistics); Kelley 1939 (27 % groups);
Cronbach 1951 (alpha). Square roots are taken of exact fractions at the very end.

An attempt is a list of responses (item, mark, full, chosen, given, seconds); marks are Fractions, `chosen` a set of
option numbers, `seconds` None where the time is not known. None stands for a figure that is withheld."""
import collections
import decimal
from fractions import Fraction

Response = collections.namedtuple("Response", "item mark full chosen given seconds")

MIN_GROUPED = 10


def root(value):
    """The square root of a fraction, to 40 digits."""
    with decimal.localcontext() as context:
        context.prec = 60
        return (decimal.Decimal(value.numerator) / decimal.Decimal(value.denominator)).sqrt()


def to_decimal(value):
    with decimal.localcontext() as context:
        context.prec = 60
        return decimal.Decimal(value.numerator) / decimal.Decimal(value.denominator)


def ratio_to_root(top, square):
    """top / sqrt(square)"""
    return to_decimal(Fraction(top)) / root(square)


def mean(values):
    return sum(values, Fraction(0)) / len(values)


def covariance(a, b):
    """With n - 1."""
    ma, mb = mean(a), mean(b)
    return sum(((x - ma) * (y - mb) for x, y in zip(a, b)), Fraction(0)) / (len(a) - 1)


def variance(a):
    return covariance(a, a)


def median(values):
    if not values:
        return None
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / Fraction(2)


# ---- Groups --------------------------------------------------------------------------------------------------

def group_weights(totals, part):
    """How much of each person is in the top group that holds `part` of the people: all whose total is above the edge
    are in, those with the total at the edge share the places that are left."""
    size = part * len(totals)
    weights, room = {}, size
    for total in sorted(set(totals), reverse=True):
        tied = totals.count(total)
        taken = min(room, Fraction(tied))
        weights[total] = taken / tied
        room -= taken
    return [weights[t] for t in totals]


def bottom_weights(totals, part):
    return group_weights([-t for t in totals], part)


def share(weights, tops, bottoms):
    below = sum((w * b for w, b in zip(weights, bottoms)), Fraction(0))
    if below == 0:
        return None
    return sum((w * t for w, t in zip(weights, tops)), Fraction(0)) / below


# ---- The test ------------------------------------------------------------------------------------------------

def moment(totals, power):
    m = mean(totals)
    return sum(((t - m) ** power for t in totals), Fraction(0)) / len(totals)


def alpha_parts(attempts):
    """The columns of marks that alpha is over: items when all had the same, else places of the same full marks."""
    items = [sorted(r.item for r in attempt) for attempt in attempts]
    if all(i == items[0] for i in items):
        return "items", [[next(r.mark for r in attempt if r.item == item) for attempt in attempts] for item in items[0]]
    fulls = [[r.full for r in attempt] for attempt in attempts]
    if all(f == fulls[0] for f in fulls):
        return "places", [[attempt[i].mark for attempt in attempts] for i in range(len(fulls[0]))]
    return None, None


def test_figures(attempts):
    figures = dict.fromkeys(["mean", "median", "sd", "skewness", "kurtosis", "alpha", "alpha_over", "error_ratio",
                             "standard_error"])
    totals = [sum((r.mark for r in attempt), Fraction(0)) for attempt in attempts]
    s = len(totals)
    figures["n"] = s
    if s == 0:
        return figures
    figures["mean"], figures["median"] = mean(totals), median(totals)
    if s < 2:
        return figures
    figures["sd"] = root(variance(totals))
    if variance(totals) == 0:
        return figures
    m2, m3, m4 = moment(totals, 2), moment(totals, 3), moment(totals, 4)
    k2 = Fraction(s, s - 1) * m2
    if s >= 3:
        k3 = Fraction(s * s, (s - 1) * (s - 2)) * m3
        figures["skewness"] = ratio_to_root(k3 / k2, k2)
    if s >= 4:
        k4 = Fraction(s * s, (s - 1) * (s - 2) * (s - 3)) * ((s + 1) * m4 - 3 * (s - 1) * m2 * m2)
        figures["kurtosis"] = k4 / (k2 * k2)
    over, parts = alpha_parts(attempts)
    if over and len(parts) >= 2:
        p = len(parts)
        alpha = Fraction(p, p - 1) * (1 - sum((variance(x) for x in parts), Fraction(0)) / variance(totals))
        figures.update(alpha=alpha, alpha_over=over, error_ratio=100 * root(1 - alpha),
                       standard_error=root((1 - alpha) * variance(totals)))
    return figures


# ---- Items ---------------------------------------------------------------------------------------------------

def item_figures(attempts, item, options):
    """Of those who had the item; groups are of everybody by total."""
    totals = [sum((r.mark for r in attempt), Fraction(0)) for attempt in attempts]
    forms = [sum((r.full for r in attempt), Fraction(0)) for attempt in attempts]
    had = [(i, next(r for r in attempt if r.item == item)) for i, attempt in enumerate(attempts)
           if any(r.item == item for r in attempt)]
    x = [r.mark for _, r in had]
    t = [totals[i] for i, _ in had]
    rest = [total - mark for total, mark in zip(t, x)]
    fulls = [r.full for _, r in had]
    n = len(x)
    figures = dict.fromkeys(["sd", "discrimination", "efficiency", "d27", "upper", "middle", "lower"])
    figures.update(n=n, given=sum(r.given for _, r in had), facility=sum(x, Fraction(0)) / sum(fulls),
                   intended_weight=100 * sum(fulls) / sum(forms[i] for i, _ in had),
                   median_seconds=median([Fraction(r.seconds) for _, r in had if r.given and r.seconds]))
    figures["counts"] = [sum(k in r.chosen for _, r in had) for k in range(options)]
    figures["thirds"] = [[None] * 3 for _ in range(options)]
    figures["blanks"] = [None] * 3
    if n >= 2:
        c, vx, vr = covariance(x, rest), variance(x), variance(rest)
        figures["sd"] = root(vx)
        if vx and vr:
            figures["discrimination"] = ratio_to_root(100 * c, vx * vr)
        best = covariance(sorted(x), sorted(rest))
        if best:
            figures["efficiency"] = 100 * c / best
    if len(attempts) >= MIN_GROUPED and n >= MIN_GROUPED and len(set(totals)) > 1:
        def at(weights):
            return [weights[i] for i, _ in had]
        top, low = (share(at(w), x, fulls) for w in (group_weights(totals, Fraction(27, 100)),
                                                     bottom_weights(totals, Fraction(27, 100))))
        figures["d27"] = None if top is None or low is None else top - low
        upper, lower = group_weights(totals, Fraction(1, 3)), bottom_weights(totals, Fraction(1, 3))
        middle = [1 - u - d for u, d in zip(upper, lower)]
        thirds = [at(upper), at(middle), at(lower)]
        ones = [Fraction(1)] * n
        figures["upper"], figures["middle"], figures["lower"] = (share(w, x, fulls) for w in thirds)
        figures["thirds"] = [[share(w, [Fraction(k in r.chosen) for _, r in had], ones) for w in thirds]
                             for k in range(options)]
        figures["blanks"] = [share(w, [Fraction(not r.given) for _, r in had], ones) for w in thirds]
    return figures


def weights(attempts):
    """Effective weights, where everybody had the same items."""
    items = [frozenset(r.item for r in attempt) for attempt in attempts]
    everything = sorted(frozenset().union(*items)) if items else []
    none = dict.fromkeys(everything)
    if len(attempts) < 2 or any(i != items[0] for i in items):
        return none
    totals = [sum((r.mark for r in attempt), Fraction(0)) for attempt in attempts]
    roots = {}
    for item in everything:
        c = covariance([next(r.mark for r in attempt if r.item == item) for attempt in attempts], totals)
        roots[item] = root(c) if c >= 0 else None
    total = sum(r for r in roots.values() if r is not None)
    return {item: None if r is None or not total else 100 * r / total for item, r in roots.items()}
