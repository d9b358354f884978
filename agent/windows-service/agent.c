/*
 * One run of the agent: `node.exe agent.cjs run`, hidden, in a job that ends with this program. It
 * hears lines on its standard input and answers each with `heard <word>` on its standard output;
 * what it writes to its standard error goes into the log.
 */
#include "host.h"
#include <stdio.h>
#include <string.h>

#define PIPE_BYTES (64 * 1024)
/* A line is shorter than 16 bytes: so many never fill the pipe, and writing never waits. */
#define UNANSWERED_MAX 64
#define ANSWER_BYTES_MAX 64
/* A process that a broken driver holds cannot be ended; nobody waits for it for ever. */
#define END_WAIT_MS 5000
/* Flags that keep Node small, from agent/small-memory.ts: scripts/windows/service-exe.ts. */
#ifndef MLINZI_NODE_FLAGS
#error "MLINZI_NODE_FLAGS is not defined"
#endif
#define NODE_FLAGS L"--disable-warning=ExperimentalWarning " MLINZI_NODE_FLAGS
#define COMMAND_CHARS (2 * PATH_CHARS + sizeof NODE_FLAGS / sizeof(WCHAR) + 64)

struct agent {
    HANDLE job;
    HANDLE process;
    HANDLE input;        /* our end of its standard input */
    HANDLE output;       /* our end of its standard output */
    HANDLE errors;       /* our end of its standard error */
    HANDLE readers[2];
    HANDLE answered;     /* set when the awaited word was answered */
    CRITICAL_SECTION gate;
    char awaited[16];
    DWORD unanswered;
};

/* Its ends of the pipes: the only handles that it inherits. */
struct ends {
    HANDLE input;
    HANDLE output;
    HANDLE errors;
};

static void close(HANDLE *handle)
{
    if (*handle != NULL) CloseHandle(*handle);
    *handle = NULL;
}

static void take_answer(struct agent *agent, const char *line)
{
    if (strncmp(line, "heard ", 6) != 0) return;
    EnterCriticalSection(&agent->gate);
    if (agent->unanswered > 0) agent->unanswered--;
    if (agent->awaited[0] != 0 && strcmp(line + 6, agent->awaited) == 0) SetEvent(agent->answered);
    LeaveCriticalSection(&agent->gate);
}

/* Lines that are longer than any answer are passed over. */
static DWORD WINAPI read_answers(void *context)
{
    struct agent *agent = context;
    char bytes[256], line[ANSWER_BYTES_MAX];
    DWORD count, used = 0;
    while (ReadFile(agent->output, bytes, sizeof bytes, &count, NULL) && count > 0) {
        for (DWORD i = 0; i < count; i++) {
            if (bytes[i] != '\n') {
                if (used < sizeof line) line[used++] = bytes[i];
                continue;
            }
            if (used < sizeof line) {
                line[used] = 0;
                take_answer(agent, line);
            }
            used = 0;
        }
    }
    return 0;
}

static DWORD WINAPI read_errors(void *context)
{
    struct agent *agent = context;
    char bytes[4096];
    DWORD count;
    while (ReadFile(agent->errors, bytes, sizeof bytes, &count, NULL) && count > 0) {
        log_raw(bytes, count);
    }
    return 0;
}

/* `theirs` is inheritable; only the list at the process's creation decides who inherits it. */
static BOOL make_pipe(HANDLE *theirs, HANDLE *ours, BOOL they_read)
{
    HANDLE reading, writing;
    if (!CreatePipe(&reading, &writing, NULL, PIPE_BYTES)) return FALSE;
    *theirs = they_read ? reading : writing;
    *ours = they_read ? writing : reading;
    return SetHandleInformation(*theirs, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
}

static HANDLE make_job(void)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    HANDLE job = CreateJobObjectW(NULL, NULL);
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    if (job != NULL
        && !SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits,
                                    sizeof limits)) {
        close(&job);
    }
    return job;
}

/* Suspended, so that it is in the job before its first instruction. */
static BOOL create_process(const struct places *places, const struct ends *ends,
                           PROCESS_INFORMATION *made)
{
    WCHAR program[PATH_CHARS + 16], command[COMMAND_CHARS];
    HANDLE inherited[3] = {ends->input, ends->output, ends->errors};
    STARTUPINFOEXW startup = {0};
    LPPROC_THREAD_ATTRIBUTE_LIST list;
    SIZE_T bytes = 0;
    BOOL done = FALSE;
    _snwprintf(program, PATH_CHARS + 16, L"%ls\\node.exe", places->program);
    _snwprintf(command, COMMAND_CHARS,
               L"\"%ls\\node.exe\" " NODE_FLAGS L" \"%ls\\agent.cjs\" run",
               places->program, places->program);
    InitializeProcThreadAttributeList(NULL, 1, 0, &bytes);
    list = HeapAlloc(GetProcessHeap(), 0, bytes);
    if (list == NULL) return FALSE;
    if (InitializeProcThreadAttributeList(list, 1, 0, &bytes)) {
        startup.StartupInfo.cb = sizeof startup;
        startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES | STARTF_USESHOWWINDOW;
        startup.StartupInfo.wShowWindow = SW_HIDE;
        startup.StartupInfo.hStdInput = ends->input;
        startup.StartupInfo.hStdOutput = ends->output;
        startup.StartupInfo.hStdError = ends->errors;
        startup.lpAttributeList = list;
        done = UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, inherited,
                                         sizeof inherited, NULL, NULL)
            && CreateProcessW(program, command, NULL, NULL, TRUE,
                              CREATE_SUSPENDED | CREATE_NO_WINDOW | EXTENDED_STARTUPINFO_PRESENT,
                              NULL, places->program, &startup.StartupInfo, made);
        if (!done) log_say("error", "The agent could not be started", "error", GetLastError());
        DeleteProcThreadAttributeList(list);
    }
    HeapFree(GetProcessHeap(), 0, list);
    return done;
}

