/* SPDX-License-Identifier: Apache-2.0 */
/*
 * replay.c - a harness without libFuzzer: its seeds, what they are when cut short,
 * a fixed number of mutations of each from a fixed state, and the inputs kept
 * because they once failed.  Each seed and each kept input is one test.
 *
 *	replay [file ...]      these inputs alone; or all of the above
 *	replay -s dir          writes the seeds and the kept inputs to dir
 */
#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "fuzz.h"

#define INPUT_MAX 65536
#define SLOW      3              /* seconds of CPU for one input */
#define STUCK     60             /* seconds */

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
    unsigned int seed) __attribute__((weak));
/* A finding of the sanitizers ends as any other. */
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);

static struct {
	const char    *harness, *what;
	const uint8_t *p;
	size_t         n;
	char           step[32];
	unsigned       passed, runs;
	uint64_t       state;
} now;

const char *
__asan_default_options(void)
{
	return "abort_on_error=1";
}

const char *
__ubsan_default_options(void)
{
	return "abort_on_error=1:print_stacktrace=1";
}

/* ---- running one input ---- */

/* The process ends here, so that what is not safe in a handler does no harm. */
static void
on_signal(int sig)
{
	const char *build = getenv("BUILD");
	char path[512];
	FILE *f;

	signal(SIGABRT, SIG_DFL);
	snprintf(path, sizeof(path), "%s/fuzz/crash-%s", build ? build : "build", now.harness);
	if ((f = fopen(path, "wb")) != NULL) {
		fwrite(now.p, 1, now.n, f);
		fclose(f);
	}
	printf("FAILED: %s: %s%s: %s, input in %s\n", now.harness, now.what, now.step,
	    sig == SIGALRM ? "does not end" : sig == SIGABRT ? "a property is violated" :
	    "a crash", path);
	printf("%u passed, 1 failed, 0 skipped\n", now.passed);
	fflush(stdout);
	_exit(1);
}

static double
cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A copy of its own size: reading past the end is then seen. */
static void
run(const uint8_t *p, size_t n, const char *step)
{
	uint8_t *copy = malloc(n > 0 ? n : 1);
	double from = cpu();

	if (copy == NULL)
		abort();
	if (n > 0)
		memcpy(copy, p, n);
	now.p = copy;
	now.n = n;
	now.runs++;
	snprintf(now.step, sizeof(now.step), "%s", step);
	alarm(STUCK);
	(void)LLVMFuzzerTestOneInput(copy, n);
	alarm(0);
	if (cpu() - from > SLOW) {
		fprintf(stderr, "%.1f s of CPU\n", cpu() - from);
		abort();
	}
	free(copy);
}

/* ---- mutations ---- */

static size_t
mutate_once(uint8_t *p, size_t n, size_t max)
{
	static const uint8_t edges[] = { 0, 1, 0x7f, 0x80, 0xff, '<', '>', '"', '/', '0' };
	size_t at = n > 0 ? fuzz_rand(&now.state) % n : 0, len, to;

	switch (fuzz_rand(&now.state) % 6) {
	case 0:
		if (n > 0)
			p[at] ^= (uint8_t)(1u << fuzz_rand(&now.state) % 8);
		return n;
	case 1:
		if (n > 0)
			p[at] = edges[fuzz_rand(&now.state) % sizeof(edges)];
		return n;
	case 2:
		if (n == max)
			return n;
		memmove(p + at + 1, p + at, n - at);
		p[at] = (uint8_t)fuzz_rand(&now.state);
		return n + 1;
	case 3:
		len = n > 0 ? 1 + fuzz_rand(&now.state) % (n - at < 16 ? n - at : 16) : 0;
		memmove(p + at, p + at + len, n - at - len);
		return n - len;
	case 4:
		to = n > 0 ? fuzz_rand(&now.state) % n : 0;
		len = n - (at > to ? at : to);
		memmove(p + to, p + at, len < 64 ? len : 64);
		return n;
	default:
		if (n > 0)
			p[at] = (uint8_t)fuzz_rand(&now.state);
		return n;
	}
}

size_t
LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size)
{
	unsigned times = 1 + fuzz_rand(&now.state) % 4;

	while (times-- > 0)
		size = mutate_once(data, size, max_size);
	return size;
}

