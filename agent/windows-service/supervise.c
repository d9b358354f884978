/* Keeps the agent running: starts it again with growing pauses, and never gives up. */
#include "host.h"

#define PAUSE_FIRST_MS 1000
#define PAUSE_LAST_MS 300000
/* After so long a run the next failure counts as a first one. */
#define HEALTHY_MS 600000
/* Windows gives services about two seconds before the machine sleeps. */
#define SUSPEND_WITHIN_MS 2000
#define STOP_WITHIN_MS 10000
#define SHUTDOWN_WITHIN_MS 15000
#define PROGRESS_MS 1000

static HANDLE wake;
static volatile LONG asked = ENDING_NONE;
/* Guards `current`: the system's events come on a thread of their own. */
static CRITICAL_SECTION gate;
static struct agent *current;

BOOL supervise_prepare(void)
{
    InitializeCriticalSection(&gate);
    wake = CreateEventW(NULL, TRUE, FALSE, NULL);
    return wake != NULL;
}

void supervise_end(enum ending ending)
{
    InterlockedCompareExchange(&asked, ending, ENDING_NONE);
    SetEvent(wake);
}

void supervise_suspend(BOOL going_off)
{
    EnterCriticalSection(&gate);
    if (current != NULL
        && !agent_ask(current, going_off ? "off" : "suspend", SUSPEND_WITHIN_MS)) {
        log_say("warn", "The agent did not answer before the computer sleeps", NULL, 0);
    }
    LeaveCriticalSection(&gate);
}

void supervise_resume(void)
{
    EnterCriticalSection(&gate);
    if (current != NULL) agent_tell(current, "resume");
    LeaveCriticalSection(&gate);
}

static const char *word_of(LONG ending)
{
    if (ending == ENDING_SHUTDOWN) return "shutdown";
    return ending == ENDING_UPDATE ? "update" : "stop";
}

/* Tells the agent to end and waits for it; what is left after the limit ends with its job. */
static void end_in_order(struct agent *agent, void (*progress)(DWORD))
{
    DWORD limit_ms = asked == ENDING_SHUTDOWN ? SHUTDOWN_WITHIN_MS : STOP_WITHIN_MS;
    ULONGLONG started = GetTickCount64();
    agent_tell(agent, word_of(asked));
    for (;;) {
        ULONGLONG passed = GetTickCount64() - started;
        if (passed >= limit_ms) {
            log_say("warn", "The agent did not end in time and is ended", "limit_ms", limit_ms);
            return;
        }
        progress(limit_ms);
        if (WaitForSingleObject(agent_process(agent), PROGRESS_MS) == WAIT_OBJECT_0) return;
    }
}

/* One run of the agent, from its start to its end; gives how long it was, in milliseconds. */
static ULONGLONG run_once(const struct places *places, void (*progress)(DWORD))
{
    ULONGLONG started = GetTickCount64();
    struct agent *agent = agent_start(places);
    HANDLE either[2];
    DWORD code;
    if (agent == NULL) return 0;
    log_say("info", "The agent was started", "processId", GetProcessId(agent_process(agent)));
    EnterCriticalSection(&gate);
    current = agent;
    LeaveCriticalSection(&gate);
    either[0] = wake;
    either[1] = agent_process(agent);
    if (WaitForMultipleObjects(2, either, FALSE, INFINITE) == WAIT_OBJECT_0) {
        end_in_order(agent, progress);
    }
    EnterCriticalSection(&gate);
    current = NULL;
    LeaveCriticalSection(&gate);
    code = agent_end(agent);
    log_say(asked == ENDING_NONE ? "warn" : "info", "The agent has ended", "exitCode", code);
    return GetTickCount64() - started;
}

void supervise_run(const struct places *places, void (*progress)(DWORD limit_ms))
{
    DWORD pause_ms = PAUSE_FIRST_MS;
    while (asked == ENDING_NONE) {
        if (run_once(places, progress) >= HEALTHY_MS) pause_ms = PAUSE_FIRST_MS;
        if (asked != ENDING_NONE) break;
        log_say("info", "The agent is started again after a pause", "pause_ms", pause_ms);
        WaitForSingleObject(wake, pause_ms);
        pause_ms = pause_ms > PAUSE_LAST_MS / 2 ? PAUSE_LAST_MS : pause_ms * 2;
    }
    log_say("info", "The service host ends", NULL, 0);
}
