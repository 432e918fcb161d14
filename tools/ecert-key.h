/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-key.h - the verbs of ecert-key. */
#ifndef ECERT_KEY_TOOL_H
#define ECERT_KEY_TOOL_H

#include "tool.h"

/* argv[0] is the verb; each returns an exit status. */
int key_new(int argc, char **argv);
int key_p12(int argc, char **argv);
int key_show(int argc, char **argv);
int key_csr(int argc, char **argv);
int key_convert(int argc, char **argv);
int key_check(int argc, char **argv);
int key_days(int argc, char **argv);
int key_test_pki(int argc, char **argv);
int key_token(int argc, char **argv);

/* Exits when path exists: a key is never written over. */
void key_must_be_new(const char *path);
/* Exits where keys go to standard output, and so would the JSON about them. */
void key_keep_apart(const struct tool_args *a, const char *path);

/* ecert-key_pass.c: a passphrase that shall protect what is new.  A weak one is warned
 * about, unless --allow-weak-password was given; with --strict it ends the tool, but for
 * KEPT, of one the key had already, and FREE, of keys that are for tests. */
enum key_pass { KEY_PASS_NEW, KEY_PASS_KEPT, KEY_PASS_FREE };
#define KEY_WEAK_OPT \
	{ "allow-weak-password", 0, false, false, NULL, \
	    N_("INSECURE: take a passphrase that breaks the rules") }
void key_check_pass(ecert_ctx *ctx, const struct tool_args *a, const char *what,
    const char *pass, enum key_pass kind);

/* ecert-key_show.c: one object of the library, of the file path, as JSON or as text. */
void key_print(const struct tool_args *a, const char *path, const char *json);
/* The text alone. */
void key_print_text(const char *json);
/* What knows the file's name where the library does not: an ecert_pass_fn and its arg. */
struct key_asker {
	struct tool_args *args;
	const char       *path;
	bool              told;      /* the reason stands on stderr already */
	bool              keeps;     /* the answer is kept, for tool_pass_free() */
	char             *kept;      /* NULL: nobody asked */
};
int32_t key_ask(void *arg, const char *what, char *buf, size_t cap);
/* ecert-key_pass.c: the passphrase of what is made from key: --new-pass-*, else the one
 * that opened it, else a new one; for tool_pass_free(). */
char *key_out_pass(ecert_ctx *ctx, struct tool_args *a, const ecert_key *key,
    struct key_asker *asker, const char *out);
/* ecert-key_days.c: whole days until the last second; negative after it. */
long long key_days_left(int64_t until, int64_t now);

#endif
