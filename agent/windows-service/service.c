/* Run by the service control manager. */
#include "host.h"

#define ACCEPTED                                                                                  \
    (SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN | SERVICE_ACCEPT_PRESHUTDOWN                    \
     | SERVICE_ACCEPT_POWEREVENT | SERVICE_ACCEPT_SESSIONCHANGE)
#define START_HINT_MS 5000

static SERVICE_STATUS_HANDLE status_handle;
static const struct places *service_places;
static DWORD checkpoint;

static void report(DWORD state, DWORD hint_ms, DWORD exit_code)
{
    SERVICE_STATUS status = {0};
    BOOL settled = state == SERVICE_RUNNING || state == SERVICE_STOPPED;
    status.dwServiceType = SERVICE_WIN32_OWN_PROCESS;
    status.dwCurrentState = state;
    status.dwControlsAccepted = state == SERVICE_RUNNING ? ACCEPTED : 0;
    status.dwWin32ExitCode = exit_code;
    status.dwCheckPoint = settled ? 0 : ++checkpoint;
    status.dwWaitHint = hint_ms;
    SetServiceStatus(status_handle, &status);
}

static void report_stopping(DWORD limit_ms)
{
    report(SERVICE_STOP_PENDING, limit_ms, NO_ERROR);
}

static DWORD WINAPI handle(DWORD control, DWORD event_type, LPVOID data, LPVOID context)
{
    (void)data;
    (void)context;
    return control_handle(control, event_type);
}

static void WINAPI service_main(DWORD count, LPWSTR *words)
{
    (void)count;
    (void)words;
    status_handle = RegisterServiceCtrlHandlerExW(SERVICE_NAME, handle, NULL);
    if (status_handle == NULL) {
        log_say("error", "The service could not be registered", "error", GetLastError());
        return;
    }
    report(SERVICE_START_PENDING, START_HINT_MS, NO_ERROR);
    report(SERVICE_RUNNING, 0, NO_ERROR);
    supervise_run(service_places, report_stopping);
    report(SERVICE_STOPPED, 0, NO_ERROR);
}

int service_run(const struct places *places)
{
    WCHAR name[] = SERVICE_NAME;
    SERVICE_TABLE_ENTRYW table[] = {{name, service_main}, {NULL, NULL}};
    service_places = places;
    if (StartServiceCtrlDispatcherW(table)) return 0;
    log_say("error", "Not started by the service control manager; see --console", "error",
            GetLastError());
    return 1;
}
