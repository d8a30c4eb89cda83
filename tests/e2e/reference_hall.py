"""A random hall: banks with every kind of item, people in units, and random answers, as values and as the files
that biwu reads. The same seed gives the same hall."""
import csv
import io
import random
from decimal import Decimal

import yaml

LETTERS = "ABCDEFGHIJ"
HAN = "党员支部委员会书记组织纪律安全生产培训考核学习民主集中制度矿井通风瓦斯巷道采掘运输检查整改责任落实监督作风廉洁"


# ---- Items ---------------------------------------------------------------------------------------------------

class Bank:
    def __init__(self, code, title, rng):
        self.code, self.title, self.rng, self.items = code, title, rng, []

    def words(self, low, high):
        return "".join(self.rng.choices(HAN, k=self.rng.randint(low, high)))

    def distinct(self, count, low=2, high=8):
        out = []
        while len(out) < count:
            word = self.words(low, high)
            if word not in out:
                out.append(word)
        return out

    def add(self, kind, **options):
        item = MAKERS[kind](self, **options)
        item |= {"id": f"{self.code}-{len(self.items) + 1:04}", "bank": self.code, "kind": kind,
                 "topic": self.rng.choice(["组织建设", "安全", "法规", "历史"]),
                 "difficulty": self.rng.randint(1, 5), "keep_order": self.rng.random() < 0.15, "enemies": []}
        for n, child in enumerate(item.get("children", []), 1):
            child |= {"id": f"{item['id']}-{n}", "bank": self.code, "topic": "", "difficulty": 0,
                      "keep_order": False, "enemies": []}
        self.items.append(item)
        return item


def make_single(bank, **_):
    count = bank.rng.randint(2, 6)
    return {"options": count, "right": bank.rng.randrange(count), "texts": bank.distinct(count)}


def make_multiple(bank, **_):
    count = bank.rng.randint(3, 10)
    right = set(bank.rng.sample(range(count), bank.rng.randint(2, count)))
    return {"options": count, "right": right, "texts": bank.distinct(count)}


def make_truefalse(bank, **_):
    return {"options": 0, "right": bank.rng.random() < 0.5}


def make_blank(bank, **_):
    rng = bank.rng
    count = rng.randint(1, 4)
    any_order = count > 1 and rng.random() < 0.4
    pool = bank.distinct(3 * count) + ["ABC", "No 5", "甲|乙", "一\\二"]
    rng.shuffle(pool)
    # In any order the same text may be right for two blanks, so that matching has something to decide.
    blanks = [rng.sample(pool if any_order else pool[k::count], rng.randint(1, 3)) for k in range(count)]
    return {"options": 0, "blanks": blanks, "any_order": any_order}


def make_numeric(bank, **_):
    rng = bank.rng
    right = Decimal(rng.randint(-10**6, 10**8)).scaleb(-rng.randint(0, 4))
    return {"options": 0, "right": right, "tolerance": rng.choice([Decimal(0), Decimal("0.01"), Decimal("2.5")]),
            "unit": rng.choice(["", "元", "m"])}


def make_order(bank, **_):
    count = bank.rng.randint(3, 8)
    return {"options": count, "texts": bank.distinct(count)}


def make_match(bank, **_):
    rng = bank.rng
    lefts, rights = rng.randint(2, 6), rng.randint(2, 4)
    pairs = [rng.randrange(rights) for _ in range(lefts)]
    # The rights are numbered in the order of their first mention.
    order = list(dict.fromkeys(pairs))
    while len(order) < 2:
        pairs.append((pairs[0] + 1) % rights)
        order = list(dict.fromkeys(pairs))
    return {"options": len(order), "right": [order.index(p) for p in pairs], "texts": bank.distinct(len(order)),
            "lefts": bank.distinct(len(pairs), 4, 10)}


def make_spot(bank, **_):
    count = bank.rng.randint(2, 9)
    right = set(bank.rng.sample(range(count), bank.rng.randint(1, count - 1)))
    return {"options": count, "right": right, "texts": bank.distinct(count, 4, 12)}


def make_case(bank, kinds=(), **_):
    children = []
    for kind in kinds:
        child = MAKERS[kind](bank)
        child |= {"kind": kind, "weight": bank.rng.randint(1, 4)}
        children.append(child)
    return {"options": 0, "children": children}


