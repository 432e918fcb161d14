/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_state.c - the state between the two steps of signing, as JSON.  It travels
 * with strangers: each member is there once, of its form and within bounds, and
 * nothing else is; what it says of the document is compared with the document.
 */
#include <stdlib.h>
#include <string.h>

#include "json/json.h"
#include "sign/sign_priv.h"

#define FORMAT "ecert-state"
#define FORMAT_VERSION 1
/* ST_ID and names of entries: what was written by us is far shorter. */
#define ID_MAX   64
#define NAME_MAX 1024

static const struct {
	enum eci_sig_alg alg;
	const char      *name;
} algs[] = { { ECI_SIG_SM2_SM3, "sm2-sm3" }, { ECI_SIG_RSA_SHA256, "rsa-sha256" } };

void
eci_sign_state_free(struct eci_sign_state *s)
{
	eci_buf_free(&s->tbs);
	eci_buf_free(&s->cert);
	free(s->id);
	free(s->sig_entry);
	free(s->value_entry);
	free(s->seal_entry);
	*s = (struct eci_sign_state){ 0 };
}

/* ---- writing ---- */

static ecert_err
put_base64(ecert_ctx *ctx, struct eci_json *j, const char *key, const struct eci_buf *b)
{
	struct eci_buf text = { 0 };
	ecert_err e = eci_base64_add(ctx, &text, b->ptr, b->len);

	if (e == ECERT_OK)
		eci_json_str(j, key, (const char *)text.ptr);
	eci_buf_free(&text);
	return e;
}

static ecert_err
put_members(ecert_ctx *ctx, struct eci_json *j, const struct eci_sign_state *s)
{
	ecert_err e;

	eci_json_str(j, "format", FORMAT);
	eci_json_int(j, "version", FORMAT_VERSION);
	eci_json_str(j, "kind", s->version != 0 ? "ses" : "cms");
	eci_json_int(j, "ses", s->version);
	eci_json_str(j, "algorithm", algs[s->alg == ECI_SIG_RSA_SHA256].name);
	eci_json_hex(j, "digest", s->digest, sizeof(s->digest));
	if ((e = put_base64(ctx, j, "tbs", &s->tbs)) != ECERT_OK ||
	    (e = put_base64(ctx, j, "certificate", &s->cert)) != ECERT_OK)
		return e;
	eci_json_time(j, "time", s->time);
	eci_json_str(j, "signature", s->id);
	eci_json_str(j, "description", s->sig_entry);
	eci_json_hex(j, "description_sm3", s->xml, sizeof(s->xml));
	eci_json_str(j, "value", s->value_entry);
	eci_json_str(j, "seal", s->seal_entry);
	eci_json_hex(j, "document", s->doc, sizeof(s->doc));
	return ECERT_OK;
}

ecert_err
eci_sign_state_write(ecert_ctx *ctx, const struct eci_sign_state *s, char **out)
{
	struct eci_json *j = eci_json_new();
	ecert_err e;

	*out = NULL;
	if (j == NULL)
		return eci_nomem(ctx);
	if ((e = put_members(ctx, j, s)) == ECERT_OK)
		e = eci_json_text(ctx, j, out);
	eci_json_free(j);
	return e;
}

/* ---- reading ---- */

static ecert_err
bad(ecert_ctx *ctx, const char *name, const char *what)
{
	return eci_fail(ctx, ECERT_E_CONFIG, "state: %s: %s", name, what);
}

static ecert_err
read_text(ecert_ctx *ctx, const struct eci_jval *v, const char *name, size_t max, char **out)
{
	const char *text = eci_json_get_str(v);
	size_t i, n = text != NULL ? strlen(text) : 0;
	uint32_t cp;

	if (text == NULL)
		return bad(ctx, name, "not a string");
	if (n == 0 || n > max)
		return bad(ctx, name, n == 0 ? "empty" : "too long");
	for (i = 0; i < n; i += eci_utf8_next(text + i, n - i, &cp))
		if (eci_utf8_next(text + i, n - i, &cp) == 0 || eci_cp_is_control(cp))
			return bad(ctx, name, "a control character");
	return eci_strdup(ctx, text, out);
}

