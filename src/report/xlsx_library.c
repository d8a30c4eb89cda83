#include "report/xlsx_library.h"

#include "base/i18n.h"

#include <dlfcn.h>
#include <string.h>

/* The version whose header was compiled against: another may lay its structures out otherwise. */
static const char file_name[] = "libxlsxwriter.so." LXW_SOVERSION;

static bool missing(struct err *err)
{
    return err_set(err, ERR_FAILED,
                   _("workbooks cannot be written here: %s; the package %s has to be installed"), dlerror(),
                   "libxlsxwriter" LXW_SOVERSION);
}

/* POSIX gives functions as pointers to data, which C does not convert. */
static bool find(struct xlsx_library *library, const char *name, void *function, struct err *err)
{
    void *found = dlsym(library->handle, name);
    memcpy(function, &found, sizeof found);
    return found || missing(err);
}

bool xlsx_library_open(struct xlsx_library *library, struct err *err)
{
    *library = (struct xlsx_library){.handle = dlopen(file_name, RTLD_NOW | RTLD_LOCAL)};
    if (!library->handle)
        return missing(err);
#define XLSX_FIND(name) &&find(library, #name, &library->name, err)
    return true XLSX_FUNCTIONS(XLSX_FIND);
#undef XLSX_FIND
}

void xlsx_library_close(struct xlsx_library *library)
{
    if (library->handle)
        dlclose(library->handle);
    library->handle = NULL;
}
