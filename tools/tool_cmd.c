/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tool_cmd.c - a command of the user's that is given bytes and answers with bytes,
 * within bounds of size and time.  It has a process group of its own, so that what it
 * starts ends with it, and the tool's environment and standard error.  Several threads
 * may have one each.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tool.h"

#define SHELL "/bin/sh"
#define STEP_MS 20     /* at most between two looks whether it has ended */

extern char **environ;

struct command {
	pid_t    pid;
	size_t   slot;           /* in running */
	int      in, out;        /* of ours: to its input, from its output; -1: closed */
	int64_t  deadline;       /* ms */
	uint8_t *answer;
	size_t   n, max;
	bool     timed_out;
};

/* A signal that ends the tool ends the commands, too: one of each thread. */
static atomic_int running[ECERT_THREADS_MAX + 1];
#define N_RUNNING (sizeof(running) / sizeof(running[0]))
static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGCHLD };
#define N_FATAL   4
#define N_SIGNALS (sizeof(signals) / sizeof(signals[0]))

/* While a command is started, and for what is the process's: how many commands there
 * are, and what was done with signals before the first. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static size_t users;
static struct { bool ours; struct sigaction act; } before[N_SIGNALS];

void
tool_cmd_signal(int sig)
{
	size_t i;
	int pid;

	for (i = 0; i < N_RUNNING; i++)
		if ((pid = atomic_load(&running[i])) > 0)
			kill(-(pid_t)pid, SIGTERM);
	signal(sig, SIG_DFL);
	raise(sig);
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Neither end is for the command's children but by way of its own descriptors. */
static bool
make_pipe(int ends[2])
{
	int i;

	if (pipe(ends) != 0) {
		ends[0] = ends[1] = -1;
		return false;
	}
	for (i = 0; i < 2; i++)
		(void)fcntl(ends[i], F_SETFD, FD_CLOEXEC);
	return true;
}

/* Whether var, "NAME=VALUE", has the name of one of set. */
static bool
is_set_anew(const char *var, char *const *set)
{
	size_t n = strcspn(var, "=");

	for (; set != NULL && *set != NULL; set++)
		if (strncmp(var, *set, n) == 0 && (*set)[n] == '=')
			return true;
	return false;
}

/* The environment of the tool with what is set for the command; borrowed strings. */
static char **
make_environ(char *const *set)
{
	size_t n = 0, k = 0, i;
	char **env;

	while (environ[n] != NULL)
		n++;
	while (set != NULL && set[k] != NULL)
		k++;
	if ((env = calloc(n + k + 1, sizeof(*env))) == NULL)
		return NULL;
	for (i = 0, n = 0; environ[i] != NULL; i++)
		if (!is_set_anew(environ[i], set))
			env[n++] = environ[i];
	for (i = 0; i < k; i++)
		env[n++] = set[i];
	return env;
}

/* 0, or errno.  It has no signals blocked, whatever the thread has that starts it. */
static int
spawn_shell(const struct tool_cmd *cmd, int in, int out, pid_t *pid)
{
	char sh[] = "sh", c[] = "-c", *text = strdup(cmd->text), **env = make_environ(cmd->set);
	char *argv[] = { sh, c, text, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t normal, none;
	int rc = ENOMEM;

	if (text == NULL || env == NULL || posix_spawn_file_actions_init(&files) != 0)
		goto out;
	if (posix_spawnattr_init(&attr) != 0)
		goto files;
	/* A broken pipe ends it as anywhere else, though not us. */
	sigemptyset(&none);
	sigemptyset(&normal);
	sigaddset(&normal, SIGPIPE);
	if ((rc = posix_spawn_file_actions_adddup2(&files, in, 0)) == 0 &&
	    (rc = posix_spawn_file_actions_adddup2(&files, out, 1)) == 0 &&
	    (rc = posix_spawnattr_setsigdefault(&attr, &normal)) == 0 &&
	    (rc = posix_spawnattr_setsigmask(&attr, &none)) == 0 &&
	    (rc = posix_spawnattr_setpgroup(&attr, 0)) == 0 &&
	    (rc = posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP |
	    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)) == 0)
		rc = posix_spawn(pid, SHELL, &files, &attr, argv, env);
	posix_spawnattr_destroy(&attr);
files:
	posix_spawn_file_actions_destroy(&files);
out:
	free(text);
	free(env);
	return rc;
}

static size_t
free_slot(void)
{
	size_t i = 0;

	while (i < N_RUNNING && atomic_load(&running[i]) != 0)
		i++;
	return i;
}

/* A signal to this thread waits until it is known what it has to end. */
static int
spawn_held(const struct tool_cmd *cmd, int in, int out, struct command *c)
{
	size_t i, slot = free_slot();
	sigset_t held, mask;
	int rc;

	if (slot == N_RUNNING)
		return EAGAIN;
	sigemptyset(&held);
	for (i = 0; i < N_FATAL; i++)
		sigaddset(&held, signals[i]);
	pthread_sigmask(SIG_BLOCK, &held, &mask);
	if ((rc = spawn_shell(cmd, in, out, &c->pid)) == 0) {
		c->slot = slot;
		atomic_store(&running[slot], (int)c->pid);
	}
	pthread_sigmask(SIG_SETMASK, &mask, NULL);
	return rc;
}

/* Under the lock: another command started meanwhile would have our pipes, and hold them
 * open. */
