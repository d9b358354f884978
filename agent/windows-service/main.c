/*
 * mlinzi-service.exe --home <folder>              as a service
 * mlinzi-service.exe --home <folder> --console    in a window; events come on standard input
 * mlinzi-service.exe --home <folder> --install    registers the service, or brings it up to date
 * mlinzi-service.exe --uninstall                  forgets it; it must have been stopped
 */
#include "host.h"
#include <stdio.h>
#include <wchar.h>

#define USAGE_ERROR 2

struct wishes {
    const WCHAR *home;
    BOOL console;
    BOOL install;
    BOOL uninstall;
};

static BOOL read_words(int count, WCHAR **words, struct wishes *wishes)
{
    for (int i = 1; i < count; i++) {
        if (wcscmp(words[i], L"--home") == 0 && i + 1 < count) wishes->home = words[++i];
        else if (wcscmp(words[i], L"--console") == 0) wishes->console = TRUE;
        else if (wcscmp(words[i], L"--install") == 0) wishes->install = TRUE;
        else if (wcscmp(words[i], L"--uninstall") == 0) wishes->uninstall = TRUE;
        else return FALSE;
    }
    return wishes->uninstall || wishes->home != NULL;
}

static BOOL find_program(WCHAR *folder)
{
    DWORD length = GetModuleFileNameW(NULL, folder, PATH_CHARS);
    WCHAR *last;
    if (length == 0 || length >= PATH_CHARS) return FALSE;
    last = wcsrchr(folder, L'\\');
    if (last == NULL) return FALSE;
    *last = 0;
    return TRUE;
}

/* A backslash at the end would escape the quotation mark that follows it in a command line. */
static BOOL find_home(const WCHAR *wish, WCHAR *folder)
{
    DWORD length = GetFullPathNameW(wish, PATH_CHARS, folder, NULL);
    if (length == 0 || length >= PATH_CHARS) return FALSE;
    while (length > 0 && folder[length - 1] == L'\\') folder[--length] = 0;
    return length > 0;
}

/* What the agent finds around it. Machine-wide settings of Node are not meant for it. */
static BOOL set_environment(const WCHAR *home)
{
    /* No box on a screen that nobody sees. */
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
    SetEnvironmentVariableW(L"NODE_OPTIONS", NULL);
    SetEnvironmentVariableW(L"NODE_PATH", NULL);
    return SetEnvironmentVariableW(L"MLINZI_HOME", home)
        && SetEnvironmentVariableW(L"MLINZI_SERVICE_HOST", L"stdin");
}

int wmain(int count, WCHAR **words);

int wmain(int count, WCHAR **words)
{
    static struct places places;
    struct wishes wishes = {0};
    /* Only Windows' own folder is searched for libraries. */
    if (!SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32)) return 1;
    if (!read_words(count, words, &wishes)) {
        fputws(L"mlinzi-service --home <folder> [--console | --install] | --uninstall\n", stderr);
        return USAGE_ERROR;
    }
    if (wishes.uninstall) return register_uninstall();
    if (!find_program(places.program) || !find_home(wishes.home, places.home)) return 1;
    if (wishes.install) return register_install(&places);
    if (!set_environment(places.home) || !supervise_prepare()) return 1;
    log_open(places.home, wishes.console);
    return wishes.console ? console_run(&places) : service_run(&places);
}
