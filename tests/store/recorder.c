#include "recorder.h"

#include "base/mem.h"

#include <sqlite3.h>
#include <stdlib.h>

enum { SECTOR = 512 };

struct file {
    sqlite3_file base;
    struct recorder *recorder;
    int recorded; /* enum recorded_file, or -1 */
    sqlite3_file *real;
};

static struct file *file_of(sqlite3_file *file)
{
    return (struct file *)(void *)file;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
    return file_of(file)->real;
}

static struct recorded *record(struct file *file, enum recorded_kind kind, int64_t at)
{
    struct recorder *recorder = file->recorder;
    recorder->list = xgrow(recorder->list, &recorder->capacity, recorder->count + 1, sizeof *recorder->list);
    struct recorded *recorded = &recorder->list[recorder->count++];
    *recorded = (struct recorded){
        .kind = kind, .file = (enum recorded_file)file->recorded, .at = at, .data = BUF_EMPTY};
    return recorded;
}

static int file_close(sqlite3_file *file)
{
    return real_of(file)->pMethods ? real_of(file)->pMethods->xClose(real_of(file)) : SQLITE_OK;
}

static int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 at)
{
    return real_of(file)->pMethods->xRead(real_of(file), bytes, count, at);
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at)
{
    struct file *own = file_of(file);
    if (own->recorder->fail_after == 0)
        return own->recorder->fail_code;
    if (own->recorder->fail_after > 0)
        own->recorder->fail_after--;
    if (own->recorded >= 0)
        buf_add(&record(own, RECORDED_WRITE, at)->data, bytes, (size_t)count);
    return own->real->pMethods->xWrite(own->real, bytes, count, at);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (file_of(file)->recorded >= 0)
        record(file_of(file), RECORDED_TRUNCATE, size);
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int file_sync(sqlite3_file *file, int flags)
{
    (void)flags; /* nothing is lost really: the image is made from the records */
    if (file_of(file)->recorded >= 0)
        record(file_of(file), RECORDED_SYNC, 0);
    return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int file_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_check_lock(sqlite3_file *file, int *out)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int file_control(sqlite3_file *file, int op, void *arg)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), op, arg);
}

static int file_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_traits(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}

static int file_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int file_shm_unmap(sqlite3_file *file, int remove)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, /* no xFetch: nothing goes past xWrite */
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

/* The VFS and what it stands before. */
struct vfs {
    sqlite3_vfs base;
    sqlite3_vfs *real;
    struct recorder *recorder;
};

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
    struct vfs *own = vfs->pAppData;
    struct file *opened = file_of(file);
    *opened = (struct file){.recorder = own->recorder, .recorded = -1};
    opened->real = (sqlite3_file *)(void *)(opened + 1);
    if (flags & SQLITE_OPEN_MAIN_DB)
        opened->recorded = RECORDED_DATABASE;
    if (flags & SQLITE_OPEN_WAL)
        opened->recorded = RECORDED_WAL;
    int code = own->real->xOpen(own->real, name, opened->real, flags, out_flags);
    if (code == SQLITE_OK)
        opened->base.pMethods = &methods;
    return code;
}

void recorder_install(struct recorder *recorder)
{
    *recorder = (struct recorder){.fail_after = -1};
    struct vfs *vfs = xcalloc(1, sizeof *vfs);
    vfs->real = sqlite3_vfs_find(NULL);
    vfs->base = *vfs->real;
    vfs->base.pNext = NULL;
    vfs->base.zName = "recorder";
    vfs->base.szOsFile = (int)sizeof(struct file) + vfs->real->szOsFile;
    vfs->base.pAppData = vfs;
    vfs->base.xOpen = vfs_open;
    vfs->recorder = recorder;
    sqlite3_vfs_register(&vfs->base, 1);
}

void recorder_remove(struct recorder *recorder)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find("recorder");
    sqlite3_vfs_unregister(vfs);
    free(vfs->pAppData);
    for (size_t i = 0; i < recorder->count; i++)
        buf_finish(&recorder->list[i].data);
    free(recorder->list);
}

static void resize(struct buf *out, size_t size)
{
    if (size > out->len)
        buf_add_repeated(out, '\0', size - out->len);
    else
        out->len = size;
}

static void apply(struct buf *out, const struct recorded *recorded, size_t from, size_t to)
{
    if (recorded->kind == RECORDED_TRUNCATE) {
        resize(out, (size_t)recorded->at);
    } else if (recorded->kind == RECORDED_WRITE && to > from) {
        size_t end = (size_t)recorded->at + to;
        if (end > out->len)
            resize(out, end);
        memcpy(out->at + recorded->at + from, recorded->data.at + from, to - from);
    }
}

/* Not known to be on the disk: all of it, nothing, or the sectors up to or from some place. */
static void apply_perhaps(struct buf *out, const struct recorded *recorded, struct rng *rng)
{
    size_t len = recorded->data.len;
    size_t cut = len > SECTOR ? SECTOR * rng_below(rng, (uint32_t)(len / SECTOR)) : 0;
    switch (rng_below(rng, 4)) {
    case 0:
        break;
    case 1:
        apply(out, recorded, 0, len);
        break;
    case 2:
        apply(out, recorded, 0, cut ? cut : len);
        break;
    default:
        apply(out, recorded, cut, len);
        break;
    }
}

void recorder_image(const struct recorder *recorder, size_t count, struct rng *rng,
                    struct buf out[static RECORDED_FILES])
{
    size_t synced[RECORDED_FILES] = {0};
    for (size_t i = 0; i < count; i++)
        if (recorder->list[i].kind == RECORDED_SYNC)
            synced[recorder->list[i].file] = i;
    for (int i = 0; i < RECORDED_FILES; i++)
        out[i] = (struct buf)BUF_EMPTY;
    for (size_t i = 0; i < count; i++) {
        const struct recorded *recorded = &recorder->list[i];
        if (i < synced[recorded->file])
            apply(&out[recorded->file], recorded, 0, recorded->data.len);
        else
            apply_perhaps(&out[recorded->file], recorded, rng);
    }
}
