/* SPDX-License-Identifier: Apache-2.0 */
/* seal-make_make.c - seal-make make: a new seal out of its description. */
#include <stdlib.h>
#include <string.h>

#include "seal-make.h"

/* --version takes a value here; "seal-make --version" is the tool's own. */
static const struct tool_opt opts[] = {
	{ "version", 0, true, false, "V",
	    N_("v4 (GB/T 38540-2020, default), v1 or v5 (GM/T 0031)") },
	{ "id", 0, true, false, "ESID", N_("the seal's unique code, ASCII") },
	{ "vendor", 0, true, false, "VID", N_("the vendor's code, ASCII") },
	{ "name", 0, true, false, "NAME", N_("the seal's name") },
	{ "type", 0, true, false, "N", N_("kind of seal; default 1, an organisation's") },
	{ "picture", 0, true, false, "FILE", N_("PNG, JPEG, GIF, BMP, SVG or OFD") },
	{ "size", 0, true, false, "WxH", N_("width and height in mm") },
	{ "from", 0, true, false, "DATE", N_("valid from") },
	{ "until", 0, true, false, "DATE", N_("valid until") },
	{ "cert", 0, true, true, "CERT", N_("certificate of one who may sign with the seal") },
	{ "cert-digests", 0, false, false, NULL, N_("list digests of the certificates only") },
	{ "ext", 0, true, true, "OID=HEX|OID=@FILE", N_("extension data of the seal") },
	{ "ext-critical", 0, true, true, "OID=HEX|OID=@FILE",
	    N_("the same, to be refused by whoever does not know it") },
	{ "maker-key", 0, true, false, "KEY", N_("the maker's private key, or PKCS#12") },
	{ "maker-cert", 0, true, false, "CERT", N_("the maker's certificate") },
	TOOL_SIGNER_OPTS,
	{ "policy", 0, true, false, "NAME|FILE",
	    N_("when to remind that a certificate or seal ends, see ecert-policy(5)") },
	TOOL_TSA_OPTS,
	{ "out", 'o', true, false, "OUT", N_("the seal") },
	{ NULL, 0, false, false, NULL, NULL }
};

static ecert_ses_version
version_of(const char *s)
{
	if (s == NULL || strcmp(s, "v4") == 0)
		return ECERT_SES_V4;
	if (strcmp(s, "v1") == 0)
		return ECERT_SES_V1;
	if (strcmp(s, "v5") == 0)
		return ECERT_SES_V5;
	tool_usage(_("--version %s: v1, v4 or v5"), s);
}

/* "40x30" */
static void
size_of(const char *s, unsigned *width, unsigned *height)
{
	const char *x = strchr(s, 'x');
	char first[16] = "";

	if (x == NULL || (size_t)(x - s) >= sizeof(first))
		tool_usage(_("--size %s: WxH in whole millimetres, e.g. 40x40"), s);
	memcpy(first, s, (size_t)(x - s));
	*width = (unsigned)tool_uint("size", first, 2000);
	*height = (unsigned)tool_uint("size", x + 1, 2000);
}

/* What is read here must not be what is written. */
static void
keep_inputs(const struct tool_args *a)
{
	static const char *const names[] = { "picture", "cert", "maker-key", "maker-cert", "skf",
		"sdf", "pkcs11", "token-config" };
	const char *out = tool_need(a, "out"), *in;
	size_t i, k;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (k = 0; (in = tool_get_nth(a, names[i], k)) != NULL; k++)
			if (tool_same_file(in, out))
				tool_usage(_("%s would be overwritten"), out);
	in = tool_policy_file(a);
	if (seal_ext_reads(a, out) || (in != NULL && tool_same_file(in, out)))
		tool_usage(_("%s would be overwritten"), out);
}

/* Version 1 writes UTCTime, which has two digits for the year (GM/T 0031-2014 6.1). */
static void
fits_v1(const char *opt, const char *value, int64_t t)
{
	if (t < -631152000 || t >= 2524608000)
		tool_usage(_("--%s %s: in version v1 years go from 1950 to 2049"), opt, value);
}

static void
set_validity(ecert_ctx *ctx, const struct tool_args *a, ecert_ses_version version,
    ecert_seal_spec *spec)
{
	const char *from = tool_need(a, "from"), *until = tool_need(a, "until");
	int64_t first = tool_date("from", from), last = tool_date("until", until);

	if (version == ECERT_SES_V1) {
		fits_v1("from", from, first);
		fits_v1("until", until, last);
	}
	tool_must(ctx, "--from, --until", ecert_seal_spec_set_validity(ctx, spec, first, last));
}

/* The message of e speaks of an option and its value, not of a file. */
static void
must_opt(ecert_ctx *ctx, const char *opt, const char *value, ecert_err e)
{
	char what[256];

	snprintf(what, sizeof(what), "--%s %s", opt, value);
	tool_must(ctx, what, e);
}

static void
set_picture(ecert_ctx *ctx, const struct tool_args *a, ecert_seal_spec *spec)
{
	const char *path = tool_need(a, "picture"), *size = tool_need(a, "size");
	unsigned width = 0, height = 0;
	ecert_err e;
	uint8_t *p;
	size_t n;

	size_of(size, &width, &height);
	p = tool_read(path, &n);
	e = ecert_seal_spec_set_picture(ctx, spec, p, n, width, height);
	free(p);
	/* The only argument with a range is the size. */
	if (e == ECERT_E_ARG)
		must_opt(ctx, "size", size, e);
	tool_must(ctx, path, e);
}

