// Lets a browser's monotonic clock skip: how many seconds stands in the file that CLOCK_SKIP names.
//
// What waits until a moment of that clock waits in the kernel, which has not skipped: such moments are put back.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

// No monotonic clock has come this far, and the other one was past it in 2001.
#define LATEST_MONOTONIC 1000000000L

static volatile const long *skipped;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("CLOCK_SKIP");
  int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  void *page = mmap(NULL, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (page != MAP_FAILED) skipped = page;
}

static long skip(void) { return skipped == NULL ? 0 : *skipped; }

static int is_monotonic(clockid_t clock) {
  return clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_RAW ||
         clock == CLOCK_MONOTONIC_COARSE || clock == CLOCK_BOOTTIME;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  static int (*real)(clockid_t, struct timespec *);
  if (real == NULL) real = dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(clock, time);
  if (result == 0 && is_monotonic(clock)) time->tv_sec += skip();
  return result;
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until) {
  static int (*real)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
  // NB: The older version of that name has another layout.
  if (real == NULL) real = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
  struct timespec own = *until;
  if (own.tv_sec < LATEST_MONOTONIC) own.tv_sec -= skip();
  return real(condition, mutex, &own);
}

int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until) {
  static int (*real)(pthread_cond_t *, pthread_mutex_t *, clockid_t, const struct timespec *);
  if (real == NULL) real = dlsym(RTLD_NEXT, "pthread_cond_clockwait");
  struct timespec own = *until;
  if (is_monotonic(clock)) own.tv_sec -= skip();
  return real(condition, mutex, clock, &own);
}

int timerfd_settime(int file, int flags, const struct itimerspec *set, struct itimerspec *before) {
  static int (*real)(int, int, const struct itimerspec *, struct itimerspec *);
  if (real == NULL) real = dlsym(RTLD_NEXT, "timerfd_settime");
  struct itimerspec own = *set;
  long until = own.it_value.tv_sec;
  if ((flags & TFD_TIMER_ABSTIME) != 0 && until < LATEST_MONOTONIC && until > skip())
    own.it_value.tv_sec -= skip();
  return real(file, flags, &own, before);
}
