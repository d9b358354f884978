/* The host's log: lines of JSON in <home>\logs\service.log, 1 MiB and one older file. */
#include "host.h"
#include <stdio.h>

#define LOG_BYTES_MAX (1024 * 1024)
#define LINE_BYTES_MAX 512

static CRITICAL_SECTION gate;
static HANDLE file = INVALID_HANDLE_VALUE;
static DWORD size;
static BOOL also_console;
static WCHAR current[PATH_CHARS];
static WCHAR older[PATH_CHARS];

static void open_file(void)
{
    LARGE_INTEGER end;
    file = CreateFileW(current, FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL,
                       OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    size = 0;
    if (file != INVALID_HANDLE_VALUE && GetFileSizeEx(file, &end)) {
        size = end.QuadPart > LOG_BYTES_MAX ? LOG_BYTES_MAX : (DWORD)end.QuadPart;
    }
}

BOOL log_open(const WCHAR *home, BOOL echo)
{
    WCHAR folder[PATH_CHARS];
    InitializeCriticalSection(&gate);
    also_console = echo;
    if (_snwprintf(folder, PATH_CHARS, L"%ls\\logs", home) < 0) return FALSE;
    if (_snwprintf(current, PATH_CHARS, L"%ls\\service.log", folder) < 0) return FALSE;
    if (_snwprintf(older, PATH_CHARS, L"%ls\\service.old.log", folder) < 0) return FALSE;
    folder[PATH_CHARS - 1] = current[PATH_CHARS - 1] = older[PATH_CHARS - 1] = 0;
    /* The home itself is made by the install script, with its access list. */
    CreateDirectoryW(folder, NULL);
    open_file();
    return file != INVALID_HANDLE_VALUE;
}

/* A log that cannot be written is no reason to stop watching the computer. */
void log_raw(const char *bytes, DWORD length)
{
    DWORD written;
    EnterCriticalSection(&gate);
    if (size + length > LOG_BYTES_MAX && file != INVALID_HANDLE_VALUE) {
        CloseHandle(file);
        MoveFileExW(current, older, MOVEFILE_REPLACE_EXISTING);
        open_file();
        /* The rename failed, and the limit holds all the same. */
        if (size + length > LOG_BYTES_MAX && file != INVALID_HANDLE_VALUE) {
            CloseHandle(file);
            file = INVALID_HANDLE_VALUE;
            DeleteFileW(current);
        }
    }
    if (file == INVALID_HANDLE_VALUE) open_file();
    if (file != INVALID_HANDLE_VALUE && size + length <= LOG_BYTES_MAX
        && WriteFile(file, bytes, length, &written, NULL)) {
        size += written;
    }
    if (also_console) WriteFile(GetStdHandle(STD_ERROR_HANDLE), bytes, length, &written, NULL);
    LeaveCriticalSection(&gate);
}

void log_say(const char *level, const char *sentence, const char *name, DWORD value)
{
    char line[LINE_BYTES_MAX];
    SYSTEMTIME now;
    int length;
    GetSystemTime(&now);
    length = snprintf(line, sizeof line,
                      "{\"time\":\"%04u-%02u-%02uT%02u:%02u:%02u.%03uZ\",\"level\":\"%s\","
                      "\"msg\":\"%s\"",
                      now.wYear, now.wMonth, now.wDay, now.wHour, now.wMinute, now.wSecond,
                      now.wMilliseconds, level, sentence);
    if (length < 0 || length > (int)sizeof line - 64) return;
    length += name != NULL
        ? snprintf(line + length, sizeof line - (size_t)length, ",\"%.32s\":%lu}\n", name, value)
        : snprintf(line + length, sizeof line - (size_t)length, "}\n");
    log_raw(line, (DWORD)length);
}
