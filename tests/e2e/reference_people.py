#!/usr/bin/env python3
"""Draws of people, topics, groups and orders, recomputed here from docs/draw.md alone (sections 10 to 14; the stream
of numbers is section 1's), must give what biwu drew: same people, same substitutes, same topics, groups and turns."""
import hashlib
import random

from halls import Hall
from reference_draw import Stream, framed

ROUNDS = 6  # halls' worth of random draws of each kind


def eight(number):
    return number.to_bytes(8, "little")


def shuffled(count, seed, purpose, subject):
    stream, items = Stream(seed, purpose, subject), list(range(count))
    for i in range(count - 1):
        j = i + stream.below(count - i)
        items[i], items[j] = items[j], items[i]
    return items


# ---- 10. The pool and its hash -------------------------------------------------------------------------------

def pool_hash(draw):
    rule, pooled = draw["rule"], draw["pooled"]
    data = framed(pooled["draw"]) + framed(draw["id"])
    for name in ("per_unit", "depth", "total", "groups"):
        data += eight(rule.get(name, 0))
    data += eight(1 if rule.get("return") else 0) + eight(len(pooled["pool"]))
    for member in pooled["pool"]:
        for name in ("number", "name", "unit", "post"):
            data += framed(member.get(name, ""))
    topics = pooled.get("topics", [])
    data += eight(len(topics)) + b"".join(framed(topic) for topic in topics)
    return hashlib.blake2b(data, digest_size=32).hexdigest()


def joined(parts):
    return " / ".join(filter(None, (" ".join(part.split()) for part in parts)))


# ---- 11. People ----------------------------------------------------------------------------------------------

def unit_of(member, depth):
    path = member.get("unit", "")
    return "/".join(path.split("/")[:depth]) if depth else path


class People:
    """Places, and who is called for whom."""

    def __init__(self, identity, rule, pool, seed):
        self.pool, self.rule = pool, rule
        self.whole = shuffled(len(pool), seed, "people", identity)
        self.units = {}
        if rule.get("per_unit"):
            for unit in sorted({unit_of(m, rule.get("depth", 0)) for m in pool}, key=str.encode):
                own = [i for i, m in enumerate(pool) if unit_of(m, rule.get("depth", 0)) == unit]
                order = shuffled(len(own), seed, "people", f"{identity}/{unit}")
                self.units[unit] = [own[i] for i in order]
        self.places = []  # [(unit or None, who)]
        for unit, order in self.units.items():
            self.places += [(unit, who) for who in order[:rule["per_unit"]]]
        self.taken = {who for _, who in self.places}
        for who in self.whole:
            if len(self.places) < rule.get("total", 0) and who not in self.taken:
                self.places.append((None, who))
                self.taken.add(who)

    def call(self, place):
        """The next substitute for a place, who is then taken; None: nobody is left."""
        unit = self.places[place][0]
        for who in [*self.units.get(unit, []), *self.whole]:
            if who not in self.taken:
                self.taken.add(who)
                return who
        return None


# ---- 12 to 14. Topics, groups, orders --------------------------------------------------------------------------

def topics_for(takers, count, returning, identity, seed):
    if returning:
        stream = Stream(seed, "topics", identity)
        return [stream.below(count) for _ in range(takers)]
    return shuffled(count, seed, "topics", identity)[:takers]


