/* SPDX-License-Identifier: Apache-2.0 */
/*
 * That a confined process can do what is left to it and nothing else: the code of
 * ecert-verify is linked to this program, which confines children of its own and
 * lets them try.  And that ecert-verify does its work where the kernel offers less.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../unit/unit.h"
#include "../../tools/ecert-verify_confine.h"

static char dir[256];         /* allowed/, other/ and links between them */
static int kept;              /* allowed/file, open for writing before */
static bool threads;          /* confined so that it may start some */

static const char *
in(const char *name)
{
	static char path[8][512];
	static unsigned n;
	char *p = path[n++ % 8];

	snprintf(p, sizeof(path[0]), "%s/%s", dir, name);
	return p;
}

static void
write_file(const char *name, const char *text)
{
	FILE *f = fopen(in(name), "w");

	CHECK(f != NULL && fputs(text, f) >= 0);
	CHECK(f == NULL || fclose(f) == 0);
}

/* ---- what is tried: 0, or the error ---- */

static int
opened(const char *name, int flags)
{
	int fd = open(name[0] == '/' ? name : in(name), flags, 0600);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static int
failed(long r)
{
	return r < 0 ? errno : 0;
}

static int read_file(void) { return opened("allowed/file", O_RDONLY); }
static int read_folder(void) { return opened("allowed", O_RDONLY | O_DIRECTORY); }
static int read_below(void) { return opened("allowed/sub/deep", O_RDONLY); }
static int read_single(void) { return opened("single", O_RDONLY); }
static int read_linked(void) { return opened("allowed/link", O_RDONLY); }
static int read_missing(void) { return opened("allowed/nothing", O_RDONLY); }
static int folder_linked(void) { return opened("allowed/folder-link", O_RDONLY); }
static int below_linked(void) { return opened("allowed/folder-link/file", O_RDONLY); }
static int read_beside(void) { return opened("other/file", O_RDONLY); }
static int read_unnamed(void) { return opened("allowed/unnamed-link", O_RDONLY); }
static int read_system(void) { return opened("/etc/passwd", O_RDONLY); }
static int read_proc(void) { return opened("/proc/self/maps", O_RDONLY); }
static int open_to_write(void) { return opened("allowed/file", O_WRONLY); }
static int open_both(void) { return opened("allowed/file", O_RDWR); }
static int open_cutting(void) { return opened("allowed/file", O_RDONLY | O_TRUNC); }
static int open_new(void) { return opened("allowed/new", O_RDONLY | O_CREAT); }
static int open_unnamed(void) { return opened("allowed", O_TMPFILE | O_RDWR); }
static int kept_write(void) { return failed(write(kept, "x", 1)); }
static int kept_cut(void) { return failed(ftruncate(kept, 0)); }
static int cut(void) { return failed(truncate(in("allowed/file"), 0)); }
static int remove_file(void) { return failed(unlink(in("allowed/file"))); }
static int rename_file(void) { return failed(rename(in("allowed/file"), in("allowed/b"))); }
static int make_folder(void) { return failed(mkdir(in("allowed/d"), 0700)); }
static int make_link(void) { return failed(symlink("x", in("allowed/l"))); }
static int change_mode(void) { return failed(chmod(in("allowed/file"), 0777)); }
static int inet(void) { return failed(socket(AF_INET, SOCK_STREAM, 0)); }
static int local(void) { return failed(socket(AF_UNIX, SOCK_DGRAM, 0)); }
static int netlink(void) { return failed(socket(AF_NETLINK, SOCK_RAW, 0)); }
static int pair(void) { int v[2]; return failed(socketpair(AF_UNIX, SOCK_STREAM, 0, v)); }
static int trace(void) { return failed(ptrace(PTRACE_TRACEME, 0, NULL, NULL)); }
static int parent_signal(void) { return failed(kill(getppid(), 0)); }
static int new_limits(void) { return failed(syscall(SYS_io_uring_setup, 1, NULL)); }
static int memory_file(void) { return failed(memfd_create("x", 0)); }
static int personality_(void) { return failed(syscall(SYS_personality, 0)); }
static int terminal_input(void) { return failed(ioctl(0, TIOCSTI, "x")); }
static int random_bytes(void) { char c; return failed(syscall(SYS_getrandom, &c, 1, 0)); }

static int
run_program(void)
{
	char *argv[] = { (char[]){ "true" }, NULL };

	return failed(execv("/bin/true", argv));
}

static int
new_process(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return failed(pid);
}

static int
mapped(int prot)
{
	void *p = mmap(NULL, 4096, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? errno : 0;
}

static int memory(void) { return mapped(PROT_READ | PROT_WRITE); }
static int code(void) { return mapped(PROT_READ | PROT_EXEC); }

static int
turned_code(void)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? -1 : failed(mprotect(p, 4096, PROT_READ | PROT_EXEC));
}

/* A wider filter or another ruleset cannot undo the first. */
static int
second_filter(void)
{
	struct confine c;

	confine_begin(&c);
	confine_allow(&c, "/etc");
	(void)confine_end(&c, true);
	return read_system();
}

/* ---- threads ---- */

static void *
in_thread(void *arg)
{
	int *said = arg;

	said[0] = read_beside();
	said[1] = read_file();
	return arg;
}

/* The error of starting one, or what it may not; -1: it may what it should not. */
static int
thread(void)
{
	int said[2] = { -1, -1 }, rc;
	pthread_t t;

	if ((rc = pthread_create(&t, NULL, in_thread, said)) != 0)
		return rc;
	pthread_join(t, NULL);
	return said[0] != 0 && said[1] == 0 ? 0 : -1;
}

static int
cloned(unsigned long flags)
{
	long pid = syscall(SYS_clone, flags | SIGCHLD, NULL, NULL, NULL, NULL);

	if (pid == 0)
		_exit(0);
	return failed(pid);
}

#define THREAD (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD)
static int sharing_memory(void) { return cloned(CLONE_VM | CLONE_VFORK); }
static int new_view(void) { return cloned(CLONE_NEWUSER); }
static int thread_with_view(void) { return cloned(THREAD | CLONE_NEWNET); }
static int half_thread(void) { return cloned(CLONE_FS | CLONE_FILES); }

/* Its flags could be anything. */
static int
new_clone(void)
{
	struct clone_args a = { .exit_signal = SIGCHLD };
	long pid = syscall(SYS_clone3, &a, sizeof(a));

	if (pid == 0)
		_exit(0);
	return failed(pid);
}

/* ---- the cases ---- */

#define FILES CONFINE_FILES
#define CALLS CONFINE_CALLS

static const struct {
	const char *name;
	int       (*fn)(void);
	unsigned    by;           /* one of these refuses it; 0: allowed */
	int         other;        /* an error it ends with all the same */
} cases[] = {
	{ "a named file", read_single, 0, 0 },
	{ "a named folder", read_folder, 0, 0 },
	{ "a file in a named folder", read_file, 0, 0 },
	{ "a file further down", read_below, 0, 0 },
	{ "a file a link leads to", read_linked, 0, 0 },
	{ "a folder a link leads to", folder_linked, 0, 0 },
	{ "no file", read_missing, 0, ENOENT },
	{ "what was open is written to", kept_write, 0, 0 },
	{ "memory", memory, 0, 0 },
	{ "random bytes", random_bytes, 0, 0 },
	{ "a file in a folder a link leads to", below_linked, FILES, 0 },
	{ "another file", read_beside, FILES, 0 },
	{ "another file by a link that was not named", read_unnamed, FILES, 0 },
	{ "a file of the system", read_system, FILES, 0 },
	{ "what the system tells of the process", read_proc, FILES, 0 },
	{ "writing", open_to_write, FILES | CALLS, 0 },
	{ "reading and writing", open_both, FILES | CALLS, 0 },
	{ "emptying a file by opening it", open_cutting, CALLS, 0 },
	{ "a new file", open_new, FILES | CALLS, 0 },
	{ "a file without a name", open_unnamed, FILES | CALLS, 0 },
	{ "emptying an open file", kept_cut, CALLS, 0 },
	{ "emptying a file", cut, CALLS, 0 },
	{ "removing a file", remove_file, FILES | CALLS, 0 },
	{ "renaming a file", rename_file, FILES | CALLS, 0 },
	{ "a new folder", make_folder, FILES | CALLS, 0 },
	{ "a new link", make_link, FILES | CALLS, 0 },
	{ "the mode of a file", change_mode, CALLS, 0 },
	{ "a TCP socket", inet, CALLS, 0 },
	{ "a local socket", local, CALLS, 0 },
	{ "a netlink socket", netlink, CALLS, 0 },
	{ "a pair of sockets", pair, CALLS, 0 },
	{ "another program", run_program, CALLS, 0 },
	{ "another process", new_process, CALLS, 0 },
	{ "tracing", trace, CALLS, 0 },
	{ "signals to others", parent_signal, CALLS, 0 },
	{ "input and output by a ring", new_limits, CALLS, 0 },
	{ "a file in memory", memory_file, CALLS, 0 },
	{ "another personality", personality_, CALLS, 0 },
	{ "typing for the user", terminal_input, CALLS, 0 },
	{ "memory for code", code, CALLS, 0 },
	{ "memory that becomes code", turned_code, CALLS, 0 },
	{ "confining anew", second_filter, FILES, 0 },
	{ "a process that shares memory", sharing_memory, CALLS, 0 },
	{ "a process that shares files", half_thread, CALLS, 0 },
	{ "another view of the system", new_view, CALLS, 0 },
	{ "a thread with another view", thread_with_view, CALLS, 0 },
};

static void
prepare(void)
{
	snprintf(dir, sizeof(dir), "%s", unit_dir());
	CHECK(mkdir(in("allowed"), 0700) == 0 && mkdir(in("other"), 0700) == 0 &&
	    mkdir(in("allowed/sub"), 0700) == 0);
	write_file("allowed/file", "file");
	write_file("allowed/sub/deep", "deep");
	write_file("other/file", "other");
	write_file("other/linked", "linked");
	write_file("single", "single");
	CHECK(symlink("../other/linked", in("allowed/link")) == 0 &&
	    symlink("../other", in("allowed/folder-link")) == 0 &&
	    symlink("../other/file", in("allowed/unnamed-link")) == 0);
	kept = open(in("allowed/sub/deep"), O_WRONLY | O_CLOEXEC);
	CHECK(kept >= 0);
}

static unsigned
confine(void)
{
	struct confine c;

	confine_begin(&c);
	confine_allow(&c, in("allowed"));
	confine_allow(&c, in("single"));
	confine_allow(&c, in("not-there"));
	confine_allow_link(&c, in("allowed/link"));
	confine_allow_link(&c, in("allowed/folder-link"));
	return confine_end(&c, threads);
}

/* In a confined child: 0 or the error; *lacking as confine_end() said. */
static int
try(int (*fn)(void), unsigned *lacking)
{
	unsigned said[2] = { CONFINE_FILES | CONFINE_CALLS, 999 };
	int status = 0, p[2];
	pid_t pid;

	*lacking = said[0];
	if (pipe(p) != 0 || (pid = fork()) < 0)
		return -1;
	if (pid == 0) {
		said[0] = confine();
		said[1] = (unsigned)fn();
		_exit(write(p[1], said, sizeof(said)) == (ssize_t)sizeof(said) ? 0 : 1);
	}
	close(p[1]);
	if (read(p[0], said, sizeof(said)) != (ssize_t)sizeof(said))
		said[1] = 999;
	close(p[0]);
	waitpid(pid, &status, 0);
	CHECK_INT(status, 0);
	*lacking = said[0];
	return (int)said[1];
}

static void
run_cases(void)
{
	unsigned lacking;
	size_t i;
	int r;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		unit_case("%s%s: %s", threads ? "with threads " : "",
		    cases[i].by == 0 ? "allowed" : "refused", cases[i].name);
		r = try(cases[i].fn, &lacking);
		if (cases[i].by == 0)
			CHECK_INT(r, cases[i].other);
		else if ((lacking & cases[i].by) == cases[i].by)
			unit_skip("not offered here");
		else
			CHECK(r == EPERM || r == EACCES);
	}
}

