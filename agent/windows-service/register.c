/* Makes the service known to Windows, or forgets it. Run by the install script as administrator. */
#include "host.h"
#include <stdio.h>

#define DISPLAY_NAME L"Mlinzi agent"
#define COMMAND_CHARS (2 * PATH_CHARS + 64)
#define ACCESS (SERVICE_CHANGE_CONFIG | SERVICE_QUERY_STATUS | SERVICE_START | DELETE)
#define SECONDS 1000
#define DAY_SECONDS 86400
/* A little more than the host itself allows for (supervise.c). */
#define PRESHUTDOWN_MS 20000

static int failed(const WCHAR *what)
{
    int error = (int)GetLastError();
    fwprintf(stderr, L"%ls: Windows error %d\n", what, error);
    return error == 0 ? 1 : error;
}

static BOOL configure(SC_HANDLE service)
{
    WCHAR text[] = L"Mlinzi: watches this computer's health for the office's own collector. "
                   L"Inaangalia afya ya kompyuta hii kwa ajili ya mkusanyaji wa ofisi.";
    SERVICE_DESCRIPTIONW description = {text};
    SERVICE_DELAYED_AUTO_START_INFO delayed = {TRUE};
    SERVICE_PRESHUTDOWN_INFO preshutdown = {PRESHUTDOWN_MS};
    SERVICE_FAILURE_ACTIONS_FLAG also_on_error = {TRUE};
    SC_ACTION actions[] = {{SC_ACTION_RESTART, 5 * SECONDS},
                           {SC_ACTION_RESTART, 30 * SECONDS},
                           {SC_ACTION_RESTART, 300 * SECONDS}};
    SERVICE_FAILURE_ACTIONSW recovery = {DAY_SECONDS, NULL, NULL, 3, actions};
    return ChangeServiceConfig2W(service, SERVICE_CONFIG_DESCRIPTION, &description)
        && ChangeServiceConfig2W(service, SERVICE_CONFIG_FAILURE_ACTIONS, &recovery)
        /* These only sharpen what is set above; a system that lacks one still gets the service. */
        && (ChangeServiceConfig2W(service, SERVICE_CONFIG_DELAYED_AUTO_START_INFO, &delayed), TRUE)
        && (ChangeServiceConfig2W(service, SERVICE_CONFIG_PRESHUTDOWN_INFO, &preshutdown), TRUE)
        && (ChangeServiceConfig2W(service, SERVICE_CONFIG_FAILURE_ACTIONS_FLAG, &also_on_error),
            TRUE);
}

static SC_HANDLE create_or_change(SC_HANDLE manager, const WCHAR *command)
{
    SC_HANDLE service = OpenServiceW(manager, SERVICE_NAME, ACCESS);
    if (service == NULL) {
        return CreateServiceW(manager, SERVICE_NAME, DISPLAY_NAME, ACCESS,
                              SERVICE_WIN32_OWN_PROCESS, SERVICE_AUTO_START, SERVICE_ERROR_NORMAL,
                              command, NULL, NULL, NULL, NULL, NULL);
    }
    if (!ChangeServiceConfigW(service, SERVICE_WIN32_OWN_PROCESS, SERVICE_AUTO_START,
                              SERVICE_ERROR_NORMAL, command, NULL, NULL, NULL, NULL, NULL,
                              DISPLAY_NAME)) {
        CloseServiceHandle(service);
        return NULL;
    }
    return service;
}

int register_install(const struct places *places)
{
    WCHAR command[COMMAND_CHARS];
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CREATE_SERVICE);
    SC_HANDLE service;
    int result = 0;
    if (manager == NULL) return failed(L"The service manager cannot be opened");
    _snwprintf(command, COMMAND_CHARS, L"\"%ls\\mlinzi-service.exe\" --home \"%ls\"",
               places->program, places->home);
    service = create_or_change(manager, command);
    if (service == NULL) result = failed(L"The service cannot be registered");
    else if (!configure(service)) result = failed(L"The service cannot be configured");
    if (service != NULL) CloseServiceHandle(service);
    CloseServiceHandle(manager);
    return result;
}

int register_uninstall(void)
{
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
    SC_HANDLE service;
    int result = 0;
    if (manager == NULL) return failed(L"The service manager cannot be opened");
    service = OpenServiceW(manager, SERVICE_NAME, ACCESS);
    if (service == NULL) {
        if (GetLastError() != ERROR_SERVICE_DOES_NOT_EXIST)
            result = failed(L"The service cannot be opened");
    } else {
        if (!DeleteService(service)) result = failed(L"The service cannot be removed");
        CloseServiceHandle(service);
    }
    CloseServiceHandle(manager);
    return result;
}
