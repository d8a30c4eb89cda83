"""A hall of very many people, written straight into its database: results as the hub would have left them, but without
their journal. For tests of what reads results."""
import random
import sqlite3

SEED = 20261121


def fill_people(db, count, rng):
    units = [f"矿{a}/队{b}/班{c}" for a in range(5) for b in range(20) for c in range(3)]
    rows = [(f"{n:07}", "".join(rng.choices("党员支部委员会书记组织", k=2 + n % 39)), units[n * 7919 % len(units)],
             ("书记", "委员", "党员")[n % 3]) for n in range(count)]
    db.executemany("INSERT INTO person(number, name, unit, post, pin_hash, active) VALUES(?, ?, ?, ?, '', 1)", rows)
    return rows


def fill_attempts(db, event, slots, numbers, pass_mark, first_id, rng):
    """`slots`: (bank, item, revision, full, [(response, mark), ...]) each; one attempt for every number. Marks are counts of
    1/10000. No tallies: the responses are read instead, as in a database from before there were any."""
    full = sum(slot[3] for slot in slots)
    count = len(numbers)
    picks = []
    for bank, item, revision, worth, answers in slots:
        made = [(f'["{bank}","{item}",{revision},"{response}",{mark},{worth},3000]', mark) for response, mark in answers]
        picks.append(rng.choices(made, k=count))
    rows = []
    for n, (number, answers) in enumerate(zip(numbers, zip(*picks))):
        mark = sum(answer[1] for answer in answers)
        at = 1760000000000 + n * 1000
        rows.append((first_id + n, event, number, 1, "submitted", "candidate", at - 600000, at, 60000 + n % 977 * 1000, mark,
                     full, mark >= pass_mark, len(slots), len(slots), 1, 1, "", "[" + ",".join(a[0] for a in answers) + "]"))
    db.executemany(
        "INSERT INTO attempt(id, event, number, nth, status, cause, started_at, ended_at, elapsed, mark, full, passed,"
        " answered, slots, first_seq, last_seq, void_reason, responses) VALUES(" + ", ".join("?" * 18) + ")", rows)


def revisions(db):
    return {item: (bank, id) for id, bank, item in db.execute(
        "SELECT r.id, r.bank, r.item FROM item AS i JOIN item_revision AS r ON r.id = i.current")}


def fill(path, count, forms):
    """Replaces the people of the hall's database by `count` others. `forms`: event -> (share of the people, pass mark,
    slots (item that has the revision, its id or its child's, full, answers))."""
    rng = random.Random(SEED)
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous = OFF")
    with db:
        db.execute("DELETE FROM attempt")
        db.execute("DELETE FROM tally")
        db.execute("DELETE FROM person")
        people = fill_people(db, count, rng)
        known, first = revisions(db), 1
        for event, (share, pass_mark, slots) in forms.items():
            numbers = [person[0] for person in people if rng.random() < share]
            placed = [(known[parent][0], item, known[parent][1], full, answers) for parent, item, full, answers in slots]
            fill_attempts(db, event, placed, numbers, pass_mark, first, rng)
            first += len(numbers)
    db.close()
