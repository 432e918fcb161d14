/* SPDX-License-Identifier: Apache-2.0 */
/* tsp_ask.c - an authority is asked, and may answer anything. */
#include "tsp_authority.h"

static const uint8_t data[] = "a signature value";
static const struct eci_bytes stamped = { data, sizeof(data) };
static const uint8_t other[32] = { 9 };

/* A token over data, by an authority that does as it is told. */
static void
good(bool rsa, bool sha256)
{
	ecert_ctx *ctx = authority_ctx();
	struct eci_tsp_token t;
	struct authority a;
	ecert_tsa *tsa = NULL;
	uint8_t *token = NULL;
	size_t n = 0;
	bool yes = false;

	unit_case("%s over %s", rsa ? "RSA" : "SM2", sha256 ? "SHA-256" : "SM3");
	authority_make(ctx, &a, rsa, "timeStamping", NULL, NULL);
	CHECK_OK(ctx, ecert_tsa_new(ctx, authority_ask, &a, &tsa));
	ecert_tsa_set_sha256(tsa, sha256);
	CHECK_OK(ctx, ecert_tsa_stamp(ctx, tsa, data, sizeof(data), &token, &n));
	CHECK_INT(a.calls, 1);
	if (token != NULL && eci_tsp_decode(ctx, "token", token, n, &t) == ECERT_OK) {
		CHECK(!t.in_response);
		CHECK_INT(t.info.time, AUTHORITY_NOW);
		CHECK_INT(t.info.nonce.len, 16);
		CHECK_OK(ctx, eci_tsp_imprints(ctx, &t.info, stamped, &yes));
		CHECK(yes);
		eci_tsp_free(&t);
	} else
		CHECK(0);
	ecert_free(token);
	ecert_tsa_free(tsa);
	authority_free(&a);
}

/* ---- what is odd about a token ---- */

static void nonce(struct stamp_make *t) { t->nonce = (struct eci_bytes){ other, 1 }; }
static void no_nonce(struct stamp_make *t) { t->nonce.len = 0; }
static void imprint(struct stamp_make *t) { t->imprint.ptr = other; }
static void hash(struct stamp_make *t) { t->alg = ECI_TSP_SHA256; }
static void no_cert(struct stamp_make *t) { t->no_cert = true; }
static void value(struct stamp_make *t) { t->bad_value = true; }
static void digest(struct stamp_make *t) { t->bad_digest = true; }
static void too_late(struct stamp_make *t) { t->time += 11 * AUTHORITY_DAY; }
static void too_early(struct stamp_make *t) { t->time -= 11 * AUTHORITY_DAY; }
static void gm(struct stamp_make *t) { t->gm = true; }
static void no_ess(struct stamp_make *t) { t->no_ess = true; }
static void behind(struct stamp_make *t) { t->time -= AUTHORITY_DAY; }
static void a_little(struct stamp_make *t) { t->time -= 300; }
static void too_much(struct stamp_make *t) { t->time -= 301; }
static void inexact(struct stamp_make *t) { t->time -= 310; t->accuracy = 10; }
static void ahead(struct stamp_make *t) { t->time += 300; }
static void too_far(struct stamp_make *t) { t->time += 301; }
static void fraction(struct stamp_make *t) { t->millis = 120; }

static void
trailing(ecert_ctx *ctx, struct eci_buf *b)
{
	authority_must(ctx, eci_buf_add(ctx, b, "", 1));
}

static void
cut(ecert_ctx *ctx, struct eci_buf *b)
{
	(void)ctx;
	b->len--;
}

static void
garbage(ecert_ctx *ctx, struct eci_buf *b)
{
	b->len = 0;
	authority_must(ctx, eci_buf_adds(ctx, b, "garbage"));
}

static void
huge(ecert_ctx *ctx, struct eci_buf *b)
{
	authority_must(ctx, eci_buf_room(ctx, b, ECI_TSP_BYTES_MAX));
	memset(b->ptr + b->len, 0, ECI_TSP_BYTES_MAX);
	b->len += ECI_TSP_BYTES_MAX;
}

static void
rejected(ecert_ctx *ctx, struct eci_buf *b)
{
	b->len = 0;
	authority_must(ctx, stamp_response(ctx, 2, "no", 15, (struct eci_bytes){ NULL, 0 }, b));
}