static int
start(const struct tool_cmd *cmd, struct command *c)
{
	int to[2] = { -1, -1 }, from[2] = { -1, -1 }, rc;

	if (!make_pipe(to) || !make_pipe(from))
		rc = errno;
	else if ((rc = spawn_held(cmd, to[0], from[1], c)) == 0) {
		c->in = to[1];
		c->out = from[0];
		to[1] = from[0] = -1;
		/* A command that does not read must not hold us up. */
		(void)fcntl(c->in, F_SETFL, O_NONBLOCK);
	}
	close_fd(&to[0]);
	close_fd(&to[1]);
	close_fd(&from[0]);
	close_fd(&from[1]);
	return rc;
}

/* One that reads nothing, or not all of it, has its reasons: its answer counts. */
static void
give(struct command *c, const uint8_t **p, size_t *n)
{
	ssize_t put = write(c->in, *p, *n);

	if (put > 0) {
		*p += put;
		*n -= (size_t)put;
	}
	if (*n == 0 || (put < 0 && errno != EAGAIN && errno != EINTR))
		close_fd(&c->in);
}

/* False at the end, or with one byte too many. */
static bool
take(struct command *c)
{
	ssize_t got = read(c->out, c->answer + c->n, c->max + 1 - c->n);

	if (got < 0)
		return errno == EINTR || errno == EAGAIN;
	c->n += (size_t)got;
	return got > 0 && c->n <= c->max;
}

static void
exchange(struct command *c, const uint8_t *p, size_t n)
{
	bool more = true;
	int64_t left;

	if (n == 0)
		close_fd(&c->in);
	while (more && (left = c->deadline - now_ms()) > 0) {
		struct pollfd fds[2] = { { .fd = c->out, .events = POLLIN },
			{ .fd = c->in, .events = POLLOUT } };

		if (poll(fds, 2, left > 1000 ? 1000 : (int)left) < 0)
			continue;
		if (fds[1].fd >= 0 && fds[1].revents != 0)
			give(c, &p, &n);
		if (fds[0].revents != 0)
			more = take(c);
	}
	c->timed_out = more;
	close_fd(&c->in);
	close_fd(&c->out);
}

/* It may do something after its answer, for as long as there is time. */
static int
finish(struct command *c)
{
	struct timespec step = { 0, 1000000L };
	bool ended = false;
	int status = 0;

	if (!c->timed_out && c->n <= c->max)
		while (!(ended = waitpid(c->pid, &status, WNOHANG) != 0) && now_ms() < c->deadline) {
			nanosleep(&step, NULL);
			if (step.tv_nsec < STEP_MS * 1000000L)
				step.tv_nsec *= 2;
		}
	if (!ended) {
		c->timed_out = c->n <= c->max;
		kill(-c->pid, SIGKILL);
		while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	atomic_store(&running[c->slot], 0);
	return status;
}

/* What is wrong with how it ended, or NULL. */
static const char *
judge(const struct command *c, int status, char *buf, size_t cap)
{
	if (c->timed_out)
		return _("no answer in time; it was ended");
	if (c->n > c->max) {
		snprintf(buf, cap, _("an answer above %zu bytes"), c->max);
		return buf;
	}
	if (WIFSIGNALED(status)) {
		snprintf(buf, cap, _("ended by signal %d"), WTERMSIG(status));
		return buf;
	}
	if (WEXITSTATUS(status) != 0) {
		snprintf(buf, cap, _("exit status %d"), WEXITSTATUS(status));
		return buf;
	}
	return c->n == 0 ? _("an empty answer") : NULL;
}

/*
 * What is ignored stays so, as under nohup, and what the tool catches itself it knows
 * what to do about.  A broken pipe is no reason to end; where somebody had SIGCHLD
 * ignored, nobody would learn how a command ended.
 */
static void
set_signals(void)
{
	struct sigaction act = { .sa_handler = SIG_IGN };
	size_t i;

	sigemptyset(&act.sa_mask);
	for (i = 0; i < N_SIGNALS; i++) {
		if (sigaction(signals[i], NULL, &before[i].act) != 0)
			continue;
		before[i].ours = i >= N_FATAL || before[i].act.sa_handler == SIG_DFL;
		if (i < N_FATAL)
			act.sa_handler = tool_cmd_signal;
		else
			act.sa_handler = signals[i] == SIGPIPE ? SIG_IGN : SIG_DFL;
		if (before[i].ours)
			sigaction(signals[i], &act, NULL);
	}
}

static void
restore_signals(void)
{
	size_t i;

	for (i = 0; i < N_SIGNALS; i++)
		if (before[i].ours)
			sigaction(signals[i], &before[i].act, NULL);
}

static int
begin(const struct tool_cmd *cmd, struct command *c)
{
	int rc;

	pthread_mutex_lock(&lock);
	if (users++ == 0)
		set_signals();
	rc = start(cmd, c);
	pthread_mutex_unlock(&lock);
	return rc;
}

static void
end(void)
{
	pthread_mutex_lock(&lock);
	if (--users == 0)
		restore_signals();
	pthread_mutex_unlock(&lock);
}

const char *
tool_cmd(const struct tool_cmd *cmd, const uint8_t *p, size_t n, uint8_t **answer, size_t *len)
{
	struct command c = { .pid = -1, .in = -1, .out = -1, .max = cmd->max,
		.deadline = now_ms() + (int64_t)cmd->seconds * 1000 };
	static _Thread_local char buf[200];
	const char *why;
	int rc;

	*answer = NULL;
	*len = 0;
	if ((c.answer = malloc(cmd->max + 1)) == NULL)
		return _("out of memory");
	if ((rc = begin(cmd, &c)) == 0) {
		exchange(&c, p, n);
		why = judge(&c, finish(&c), buf, sizeof(buf));
	} else {
		snprintf(buf, sizeof(buf), "%s", strerror(rc));
		why = buf;
	}
	end();
	if (why != NULL) {
		free(c.answer);
		return why;
	}
	*answer = c.answer;
	*len = c.n;
	return NULL;
}
