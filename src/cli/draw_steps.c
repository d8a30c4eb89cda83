/* The steps of a draw, each written into the journal before the next. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/rng.h"
#include "base/unicode.h"
#include "cli/ask.h"
#include "cli/draws.h"

#include <stdio.h>
#include <stdlib.h>

/* Fewer digits than this leave so few possible results that somebody could know them all beforehand. */
enum { SEED_SIGNS_FEW = 8 };

bool draw_step(struct store *store, struct draw *draw, enum draw_command_kind kind,
               const struct draw_event *as, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct draw_command command = {.kind = kind};
    struct draw_event event;
    if (as)
        command.as = *as;
    enum draw_refusal refusal = draw_decide(draw, &command, clock_wall_ms(), &arena, &event);
    bool ok = refusal == DRAW_OK ||
              err_set(err, ERR_INVALID, "%.*s: %s", TEXT_ARG(draw->id), _(draw_refusal_message(refusal)));
    ok = ok && draw_journal(store, draw, &event, hall_actor(&arena), err);
    if (ok)
        draw_apply(draw, &event);
    arena_finish(&arena);
    return ok;
}

static struct text random_seed(struct arena *arena)
{
    struct hash random;
    char hex[HASH_HEX_SIZE];
    random_bytes(random.bytes, sizeof random.bytes);
    hash_to_hex(&random, hex);
    return arena_text(arena, text_of(hex));
}

static bool are_few(const struct text *parts, int64_t count)
{
    size_t signs = 0;
    for (int64_t p = 0; p < count; p++) {
        signs += utf8_count(parts[p]);
        for (size_t i = 0; i < parts[p].len; i++)
            signs -= parts[p].at[i] == ' ' || parts[p].at[i] == '/';
    }
    return count > 0 && signs < SEED_SIGNS_FEW;
}

static bool nothing_drawn(struct err *err)
{
    return err_set(err, ERR_FAILED,
                   _("nothing was drawn; the pool stands, and `biwu draw seed` goes on with it"));
}

/* A seed is fixed once and for all, so a short one is spoken of before. Whether to go on. */
static bool accept_few(bool asks)
{
    fputs(
        _("biwu: this is a short seed: with so few numbers there are few possible draws, and somebody could "
          "know them all beforehand\n"),
        stderr);
    return !asks || ask_yes(stderr, _("Draw with it all the same? [y/N] "));
}

/* Until the numbers are many enough, or accepted; empty: the system is to make the seed. */
static bool type_numbers(struct arena *arena, struct text *out, struct err *err)
{
    do {
        char *line =
            ask_line(stderr, _("Numbers thrown or read out in the room (Enter alone: the system makes "
                               "the seed): "));
        if (!line)
            return nothing_drawn(err);
        *out = arena_text(arena, text_of(line));
        free(line);
    } while (are_few(out, out->len > 0) && !accept_few(true));
    return true;
}

/* The parts named, thrown or typed. False: the terminal was left without a word, or the parts are too few. */
static bool gather(const struct draw_wish *wish, struct arena *arena, struct draw_event *out, struct err *err)
{
    struct text *parts = arena_array(arena, (size_t)wish->throw_count + 2, sizeof *parts);
    int64_t count = 0;
    bool asks = !wish->yes && can_ask();
    if (wish->seed)
        parts[count++] = text_of(wish->seed);
    for (int i = 0; i < wish->throw_count; i++)
        parts[count++] = text_of(wish->throws[i]);
    out->origin = wish->seed && wish->throw_count == 0 ? DRAW_SEED_GIVEN : DRAW_SEED_THROWN;
    if (are_few(parts, count) && !accept_few(asks))
        return nothing_drawn(err);
    if (count == 0 && asks) {
        if (!type_numbers(arena, &parts[0], err))
            return false;
        count = parts[0].len > 0;
    }
    out->throws = parts;
    out->throw_count = count;
    if (count == 0) {
        out->origin = DRAW_SEED_SYSTEM;
        out->seed = random_seed(arena);
    }
    return true;
}

/* What was said and typed goes into the journal and onto screens. */
static bool must_be_clean(const struct draw_event *seed, struct err *err)
{
    for (int64_t i = 0; i < seed->throw_count; i++)
        if (seed->throws[i].len > DRAW_MAX_TEXT || utf8_find_invalid(seed->throws[i]) >= 0 ||
            utf8_has_controls(seed->throws[i], "\t"))
            return err_set(err, ERR_INVALID, _("a seed is a line of text of at most %d bytes"),
                           DRAW_MAX_TEXT);
    return true;
}

static bool fix_and_draw(struct store *store, struct draw *draw, const struct draw_event *seed,
                         struct err *err)
{
    struct draw now;
    if (!store_begin(store, err))
        return false;
    bool ok = draw_find_folded(store, draw->id, &now, err) && draw_step(store, &now, DRAW_SEED, seed, err) &&
              draw_step(store, &now, DRAW_IT, NULL, err);
    if (!ok)
        store_rollback(store);
    ok = ok && store_commit(store, err);
    if (!ok) {
        draw_finish(&now);
        return false;
    }
    draw_finish(draw);
    *draw = now;
    return true;
}

bool draw_seed_and_draw(struct store *store, struct draw *draw, const struct draw_wish *wish, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct draw_event seed = {.kind = DRAW_SEEDED};
    bool ok = gather(wish, &arena, &seed, err) && must_be_clean(&seed, err) &&
              fix_and_draw(store, draw, &seed, err);
    arena_finish(&arena);
    return ok;
}