static void
bare(ecert_ctx *ctx, struct eci_buf *b)
{
	struct eci_bytes token;

	authority_must(ctx, eci_tsp_response(ctx, "x", b->ptr, b->len, &token));
	memmove(b->ptr, token.ptr, token.len);
	b->len = token.len;
}

static const struct {
	const char *name;
	void      (*token)(struct stamp_make *t);
	void      (*response)(ecert_ctx *ctx, struct eci_buf *b);
	const char *says;       /* NULL: accepted */
} cases[] = {
	{ "the outer type of GB/T 35275", gm, NULL, NULL },
	{ "no ESS attribute", no_ess, NULL, NULL },
	{ "a fraction of a second", fraction, NULL, NULL },
	{ "a clock a little behind", a_little, NULL, NULL },
	{ "a clock a day behind", behind, NULL, "is far behind this one" },
	{ "a clock a second too far behind", too_much, NULL, "is far behind this one" },
	{ "a clock behind that says so", inexact, NULL, NULL },
	{ "a clock a little ahead", ahead, NULL, NULL },
	{ "a clock a second too far ahead", too_far, NULL, "is far ahead of this one" },
	{ "another nonce", nonce, NULL, "nonce is not the one" },
	{ "no nonce", no_nonce, NULL, "without the nonce" },
	{ "another imprint", imprint, NULL, "messageImprint is not" },
	{ "an imprint by another algorithm", hash, NULL, "messageImprint" },
	{ "no certificate", no_cert, NULL, "certificate was asked for" },
	{ "a value that does not hold", value, NULL, "" },
	{ "a digest of something else", digest, NULL, "" },
	{ "after the certificate's end", too_late, NULL, "outside the validity" },
	{ "before its beginning", too_early, NULL, "outside the validity" },
	{ "bytes behind the response", NULL, trailing, "" },
	{ "a response that is cut", NULL, cut, "" },
	{ "garbage", NULL, garbage, "" },
	{ "huge", NULL, huge, "above" },
	{ "a rejection", NULL, rejected, "rejection, no, unacceptedPolicy" },
	{ "a token without a response", NULL, bare, "" },
};

static void
answers(void)
{
	ecert_ctx *ctx = authority_ctx();
	struct authority a;
	ecert_tsa *tsa = NULL;
	struct eci_buf b = { 0 };
	uint8_t *p = NULL;
	size_t i, n;

	authority_make(ctx, &a, false, "timeStamping", NULL, NULL);
	CHECK_OK(ctx, ecert_tsa_new(ctx, authority_ask, &a, &tsa));
	for (i = 0; i < ECI_COUNT(cases); i++) {
		unit_case("%s", cases[i].name);
		a.token = cases[i].token;
		a.response = cases[i].response;
		b.len = 0;
		if (cases[i].says == NULL) {
			CHECK_OK(ctx, eci_tsp_stamp(ctx, tsa, stamped, &b));
			CHECK(b.len > 0);
			continue;
		}
		CHECK_ERR(ctx, ecert_tsa_stamp(ctx, tsa, data, sizeof(data), &p, &n),
		    ECERT_E_INVALID);
		CHECK(p == NULL);
		CHECK_ERR(ctx, eci_tsp_stamp(ctx, tsa, stamped, &b), ECERT_E_NOTFOUND);
		CHECK_STR(ecert_reason_name(ecert_errreason(ctx)), "TIMESTAMP_BAD");
		if (strstr(ecert_errmsg(ctx), cases[i].says) == NULL)
			unit_fail(__FILE__, __LINE__, "%s", ecert_errmsg(ctx));
		CHECK_INT(b.len, 0);
	}
	eci_buf_free(&b);
	ecert_tsa_free(tsa);
	authority_free(&a);
}

/* SHA-256 becomes SHA-512 wherever it is named. */
static void
sha512(ecert_ctx *ctx, struct eci_buf *b)
{
	static const char from[] = "\x60\x86\x48\x01\x65\x03\x04\x02\x01";
	size_t i;

	(void)ctx;
	for (i = 0; i + sizeof(from) - 1 <= b->len; i++)
		if (memcmp(b->ptr + i, from, sizeof(from) - 1) == 0)
			b->ptr[i + sizeof(from) - 2] = 3;
}

/* With RSA a digest of either family may be stamped; and there are forms that are not
 * read here, against which nothing is known. */
