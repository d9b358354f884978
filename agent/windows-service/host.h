/*
 * The Windows service host: starts the agent, turns the system's events into lines for it, starts
 * it again when it ends. It reads nothing from the network and decides nothing about the office.
 */
#ifndef MLINZI_HOST_H
#define MLINZI_HOST_H

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#define SERVICE_NAME L"MlinziAgent"
/* `sc control MlinziAgent 128`: the install script is about to replace the program. */
#define CONTROL_UPDATE 128
/* Characters of a path, its end included; longer ones are refused. */
#define PATH_CHARS 1024

/* Where the program and its data live. */
struct places {
    WCHAR program[PATH_CHARS];
    WCHAR home[PATH_CHARS];
};

/* Why the agent is asked to end. The words are the agent's own (agent/service-events.ts). */
enum ending { ENDING_NONE = 0, ENDING_STOP, ENDING_SHUTDOWN, ENDING_UPDATE };

/* log.c: a file of one JSON object a line, as the agent writes them; at most 1 MiB and one older. */
BOOL log_open(const WCHAR *home, BOOL echo);
/* `sentence` and `name` are plain ASCII without quotes; `name` may be NULL. */
void log_say(const char *level, const char *sentence, const char *name, DWORD value);
/* Bytes that the agent wrote, as they are. */
void log_raw(const char *bytes, DWORD length);

/* agent.c: one run of the agent in a job, with its pipes. */
struct agent;
/* NULL when it could not be started; the log says why. */
struct agent *agent_start(const struct places *places);
HANDLE agent_process(const struct agent *agent);
/* Sends `word` as a line; drops it when the agent has long not answered. */
void agent_tell(struct agent *agent, const char *word);
/* Sends `word` and waits until the agent answers to it, at most so long. */
BOOL agent_ask(struct agent *agent, const char *word, DWORD within_ms);
/* Ends all that is left of it and frees it; gives its exit code. */
DWORD agent_end(struct agent *agent);

/* supervise.c: keeps the agent running until an ending is asked for. */
BOOL supervise_prepare(void);
/* Returns when the agent has ended as asked; calls `progress` about once a second while it ends. */
void supervise_run(const struct places *places, void (*progress)(DWORD limit_ms));
/* The first ending that is asked for counts. */
void supervise_end(enum ending ending);
/* `going_off`: the machine was switched off by its user and Windows only hibernates. */
void supervise_suspend(BOOL going_off);
void supervise_resume(void);

/* control.c: what the system tells services; the console feeds the same function. */
DWORD control_handle(DWORD control, DWORD event_type);

/* service.c and console.c: the two ways to run. Both give the exit code of the program. */
int service_run(const struct places *places);
int console_run(const struct places *places);

/* register.c: exit code 0, or Windows' error. */
int register_install(const struct places *places);
int register_uninstall(void);

#endif
