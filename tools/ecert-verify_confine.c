/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ecert-verify_confine.c - Landlock and seccomp.  Whoever takes over the process by
 * way of a document finds no file to read but the documents, none to write, no
 * socket, no program to start, and no memory to put code into.
 *
 * The filter is written as BPF: the list is short, and neither a library to load
 * nor one to keep installed stands between it and the reader.  Refused calls fail
 * with EPERM instead of ending the process: a C library of the future may try one
 * that is new, take no for an answer, and a verdict must not depend on that.
 */
#define _GNU_SOURCE       /* O_PATH, syscall() */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ecert-verify_confine.h"

#ifdef __linux__
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

/* Rights that came after version 1: older headers lack them. */
#define FS_REFER     (UINT64_C(1) << 13)    /* version 2 */
#define FS_TRUNCATE  (UINT64_C(1) << 14)    /* 3 */
#define FS_IOCTL_DEV (UINT64_C(1) << 15)    /* 5 */
#define FS_FIRST     ((UINT64_C(1) << 13) - 1)

/* ---- files ---- */

void
confine_begin(struct confine *c)
{
	struct landlock_ruleset_attr attr = { .handled_access_fs = FS_FIRST };
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);

	*c = (struct confine){ .ruleset = -1 };
	if (version < 1)
		return;
	if (version >= 2)
		attr.handled_access_fs |= FS_REFER;
	if (version >= 3)
		attr.handled_access_fs |= FS_TRUNCATE;
	if (version >= 5)
		attr.handled_access_fs |= FS_IOCTL_DEV;
	c->ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
}

static void
allow(const struct confine *c, const char *path, uint64_t of_folder)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE };
	struct stat st;

	if (c->ruleset < 0 || (rule.parent_fd = open(path, O_PATH | O_CLOEXEC)) < 0)
		return;
	if (fstat(rule.parent_fd, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			rule.allowed_access = of_folder;
		/* Refused for pipes, which need no rule. */
		(void)syscall(SYS_landlock_add_rule, c->ruleset, LANDLOCK_RULE_PATH_BENEATH,
		    &rule, 0);
	}
	close(rule.parent_fd);
}

void
confine_allow(struct confine *c, const char *path)
{
	allow(c, path, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR);
}

void
confine_allow_link(struct confine *c, const char *path)
{
	allow(c, path, LANDLOCK_ACCESS_FS_READ_DIR);
}

static bool
close_files(struct confine *c)
{
	bool done;

	if (c->ruleset < 0)
		return false;
	done = syscall(SYS_landlock_restrict_self, c->ruleset, 0) == 0;
	close(c->ruleset);
	c->ruleset = -1;
	return done;
}

/* ---- calls ---- */

#if defined(__x86_64__) && defined(__LP64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__) && !defined(__AARCH64EB__)
#define ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCH AUDIT_ARCH_RISCV64
#elif defined(__loongarch64) && defined(AUDIT_ARCH_LOONGARCH64)
#define ARCH AUDIT_ARCH_LOONGARCH64
#endif

#ifdef ARCH
/* A call; with a mask only where (argument arg & mask) == value. */
struct call {
	int      nr, arg;
	uint32_t mask, value;
};
#define ANY(name) { SYS_##name, 0, 0, 0 }
/* The bits that make open() more than reading. */
#define NOT_READING ((uint32_t)(O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY)))

static const struct call calls[] = {
	/* What can be written to was open before: nothing is opened for it. */
	ANY(write), ANY(writev),
	ANY(read), ANY(readv), ANY(pread64), ANY(lseek), ANY(close), ANY(dup),
	ANY(fstat), ANY(newfstatat), ANY(statx), ANY(getdents64),
	{ SYS_openat, 2, NOT_READING, O_RDONLY },
	{ SYS_fcntl, 1, UINT32_MAX, F_GETFD }, { SYS_fcntl, 1, UINT32_MAX, F_SETFD },
	{ SYS_fcntl, 1, UINT32_MAX, F_GETFL }, { SYS_fcntl, 1, UINT32_MAX, F_SETFL },
	{ SYS_fcntl, 1, UINT32_MAX, F_DUPFD_CLOEXEC },
	/* Whether stdout is a terminal; others put input into it. */
	{ SYS_ioctl, 1, UINT32_MAX, TCGETS },
	ANY(brk), ANY(munmap), ANY(mremap), ANY(madvise),
	{ SYS_mmap, 2, PROT_EXEC, 0 }, { SYS_mprotect, 2, PROT_EXEC, 0 },
	ANY(clock_gettime), ANY(clock_getres), ANY(gettimeofday), ANY(getrandom),
	ANY(futex), ANY(sched_yield), ANY(getpid), ANY(gettid), ANY(restart_syscall),
	/* abort(), and a handler of the C library */
	ANY(rt_sigaction), ANY(rt_sigprocmask), ANY(rt_sigreturn),
	ANY(exit), ANY(exit_group),
#ifdef SYS_open
	ANY(stat), ANY(lstat), ANY(time),
	{ SYS_open, 1, NOT_READING, O_RDONLY },
#endif
};
#define N_CALLS (sizeof(calls) / sizeof(calls[0]))