def groups_of(size, rule, topics, identity, seed):
    groups, order = rule["groups"], shuffled(size, seed, "groups", identity)
    sizes = [size // groups + (g < size % groups) for g in range(groups)]
    members = [order[sum(sizes[:g]):sum(sizes[:g + 1])] for g in range(groups)]
    turns = shuffled(groups, seed, "order", identity)
    drawn = topics_for(groups, topics, rule.get("return"), identity, seed) if topics else [None] * groups
    return members, turns, drawn


# ---- Comparing -------------------------------------------------------------------------------------------------

def shown(hall, identity):
    document = hall.json("draw", "show", identity, "--all")
    draw = document["draw"]
    draw["rule"] = draw["pooled"].get("rule", {})
    assert pool_hash(draw) == draw["pooled"]["hash"], identity
    if draw["seeded"]["how"] != "system":
        assert joined(draw["seeded"]["throws"]) == draw["seeded"]["seed"], draw["seeded"]
    return draw, document["pages"]


def numbers(pool, members):
    return [pool[i]["number"] for i in members]


def check_people(hall, rng, identity):
    each, total, depth = rng.choice([(1, 0, 0), (2, 0, 2), (0, 7, 0), (1, 30, 2), (3, 0, 1)])
    rule = ",".join(filter(None, [str(total) if total else "", f"{each}/unit" + (f"@{depth}" if depth else "")
                                  if each else ""]))
    throws = [" ".join(str(rng.randint(1, 6)) for _ in range(8)) for _ in range(rng.randint(0, 2))]
    hall.biwu("draw", "people", "--id", identity, "--rule", rule, *(["--yes"] if not throws else []),
              *(option for throw in throws for option in ("--throw", throw)))
    draw, _ = shown(hall, identity)
    pool, seed = draw["pooled"]["pool"], draw["seeded"]["seed"]
    assert [m["number"] for m in pool] == sorted((m["number"] for m in pool), key=str.encode)
    assert draw["rule"] == {k: v for k, v in (("per_unit", each), ("depth", depth), ("total", total)) if v}
    people = People(identity, draw["rule"], pool, seed)
    expected = {place: [who] for place, (_, who) in enumerate(people.places)}
    for _ in range(6):  # some stay away, and so do some of those called for them
        place = rng.randrange(len(people.places))
        missing = pool[expected[place][-1]]["number"]
        hall.biwu("draw", "absent", identity, missing)
        called = people.call(place)
        if called is not None:
            expected[place].append(called)
    draw, pages = shown(hall, identity)
    rows = [(row["place"], row["number"]) for row in pages[0]["rows"]]
    assert rows == [(place + 1, pool[who]["number"]) for place, all_of in expected.items() for who in all_of], identity
    rest = [row["number"] for row in pages[1]["rows"]]
    orders = [*people.units.values(), people.whole]
    assert rest == [pool[who]["number"] for order in orders for who in order if who not in people.taken], identity


def check_topics(hall, rng, identity):
    teams = [f"队{i}" for i in range(rng.randint(1, 9))]
    topics = [f"题{i}" for i in range(rng.randint(1, 12))]
    returning = len(topics) < len(teams)
    hall.biwu("draw", "topics", "--id", identity, "--of", ",".join(teams), "--topics", ",".join(topics), "--seed",
              f"种子 {rng.random()}", *(["--return"] if returning else []))
    draw, pages = shown(hall, identity)
    drawn = topics_for(len(teams), len(topics), returning, identity, draw["seeded"]["seed"])
    assert [row["topic"] for row in pages[0]["rows"]] == [topics[t] for t in drawn], identity


def check_groups(hall, rng, identity):
    teams = [f"队{i}" for i in range(rng.randint(4, 23))]
    groups, topics = rng.randint(1, 4), [f"题{i}" for i in range(rng.choice([0, 4, 6]))]
    hall.biwu("draw", "groups", "--id", identity, "--of", "，".join(teams), "--groups", groups,
              *(["--topics", "、".join(topics)] if topics else []), "--throw", rng.random())
    draw, pages = shown(hall, identity)
    pool = draw["pooled"]["pool"]
    members, turns, drawn = groups_of(len(pool), draw["rule"], len(topics), identity, draw["seeded"]["seed"])
    expected = [(turn + 1, group + 1, topics[drawn[group]] if topics else "", number)
                for turn, group in enumerate(turns) for number in numbers(pool, members[group])]
    assert [(r["turn"], r["group"], r["topic"], r["number"]) for r in pages[0]["rows"]] == expected, identity


def check_order(hall, rng, identity):
    hall.biwu("draw", "order", "--id", identity, "--event", "sanhuiyike", "--throw", rng.random())
    draw, pages = shown(hall, identity)
    pool = draw["pooled"]["pool"]
    order = shuffled(len(pool), draw["seeded"]["seed"], "order", identity)
    assert [row["number"] for row in pages[0]["rows"]] == numbers(pool, order), identity


def check_example():
    """The worked example of docs/draw.md."""
    pool = [{"number": n, "name": name, "unit": unit, "post": "党员"} for n, name, unit in (
        ("10001", "甲", "矿/一队"), ("10002", "乙", "矿/一队"), ("10003", "丙", "矿/一队"),
        ("10004", "丁", "矿/二队"), ("10005", "戊", "矿/二队"))]
    rule = {"per_unit": 1, "total": 3}
    draw = {"id": "chou-1", "rule": rule, "pooled": {"draw": "people", "pool": pool}}
    seed = joined([" 3 5  6 2", "1 1 4"])
    assert seed == "3 5 6 2 / 1 1 4"
    assert pool_hash(draw) == "fc82db6cbe1aa6d982b465fd655cbdd86e4344476a9ee5fa67cc31a68808b27b"
    stream = Stream(seed, "people", "chou-1/矿/一队")
    assert stream.key.hex() == "94e229ef21814cb5651d63830fb19aecc24b57ca055964d838fc1b5e248b8d93"
    assert (stream.number(), stream.number()) == (0xA8E8D318, 0x40D4DDFC)
    people = People("chou-1", rule, pool, seed)
    assert numbers(pool, people.whole) == ["10002", "10005", "10001", "10003", "10004"]
    assert numbers(pool, [who for _, who in people.places]) == ["10003", "10005", "10002"]
    assert [pool[people.call(0)]["number"] for _ in range(2)] == ["10001", "10004"]
    members, turns, drawn = groups_of(5, {"groups": 2}, 3, "fenzu-1", seed)
    assert [numbers(pool, group) for group in members] == [["10003", "10004", "10002"], ["10001", "10005"]]
    assert (turns, drawn) == ([0, 1], [0, 1])


def main():
    check_example()
    rng = random.Random(1)
    with Hall(sample=True) as hall:
        hall.start_hub()  # its events are known to the database, and it goes on beside the draws
        for i in range(ROUNDS):
            for kind, check in (("p", check_people), ("t", check_topics), ("g", check_groups), ("o", check_order)):
                check(hall, rng, f"{kind}-{i}")
                assert "the same result" in hall.biwu("draw", "verify", f"{kind}-{i}").stdout
        hall.stop_hub()
        assert ", 0 differences" in hall.biwu("verify").stdout
    print(f"{4 * ROUNDS} draws recomputed")


if __name__ == "__main__":
    main()
