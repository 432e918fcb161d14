/* SPDX-License-Identifier: Apache-2.0 */
/*
 * token.c - time stamps, in responses or not.  What is decoded lies in the input; a
 * stamp that is good by the certificate of an authority here says what that authority
 * signed, byte for byte; and it is of those bytes alone that it was asked for.
 */
#include "crypto/crypto.h"
#include "fuzz.h"
#include "signer/signer.h"
#include "tsp/tsp.h"

const struct fuzz_effort fuzz_effort = { .cuts = 96, .mutations = 1500 };
FUZZ_MUTATES_DER

#define DATA "a signature value"

/* An honest token: what it is made of. */
struct form {
	const char *name, *outer;
	bool        rsa, null_ess, v1, issuer, full, response;
	int         version;
};
#define GM_SIGNED "1.2.156.10197.6.1.4.2.2"
#define P7_SIGNED "1.2.840.113549.1.7.2"
static const struct form forms[] = {
	{ "gm", GM_SIGNED, .version = 1 },
	{ "gm-no-ess", GM_SIGNED, .null_ess = true, .version = 1 },
	{ "gm-response", GM_SIGNED, .response = true, .full = true, .version = 3 },
	{ "pkcs7", P7_SIGNED, .issuer = true, .full = true, .version = 3 },
	{ "rsa", P7_SIGNED, .rsa = true, .v1 = true, .version = 3 },
	{ "rsa-full", P7_SIGNED, .rsa = true, .v1 = true, .issuer = true, .full = true,
	    .response = true, .version = 3 },
};
static struct made {
	struct eci_buf bytes, info;
} made[ECI_COUNT(forms)];

/* ---- an authority ---- */

static void
put_alg(ecert_ctx *ctx, struct eci_buf *out, const char *oid)
{
	struct eci_buf in = { 0 };

	FUZZ_MUST(ctx, eci_der_put_oid(ctx, &in, oid));
	FUZZ_MUST(ctx, eci_der_put(ctx, &in, ECI_DER_NULL, NULL, 0));
	FUZZ_MUST(ctx, eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &in));
	eci_buf_free(&in);
}

/* *in becomes one value of out, and empty. */
static void
wrap(ecert_ctx *ctx, struct eci_buf *out, uint8_t tag, struct eci_buf *in)
{
	FUZZ_MUST(ctx, eci_der_put_buf(ctx, out, tag, in));
	in->len = 0;
}

static void
put_digest(ecert_ctx *ctx, struct eci_buf *out, bool sm3, const void *p, size_t n)
{
	uint8_t hash[ECI_SM3_LEN];

	FUZZ_MUST(ctx, sm3 ? eci_sm3(ctx, p, n, hash) : eci_sha256(ctx, p, n, hash));
	FUZZ_MUST(ctx, eci_der_put(ctx, out, ECI_DER_OCTET_STRING, hash, sizeof(hash)));
}

#define SM3 "1.2.156.10197.1.401"
#define SHA256 "2.16.840.1.101.3.4.2.1"

