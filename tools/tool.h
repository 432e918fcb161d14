/* SPDX-License-Identifier: Apache-2.0 */
/* tool.h - what the command-line tools share: options, exit status, messages,
 * passphrases, configuration, input and output. */
#ifndef TOOL_H
#define TOOL_H

#include <stdbool.h>
#include <stdio.h>

#include <ecert.h>

#define _(s) tool_text(s)
#define N_(s) s

/* Documented in every manual page.  Numbers are interface. */
enum {
	TOOL_OK = 0,         /* done; for ecert-verify: every file is valid */
	TOOL_INVALID = 1,    /* examined, and not valid; identifier malformed */
	TOOL_TROUBLE = 2,    /* usage, unreadable file, key, disk, memory */
	TOOL_UNDECIDED = 3   /* examined, no verdict (e.g. no trust anchor) */
};

/* Locale, message catalogue, name for messages.  First call of main. */
void tool_start(const char *name);
/* gettext. */
const char *tool_text(const char *s) __attribute__((format_arg(1)));
/* "zh" or "en", after the locale. */
const char *tool_lang(void);
/* A context, or exit with a message. */
ecert_ctx *tool_ctx(void);
/* What the library notes goes where it goes at first. */
void tool_ctx_log(ecert_ctx *ctx);

/* As tool_warn, when the tool ends, unless in trouble; tool_finish() does it. */
void tool_warn_later(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void tool_warn_now(bool say);
/* "name: what: reason" on stderr; unless --quiet. */
void tool_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The message of ctx, with the file it is about in front. */
void tool_err(ecert_ctx *ctx, const char *file, ecert_err e);
/* "name: message" on stderr, with --quiet too. */
void tool_fail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* As tool_err, for a document: one that is no regular file could be "-". */
void tool_err_doc(ecert_ctx *ctx, const char *file, ecert_err e);
/* The same for a message and an errno that were in another context. */
void tool_err_text(ecert_ctx *ctx, const char *file, const char *text, int oserror);
/* A message of the library in the language of the locale, as far as it is known;
 * borrowed until the next call. */
const char *tool_phrase(ecert_ctx *ctx, const char *text);
/* tool_err and tool_quit, unless e is ECERT_OK. */
void tool_must(ecert_ctx *ctx, const char *file, ecert_err e);
/* tool_must for the value an option or the configuration gave for key; where is
 * tool_conf_where(), or NULL for an option: the line is blamed for its value. */
void tool_must_set(ecert_ctx *ctx, const char *where, const char *key, const char *value,
    ecert_err e);
/* Exit TOOL_TROUBLE, after a message. */
_Noreturn void tool_quit(void);
/* fn is called by tool_quit, so that a record can still be written. */
void tool_at_quit(void (*fn)(void *arg), void *arg);
/* The last message, without the name of the tool, and the code that came with
 * it; NULL where there was none. */
const char *tool_last_message(void);
const char *tool_last_reason(void);
/* Message, a hint at --help, exit TOOL_TROUBLE. */
_Noreturn void tool_usage(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Exit status for an error: INVALID and UNDECIDED, malformed ID: 1, 3, 1; others 2. */
int tool_status(ecert_err e);
/* TROUBLE > INVALID > UNDECIDED > OK */
int tool_worst(int a, int b);
/* Flushes stdout; a full disk must not exit 0.  What failed is said once. */
int tool_finish(int status);
/* A write to stdout failed, with this errno. */
void tool_stdout_failed(int oserror);

/*
 * Options.  A table row per option; long options take "--name value" and
 * "--name=value", short ones "-o value".  A row without repeat given twice is a
 * usage error, as are unknown options and missing or empty values.  "--" ends options;
 * "-" is an operand.  --help, --version, --json, --quiet and (where the tool
 * wants them) --pass-file, --pass-fd, --pass-env are handled here.
 */
struct tool_opt {
	const char *name;        /* "out" */
	char        letter;      /* 'o' or 0 */
	bool        value, repeat;
	const char *arg;         /* "FILE": shown by --help; NULL for a flag */
	const char *help;        /* N_("...") */
};
struct tool_args {
	const char  *usage;              /* N_("ecert-id parse [OPTION]... ID|-"), may have several lines */
	const struct tool_opt *opts;     /* ends with name NULL */
	bool         wants_pass;
	const char  *empty_ok;           /* the option whose value may be empty, or NULL */
	/* filled in */
	bool         json, quiet;
	int          n;                  /* operands */
	char       **v;
	struct { const char *name, *value; } *given;
	size_t       n_given;
};
/* argv[0] is skipped.  Exits for --help and --version. */
void tool_parse(struct tool_args *a, int argc, char **argv);
/* The value of an option (flag: ""), or NULL; the i-th of a repeated one. */
const char *tool_get(const struct tool_args *a, const char *name);
const char *tool_get_nth(const struct tool_args *a, const char *name, size_t i);
bool tool_has(const struct tool_args *a, const char *name);
/* As tool_get, else exit with a usage message. */
const char *tool_need(const struct tool_args *a, const char *name);
/* Exit with a usage message unless there are min to max operands; what names
 * them: "FILE". */
void tool_operands(const struct tool_args *a, int min, int max, const char *what);

/* Tools with verbs: argv[1] names one; run gets argv from the verb on. */
struct tool_verb {
	const char *name;
	int       (*run)(int argc, char **argv);
	const char *help;        /* N_("...") */
};
/* verbs ends with name NULL.  Handles --help and --version before a verb. */
int tool_dispatch(const char *usage, const struct tool_verb *verbs, int argc, char **argv);
/* The name given to tool_start(). */
const char *tool_name(void);
/* Usage messages point to the help of this verb: set by tool_dispatch(). */
void tool_set_verb(const char *verb);
/* --quiet was given: set by tool_parse(). */
void tool_set_quiet(bool quiet);

/*
 * Before a key is opened, by tools with wants_pass: the process keeps what it holds to
 * itself (tool_secret.c), the variable of --pass-env leaves the environment, and ctx has
 * the rules of --strict and --allow-loose-permissions.
 */
void tool_secrets(ecert_ctx *ctx, const struct tool_args *a);
#define TOOL_PASS_MAX 1024         /* bytes of a passphrase, with its end */
/* Pages for a secret; exits with a message without memory.  Free wipes, and so does the
 * end of the process. */
void *tool_secret_new(size_t n);
void tool_secret_free(void *p, size_t n);
/* The key of a file by the rules of ctx; "-" and pipes, too.  Exits with a message. */
ecert_key *tool_key(ecert_ctx *ctx, const char *path, ecert_pass_fn *pass, void *arg);
void tool_key_free(ecert_key *key);
/* A warning where the key, from the file path, lies in the open. */
void tool_warn_plain(const ecert_signer *signer, const char *path);

/* Passphrase by --pass-*, else a prompt on the terminal: an ecert_pass_fn whose
 * arg is the struct tool_args.  Exits with a message where neither can be had.
 * tool_new_pass asks twice, or takes --new-pass-*, where the tool has such options. */
int32_t tool_pass(void *arg, const char *what, char *buf, size_t cap);
/* The same where a device wants its PIN, or password. */
int32_t tool_pin(void *arg, const char *what, char *buf, size_t cap);
bool tool_pass_given(const struct tool_args *a);
bool tool_new_pass_given(const struct tool_args *a);
/* The variable of --pass-env is read now, wiped and taken out of the environment. */
void tool_pass_take(const struct tool_args *a);
/* The passphrase for something new, wiped and freed by tool_pass_free. */
char *tool_new_pass(struct tool_args *a, const char *what);
void tool_pass_free(char *pass);

/* Configuration: /etc/ecert/ecert.conf, $XDG_CONFIG_HOME/ecert/ecert.conf,
 * $ECERT_CONF; later files win.  The i-th value of a key, or NULL. */
const char *tool_conf(const char *key, size_t i);
/* Of several keys, to NULL, of which one has to be chosen, that of the last file with
 * one of them, or NULL; one file with two of them ends the tool. */
const char *tool_conf_last(const char *const *keys);
/* The value of key, unless it stands in an earlier file than that of beside, with which it
 * has nothing to do. */
const char *tool_conf_beside(const char *key, const char *beside);
/* Where that stands: "PATH:LINE". */
const char *tool_conf_where(const char *key, size_t i);

/* tool_lists.c: the lists the values of --opt name, for policy; exits with a message
 * where one cannot be read or is of another kind. */
void tool_add_lists(ecert_ctx *ctx, const struct tool_args *a, const char *opt,
    ecert_status_kind kind, ecert_policy *policy);

/* tool_policy.c: what --policy names, else the configuration, else by_default, which
 * may be NULL: no policy, NULL.  Lives as long as the process. */
const ecert_rules *tool_rules(ecert_ctx *ctx, const struct tool_args *a,
    const char *by_default);
/* The file that is, or NULL: a name or nothing. */
const char *tool_policy_file(const struct tool_args *a);
/* A warning where what is the file path, or is in it, ends soon after a policy; over:
 * where it has ended, too. */
enum tool_what { TOOL_CERT, TOOL_SEAL, TOOL_MAKER, TOOL_USER };
void tool_remind(const ecert_rules *rules, const char *path, enum tool_what what,
    int64_t until, bool over);

/* Roots of identifiers from --root, else from the configuration. */
void tool_set_roots(ecert_ctx *ctx, const struct tool_args *a, ecert_policy *policy);

/* The directory --trust names, else the configuration, or NULL. */
const char *tool_trust_dir(const struct tool_args *a);
/* What is in it; without one, where defaults is set, what is in those of the system and
 * the user that are there, unless --no-default-trust was given.  NULL: nobody. */
ecert_trust *tool_trust(ecert_ctx *ctx, const struct tool_args *a, bool defaults);

/* A command of the user's, run by the shell: p is its standard input, *answer its
 * standard output, to be freed.  NULL, or why there is none, borrowed until the thread's
 * next call.  Several threads may call it. */
struct tool_cmd {
	const char  *text;
	size_t       max;         /* bytes of the answer */
	unsigned     seconds;     /* in all */
	char *const *set;         /* "NAME=VALUE" for its environment, to NULL; may be NULL */
};
const char *tool_cmd(const struct tool_cmd *cmd, const uint8_t *p, size_t n,
    uint8_t **answer, size_t *len);
/* A handler for who catches signals himself: ends the commands, then the tool. */
void tool_cmd_signal(int sig);

/*
 * tool_signer.c: a key that is no file, in the tools that have these options beside those
 * of one, whose names they pass: key and cert, NULL where there is none.
 */
#define TOOL_SKF_OPT \
	{ "skf", 0, true, false, "LIB", \
	    N_("the key is in a USB token: its maker's library (GM/T 0016)") }
#define TOOL_SKF_PLACE_OPTS \
	{ "device", 0, true, false, "NAME", N_("which token, where there are several") }, \
	{ "application", 0, true, false, "NAME", N_("which application of it") }, \
	{ "container", 0, true, false, "NAME", N_("which container of that") }
#define TOOL_OTHER_TOKEN_OPTS \
	{ "sdf", 0, true, false, "LIB", \
	    N_("the key is in an HSM: its maker's library (GM/T 0018)") }, \
	{ "key-index", 0, true, false, "N", N_("the number of the key in it") }, \
	{ "pkcs11", 0, true, false, "LIB", N_("the key is reached by this PKCS#11 module") }, \
	{ "token-config", 0, true, false, "FILE", \
	    N_("settings of the device, see ecert-token(5)") }, \
	{ "token-set", 0, true, true, "NAME=VALUE", N_("one of them") }
#define TOOL_SIGNER_OPTS \
	TOOL_SKF_OPT, TOOL_SKF_PLACE_OPTS, TOOL_OTHER_TOKEN_OPTS, \
	{ "signer-cmd", 0, true, false, "CMD", \
	    N_("a command signs: digest in hex on its input, value on its output") }, \
	{ "signer-timeout", 0, true, false, "SECONDS", N_("wait that long for it; default 60") }
/* Usage: at most one source, and what belongs to it. */
void tool_signer_check(const struct tool_args *a, const char *key, const char *cert);
/* Whether one of them was given. */
bool tool_signer_given(const struct tool_args *a);
/* The signer of the one that was given, or exit with a message; *name is what it is
 * called in messages, its certificate's file or where it is from. */
ecert_signer *tool_signer(ecert_ctx *ctx, struct tool_args *a, const char *cert,
    const char **name);
/* The same by the configuration: the device that its last file with a key has, or NULL
 * where that is the key of a file, or there is none. */
const char *tool_signer_conf(void);
ecert_signer *tool_signer_conf_open(ecert_ctx *ctx, struct tool_args *a, const char **name);
/* The device alone, nothing is loaded yet. */
ecert_token *tool_token(ecert_ctx *ctx, const struct tool_args *a, const char *cert);
/* tool_value.c: a signature value as somebody gives it: binary, or as text in
 * hexadecimal or base64, with line ends.  To be freed; NULL: none of these. */
uint8_t *tool_value(const uint8_t *p, size_t n, size_t *len);
/* tool_signer_cmd.c: what --signer-cmd names signs with the key of the certificate in the
 * file cert; it lives as long as the process. */
ecert_signer *tool_signer_cmd(ecert_ctx *ctx, const struct tool_args *a, const char *cmd,
    const char *cert);

/* The time-stamp authority the options name, or with conf the configuration; NULL:
 * none.  Exits with a message where it cannot be one. */
#define TOOL_TSA_OPTS \
	{ "tsa", 0, true, false, "URL", N_("have it stamped by this authority; none: by no one") }, \
	{ "tsa-cmd", 0, true, false, "CMD", \
	    N_("the same by a command: request on its input, response on its output") }, \
	{ "tsa-sha256", 0, false, false, NULL, N_("an authority that does not know SM3") }, \
	{ "tsa-timeout", 0, true, false, "SECONDS", N_("wait that long for it; default 20") }
struct tool_tsa;
/* Usage, conf as below; before anything is read. */
void tool_tsa_check(const struct tool_args *a, bool conf);
struct tool_tsa *tool_tsa(ecert_ctx *ctx, const struct tool_args *a, bool conf);
const ecert_tsa *tool_tsa_of(const struct tool_tsa *t);
void tool_tsa_free(struct tool_tsa *t);

/* Whole file or "-" (stdin); exits with a message when it cannot be read. */
uint8_t *tool_read(const char *path, size_t *len);
/* The same without a word: NULL and the reason in *why. */
uint8_t *tool_slurp(const char *path, size_t *len, const char **why);
/* As tool_read, but NULL after a message, with its reason in *why. */
uint8_t *tool_try_read(const char *path, size_t *len, const char **why);
/* Temporary file beside path, synced, renamed; "-" is stdout. */
int tool_write(const char *path, const void *p, size_t n);
/* A file that does not exist yet, else a message; secret: for its owner alone. */
int tool_write_new(const char *path, const void *p, size_t n, bool secret);
/* True when both name one file, or would if they were there. */
bool tool_same_file(const char *a, const char *b);
/* Ends the tool where out is the file of the option, or in the trust directory, also
 * through links; values may be NULL. */
void tool_guard_input(const char *out, const char *opt, const char *value);
void tool_guard_trust(const char *out, const char *dir);
/* Numbers and dates of options, or a usage message. */
uint64_t tool_uint(const char *opt, const char *s, uint64_t max);
/* The same for what cannot be 0. */
uint64_t tool_count(const char *opt, const char *s, uint64_t max);
int64_t tool_date(const char *opt, const char *s);
/* Text of strangers for a terminal: controls escaped; static ring of buffers. */
const char *tool_show(const char *s);
/* s as a JSON string, quotes included; what is not UTF-8 becomes U+FFFD. */
void tool_json_str(FILE *f, const char *s);
/* {"KEY":VALUE,"error":NAME,"message":TEXT} on a line of stdout; TEXT is message,
 * or, where that is NULL, the one of ctx. */
void tool_json_fail(const ecert_ctx *ctx, const char *key, const char *value, ecert_err e,
    const char *message);
/* The same for a file, to any stream. */
void tool_json_file(FILE *f, const char *file, ecert_err e, const char *message);

#endif