static void
try_seed(const char *name, const uint8_t *p, size_t n)
{
	static uint8_t room[INPUT_MAX];
	size_t i, len, step;

	now.what = name;
	run(p, n, "");
	step = n / fuzz_effort.cuts + 1;
	for (i = 0; i < n; i += step)
		run(p, i, ", cut");
	if (n > 1 && (n - 1) % step != 0)
		run(p, n - 1, ", cut");
	for (i = 0; i < fuzz_effort.mutations && n <= INPUT_MAX; i++) {
		memcpy(room, p, n);
		now.state = i * 1000003 + n;
		len = LLVMFuzzerCustomMutator != NULL && i % 2 == 0 ?
		    LLVMFuzzerCustomMutator(room, n, INPUT_MAX, (unsigned)i) :
		    LLVMFuzzerMutate(room, n, INPUT_MAX);
		run(room, len, ", mutated");
	}
	now.passed++;
}

/* ---- files ---- */

static bool
ends(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

static int
digit(int c)
{
	return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/* "#" begins a comment up to the end of its line. */
static void
unhex(const struct eci_buf *text, struct eci_buf *out)
{
	size_t i;
	uint8_t b;

	for (i = 0; i < text->len; i++) {
		if (text->ptr[i] == '#')
			while (i + 1 < text->len && text->ptr[i + 1] != '\n')
				i++;
		else if (isxdigit(text->ptr[i]) && isxdigit(text->ptr[i + 1])) {
			b = (uint8_t)(digit(text->ptr[i]) << 4 | digit(text->ptr[i + 1]));
			fuzz_add(out, &b, 1);
			i++;
		}
	}
}

static void
read_input(const char *path, struct eci_buf *out)
{
	struct eci_buf text = { 0 };
	ecert_ctx *ctx = fuzz_ctx();

	FUZZ_MUST(ctx, eci_read_file(ctx, path, INPUT_MAX * 16, &text));
	if (ends(path, ".hex"))
		unhex(&text, out);
	else
		fuzz_add(out, text.ptr, text.len);
	eci_buf_free(&text);
	fuzz_ctx_free(ctx);
}

/* Inputs kept in test/fuzz/regress. */
static void
each_kept(void (*fn)(void *, const char *, const uint8_t *, size_t), void *arg)
{
	char dir[256], path[600];
	struct eci_buf b = { 0 };
	struct dirent **v = NULL;
	int i, n;

	snprintf(dir, sizeof(dir), "test/fuzz/regress/%s", now.harness);
	n = scandir(dir, &v, NULL, alphasort);
	for (i = 0; i < n; i++) {
		if (v[i]->d_name[0] != '.') {
			b.len = 0;
			snprintf(path, sizeof(path), "%s/%s", dir, v[i]->d_name);
			read_input(path, &b);
			fn(arg, v[i]->d_name, b.ptr, b.len);
		}
		free(v[i]);
	}
	free(v);
	eci_buf_free(&b);
}

static void
try_kept(void *arg, const char *name, const uint8_t *p, size_t n)
{
	(void)arg;
	now.what = name;
	run(p, n, "");
	now.passed++;
}

static void
try_put(void *arg, const char *name, const void *p, size_t n)
{
	(void)arg;
	try_seed(name, p, n);
}

static void
write_kept(void *arg, const char *name, const uint8_t *p, size_t n)
{
	const char *dir = arg;
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	if ((f = fopen(path, "wb")) == NULL || fwrite(p, 1, n, f) != n || fclose(f) != 0) {
		perror(path);
		exit(2);
	}
}

static void
write_put(void *arg, const char *name, const void *p, size_t n)
{
	write_kept(arg, name, p, n);
}

static void
try_file(const char *path)
{
	struct eci_buf b = { 0 };
	double from;

	read_input(path, &b);
	from = cpu();
	try_kept(NULL, path, b.ptr, b.len);
	fprintf(stderr, "%s: %.3f s\n", path, cpu() - from);
	eci_buf_free(&b);
}

int
main(int argc, char **argv)
{
	static const int signals[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM };
	const char *slash = strrchr(argv[0], '/');
	size_t i;

	now.harness = slash != NULL ? slash + 1 : argv[0];
	now.what = "seeds";
	for (i = 0; i < ECI_COUNT(signals); i++)
		signal(signals[i], on_signal);
	if (argc == 3 && strcmp(argv[1], "-s") == 0) {
		fuzz_seeds(write_put, argv[2]);
		each_kept(write_kept, argv[2]);
		return 0;
	}
	for (i = 1; i < (size_t)argc; i++)
		try_file(argv[i]);
	if (argc == 1) {
		fuzz_seeds(try_put, NULL);
		each_kept(try_kept, NULL);
	}
	if (argc > 1)
		fprintf(stderr, "%s: %u inputs\n", now.harness, now.runs);
	printf("%u passed, 0 failed, 0 skipped\n", now.passed);
	return 0;
}