MAKERS = {"single": make_single, "multiple": make_multiple, "truefalse": make_truefalse, "blank": make_blank,
          "numeric": make_numeric, "order": make_order, "match": make_match, "spot": make_spot, "case": make_case}


def add_enemies(bank, pairs):
    singles = [item for item in bank.items if item["kind"] == "single"]
    for _ in range(pairs):
        a, b = bank.rng.sample(singles, 2)
        a["enemies"].append(b["id"])


# ---- Bank files ----------------------------------------------------------------------------------------------

def plain(number):
    return format(number, "f")


def fields_of(item, bank):
    """What the kind needs beside id and kind, in the words of the bank file."""
    kind, stem = item["kind"], bank.words(8, 20)
    if kind == "single":
        return {"stem": stem + "？", "options": item["texts"], "key": LETTERS[item["right"]]}
    if kind == "multiple":
        return {"stem": stem + "？", "options": item["texts"], "key": "".join(LETTERS[i] for i in sorted(item["right"]))}
    if kind == "truefalse":
        return {"stem": stem + "。", "key": item["right"]}
    if kind == "blank":
        gaps = "，".join(bank.words(2, 4) + "____" for _ in item["blanks"])
        key = [one[0] if len(one) == 1 else one for one in item["blanks"]]
        return {"stem": gaps + "。", "key": key} | ({"any_order": True} if item["any_order"] else {})
    if kind == "numeric":
        unit = {"unit": item["unit"]} if item["unit"] else {}
        return {"stem": stem + "多少？", "key": plain(item["right"]), "tolerance": plain(item["tolerance"])} | unit
    if kind == "order":
        return {"stem": stem + "排序。", "options": item["texts"]}
    if kind == "match":
        return {"stem": stem + "配对。",
                "pairs": [[left, item["texts"][r]] for left, r in zip(item["lefts"], item["right"])]}
    if kind == "spot":
        segments = "，".join(f"{bank.words(2, 4)}[[{text}]]" for text in item["texts"])
        return {"stem": segments + "。", "key": [i + 1 for i in sorted(item["right"])]}
    assert kind == "case", kind
    return {"stimulus": bank.words(30, 60) + "。", "items": [entry_of(child, bank) for child in item["children"]]}


def entry_of(item, bank):
    entry = {"id": item["id"], "kind": item["kind"]} | fields_of(item, bank)
    for name in ("topic", "difficulty", "enemies"):
        if item[name]:
            entry[name] = item[name]
    if item["keep_order"]:
        entry["shuffle"] = False
    if item.get("weight", 1) != 1:
        entry["weight"] = item["weight"]
    return entry


def bank_yaml(bank):
    return yaml.safe_dump({"bank": bank.code, "title": bank.title,
                           "items": [entry_of(item, bank) for item in bank.items]},
                          allow_unicode=True, sort_keys=False, width=10**6)


# ---- People --------------------------------------------------------------------------------------------------

POSTS = ["书记", "副书记", "组织委员", "党员", "党员", "党员", "群众"]


def make_people(count, rng):
    units = [f"{mine}/{team}{branch}" for mine in ("杜家坪矿", "乌金山矿") for team in ("综采", "通风", "机电", "运输")
             for branch in ("一队党支部", "二队党支部", "三队党支部")]
    return [{"number": str(10001 + i), "name": "".join(rng.choices(HAN, k=rng.randint(2, 3))),
             "unit": rng.choice(units), "post": rng.choice(POSTS)} for i in range(count)]


def people_csv(people):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["number", "name", "unit", "post", "pin"])
    writer.writerows([p["number"], p["name"], p["unit"], p["post"], ""] for p in people)
    return out.getvalue()


# ---- Answers -------------------------------------------------------------------------------------------------

def random_set(item, rng):
    right, everything = sorted(item["right"]), range(item["options"])
    wrong = [i for i in everything if i not in item["right"]]
    way = rng.random()
    if way < 0.3:
        return set(right)
    if way < 0.6:  # some of the right ones only
        return set(rng.sample(right, rng.randint(1, len(right))))
    if way < 0.8 and wrong:  # some right and some wrong
        return set(rng.sample(right, rng.randint(1, len(right)))) | set(rng.sample(wrong, rng.randint(1, len(wrong))))
    return set(rng.sample(everything, rng.randint(1, item["options"])))