static void
run_thread_cases(void)
{
	unsigned lacking;
	int r;

	threads = false;
	unit_case("refused: a thread nobody spoke of");
	r = try(thread, &lacking);
	if (lacking != 0)
		unit_skip("not offered here");
	else
		CHECK(r == EPERM || r == EAGAIN);
	unit_case("refused: a thread by the newer call");
	r = try(new_clone, &lacking);
	if (lacking != 0)
		unit_skip("not offered here");
	else
		CHECK_INT(r, EPERM);
	threads = true;
	unit_case("allowed: a thread, as confined as the process");
	r = try(thread, &lacking);
	if (lacking != 0)
		unit_skip("not offered here");
	else
		CHECK_INT(r, 0);
	unit_case("with threads refused: the newer call, as if there were none");
	r = try(new_clone, &lacking);
	if (lacking != 0)
		unit_skip("not offered here");
	else
		CHECK_INT(r, ENOSYS);
	run_cases();
	threads = false;
}

/* ---- ecert-verify where something is missing ---- */

/* As a container's administrator would: these calls fail with error. */
static int
refuse(const long *nr, size_t n, int error)
{
	struct sock_filter v[64];
	unsigned short k = 0;
	size_t i;

	v[k++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
	    offsetof(struct seccomp_data, nr));
	for (i = 0; i < n; i++) {
		v[k++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
		    (uint32_t)nr[i], 0, 1);
		v[k++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K,
		    SECCOMP_RET_ERRNO | (uint32_t)error);
	}
	v[k++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP,
	    SECCOMP_MODE_FILTER, &(struct sock_fprog){ k, v }) == 0 ? 0 : -1;
}