static void
rsa_answers(void)
{
	ecert_ctx *ctx = authority_ctx();
	struct eci_buf b = { 0 };
	struct authority a;
	ecert_tsa *tsa = NULL;
	uint8_t *p = NULL;
	size_t n;

	authority_make(ctx, &a, true, "timeStamping", NULL, NULL);
	CHECK_OK(ctx, ecert_tsa_new(ctx, authority_ask, &a, &tsa));
	unit_case("RSA: SM3 was asked for, and is called SHA-256");
	a.token = hash;
	CHECK_ERR(ctx, eci_tsp_stamp(ctx, tsa, stamped, &b), ECERT_E_NOTFOUND);
	CHECK(strstr(ecert_errmsg(ctx), "a token over something else") != NULL);
	unit_case("RSA: a form that is not read here");
	a.token = NULL;
	a.response = sha512;
	CHECK_ERR(ctx, eci_tsp_stamp(ctx, tsa, stamped, &b), ECERT_E_UNSUPPORTED);
	CHECK_ERR(ctx, ecert_tsa_stamp(ctx, tsa, data, sizeof(data), &p, &n),
	    ECERT_E_UNSUPPORTED);
	CHECK_INT(ecert_errreason(ctx), ECERT_R_UNSUPPORTED);
	CHECK(p == NULL);
	CHECK_INT(b.len, 0);
	ecert_tsa_free(tsa);
	authority_free(&a);
}

/* The authority's certificate anew, for other uses of its key. */
static void
change_uses(ecert_ctx *ctx, struct authority *a, const char *usage, const char *ext_usage,
    bool critical)
{
	struct eci_issue what = { .cn = "Time Stamp Authority", .o = "Test Laboratory",
	    .from = AUTHORITY_NOW - AUTHORITY_DAY, .until = AUTHORITY_NOW + AUTHORITY_DAY,
	    .serial = 72, .pathlen = -1, .usage = usage, .ext_usage = ext_usage,
	    .ext_usage_critical = critical };

	eci_cert_free(a->cert);
	a->cert = NULL;
	authority_must(ctx, eci_issue_cert(ctx, &what, a->key, a->key, NULL, &a->cert));
}

static void
who_may(void)
{
	static const struct {
		const char *name, *usage, *ext_usage;
		bool        critical;
	} uses[] = {
		{ "a certificate for anything", "digitalSignature", NULL, false },
		{ "a certificate for clients", "digitalSignature", "clientAuth", true },
		{ "a certificate for stamps and clients", "digitalSignature",
		    "timeStamping,clientAuth", true },
		{ "a certificate for OCSP", "digitalSignature", "OCSPSigning", true },
		{ "a usage that is not critical", "digitalSignature", "timeStamping", false },
		{ "a key that may not sign", "keyEncipherment", "timeStamping", true },
	};
	ecert_ctx *ctx = authority_ctx();
	struct authority a, b;
	struct eci_key *own;
	ecert_tsa *tsa = NULL;
	struct eci_buf out = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(uses); i++) {
		unit_case("%s", uses[i].name);
		authority_make(ctx, &a, false, NULL, NULL, NULL);
		change_uses(ctx, &a, uses[i].usage, uses[i].ext_usage, uses[i].critical);
		CHECK_OK(ctx, ecert_tsa_new(ctx, authority_ask, &a, &tsa));
		CHECK_REASON(ctx, eci_tsp_stamp(ctx, tsa, stamped, &out), ECERT_R_CERT_USAGE);
		ecert_tsa_free(tsa);
		authority_free(&a);
	}
	unit_case("the key of somebody else");
	authority_make(ctx, &a, false, "timeStamping", NULL, NULL);
	authority_make(ctx, &b, false, "timeStamping", NULL, NULL);
	own = a.key;
	a.key = b.key;
	CHECK_OK(ctx, ecert_tsa_new(ctx, authority_ask, &a, &tsa));
	CHECK_ERR(ctx, eci_tsp_stamp(ctx, tsa, stamped, &out), ECERT_E_NOTFOUND);
	CHECK_INT(out.len, 0);
	ecert_tsa_free(tsa);
	a.key = own;
	authority_free(&a);
	authority_free(&b);
	eci_buf_free(&out);
}

/* ---- callbacks ---- */

static int
silent(void *arg, ecert_ctx *ctx, const uint8_t *req, size_t n, uint8_t **resp, size_t *resp_n)
{
	(void)ctx, (void)req, (void)n, (void)resp, (void)resp_n;
	return *(int *)arg;
}

