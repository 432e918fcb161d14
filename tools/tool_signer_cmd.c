/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tool_signer_cmd.c - a command of the user's that signs, for services of every kind: it
 * is given the digest and answers with the value, which the library checks.  Batches run
 * several at once.
 */
#include <stdlib.h>
#include <string.h>

#include "tool.h"

#define SECONDS 60
#define SECONDS_MAX 3600
/* The largest value there is, RSA of 16384 bits, in hexadecimal with line ends. */
#define ANSWER_MAX 8192
#define N_FIXED 2          /* variables that are the same for each call */
#define DIGEST_LEN 32
#define HEX_LEN ((size_t)2 * DIGEST_LEN)

/* Does not change once it is made; lives as long as the process. */
struct signer_cmd {
	struct tool_cmd cmd;
	char           *fixed[N_FIXED];    /* "NAME=VALUE" */
	char            shown[201];
};
static struct signer_cmd *made;

static void
free_made(void)
{
	size_t i;

	for (i = 0; i < N_FIXED; i++)
		free(made->fixed[i]);
	free(made);
	made = NULL;
}

/* For the message of the library: the reason in the place of a value. */
static int32_t
fail(const struct signer_cmd *s, const char *why, uint8_t *sig, size_t *sig_len)
{
	int n = snprintf((char *)sig, *sig_len, "--signer-cmd %s: %s", s->shown, why);

	if (n > 0 && (size_t)n < *sig_len)
		*sig_len = (size_t)n;
	return 1;
}

/* The value as bytes, in the room there is. */
static int32_t
take(const struct signer_cmd *s, const uint8_t *answer, size_t n, uint8_t *sig, size_t *sig_len)
{
	size_t len, room = *sig_len;
	const char *why;
	uint8_t *value = tool_value(answer, n, &len);

	if (value == NULL || len > room) {
		why = value == NULL ?
		    _("the answer is neither a signature value nor one in hex or base64") :
		    _("the answer is too long for a signature value");
		free(value);
		return fail(s, why, sig, sig_len);
	}
	memcpy(sig, value, len);
	*sig_len = len;
	free(value);
	return 0;
}

static void
to_hex(const uint8_t digest[DIGEST_LEN], char out[HEX_LEN + 1])
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < DIGEST_LEN; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[HEX_LEN] = '\0';
}

/* An ecert_sign_fn. */
static int32_t
ask_command(void *arg, int32_t alg, const uint8_t *digest, size_t len, uint8_t *sig,
    size_t *sig_len)
{
	const struct signer_cmd *s = arg;
	char hex[HEX_LEN + 1], name[32], text[HEX_LEN + 32], line[HEX_LEN + 2];
	char *set[N_FIXED + 3] = { s->fixed[0], s->fixed[1], name, text, NULL };
	struct tool_cmd cmd = s->cmd;
	uint8_t *answer;
	const char *why;
	int32_t rc;
	size_t n;

	if (len != DIGEST_LEN)
		return 1;
	to_hex(digest, hex);
	snprintf(name, sizeof(name), "ECERT_ALG=%s",
	    alg == ECERT_ALG_SM2_SM3 ? "sm2-sm3" : "rsa-sha256");
	snprintf(text, sizeof(text), "ECERT_DIGEST=%s", hex);
	snprintf(line, sizeof(line), "%s\n", hex);
	cmd.set = set;
	if ((why = tool_cmd(&cmd, (const uint8_t *)line, HEX_LEN + 1, &answer, &n)) != NULL)
		return fail(s, why, sig, sig_len);
	rc = take(s, answer, n, sig, sig_len);
	free(answer);
	return rc;
}

static char *
variable(const char *name, const char *value)
{
	size_t n = strlen(name) + strlen(value) + 2;
	char *s = malloc(n);

	if (s != NULL)
		snprintf(s, n, "%s=%s", name, value);
	return s;
}

/* An ecert_cert_fn: of several the first is the signer's, as for any other key. */
static void
see_serial(void *arg, const char *subject, const char *serial, int64_t from, int64_t until)
{
	struct signer_cmd *s = arg;

	(void)subject, (void)from, (void)until;
	if (s->fixed[1] == NULL)
		s->fixed[1] = variable("ECERT_CERT_SERIAL", serial);
}

static _Noreturn void
no_memory(void)
{
	tool_fail(_("out of memory"));
	tool_quit();
}

static void
make(ecert_ctx *ctx, const struct tool_args *a, const char *text, const char *cert,
    const uint8_t *p, size_t n)
{
	const char *limit = tool_get(a, "signer-timeout");

	if ((made = calloc(1, sizeof(*made))) == NULL)
		no_memory();
	(void)atexit(free_made);
	made->cmd.text = text;
	made->cmd.max = ANSWER_MAX;
	made->cmd.seconds = limit != NULL ?
	    (unsigned)tool_count("signer-timeout", limit, SECONDS_MAX) : SECONDS;
	snprintf(made->shown, sizeof(made->shown), "%s", tool_show(text));
	made->fixed[0] = variable("ECERT_CERT", cert);
	tool_must(ctx, NULL, ecert_cert_each(ctx, p, n, cert, NULL, NULL,
	    see_serial, made));
	if (made->fixed[0] == NULL || made->fixed[1] == NULL)
		no_memory();
}

ecert_signer *
tool_signer_cmd(ecert_ctx *ctx, const struct tool_args *a, const char *cmd, const char *cert)
{
	const char *limit = tool_get(a, "signer-timeout");
	ecert_signer *signer = NULL;
	uint8_t *p;
	size_t n;

	if (cert == NULL)
		tool_usage(_("--%s needs --%s"), "signer-cmd", "cert");
	/* Before the certificate is read. */
	if (limit != NULL)
		(void)tool_count("signer-timeout", limit, SECONDS_MAX);
	p = tool_read(cert, &n);
	make(ctx, a, cmd, cert, p, n);
	tool_must(ctx, cert, ecert_signer_from_fn(ctx, p, n, ask_command, made, &signer));
	free(p);
	return signer;
}
