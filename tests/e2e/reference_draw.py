"""Drawing forms and scripts of contests, written from docs/draw.md alone. Items are dicts: bank, id, revision, kind, topic, difficulty,
options (how many can be shuffled), keep_order, enemies, children. A sheet is what its YAML file holds."""
import hashlib
import struct

MASK = 0xFFFFFFFF


# ---- 1. The stream of numbers --------------------------------------------------------------------------------

def framed(text):
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def chacha20_block(key, counter):
    """One block of 64 bytes of the original ChaCha20, nonce zero."""
    start = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, *struct.unpack("<8I", key),
             counter & MASK, counter >> 32, 0, 0]
    x = list(start)

    def quarter(a, b, c, d):
        x[a] = x[a] + x[b] & MASK
        x[d] ^= x[a]
        x[d] = (x[d] << 16 | x[d] >> 16) & MASK
        x[c] = x[c] + x[d] & MASK
        x[b] ^= x[c]
        x[b] = (x[b] << 12 | x[b] >> 20) & MASK
        x[a] = x[a] + x[b] & MASK
        x[d] ^= x[a]
        x[d] = (x[d] << 8 | x[d] >> 24) & MASK
        x[c] = x[c] + x[d] & MASK
        x[b] ^= x[c]
        x[b] = (x[b] << 7 | x[b] >> 25) & MASK

    for _ in range(10):
        for column in range(4):
            quarter(column, 4 + column, 8 + column, 12 + column)
        quarter(0, 5, 10, 15)
        quarter(1, 6, 11, 12)
        quarter(2, 7, 8, 13)
        quarter(3, 4, 9, 14)
    return [(a + b) & MASK for a, b in zip(x, start)]


class Stream:
    def __init__(self, seed, purpose, subject):
        self.key = hashlib.blake2b(framed(seed) + framed(purpose) + framed(subject), digest_size=32).digest()
        self.counter, self.numbers = 0, []

    def number(self):
        if not self.numbers:
            self.numbers = chacha20_block(self.key, self.counter)[::-1]
            self.counter += 1
        return self.numbers.pop()

    def below(self, n):
        fair = 2**32 - 2**32 % n
        while (number := self.number()) >= fair:
            pass
        return number % n

    def shuffle(self, things):
        for i in range(len(things) - 1):
            j = i + self.below(len(things) - i)
            things[i], things[j] = things[j], things[i]


# ---- 2. The pool ---------------------------------------------------------------------------------------------

def pool_of(items):
    return sorted(items, key=lambda item: (item["bank"].encode(), item["id"].encode()))


def pool_hash(pool):
    hashed = hashlib.blake2b(digest_size=32)
    for item in pool:
        hashed.update(framed(item["bank"]) + framed(item["id"]) + struct.pack("<q", item["revision"]))
    return hashed.hexdigest()


def are_enemies(a, b):
    return a["bank"] == b["bank"] and (a["id"] in b["enemies"] or b["id"] in a["enemies"])


# ---- 3. Which items ------------------------------------------------------------------------------------------

class Failed(Exception):
    """A section, or the form, cannot be drawn."""


def as_list(value):
    return value if isinstance(value, list) else [value]


def levels(value):
    low, _, high = str(value).partition("-")
    return range(int(low), int(high or low) + 1)


def satisfies(item, wanted):
    return ("bank" not in wanted or item["bank"] in as_list(wanted["bank"])) and \
        ("kind" not in wanted or item["kind"] in as_list(wanted["kind"])) and \
        ("topic" not in wanted or item["topic"] in as_list(wanted["topic"])) and \
        ("difficulty" not in wanted or any(item["difficulty"] in levels(d) for d in as_list(wanted["difficulty"])))


def find_named(pool, name):
    bank, slash, id_ = name.partition("/")
    exact = [item for item in pool if slash and (item["bank"], item["id"]) == (bank, id_)]
    found = exact or [item for item in pool if item["id"] == name]
    if len(found) != 1:
        raise Failed(name)
    return found[0]


def one_try(stream, candidates, wanted):
    things, taken = list(candidates), []
    for i in range(len(things)):
        if len(taken) == wanted:
            break
        j = i + stream.below(len(things) - i)
        things[i], things[j] = things[j], things[i]
        if not any(are_enemies(things[i], other) for other in taken):
            taken.append(things[i])
    return taken