static int
speaking(void *arg, ecert_ctx *ctx, const uint8_t *req, size_t n, uint8_t **resp, size_t *resp_n)
{
	(void)req, (void)n;
	ecert_set_error(ctx, ECERT_E_IO, arg);
	/* What is left there nonetheless is not looked at, and freed. */
	*resp = calloc(1, 7);
	*resp_n = 7;
	return 1;
}

/* Has no answer, says why, and forgets to say that it failed. */
static int
muttering(void *arg, ecert_ctx *ctx, const uint8_t *req, size_t n, uint8_t **resp, size_t *resp_n)
{
	(void)req, (void)n, (void)resp, (void)resp_n;
	ecert_set_error(ctx, ECERT_E_IO, arg);
	return 0;
}

static void
released(void *arg)
{
	++*(int *)arg;
}

static int
counting(void *arg, ecert_ctx *ctx, const uint8_t *req, size_t n, uint8_t **resp, size_t *resp_n)
{
	struct eci_buf *b = arg;

	(void)resp, (void)resp_n;
	authority_must(ctx, eci_buf_add(ctx, b, req, n));
	return 1;
}

static void
callbacks(void)
{
	ecert_ctx *ctx = authority_ctx();
	struct eci_buf b = { 0 }, first = { 0 };
	char words[] = "the line is busy";
	ecert_tsa *tsa = NULL;
	uint8_t *p = (uint8_t *)1;
	size_t n = 1;
	int rc = 0;

	unit_case("no way to ask");
	CHECK_ERR(ctx, ecert_tsa_new(ctx, NULL, NULL, &tsa), ECERT_E_ARG);
	CHECK(tsa == NULL);
	ecert_tsa_free(NULL);
	unit_case("no authority");
	CHECK_ERR(ctx, ecert_tsa_stamp(ctx, NULL, data, 1, &p, &n), ECERT_E_ARG);
	CHECK(p == NULL && n == 0);
	for (rc = 0; rc < 2; rc++) {
		unit_case("silence, returned %d", rc);
		CHECK_OK(ctx, ecert_tsa_new(ctx, silent, &rc, &tsa));
		CHECK_ERR(ctx, ecert_tsa_stamp(ctx, tsa, data, 1, &p, &n), ECERT_E_NOTFOUND);
		CHECK_STR(ecert_errmsg(ctx), "the time-stamp authority gave no answer");
		ecert_tsa_free(tsa);
	}
	unit_case("what a callback has to say");
	CHECK_OK(ctx, ecert_tsa_new(ctx, speaking, words, &tsa));
	CHECK_ERR(ctx, ecert_tsa_stamp(ctx, tsa, data, 1, &p, &n), ECERT_E_NOTFOUND);
	CHECK_STR(ecert_errmsg(ctx), words);
	CHECK(p == NULL);
	ecert_tsa_free(tsa);

	unit_case("what a callback has to say, which returned 0");
	CHECK_OK(ctx, ecert_tsa_new(ctx, muttering, words, &tsa));
	CHECK_ERR(ctx, ecert_tsa_stamp(ctx, tsa, data, 1, &p, &n), ECERT_E_NOTFOUND);
	CHECK_STR(ecert_errmsg(ctx), words);
	ecert_tsa_free(tsa);
	unit_case("what an authority owns is released with it");
	rc = 0;
	CHECK_OK(ctx, ecert_tsa_new(ctx, silent, &rc, &tsa));
	eci_tsp_own(tsa, released);
	ecert_tsa_free(tsa);
	CHECK_INT(rc, 1);

	unit_case("no two requests are the same");
	CHECK_OK(ctx, ecert_tsa_new(ctx, counting, &b, &tsa));
	CHECK_ERR(ctx, ecert_tsa_stamp(ctx, tsa, data, 1, &p, &n), ECERT_E_NOTFOUND);
	first = b;
	b = (struct eci_buf){ 0 };
	CHECK_ERR(ctx, ecert_tsa_stamp(ctx, tsa, data, 1, &p, &n), ECERT_E_NOTFOUND);
	CHECK_INT(b.len, first.len);
	CHECK(b.len == first.len && memcmp(b.ptr, first.ptr, b.len) != 0);
	ecert_tsa_free(tsa);
	eci_buf_free(&b);
	eci_buf_free(&first);
}

int
main(void)
{
	good(false, false);
	good(true, false);
	good(true, true);
	answers();
	rsa_answers();
	who_may();
	callbacks();
	return unit_end();
}