static void
fill(ecert_ctx *ctx, const struct tool_args *a, ecert_ses_version version,
    ecert_seal_spec *spec)
{
	const char *path, *s;
	uint8_t *p;
	size_t n, i;

	tool_must(ctx, "--id", ecert_seal_spec_set_id(ctx, spec, tool_need(a, "id")));
	tool_must(ctx, "--vendor",
	    ecert_seal_spec_set_vendor(ctx, spec, tool_need(a, "vendor")));
	tool_must(ctx, "--name", ecert_seal_spec_set_name(ctx, spec, tool_need(a, "name")));
	if ((s = tool_get(a, "type")) != NULL)
		ecert_seal_spec_set_type(spec, (int64_t)tool_uint("type", s, INT32_MAX));
	set_validity(ctx, a, version, spec);
	tool_need(a, "cert");
	ecert_seal_spec_set_cert_digests(spec, tool_has(a, "cert-digests"));
	set_picture(ctx, a, spec);
	for (i = 0; (path = tool_get_nth(a, "cert", i)) != NULL; i++) {
		p = tool_read(path, &n);
		tool_must(ctx, path, ecert_seal_spec_add_cert(ctx, spec, p, n));
		free(p);
	}
	seal_add_exts(ctx, a, spec);
}

/* What has been checked piece by piece can still not be made: it ended already,
 * or the maker may not sign. */
static void
make(ecert_ctx *ctx, const struct tool_args *a, const ecert_seal_spec *spec,
    const ecert_signer *maker, const char *holder, ecert_ses_version version, ecert_seal **seal)
{
	ecert_err e = ecert_seal_make(ctx, spec, maker, version, seal);

	if (tool_has(a, "tsa") && (e == ECERT_E_NOTFOUND || e == ECERT_E_UNSUPPORTED))
		tool_must(ctx, "--tsa", e);
	if (tool_has(a, "tsa-cmd") && (e == ECERT_E_NOTFOUND || e == ECERT_E_UNSUPPORTED))
		tool_must(ctx, "--tsa-cmd", e);
	if (e == ECERT_E_ARG)
		must_opt(ctx, "until", tool_get(a, "until"), e);
	/* A key of a kind that this version does not take, the maker's or another. */
	if (e == ECERT_E_STATE && ecert_errreason(ctx) == ECERT_R_KEY_BAD)
		must_opt(ctx, "version", version == ECERT_SES_V5 ? "v5" : "v4", e);
	tool_must(ctx, holder, e);
}

/* *holder is what the maker's certificate is called. */
static ecert_signer *
load_maker(ecert_ctx *ctx, struct tool_args *a, const char **holder)
{
	const char *key, *cert = tool_get(a, "maker-cert");
	ecert_signer *maker = NULL;

	if (tool_signer_given(a))
		return tool_signer(ctx, a, "maker-cert", holder);
	key = tool_need(a, "maker-key");
	*holder = cert != NULL ? cert : key;
	tool_must(ctx, key, ecert_signer_from_file(ctx, key, cert, tool_pass, a, &maker));
	return maker;
}

static int
write_seal(ecert_ctx *ctx, const struct tool_args *a, const ecert_seal *seal)
{
	const char *out = tool_get(a, "out");
	const uint8_t *der;
	char *json = NULL;
	int status;
	size_t n;

	der = ecert_seal_der(seal, &n);
	status = tool_write(out, der, n);
	if (status != TOOL_OK || !a->json)
		return status;
	tool_must(ctx, out, ecert_seal_json(ctx, seal, &json));
	seal_print_json(out, json);
	ecert_free(json);
	return TOOL_OK;
}

int
seal_make(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("seal-make make [OPTION]... -o OUT.esl"),
	    .opts = opts, .wants_pass = true };
	ecert_ctx *ctx = tool_ctx();
	ecert_seal_spec *spec = NULL;
	ecert_signer *maker = NULL;
	ecert_seal *seal = NULL;
	const ecert_rules *rules;
	ecert_ses_version version;
	struct tool_tsa *tsa;
	const char *holder;
	int status;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 0, 0, "");
	tool_secrets(ctx, &a);
	tool_signer_check(&a, "maker-key", "maker-cert");
	version = version_of(tool_get(&a, "version"));
	if (version == ECERT_SES_V1 && tool_has(&a, "cert-digests"))
		tool_usage(_("--cert-digests needs --version v4 or v5, not v1"));
	tool_tsa_check(&a, false);
	if (version != ECERT_SES_V5 && (tool_has(&a, "tsa") || tool_has(&a, "tsa-cmd")))
		tool_usage(_("a seal has a place for a time stamp with --version v5 only"));
	keep_inputs(&a);
	if (a.json && strcmp(tool_get(&a, "out"), "-") == 0)
		tool_usage(_("--json and -o - would both go to standard output"));
	if (!tool_signer_given(&a))
		(void)tool_need(&a, "maker-key");
	rules = tool_rules(ctx, &a, "metrology");
	tool_must(ctx, NULL, ecert_seal_spec_new(ctx, &spec));
	tsa = tool_tsa(ctx, &a, false);
	ecert_seal_spec_set_tsa(spec, tool_tsa_of(tsa));
	fill(ctx, &a, version, spec);
	maker = load_maker(ctx, &a, &holder);
	make(ctx, &a, spec, maker, holder, version, &seal);
	status = write_seal(ctx, &a, seal);
	if (status == TOOL_OK)
		tool_warn_plain(maker, tool_get(&a, "maker-key"));
	if (status == TOOL_OK)
		seal_remind(rules, tool_get(&a, "out"), seal);
	ecert_seal_free(seal);
	ecert_signer_free(maker);
	ecert_seal_spec_free(spec);
	tool_tsa_free(tsa);
	ecert_ctx_free(ctx);
	return status;
}
