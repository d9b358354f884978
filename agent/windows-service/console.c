/*
 * `--console`: the same host without the service control manager, for tests and for looking at a
 * computer on which the service does not start. Lines on standard input stand for the system's
 * events; its end, or Ctrl-C, means stop.
 */
#include "host.h"
#include <stdio.h>
#include <string.h>
#include <wtsapi32.h>

static const struct {
    const char *word;
    DWORD control;
    DWORD event_type;
} events[] = {
    {"stop", SERVICE_CONTROL_STOP, 0},
    {"shutdown", SERVICE_CONTROL_SHUTDOWN, 0},
    {"preshutdown", SERVICE_CONTROL_PRESHUTDOWN, 0},
    {"update", CONTROL_UPDATE, 0},
    {"suspend", SERVICE_CONTROL_POWEREVENT, PBT_APMSUSPEND},
    {"resume", SERVICE_CONTROL_POWEREVENT, PBT_APMRESUMEAUTOMATIC},
    {"logon", SERVICE_CONTROL_SESSIONCHANGE, WTS_SESSION_LOGON},
    {"logoff", SERVICE_CONTROL_SESSIONCHANGE, WTS_SESSION_LOGOFF},
};

static void obey(const char *word)
{
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        if (strcmp(word, events[i].word) == 0) {
            control_handle(events[i].control, events[i].event_type);
            return;
        }
    }
    log_say("warn", "Not an event", NULL, 0);
}

static DWORD WINAPI read_events(void *context)
{
    char line[64];
    (void)context;
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\r\n")] = 0;
        obey(line);
    }
    control_handle(SERVICE_CONTROL_STOP, 0);
    return 0;
}

static BOOL WINAPI on_signal(DWORD kind)
{
    (void)kind;
    control_handle(SERVICE_CONTROL_STOP, 0);
    return TRUE;
}

static void no_progress(DWORD limit_ms)
{
    (void)limit_ms;
}

int console_run(const struct places *places)
{
    SetConsoleCtrlHandler(on_signal, TRUE);
    if (CreateThread(NULL, 0, read_events, NULL, 0, NULL) == NULL) return 1;
    supervise_run(places, no_progress);
    return 0;
}