static const struct {
	const char *name;
	long        nr[4];
	size_t      n;
	int         error;
	const char *args, *note;
} poor[] = {
	{ "all is offered", { 0 }, 0, 0, "", "" },
	{ "no Landlock", { SYS_landlock_create_ruleset }, 1, ENOSYS, "",
	    "ecert-verify: not confined to its documents: Landlock is not available here; "
	    "see SANDBOX in ecert-verify(1)\n" },
	{ "Landlock is switched off", { SYS_landlock_create_ruleset }, 1, EOPNOTSUPP, "",
	    "ecert-verify: not confined to its documents: Landlock is not available here; "
	    "see SANDBOX in ecert-verify(1)\n" },
	{ "Landlock refuses at the end", { SYS_landlock_restrict_self }, 1, EPERM, "",
	    "ecert-verify: not confined to its documents: Landlock is not available here; "
	    "see SANDBOX in ecert-verify(1)\n" },
	{ "no seccomp", { SYS_prctl, SYS_seccomp }, 2, EINVAL, "",
	    "ecert-verify: not confined to reading: seccomp is not available here; "
	    "see SANDBOX in ecert-verify(1)\n" },
	{ "a container refuses both", { SYS_prctl, SYS_seccomp, SYS_landlock_create_ruleset,
	    SYS_landlock_restrict_self }, 4, EPERM, "",
	    "ecert-verify: not confined: neither Landlock nor seccomp is available here; "
	    "see SANDBOX in ecert-verify(1)\n" },
	{ "nothing is said with --quiet", { SYS_prctl, SYS_landlock_create_ruleset }, 2, EPERM,
	    "--quiet", "" },
	{ "nothing is said with --no-sandbox", { SYS_prctl, SYS_landlock_create_ruleset }, 2,
	    EPERM, "--no-sandbox", "" },
};

