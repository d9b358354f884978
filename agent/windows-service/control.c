/* What the system tells services, and what follows from it. */
#include "host.h"
#include <wtsapi32.h>

/*
 * With Fast Startup (the default of Windows 10 and 11) "Shut down" logs the user off and hibernates
 * the rest: services see a suspend and never a shutdown. So much time may lie between the two.
 */
#define OFF_AFTER_LOGOFF_MS 120000

/* Zero: nobody has logged off, or somebody has logged on since. */
static ULONGLONG logged_off_at;

static void session_changed(DWORD event_type)
{
    if (event_type == WTS_SESSION_LOGOFF) logged_off_at = GetTickCount64();
    else if (event_type == WTS_SESSION_LOGON) logged_off_at = 0;
}

static void power_changed(DWORD event_type)
{
    if (event_type == PBT_APMSUSPEND) {
        BOOL going_off =
            logged_off_at != 0 && GetTickCount64() - logged_off_at < OFF_AFTER_LOGOFF_MS;
        log_say("info", going_off ? "The computer is switched off" : "The computer goes to sleep",
                NULL, 0);
        supervise_suspend(going_off);
    } else if (event_type == PBT_APMRESUMEAUTOMATIC) {
        log_say("info", "The computer is awake", NULL, 0);
        supervise_resume();
    }
}

DWORD control_handle(DWORD control, DWORD event_type)
{
    switch (control) {
    case SERVICE_CONTROL_INTERROGATE:
        return NO_ERROR;
    case SERVICE_CONTROL_STOP:
        supervise_end(ENDING_STOP);
        return NO_ERROR;
    case SERVICE_CONTROL_PRESHUTDOWN:
    case SERVICE_CONTROL_SHUTDOWN:
        supervise_end(ENDING_SHUTDOWN);
        return NO_ERROR;
    case CONTROL_UPDATE:
        supervise_end(ENDING_UPDATE);
        return NO_ERROR;
    case SERVICE_CONTROL_SESSIONCHANGE:
        session_changed(event_type);
        return NO_ERROR;
    case SERVICE_CONTROL_POWEREVENT:
        power_changed(event_type);
        return NO_ERROR;
    default:
        return ERROR_CALL_NOT_IMPLEMENTED;
    }
}