/* A thread shares everything with its process; what does not is a process, or has a
 * view of the system of its own. */
#define THREAD_IS (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD)
#define THREAD_IS_NOT (CLONE_VFORK | CLONE_PTRACE | CLONE_NEWNS | CLONE_NEWCGROUP | \
	CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)
static const struct call thread_calls[] = {
	{ SYS_clone, 0, THREAD_IS | THREAD_IS_NOT, THREAD_IS },
	ANY(set_robust_list),
#ifdef SYS_rseq
	ANY(rseq),
#endif
	/* How many places malloc() gives from; whether the thread is on its own stack. */
	ANY(sched_getaffinity), ANY(sigaltstack),
};
#define N_THREAD_CALLS (sizeof(thread_calls) / sizeof(thread_calls[0]))
#define PER_CALL 6

struct filter {
	struct sock_filter v[10 + PER_CALL * (N_CALLS + N_THREAD_CALLS + 1)];
	unsigned short     n;
};

static void
put(struct filter *f, uint16_t code, uint32_t k, uint8_t yes, uint8_t no)
{
	f->v[f->n++] = (struct sock_filter){ code, yes, no, k };
}

#define LOAD(f, at) put(f, BPF_LD | BPF_W | BPF_ABS, (uint32_t)(at), 0, 0)
#define LOW (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 0 : 4)

/* With the number loaded, before and after.  What is compared are ints to the
 * kernel, or bits of a word's lower half. */
static void
put_call(struct filter *f, const struct call *c)
{
	bool cond = c->mask != 0;

	put(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)c->nr, 0, cond ? 5 : 1);
	if (cond) {
		LOAD(f, offsetof(struct seccomp_data, args) + (size_t)c->arg * 8 + LOW);
		put(f, BPF_ALU | BPF_AND | BPF_K, c->mask, 0, 0);
		put(f, BPF_JMP | BPF_JEQ | BPF_K, c->value, 0, 1);
	}
	put(f, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
	if (cond)
		LOAD(f, offsetof(struct seccomp_data, nr));
}

/* Its flags lie in memory, where a filter cannot look.  Who is told that there is no such
 * call takes the older one. */
static void
put_no_clone3(struct filter *f)
{
#ifdef SYS_clone3
	put(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)SYS_clone3, 0, 1);
	put(f, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS, 0, 0);
#else
	(void)f;
#endif
}

static bool
close_calls(bool threads)
{
	struct filter f = { .n = 0 };
	struct sock_fprog prog;
	size_t i;

	/* Calls of another kind have other numbers. */
	LOAD(&f, offsetof(struct seccomp_data, arch));
	put(&f, BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0);
	put(&f, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM, 0, 0);
	LOAD(&f, offsetof(struct seccomp_data, nr));
	for (i = 0; i < N_CALLS; i++)
		put_call(&f, &calls[i]);
	for (i = 0; threads && i < N_THREAD_CALLS; i++)
		put_call(&f, &thread_calls[i]);
	if (threads)
		put_no_clone3(&f);
	put_call(&f, &(struct call){ SYS_tgkill, 0, UINT32_MAX, (uint32_t)getpid() });
	put(&f, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM, 0, 0);
	prog = (struct sock_fprog){ f.n, f.v };
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog) == 0;
}
#else
static bool
close_calls(bool threads)
{
	(void)threads;
	return false;
}
#endif

unsigned
confine_end(struct confine *c, bool threads)
{
	unsigned lacking = 0;

	/* A filter of calls that a set-user-id program would inherit is refused. */
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (!close_files(c))
		lacking |= CONFINE_FILES;
	if (!close_calls(threads))
		lacking |= CONFINE_CALLS;
	return lacking;
}
#else
void
confine_begin(struct confine *c)
{
	*c = (struct confine){ .ruleset = -1 };
}

void
confine_allow(struct confine *c, const char *path)
{
	(void)c;
	(void)path;
}

void
confine_allow_link(struct confine *c, const char *path)
{
	confine_allow(c, path);
}

unsigned
confine_end(struct confine *c, bool threads)
{
	(void)c;
	(void)threads;
	return CONFINE_FILES | CONFINE_CALLS;
}
#endif

/* The leak checker starts a thread of its own and traces this one; the race checker has
 * one, too. */
bool
confine_possible(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	return false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || \
    __has_feature(thread_sanitizer)
	return false;
#endif
#endif
	return true;
}
