/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-key_csr.c - ecert-key csr: certificate requests, LD/T 03-2022 6.4.1. */
#include <stdlib.h>
#include <string.h>

#include "ecert-key.h"

static const struct tool_opt opts[] = {
	{ "key", 0, true, false, "KEY", N_("the private key the request is of") },
	{ "cert", 0, true, false, "CERT",
	    N_("of a key elsewhere, the certificate it has now: only its public key is taken") },
	TOOL_SIGNER_OPTS,
	{ "subject", 0, true, false, "NAME", N_("CN=...,O=...,C=CN: the most specific first") },
	{ "usage", 0, true, false, "NAMES", N_("key usage asked for: digitalSignature,nonRepudiation") },
	{ "san", 0, true, true, "NAME", N_("another name: dns:, ip:, email: or uri:") },
	{ "der", 0, false, false, NULL, N_("DER, not PEM") },
	{ "verify", 0, false, false, NULL, N_("show requests, and check their signatures") },
	{ "out", 'o', true, false, "OUT", N_("the request; standard output when not given") },
	{ NULL, 0, false, false, NULL, NULL }
};

static int
verify_one(ecert_ctx *ctx, const struct tool_args *a, const char *path)
{
	ecert_csr_state state = ECERT_CSR_BAD;
	const char *why;
	char *json = NULL;
	uint8_t *p;
	ecert_err e;
	size_t n;

	if ((p = tool_try_read(path, &n, &why)) == NULL) {
		if (a->json)
			tool_json_fail(ctx, "file", path, ECERT_E_IO, why);
		return TOOL_TROUBLE;
	}
	e = ecert_csr_describe(ctx, p, n, NULL, &state, &json);
	/* It may be a key, by mistake. */
	ecert_free(p);
	if (e != ECERT_OK) {
		tool_err(ctx, path, e);
		if (a->json)
			tool_json_fail(ctx, "file", path, e, NULL);
		return TOOL_TROUBLE;
	}
	key_print(a, path, json);
	ecert_free(json);
	if (state == ECERT_CSR_EMPTY_ID)
		tool_fail(_("%s: signed with the empty SM2 ID, not with 1234567812345678: "
		    "authorities refuse that"), path);
	else if (state != ECERT_CSR_GOOD)
		tool_fail(_("%s: not signed with the key in it, or changed since"), path);
	return state == ECERT_CSR_GOOD ? TOOL_OK : TOOL_INVALID;
}

static int
verify(ecert_ctx *ctx, const struct tool_args *a)
{
	static const char *const others[] = { "key", "cert", "skf", "sdf", "pkcs11", "signer-cmd",
		"subject", "usage", "san", "der", "out" };
	int status = TOOL_OK, i;
	size_t k;

	for (k = 0; k < sizeof(others) / sizeof(others[0]); k++)
		if (tool_has(a, others[k]))
			tool_usage(_("--%s and --%s exclude each other"), "verify", others[k]);
	for (i = 0; i < a->n; i++)
		status = tool_worst(status, verify_one(ctx, a, a->v[i]));
	return status;
}

static ecert_csr_spec *
make_spec(ecert_ctx *ctx, const struct tool_args *a)
{
	ecert_csr_spec *spec = NULL;
	const char *s;
	size_t i;

	tool_must(ctx, NULL, ecert_csr_spec_new(ctx, &spec));
	tool_must(ctx, "--subject", ecert_csr_spec_set_subject(ctx, spec,
	    tool_need(a, "subject")));
	if ((s = tool_get(a, "usage")) != NULL)
		tool_must(ctx, "--usage", ecert_csr_spec_set_usage(ctx, spec, s));
	for (i = 0; (s = tool_get_nth(a, "san", i)) != NULL; i++)
		tool_must(ctx, "--san", ecert_csr_spec_add_name(ctx, spec, s));
	return spec;
}

/* Of a key that does not leave its device the public half is known from the certificate
 * it has: this is how one that ends is renewed. */
static void
make_elsewhere(ecert_ctx *ctx, struct tool_args *a, const ecert_csr_spec *spec, uint8_t **p,
    size_t *n)
{
	const char *name = NULL;
	ecert_signer *signer = tool_signer(ctx, a, "cert", &name);

	tool_must(ctx, name, ecert_csr_make_by(ctx, spec, signer, tool_has(a, "der"), p, n));
	ecert_signer_free(signer);
}

static void
make_from_key(ecert_ctx *ctx, struct tool_args *a, const ecert_csr_spec *spec, uint8_t **p,
    size_t *n)
{
	const char *path = tool_need(a, "key");
	struct key_asker asker = { .args = a, .path = path };
	ecert_key *key = tool_key(ctx, path, key_ask, &asker);
	ecert_err e;

	e = ecert_csr_make(ctx, spec, key, tool_has(a, "der"), p, n);
	if (e == ECERT_OK && !ecert_key_encrypted(key))
		tool_warn_later(_("%s: the private key is not encrypted; whoever reads the file can sign"),
		    path);
	tool_key_free(key);
	tool_must(ctx, path, e);
}

static int
make(ecert_ctx *ctx, struct tool_args *a)
{
	const char *out = tool_has(a, "out") ? tool_get(a, "out") : "-";
	ecert_csr_spec *spec;
	uint8_t *p = NULL;
	size_t n = 0;
	int status;

	if (a->json && strcmp(out, "-") == 0)
		tool_usage(_("--json and -o - would both go to standard output"));
	tool_signer_check(a, "key", "cert");
	if (!tool_signer_given(a) && tool_has(a, "cert"))
		tool_usage(_("--cert is for keys of devices and commands"));
	key_must_be_new(out);
	spec = make_spec(ctx, a);
	if (tool_signer_given(a))
		make_elsewhere(ctx, a, spec, &p, &n);
	else
		make_from_key(ctx, a, spec, &p, &n);
	ecert_csr_spec_free(spec);
	status = tool_write_new(out, p, n, false);
	if (status == TOOL_OK && a->json)
		status = verify_one(ctx, a, out);
	ecert_free(p);
	return status;
}

int
key_csr(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("ecert-key csr --key KEY --subject NAME [OPTION]... [-o OUT]\n"
	    "ecert-key csr --verify REQUEST..."), .opts = opts, .wants_pass = true };
	ecert_ctx *ctx;
	int status;

	tool_parse(&a, argc, argv);
	tool_operands(&a, tool_has(&a, "verify"), tool_has(&a, "verify") ? argc : 0, "REQUEST");
	ctx = tool_ctx();
	tool_secrets(ctx, &a);
	status = tool_has(&a, "verify") ? verify(ctx, &a) : make(ctx, &a);
	ecert_ctx_free(ctx);
	return tool_finish(status);
}