def draw_section(stream, section, possible, on_form):
    candidates = [item for item in possible
                  if not any(item is other or are_enemies(item, other) for other in on_form)]
    if len(candidates) < section["draw"]:
        raise Failed(section["title"])
    for _ in range(100):
        taken = one_try(stream, candidates, section["draw"])
        if len(taken) == section["draw"]:
            return taken
    raise Failed(section["title"])


def draw_items(stream, sheet, pool):
    # Which items a section may draw is the same for everybody.
    possible = sheet.setdefault("possible", [[item for item in pool if satisfies(item, section.get("from", {}))]
                                             for section in sheet["sections"]])
    named = [[find_named(pool, name) for name in section.get("items", [])] for section in sheet["sections"]]
    for _ in range(100):
        chosen = [list(items) for items in named]
        drew = False
        try:
            for section, items, some in zip(sheet["sections"], chosen, possible):
                if "draw" in section:
                    items += draw_section(stream, section, some, [item for items in chosen for item in items])
                    drew = True
            return chosen
        except Failed:
            if not drew:
                raise
    raise Failed(sheet["title"])


# ---- 4, 5. Their order, and the order of options -------------------------------------------------------------

def shown_options(stream, question, shuffle_options):
    kind, order = question["kind"], list(range(question["options"]))
    if kind in ("order", "match"):
        stream.shuffle(order)
        while kind == "order" and len(order) > 1 and order == sorted(order):
            stream.shuffle(order)
        return order
    if kind in ("single", "multiple"):
        if shuffle_options and not question["keep_order"]:
            stream.shuffle(order)
        return order
    return []


def draw_form(sheet, pool, seed, subject):
    """[(section index, item, question, shown)] in the order of the form; the question is the item or its child."""
    stream = Stream(seed, "form", subject)
    chosen = draw_items(stream, sheet, pool)
    shuffle = sheet.get("shuffle", {})
    place = {id(item): i for i, item in enumerate(pool)}
    for section, items in zip(sheet["sections"], chosen):
        if "draw" in section:
            items.sort(key=lambda item: place[id(item)])
        if shuffle.get("items"):
            stream.shuffle(items)
    questions = [(s, item, question) for s, items in enumerate(chosen) for item in items
                 for question in item.get("children") or [item]]
    return [(s, item, question, shown_options(stream, question, shuffle.get("options")))
            for s, item, question in questions]


# ---- 6. Whose form -------------------------------------------------------------------------------------------

def subject_of(sheet, seed, number, nth=1):
    forms = sheet.get("forms", "each")
    if forms == "each":
        return f"{number}#{nth}"
    first = Stream(seed, "which form", number).below(forms)
    return f"form#{(first + nth - 1) % forms + 1}"


# ---- 8. The script of a contest ------------------------------------------------------------------------------

def queues_of(sheet):
    """What each queue draws from, how many it needs, how many spares it may have, and its stream's subject."""
    queues, teams = [], len(sheet["teams"])
    rounds = sheet["rounds"] + ([{"round": "playoff"} | sheet["playoff"]] if "playoff" in sheet else [])
    for r, round_ in enumerate(rounds):
        kind = round_["round"]
        if kind == "panel":
            continue
        own = [stake for stake in round_.get("stakes", []) if isinstance(stake, dict) and {"from", "items"} & stake.keys()]
        common = [round_] if len(own) < len(round_.get("stakes", [])) or not own else []
        each_turn = {"required": "turns", "risk": "turns", "rapid": "items"}.get(kind)
        need = round_[each_turn] * teams if each_turn else round_["items"]
        for q, source in enumerate(common + own):
            named = source["items"] if isinstance(source.get("items"), list) else []
            queues.append({"from": source.get("from", {}), "named": named, "need": need,
                           "spares": round_.get("spares", 0), "subject": f"{r + 1}/{q + 1}", "items": []})
    return queues


def draw_queue(queue, pool, in_script, wanted):
    candidates = [item for item in pool if satisfies(item, queue["from"]) and item["kind"] != "case" and
                  not any(item is other or are_enemies(item, other) for other in in_script)]
    return candidates, one_try(queue["stream"], candidates, wanted) if len(candidates) >= wanted else []