static int
hex_value(char c)
{
	if (eci_is_digit((unsigned char)c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* As it is written: 64 digits in lower case. */
static ecert_err
read_hex(ecert_ctx *ctx, const struct eci_jval *v, const char *name, uint8_t out[ECI_SM3_LEN])
{
	const char *text = eci_json_get_str(v);
	int high, low;
	size_t i;

	if (text == NULL || strlen(text) != 2 * (size_t)ECI_SM3_LEN)
		return bad(ctx, name, "not 64 hexadecimal digits");
	for (i = 0; i < ECI_SM3_LEN; i++) {
		high = hex_value(text[2 * i]);
		low = hex_value(text[2 * i + 1]);
		if (high < 0 || low < 0)
			return bad(ctx, name, "not 64 hexadecimal digits in lower case");
		out[i] = (uint8_t)(high << 4 | low);
	}
	return ECERT_OK;
}

static ecert_err
read_base64(ecert_ctx *ctx, const struct eci_jval *v, const char *name, uint64_t max,
    struct eci_buf *out)
{
	const char *text = eci_json_get_str(v);
	size_t n = text != NULL ? strlen(text) : 0, got = 0;
	ecert_err e;

	if (n == 0)
		return bad(ctx, name, "no base64");
	if (n / 4 * 3 > max + 2)
		return bad(ctx, name, "too long");
	if ((e = eci_buf_room(ctx, out, n)) != ECERT_OK)
		return e;
	/* White space would be skipped. */
	if (strpbrk(text, " \t\r\n") != NULL ||
	    !eci_base64_decode(text, n, out->ptr, n, &got) || got == 0 || got > max)
		return bad(ctx, name, "no base64");
	out->len = got;
	return ECERT_OK;
}

static ecert_err
read_word(ecert_ctx *ctx, const struct eci_jval *v, const char *name, const char *want)
{
	const char *text = eci_json_get_str(v);

	if (text == NULL || strcmp(text, want) != 0)
		return eci_fail(ctx, ECERT_E_CONFIG, "state: %s: not \"%s\"", name, want);
	return ECERT_OK;
}

static ecert_err
read_alg(ecert_ctx *ctx, const struct eci_jval *v, enum eci_sig_alg *out)
{
	const char *text = eci_json_get_str(v);
	size_t i;

	for (i = 0; text != NULL && i < ECI_COUNT(algs); i++)
		if (strcmp(text, algs[i].name) == 0) {
			*out = algs[i].alg;
			return ECERT_OK;
		}
	return bad(ctx, "algorithm", "neither \"sm2-sm3\" nor \"rsa-sha256\"");
}

static ecert_err
read_time(ecert_ctx *ctx, const struct eci_jval *v, int64_t *out)
{
	const char *text = eci_json_get_str(v);

	/* A date alone is none. */
	if (text == NULL || strlen(text) != strlen("YYYY-MM-DDThh:mm:ssZ") ||
	    !eci_time_parse(text, out))
		return bad(ctx, "time", "not YYYY-MM-DDThh:mm:ssZ");
	return ECERT_OK;
}

/* Versions of seals; 0 without one. */
static ecert_err
read_ses(ecert_ctx *ctx, const struct eci_jval *v, bool sealed, ecert_ses_version *out)
{
	int64_t n;

	if (!eci_json_get_int(v, &n))
		return bad(ctx, "ses", "not a whole number");
	if (sealed ? n != ECERT_SES_V1 && n != ECERT_SES_V4 && n != ECERT_SES_V5 : n != 0)
		return bad(ctx, "ses", sealed ? "not 1, 4 or 5" : "not 0");
	*out = (ecert_ses_version)n;
	return ECERT_OK;
}

static ecert_err
read_format(ecert_ctx *ctx, const struct eci_jval *root)
{
	int64_t version;
	ecert_err e;

	if ((e = read_word(ctx, eci_json_get(root, "format"), "format", FORMAT)) != ECERT_OK)
		return e;
	if (!eci_json_get_int(eci_json_get(root, "version"), &version))
		return bad(ctx, "version", "not a whole number");
	if (version != FORMAT_VERSION)
		return eci_fail(ctx, ECERT_E_UNSUPPORTED, "state: version: this library reads "
		    "version %d alone", FORMAT_VERSION);
	return ECERT_OK;
}

static ecert_err
read_kind(ecert_ctx *ctx, const struct eci_jval *root, struct eci_sign_state *s)
{
	const struct eci_jval *seal = eci_json_get(root, "seal");
	const char *kind = eci_json_get_str(eci_json_get(root, "kind"));
	bool sealed = kind != NULL && strcmp(kind, "ses") == 0;
	ecert_err e;

	if (!sealed && (kind == NULL || strcmp(kind, "cms") != 0))
		return bad(ctx, "kind", "neither \"ses\" nor \"cms\"");
	if ((e = read_ses(ctx, eci_json_get(root, "ses"), sealed, &s->version)) != ECERT_OK)
		return e;
	if (sealed)
		return read_text(ctx, seal, "seal", NAME_MAX, &s->seal_entry);
	return eci_json_kind(seal) == ECI_J_NULL ? ECERT_OK : bad(ctx, "seal", "not null");
}

/* What is not known could change the meaning of the rest. */
static ecert_err
check_names(ecert_ctx *ctx, const struct eci_jval *root)
{
	static const char *const names[] = { "format", "version", "kind", "ses", "algorithm",
		"digest", "tbs", "certificate", "time", "signature", "description",
		"description_sm3", "value", "seal", "document" };
	struct eci_buf shown = { 0 };
	const char *key;
	size_t i, k;
	ecert_err e;

	if (eci_json_kind(root) != ECI_J_OBJECT)
		return eci_fail(ctx, ECERT_E_CONFIG, "state: not a JSON object");
	for (i = 0; i < ECI_COUNT(names); i++)
		if (eci_json_get(root, names[i]) == NULL)
			return bad(ctx, names[i], "missing");
	for (i = 0; i < eci_json_count(root); i++) {
		key = eci_json_key(root, i);
		for (k = 0; k < ECI_COUNT(names) && strcmp(key, names[k]) != 0; k++)
			;
		if (k < ECI_COUNT(names))
			continue;
		if ((e = eci_escape(ctx, &shown, key, strnlen(key, ID_MAX))) == ECERT_OK)
			e = bad(ctx, shown.ptr != NULL ? (char *)shown.ptr : "\"\"",
			    "no member of a state");
		eci_buf_free(&shown);
		return e;
	}
	return ECERT_OK;
}

static ecert_err
read_members(ecert_ctx *ctx, const struct eci_jval *root, struct eci_sign_state *s)
{
	uint64_t max_tbs = ecert_ctx_limit(ctx, ECERT_LIMIT_SES_BYTES);
	uint64_t max_cert = ecert_ctx_limit(ctx, ECERT_LIMIT_CERT_BYTES);
	ecert_err e;

#define GET(name) eci_json_get(root, name), name
	if ((e = check_names(ctx, root)) != ECERT_OK ||
	    (e = read_format(ctx, root)) != ECERT_OK ||
	    (e = read_kind(ctx, root, s)) != ECERT_OK ||
	    (e = read_alg(ctx, eci_json_get(root, "algorithm"), &s->alg)) != ECERT_OK ||
	    (e = read_hex(ctx, GET("digest"), s->digest)) != ECERT_OK ||
	    (e = read_base64(ctx, GET("tbs"), max_tbs, &s->tbs)) != ECERT_OK ||
	    (e = read_base64(ctx, GET("certificate"), max_cert, &s->cert)) != ECERT_OK ||
	    (e = read_time(ctx, eci_json_get(root, "time"), &s->time)) != ECERT_OK ||
	    (e = read_text(ctx, GET("signature"), ID_MAX, &s->id)) != ECERT_OK ||
	    (e = read_text(ctx, GET("description"), NAME_MAX, &s->sig_entry)) != ECERT_OK ||
	    (e = read_hex(ctx, GET("description_sm3"), s->xml)) != ECERT_OK ||
	    (e = read_text(ctx, GET("value"), NAME_MAX, &s->value_entry)) != ECERT_OK)
		return e;
	return read_hex(ctx, GET("document"), s->doc);
#undef GET
}

ecert_err
eci_sign_state_read(ecert_ctx *ctx, const char *text, size_t len, struct eci_sign_state *out)
{
	struct eci_jdoc *doc = NULL;
	ecert_err e;

	*out = (struct eci_sign_state){ 0 };
	if ((e = eci_json_read(ctx, "state", text, len, &doc)) != ECERT_OK)
		return e;
	if ((e = read_members(ctx, eci_json_root(doc), out)) != ECERT_OK)
		eci_sign_state_free(out);
	eci_json_done(doc);
	return e;
}