static void
put_info(ecert_ctx *ctx, const struct form *f, struct eci_buf *out)
{
	/* accuracy, ordering, nonce, an extension */
	static const uint8_t rest[] = "\x30\x0b\x02\x01\x01\x80\x02\x01\xf4\x81\x02\x00\xfa\x01\x01"
	    "\xff\x02\x02\x11\x22\xa1\x08\x30\x06\x06\x02\x2a\x03\x04\x00";
	struct eci_buf in = { 0 }, imprint = { 0 };

	FUZZ_MUST(ctx, eci_der_put_int(ctx, &in, 1));
	FUZZ_MUST(ctx, eci_der_put_oid(ctx, &in, "1.2.3.4"));
	put_alg(ctx, &imprint, f->rsa ? SHA256 : SM3);
	put_digest(ctx, &imprint, !f->rsa, DATA, sizeof(DATA) - 1);
	wrap(ctx, &in, ECI_DER_SEQUENCE, &imprint);
	FUZZ_MUST(ctx, eci_der_put_int(ctx, &in, 4711));
	if (f->full)
		FUZZ_MUST(ctx, eci_der_put(ctx, &in, ECI_DER_GENTIME, "20260601120000.371Z", 19));
	else
		FUZZ_MUST(ctx, eci_der_put_time(ctx, &in, ECI_DER_GENTIME, FUZZ_NOW));
	if (f->full)
		fuzz_add(&in, rest, sizeof(rest) - 1);
	wrap(ctx, out, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
	eci_buf_free(&imprint);
}

/* issuer and serial number, as they stand in the certificate. */
static void
put_sid(ecert_ctx *ctx, struct eci_buf *out, struct eci_bytes cert, bool general)
{
	struct eci_buf in = { 0 }, name = { 0 };
	struct eci_der_val tbs, serial, v;

	FUZZ_CHECK(eci_der_take(&cert, ECI_DER_SEQUENCE, &v) &&
	    eci_der_take(&v.body, ECI_DER_SEQUENCE, &tbs) &&
	    eci_der_take(&tbs.body, ECI_DER_CTX0, &v) &&
	    eci_der_take(&tbs.body, ECI_DER_INTEGER, &serial) &&
	    eci_der_take(&tbs.body, ECI_DER_SEQUENCE, &v) &&
	    eci_der_take(&tbs.body, ECI_DER_SEQUENCE, &v));
	if (general) {
		FUZZ_MUST(ctx, eci_der_put(ctx, &name, 0xa4, v.whole.ptr, v.whole.len));
		wrap(ctx, &in, ECI_DER_SEQUENCE, &name);
	} else {
		fuzz_add(&in, v.whole.ptr, v.whole.len);
	}
	fuzz_add(&in, serial.whole.ptr, serial.whole.len);
	wrap(ctx, out, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
	eci_buf_free(&name);
}

/* value becomes an attribute of out. */
static void
put_attr(ecert_ctx *ctx, struct eci_buf *out, const char *oid, struct eci_buf *value)
{
	struct eci_buf in = { 0 };

	FUZZ_MUST(ctx, eci_der_put_oid(ctx, &in, oid));
	wrap(ctx, &in, ECI_DER_SET, value);
	wrap(ctx, out, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
}

static void
put_ess(ecert_ctx *ctx, const struct form *f, struct eci_bytes cert, struct eci_buf *out)
{
	struct eci_buf in = { 0 }, id = { 0 };
	uint8_t sha1[ECI_SHA1_LEN];

	if (f->v1) {
		FUZZ_MUST(ctx, eci_sha1(ctx, cert.ptr, cert.len, sha1));
		FUZZ_MUST(ctx, eci_der_put(ctx, &in, ECI_DER_OCTET_STRING, sha1, sizeof(sha1)));
	} else {
		put_alg(ctx, &in, SM3);
		put_digest(ctx, &in, true, cert.ptr, cert.len);
	}
	if (f->issuer)
		put_sid(ctx, &in, cert, true);
	wrap(ctx, &id, ECI_DER_SEQUENCE, &in);
	wrap(ctx, &in, ECI_DER_SEQUENCE, &id);
	wrap(ctx, &id, ECI_DER_SEQUENCE, &in);
	put_attr(ctx, out, f->v1 ? "1.2.840.113549.1.9.16.2.12" : "1.2.840.113549.1.9.16.2.47",
	    &id);
	eci_buf_free(&in);
	eci_buf_free(&id);
}

static void
put_attrs(ecert_ctx *ctx, const struct form *f, const struct eci_buf *info,
    struct eci_bytes cert, struct eci_buf *out)
{
	struct eci_buf v = { 0 };

	FUZZ_MUST(ctx, eci_der_put_oid(ctx, &v, "1.2.840.113549.1.9.16.1.4"));
	put_attr(ctx, out, "1.2.840.113549.1.9.3", &v);
	put_digest(ctx, &v, !f->rsa, info->ptr, info->len);
	put_attr(ctx, out, "1.2.840.113549.1.9.4", &v);
	if (!f->null_ess)
		put_ess(ctx, f, cert, out);
	eci_buf_free(&v);
}

static const ecert_signer *
authority(const struct form *f)
{
	return f->rsa ? fuzz_kit()->rsa_signer : fuzz_kit()->signer;
}

static void
put_signer(ecert_ctx *ctx, const struct form *f, const struct eci_buf *info,
    struct eci_bytes cert, struct eci_buf *out)
{
	struct eci_buf attrs = { 0 }, set = { 0 }, sig = { 0 }, in = { 0 };

	put_attrs(ctx, f, info, cert, &attrs);
	FUZZ_MUST(ctx, eci_der_put_buf(ctx, &set, ECI_DER_SET, &attrs));
	fuzz_rand_reset();
	FUZZ_MUST(ctx, eci_signer_sign(ctx, authority(f), fuzz_bytes(&set), &sig));
	FUZZ_MUST(ctx, eci_der_put_int(ctx, &in, 1));
	put_sid(ctx, &in, cert, false);
	put_alg(ctx, &in, f->rsa ? SHA256 : SM3);
	wrap(ctx, &in, ECI_DER_CTX0, &attrs);
	put_alg(ctx, &in, f->rsa ? "1.2.840.113549.1.1.1" : "1.2.156.10197.1.501");
	wrap(ctx, &in, ECI_DER_OCTET_STRING, &sig);
	attrs.len = 0;
	wrap(ctx, &attrs, ECI_DER_SEQUENCE, &in);
	wrap(ctx, out, ECI_DER_SET, &attrs);
	eci_buf_free(&attrs);
	eci_buf_free(&set);
	eci_buf_free(&sig);
	eci_buf_free(&in);
}

static void
put_content(ecert_ctx *ctx, const struct eci_buf *info, struct eci_buf *out)
{
	struct eci_buf in = { 0 }, octets = { 0 };

	FUZZ_MUST(ctx, eci_der_put_oid(ctx, &in, "1.2.840.113549.1.9.16.1.4"));
	FUZZ_MUST(ctx, eci_der_put_buf(ctx, &octets, ECI_DER_OCTET_STRING, info));
	wrap(ctx, &in, ECI_DER_CTX0, &octets);
	wrap(ctx, out, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
	eci_buf_free(&octets);
}

/* PKIStatusInfo { granted } in front of it. */
static void
respond(ecert_ctx *ctx, struct eci_buf *token)
{
	struct eci_buf in = { 0 };

	fuzz_add(&in, "\x30\x03\x02\x01\x00", 5);
	fuzz_add(&in, token->ptr, token->len);
	token->len = 0;
	wrap(ctx, token, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
}

static void
make(ecert_ctx *ctx, const struct form *f, struct made *m)
{
	struct eci_buf data = { 0 }, in = { 0 };
	struct eci_bytes cert;

	cert.ptr = ecert_signer_cert(authority(f), &cert.len);
	put_info(ctx, f, &m->info);
	FUZZ_MUST(ctx, eci_der_put_int(ctx, &data, f->version));
	put_alg(ctx, &in, f->rsa ? SHA256 : SM3);
	wrap(ctx, &data, ECI_DER_SET, &in);
	put_content(ctx, &m->info, &data);
	FUZZ_MUST(ctx, eci_der_put(ctx, &data, ECI_DER_CTX0, cert.ptr, cert.len));
	put_signer(ctx, f, &m->info, cert, &data);
	wrap(ctx, &in, ECI_DER_SEQUENCE, &data);
	wrap(ctx, &data, ECI_DER_CTX0, &in);
	FUZZ_MUST(ctx, eci_der_put_oid(ctx, &in, f->outer));
	fuzz_add(&in, data.ptr, data.len);
	wrap(ctx, &m->bytes, ECI_DER_SEQUENCE, &in);
	if (f->response)
		respond(ctx, &m->bytes);
	eci_buf_free(&data);
	eci_buf_free(&in);
}

/* Each is good: else what is said of good ones would be said of nothing. */
static void
check_made(ecert_ctx *ctx, const struct made *m)
{
	struct eci_cert *cert = NULL;
	struct eci_tsp_token t;
	const char *why = NULL;
	bool good = false;

	FUZZ_MUST(ctx, eci_tsp_decode(ctx, "made", m->bytes.ptr, m->bytes.len, &t));
	FUZZ_MUST(ctx, eci_tsp_signer(ctx, &t, NULL, &cert));
	FUZZ_CHECK(cert != NULL);
	FUZZ_MUST(ctx, eci_tsp_check(ctx, &t, cert, &good, &why));
	FUZZ_CHECK(good);
	eci_cert_free(cert);
	eci_tsp_free(&t);
}

static void
make_all(void)
{
	ecert_ctx *ctx;
	size_t i;

	if (made[0].bytes.len > 0)
		return;
	ctx = fuzz_ctx();
	for (i = 0; i < ECI_COUNT(forms); i++) {
		make(ctx, &forms[i], &made[i]);
		check_made(ctx, &made[i]);
	}
	fuzz_ctx_free(ctx);
}

/* ---- properties ---- */

static void
check_ranges(const struct eci_tsp_token *t, struct eci_bytes in)
{
	const struct eci_bytes parts[] = { t->info.policy, t->info.imprint, t->info.serial,
		t->info.nonce, t->info.tsa };
	size_t i;

	fuzz_check_inside(t->der, in);
	fuzz_check_inside(t->cms.content, t->der);
	for (i = 0; i < ECI_COUNT(parts); i++)
		fuzz_check_inside(parts[i], t->cms.content);
	for (i = 0; i < ECI_COUNT(t->ess); i++) {
		fuzz_check_inside(t->ess[i].hash, t->cms.tbs_rest);
		fuzz_check_inside(t->ess[i].issuer, t->cms.tbs_rest);
		fuzz_check_inside(t->ess[i].serial, t->cms.tbs_rest);
	}
}

static void
check_fields(const struct eci_tsp_token *t)
{
	FUZZ_CHECK(t->cms.has_attrs && t->cms.has_content);
	FUZZ_CHECK(eci_cms_oid_of(t->cms.content_type) == ECI_CMS_OID_TST_INFO);
	FUZZ_CHECK(eci_bytes_equal(t->cms.attr_type, t->cms.content_type));
	FUZZ_CHECK(t->info.alg != ECI_TSP_OTHER && t->info.imprint.len == ECI_SM3_LEN);
	FUZZ_CHECK(t->info.micros < 1000000 && t->info.accuracy >= 0);
	FUZZ_CHECK(t->info.accuracy <= INT64_C(86401) * 1000000);
	FUZZ_CHECK(t->info.serial.len > 0);
}

/* What the authorities signed here, and nothing else. */
static bool
is_honest(struct eci_bytes info)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(made); i++)
		if (eci_bytes_equal(info, fuzz_bytes(&made[i].info)))
			return true;
	return false;
}

static bool
is_ours(const struct eci_cert *cert)
{
	struct eci_bytes a, b;

	a.ptr = ecert_signer_cert(fuzz_kit()->signer, &a.len);
	b.ptr = ecert_signer_cert(fuzz_kit()->rsa_signer, &b.len);
	return eci_bytes_equal(eci_cert_der(cert), a) || eci_bytes_equal(eci_cert_der(cert), b);
}

static void
check_good(ecert_ctx *ctx, const struct eci_tsp_token *t)
{
	static const struct eci_bytes data = { (const uint8_t *)DATA, sizeof(DATA) - 1 };
	static const struct eci_bytes other = { (const uint8_t *)"another value", 13 };
	struct eci_cert *cert = NULL;
	bool good = false, yes = false;
	const char *why = NULL;
	ecert_err e;

	e = eci_tsp_signer(ctx, t, NULL, &cert);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK(e == ECERT_OK || cert == NULL);
	if (cert == NULL)
		return;
	e = eci_tsp_check(ctx, t, cert, &good, &why);
	fuzz_check_error(ctx, e);
	if (e == ECERT_OK)
		FUZZ_CHECK(good == (why[0] == '\0'));
	if (good && is_ours(cert)) {
		FUZZ_CHECK(is_honest(t->cms.content));
		FUZZ_MUST(ctx, eci_tsp_imprints(ctx, &t->info, data, &yes));
		FUZZ_CHECK(yes);
		FUZZ_MUST(ctx, eci_tsp_imprints(ctx, &t->info, other, &yes));
		FUZZ_CHECK(!yes);
	}
	eci_cert_free(cert);
}

/* All that is done with a token, in one. */
static ecert_err
use(ecert_ctx *ctx, const uint8_t *data, size_t size, bool *good)
{
	struct eci_cert *cert = NULL;
	struct eci_tsp_token t;
	const char *why = NULL;
	ecert_err e;

	*good = false;
	if ((e = eci_tsp_decode(ctx, "fuzz", data, size, &t)) == ECERT_OK &&
	    (e = eci_tsp_signer(ctx, &t, NULL, &cert)) == ECERT_OK && cert != NULL)
		e = eci_tsp_check(ctx, &t, cert, good, &why);
	FUZZ_CHECK(e == ECERT_OK || !*good);
	eci_cert_free(cert);
	eci_tsp_free(&t);
	return e;
}

/* Where memory lacks, the answer is that or the same. */
static void
check_memory(const uint8_t *data, size_t size)
{
	ecert_ctx *ctx = fuzz_ctx();
	bool was, good, fired;
	ecert_err want, e;

	want = use(ctx, data, size, &was);
	fuzz_ctx_free(ctx);
	ctx = fuzz_ctx();
	fuzz_alloc_arm(1 + size % 64, false);
	e = use(ctx, data, size, &good);
	fired = fuzz_alloc_disarm();
	fuzz_check_shown(ecert_errmsg(ctx));
	FUZZ_CHECK((e == want && good == was) || (e == ECERT_E_NOMEM && fired));
	fuzz_ctx_free(ctx);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eci_tsp_token t;
	ecert_ctx *ctx;
	ecert_err e;

	make_all();
	fuzz_watch();
	ctx = fuzz_ctx();
	e = eci_tsp_decode(ctx, "fuzz", data, size, &t);
	fuzz_check_error(ctx, e);
	if (e == ECERT_OK) {
		check_ranges(&t, (struct eci_bytes){ data, size });
		check_fields(&t);
		fuzz_check_notes(&t.notes);
		fuzz_check_notes(&t.cms.notes);
		check_good(ctx, &t);
	} else {
		FUZZ_CHECK(ecert_errreason(ctx) == ECERT_R_TIMESTAMP_BAD ||
		    ecert_errreason(ctx) == ECERT_R_UNSUPPORTED);
	}
	eci_tsp_free(&t);
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	check_memory(data, size);
	return 0;
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	size_t i;

	make_all();
	for (i = 0; i < ECI_COUNT(forms); i++)
		put(arg, forms[i].name, made[i].bytes.ptr, made[i].bytes.len);
}
