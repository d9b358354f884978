/*
 * Preloaded into a process under test. Keeps beside the watched folder a second one that holds
 * each file as it was at its last fsync: what a power cut would leave. Writes need no hook, for
 * fsync copies the whole file; a kill in the middle of the copy is a torn fsync, as in life.
 * Model: fsync of a file also makes its name durable (ext4); removals and renames are durable
 * after fsync of the folder. Folders below the watched one are not followed.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RENAMES_MAX 64
#define PIECE (256 * 1024)

static struct { char from[NAME_MAX + 1], to[NAME_MAX + 1]; } renames[RENAMES_MAX];
static int rename_count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *watched, *shadow;

static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_rename)(const char *, const char *);

__attribute__((constructor)) static void start(void) {
  watched = getenv("POWER_CUT_DIR");
  shadow = getenv("POWER_CUT_SHADOW");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_rename = dlsym(RTLD_NEXT, "rename");
}

/* The name inside the watched folder, "" for the folder itself, NULL for anything else. */
static const char *watched_name(const char *path) {
  if (!watched || !shadow) return NULL;
  size_t length = strlen(watched);
  if (strncmp(path, watched, length) != 0) return NULL;
  if (path[length] == 0) return path + length;
  if (path[length] != '/' || strchr(path + length + 1, '/')) return NULL;
  return path + length + 1;
}

static void in_shadow(char *path, const char *name) {
  if (snprintf(path, PATH_MAX, "%s/%s", shadow, name) >= PATH_MAX) abort();
}

/* The file's new name becomes durable with its content; the old one goes. */
static void forget_rename_to(const char *name) {
  char path[PATH_MAX];
  for (int i = 0; i < rename_count; i++) {
    if (strcmp(renames[i].to, name) != 0) continue;
    in_shadow(path, renames[i].from);
    unlink(path);
    renames[i] = renames[--rename_count];
    return;
  }
}

static void copy_to_shadow(int fd, const char *name) {
  static char piece[PIECE];
  char path[PATH_MAX];
  forget_rename_to(name);
  in_shadow(path, name);
  int out = open(path, O_WRONLY | O_CREAT, 0600);
  if (out < 0) abort();
  char self[64];
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  int in = open(self, O_RDONLY);
  if (in < 0) abort();
  off_t at = 0;
  ssize_t got;
  while ((got = pread(in, piece, PIECE, at)) > 0) {
    if (pwrite(out, piece, got, at) != got) abort();
    at += got;
  }
  if (ftruncate(out, at) != 0) abort();
  close(in);
  close(out);
}

static void sync_names(void) {
  char from[PATH_MAX], to[PATH_MAX];
  for (int i = 0; i < rename_count; i++) {
    in_shadow(from, renames[i].from);
    in_shadow(to, renames[i].to);
    real_rename(from, to);
  }
  rename_count = 0;
  DIR *names = opendir(shadow);
  if (!names) abort();
  for (struct dirent *entry; (entry = readdir(names));) {
    if (entry->d_name[0] == '.') continue;
    snprintf(from, sizeof from, "%s/%s", watched, entry->d_name);
    if (access(from, F_OK) == 0) continue;
    in_shadow(to, entry->d_name);
    unlink(to);
  }
  closedir(names);
}

static void synced(int fd) {
  char self[64], path[PATH_MAX];
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(self, path, sizeof path - 1);
  if (length <= 0) return;
  path[length] = 0;
  const char *name = watched_name(path);
  struct stat status;
  if (!name || fstat(fd, &status) != 0 || status.st_nlink == 0) return;
  pthread_mutex_lock(&lock);
  if (S_ISDIR(status.st_mode)) sync_names();
  else copy_to_shadow(fd, name);
  pthread_mutex_unlock(&lock);
}

int fsync(int fd) {
  synced(fd);
  return watched ? 0 : real_fsync(fd);
}

int fdatasync(int fd) {
  synced(fd);
  return watched ? 0 : real_fdatasync(fd);
}

int rename(const char *from, const char *to) {
  int result = real_rename(from, to);
  const char *a = watched_name(from), *b = watched_name(to);
  if (result != 0 || !a || !b) return result;
  pthread_mutex_lock(&lock);
  if (rename_count == RENAMES_MAX) sync_names();
  strncpy(renames[rename_count].from, a, NAME_MAX);
  strncpy(renames[rename_count++].to, b, NAME_MAX);
  pthread_mutex_unlock(&lock);
  return result;
}