def draw_needed(queues, pool):
    for queue in queues:
        if queue["named"]:
            continue
        in_script = [item for other in queues for item in other["items"]]
        for _ in range(100):
            candidates, taken = draw_queue(queue, pool, in_script, queue["need"])
            if len(taken) == queue["need"] or len(candidates) < queue["need"]:
                break
        if len(taken) < queue["need"]:
            return False
        queue["items"] = taken
    return True


def draw_spares(queues, pool):
    for queue in queues:
        if queue["named"] or queue["spares"] == 0:
            continue
        in_script = [item for other in queues for item in other["items"]]
        candidates, _ = draw_queue(queue, pool, in_script, len(pool) + 1)
        queue["items"] = queue["items"] + one_try(queue["stream"], candidates, queue["spares"])


def draw_script(sheet, pool, seed):
    """[(subject, [(item, shown)])], queue by queue."""
    queues = queues_of(sheet)
    for queue in queues:
        queue["stream"] = Stream(seed, "contest", queue["subject"])
        queue["items"] = [find_named(pool, name) for name in queue["named"]]
    for _ in range(1000):
        if draw_needed(queues, pool):
            break
        drew = any(queue["items"] and not queue["named"] for queue in queues)
        for queue in queues:
            queue["items"] = queue["items"] if queue["named"] else []
        if not drew:
            raise Failed(sheet["title"])
    else:
        raise Failed(sheet["title"])
    draw_spares(queues, pool)
    shuffle = sheet.get("shuffle", {}).get("options")
    return [(queue["subject"], [(item, shown_options(queue["stream"], item, shuffle)) for item in queue["items"]])
            for queue in queues]


# ---- 7, 8. The examples of the page ------------------------------------------------------------------------------

def check_example():
    def item(id_, revision, kind, options, **more):
        return {"bank": "d", "id": id_, "revision": revision, "kind": kind, "options": options, "topic": "",
                "difficulty": 0, "keep_order": False, "enemies": []} | more
    pool = pool_of([item("i1", 11, "single", 4, enemies=["i3"]), item("i2", 12, "single", 4, keep_order=True),
                    item("i3", 13, "single", 4), item("i4", 14, "order", 3), item("i5", 15, "single", 3),
                    item("i6", 16, "truefalse", 0)])
    sheet = {"title": "例", "shuffle": {"items": True, "options": True},
             "sections": [{"title": "一", "draw": 3, "from": {"kind": "single"}},
                          {"title": "二", "items": ["i4"]},
                          {"title": "三", "draw": 1, "from": {"kind": "truefalse"}}]}
    assert pool_hash(pool) == "601d05cd91a708028f154798ef88c4bd06967c9d742d4d6df19cff7fa35a690b"
    stream = Stream("比武", "form", "10021#1")
    assert stream.key.hex() == "403fc2f58a93661f513a20ff1d94e4866500e5786faf144d6e2a34eadd3daac3"
    assert (stream.number(), stream.number()) == (0x0520D73C, 0x23D4EF99)
    form = [(question["id"], "".join("ABCD"[i] for i in shown))
            for _, _, question, shown in draw_form(sheet, pool, "比武", "10021#1")]
    assert form == [("i2", "ABCD"), ("i1", "DCBA"), ("i5", "BCA"), ("i4", "ACB"), ("i6", "")], form
    assert subject_of(sheet | {"forms": 3}, "比武", "10021") == "form#1"
    contest = {"title": "例", "teams": ["A", "B"], "shuffle": {"options": True},
               "rounds": [{"round": "required", "turns": 1, "spares": 1, "from": {"kind": "single"}},
                          {"round": "buzzer", "items": 1, "from": {"kind": ["order", "truefalse"]}}]}
    script = [(subject, [(item["id"], "".join("ABCD"[i] for i in shown)) for item, shown in items])
              for subject, items in draw_script(contest, pool, "比武")]
    assert script == [("1/1", [("i2", "ABCD"), ("i3", "BADC"), ("i5", "ACB")]), ("2/1", [("i4", "BCA")])], script