static int
nothing(void)
{
	return 0;
}

static void
slurp(const char *name, char *text, size_t cap)
{
	FILE *f = fopen(in(name), "r");
	size_t n = f != NULL ? fread(text, 1, cap - 1, f) : 0;

	text[n] = '\0';
	if (f != NULL)
		fclose(f);
}

/* The exit status; its output in files out and err. */
static int
verify(size_t i)
{
	const char *build = getenv("BUILD");
	char command[2048];
	int status = -1;
	pid_t pid;

	snprintf(command, sizeof(command), "exec '%s/bin/ecert-verify' %s '%s' >'%s' 2>'%s'",
	    build != NULL ? build : "build", poor[i].args, in("empty.ofd"), in("out"), in("err"));
	if ((pid = fork()) == 0) {
		setenv("LC_ALL", "C.UTF-8", 1);
		if (poor[i].n == 0 || refuse(poor[i].nr, poor[i].n, poor[i].error) == 0)
			execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
run_poor(void)
{
	char out[4096], err[4096], first[4096] = "";
	unsigned lacking = 0;
	bool all;
	size_t i;

	unit_case("whether all is offered here");
	CHECK_INT(try(nothing, &lacking), 0);
	all = confine_possible() && lacking == 0;
	write_file("empty.ofd", "");
	for (i = 0; i < sizeof(poor) / sizeof(poor[0]); i++) {
		unit_case("where %s", poor[i].name);
		if (!all && *poor[i].args == '\0') {
			unit_skip("it is not all offered here");
			continue;
		}
		CHECK_INT(verify(i), 1);
		slurp("out", out, sizeof(out));
		slurp("err", err, sizeof(err));
		CHECK_STR(err, poor[i].note);
		if (i == 0)
			snprintf(first, sizeof(first), "%s", out);
		if (all && strcmp(poor[i].args, "--quiet") != 0)
			CHECK_STR(out, first);
	}
}

int
main(void)
{
	unit_case("files to read, or not");
	prepare();
	run_cases();
	run_thread_cases();
	run_poor();
	close(kept);
	return unit_end();
}