def random_entry(accepted, rng):
    way = rng.random()
    if way < 0.15:
        return ""
    if way < 0.3:
        return "不知道"
    text = rng.choice(accepted)
    if way < 0.4:
        return f"  {text} "
    if way < 0.5:  # as an input method left on full width types it
        return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c not in "|\\" else c for c in text)
    return text.swapcase() if way < 0.6 else text


def random_order(count, rng):
    way, order = rng.random(), list(range(count))
    if way < 0.4:
        return order
    if way < 0.7:  # a block moved
        i, j = sorted(rng.sample(range(count + 1), 2))
        return order[j:] + order[i:j] + order[:i]
    rng.shuffle(order)
    return order


def random_answer(item, rng):
    kind = item["kind"]
    if rng.random() < 0.07:
        return None
    if kind == "single":
        return item["right"] if rng.random() < 0.6 else rng.randrange(item["options"])
    if kind == "truefalse":
        return rng.random() < 0.5
    if kind in ("multiple", "spot"):
        return random_set(item, rng)
    if kind == "blank":
        entries = [random_entry(accepted, rng) for accepted in item["blanks"]]
        if item["any_order"]:
            rng.shuffle(entries)
        return entries if any(entry.strip() for entry in entries) else None
    if kind == "numeric":
        off = rng.choice([Decimal(0), item["tolerance"], -item["tolerance"], item["tolerance"] + Decimal("0.0001"),
                          Decimal("-7.3")])
        return item["right"] + off
    if kind == "order":
        return random_order(item["options"], rng)
    assert kind == "match", kind
    return {i: (right if rng.random() < 0.6 else rng.randrange(item["options"]))
            for i, right in enumerate(item["right"]) if rng.random() < 0.9} or None


TRUE_WORDS = ["T", "true", "对", "正确", "√", "t"]
FALSE_WORDS = ["F", "false", "错", "错误", "×", "f"]


def number_text(item, value, rng):
    text, way = plain(value), rng.random()
    if way < 0.2:
        text = f"{value:,f}"
    elif way < 0.3:
        text = "".join(chr(ord(c) + 0xFEE0) if c in "0123456789." else c for c in text)
    return text + (item["unit"] if way > 0.8 else "")


def response_text(item, answer, rng):
    """One of the ways to write the answer; the letters are the item's own."""
    kind = item["kind"]
    if answer is None:
        return ""
    if kind == "single":
        return LETTERS[answer]
    if kind == "truefalse":
        return rng.choice(TRUE_WORDS if answer else FALSE_WORDS)
    if kind == "multiple":
        letters = [LETTERS[i] for i in answer]
        rng.shuffle(letters)
        return "".join(letters)
    if kind == "blank":
        return "|".join(entry.replace("\\", "\\\\").replace("|", "\\|") for entry in answer)
    if kind == "numeric":
        return number_text(item, answer, rng)
    if kind == "order":
        return "".join(LETTERS[i] for i in answer)
    if kind == "match":
        pairs = [f"{left + 1}{LETTERS[right]}" for left, right in answer.items()]
        rng.shuffle(pairs)
        return rng.choice([" ", ",", ", "]).join(pairs)
    assert kind == "spot", kind
    numbers = [str(i + 1) for i in answer]
    rng.shuffle(numbers)
    return rng.choice([" ", ",", ", "]).join(numbers)


def make_banks(seed, size):
    """Two banks whose items of one kind together are more than a form draws."""
    banks = []
    for code, title in (("jia", "甲库"), ("yi", "乙库")):
        bank = Bank(code, title, random.Random(f"{seed} {code}"))
        for kind in ("single", "multiple", "truefalse", "blank", "numeric", "order", "match", "spot"):
            for _ in range(size):
                bank.add(kind)
        for kinds in (("single", "multiple", "numeric", "blank"), ("truefalse", "order", "spot", "match")):
            for _ in range(max(2, size // 4)):
                bank.add("case", kinds=kinds)
        add_enemies(bank, size // 3)
        banks.append(bank)
    return banks