static BOOL launch(struct agent *agent, const struct places *places, const struct ends *ends)
{
    PROCESS_INFORMATION made;
    if (!create_process(places, ends, &made)) return FALSE;
    agent->process = made.hProcess;
    if (!AssignProcessToJobObject(agent->job, made.hProcess)) {
        log_say("error", "The agent could not be put into its job", "error", GetLastError());
        TerminateProcess(made.hProcess, 1);
        CloseHandle(made.hThread);
        return FALSE;
    }
    ResumeThread(made.hThread);
    CloseHandle(made.hThread);
    agent->readers[0] = CreateThread(NULL, 0, read_answers, agent, 0, NULL);
    agent->readers[1] = CreateThread(NULL, 0, read_errors, agent, 0, NULL);
    return agent->readers[0] != NULL && agent->readers[1] != NULL;
}

struct agent *agent_start(const struct places *places)
{
    struct ends ends = {0};
    struct agent *agent = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof *agent);
    BOOL running;
    if (agent == NULL) return NULL;
    InitializeCriticalSection(&agent->gate);
    agent->answered = CreateEventW(NULL, TRUE, FALSE, NULL);
    agent->job = make_job();
    running = agent->answered != NULL && agent->job != NULL
        && make_pipe(&ends.input, &agent->input, TRUE)
        && make_pipe(&ends.output, &agent->output, FALSE)
        && make_pipe(&ends.errors, &agent->errors, FALSE)
        && launch(agent, places, &ends);
    /* Only the agent may hold its ends, or the readers would never see it go. */
    close(&ends.input);
    close(&ends.output);
    close(&ends.errors);
    if (running) return agent;
    agent_end(agent);
    return NULL;
}

HANDLE agent_process(const struct agent *agent)
{
    return agent->process;
}

void agent_tell(struct agent *agent, const char *word)
{
    char line[20];
    DWORD written;
    int length = snprintf(line, sizeof line, "%.16s\n", word);
    EnterCriticalSection(&agent->gate);
    if (agent->unanswered < UNANSWERED_MAX
        && WriteFile(agent->input, line, (DWORD)length, &written, NULL)) {
        agent->unanswered++;
    }
    LeaveCriticalSection(&agent->gate);
}

BOOL agent_ask(struct agent *agent, const char *word, DWORD within_ms)
{
    HANDLE either[2] = {agent->answered, agent->process};
    EnterCriticalSection(&agent->gate);
    ResetEvent(agent->answered);
    snprintf(agent->awaited, sizeof agent->awaited, "%s", word);
    LeaveCriticalSection(&agent->gate);
    agent_tell(agent, word);
    return WaitForMultipleObjects(2, either, FALSE, within_ms) == WAIT_OBJECT_0;
}

/* FALSE: it hangs in a call that nothing ends. */
static BOOL join(HANDLE reader)
{
    if (reader == NULL || WaitForSingleObject(reader, END_WAIT_MS) == WAIT_OBJECT_0) return TRUE;
    CancelSynchronousIo(reader);
    return WaitForSingleObject(reader, END_WAIT_MS) == WAIT_OBJECT_0;
}

DWORD agent_end(struct agent *agent)
{
    DWORD code = (DWORD)-1;
    close(&agent->input);
    /* What the agent started must not outlive it, or hold its pipes open. */
    if (agent->job != NULL) TerminateJobObject(agent->job, 1);
    if (agent->process != NULL) {
        WaitForSingleObject(agent->process, END_WAIT_MS);
        GetExitCodeProcess(agent->process, &code);
    }
    if (!join(agent->readers[0]) || !join(agent->readers[1])) {
        /* Its memory is still in use: better lost than given to somebody else. */
        log_say("error", "The agent cannot be ended; what it holds is left", NULL, 0);
        return code;
    }
    close(&agent->readers[0]);
    close(&agent->readers[1]);
    close(&agent->output);
    close(&agent->errors);
    close(&agent->process);
    close(&agent->job);
    close(&agent->answered);
    DeleteCriticalSection(&agent->gate);
    HeapFree(GetProcessHeap(), 0, agent);
    return code;
}
