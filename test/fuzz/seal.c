/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seal.c - a seal in DER.  What is decoded lies in the input, is well-formed DER
 * as a whole, and can be shown; a seal is valid only where its maker, whom the
 * trust store knows, signed exactly this.
 */
#include "der/der.h"
#include "fuzz.h"
#include "ses/ses.h"

const struct fuzz_effort fuzz_effort = { .cuts = 64, .mutations = 150 };
FUZZ_MUTATES_DER

static void
check_exts(const struct eci_ses_ext *v, size_t n, struct eci_bytes whole)
{
	size_t i;

	for (i = 0; i < n; i++) {
		fuzz_check_inside(v[i].oid, whole);
		fuzz_check_inside(v[i].value, whole);
	}
}

static void
check_ranges(const struct eci_ses_seal *s, struct eci_bytes in)
{
	const struct eci_bytes parts[] = { s->vendor, s->id, s->name, s->picture_type,
		s->picture, s->cert, s->alg, s->sig, s->timestamp };
	size_t i;

	FUZZ_CHECK(s->whole.ptr == in.ptr && s->whole.len == in.len);
	for (i = 0; i < ECI_COUNT(parts); i++)
		fuzz_check_inside(parts[i], in);
	for (i = 0; i < s->n_list; i++) {
		fuzz_check_inside(s->list[i].value, in);
		fuzz_check_inside(s->list[i].digest_name, in);
	}
	check_exts(s->exts, s->n_exts, in);
	if (s->version != ECERT_SES_V1)
		fuzz_check_inside(s->tbs, in);
	else
		FUZZ_CHECK(s->tbs.ptr == s->tbs_v1.ptr && s->tbs.len == s->tbs_v1.len);
}

static void
check_values(ecert_ctx *ctx, const struct eci_ses_seal *s)
{
	FUZZ_CHECK(s->version == ECERT_SES_V1 || s->version == ECERT_SES_V4 ||
	    s->version == ECERT_SES_V5);
	FUZZ_CHECK(s->list_type == 1 || s->list_type == 2);
	FUZZ_CHECK(s->width > 0 && s->height > 0);
	FUZZ_CHECK(s->picture.len <= ecert_ctx_limit(ctx, ECERT_LIMIT_PICTURE_BYTES));
	FUZZ_CHECK(eci_utf8_valid((const char *)s->name.ptr, s->name.len));
	/* What the maker signed is one value, well formed to its leaves or at least
	 * in the parts that were read. */
	FUZZ_CHECK(s->tbs.len > 2 && s->tbs.ptr[0] == ECI_DER_SEQUENCE);
	fuzz_check_notes(&s->notes);
}

/* Those of the kit, by what their maker signed. */
static bool
is_known(const struct eci_ses_seal *s)
{
	const struct fuzz_kit *k = fuzz_kit();
	const ecert_seal *v[] = { k->seal[0], k->seal[1], k->seal[2], k->other_seal,
		k->rsa_seal };
	struct eci_ses_seal known;
	const uint8_t *der;
	ecert_ctx *ctx = fuzz_ctx();
	bool same = false;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(v) && !same; i++) {
		der = ecert_seal_der(v[i], &n);
		FUZZ_MUST(ctx, eci_ses_seal_decode(ctx, "known", der, n, &known));
		same = known.tbs.len == s->tbs.len &&
		    memcmp(known.tbs.ptr, s->tbs.ptr, s->tbs.len) == 0 &&
		    known.cert.len == s->cert.len &&
		    memcmp(known.cert.ptr, s->cert.ptr, s->cert.len) == 0;
		eci_ses_seal_free(&known);
	}
	fuzz_ctx_free(ctx);
	return same;
}

static void
check_verdict(ecert_ctx *ctx, const ecert_seal *seal, const struct eci_ses_seal *s)
{
	ecert_report *report = NULL;
	ecert_err e = ecert_seal_verify(ctx, seal, fuzz_kit()->policy, &report);

	fuzz_check_report(ctx, e, report);
	FUZZ_CHECK(e != ECERT_OK || is_known(s));
	ecert_report_free(report);
}

static void
check_loaded(ecert_ctx *ctx, const struct eci_ses_seal *s, const uint8_t *data, size_t size)
{
	ecert_seal *seal = NULL;
	const uint8_t *p;
	char *json = NULL;
	size_t i, n;

	FUZZ_MUST(ctx, ecert_seal_load_mem(ctx, data, size, &seal));
	FUZZ_CHECK(ecert_seal_version(seal) == s->version);
	p = ecert_seal_der(seal, &n);
	FUZZ_CHECK(n == size && memcmp(p, data, n) == 0);
	FUZZ_CHECK(ecert_seal_cert_count(seal) == s->n_list);
	for (i = 0; i < s->n_list; i++) {
		fuzz_check_shown(ecert_seal_cert_subject(seal, i));
		p = ecert_seal_cert(seal, i, &n);
		FUZZ_CHECK(n == s->list[i].value.len && memcmp(p, s->list[i].value.ptr, n) == 0);
	}
	fuzz_check_shown(ecert_seal_maker_subject(seal));
	fuzz_check_shown(ecert_seal_picture_format(seal));
	FUZZ_MUST(ctx, ecert_seal_json(ctx, seal, &json));
	fuzz_check_json(json);
	ecert_free(json);
	check_verdict(ctx, seal, s);
	ecert_seal_free(seal);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eci_ses_seal s;
	ecert_seal *seal = NULL;
	ecert_ctx *ctx;
	ecert_err e;

	fuzz_kit();
	fuzz_watch();
	ctx = fuzz_ctx();
	e = eci_ses_seal_decode(ctx, "fuzz", data, size, &s);
	fuzz_check_error(ctx, e);
	if (e == ECERT_OK) {
		check_ranges(&s, (struct eci_bytes){ data, size });
		check_values(ctx, &s);
		check_loaded(ctx, &s, data, size);
		eci_ses_seal_free(&s);
	} else {
		FUZZ_CHECK(ecert_errreason(ctx) == ECERT_R_SES_MALFORMED);
		FUZZ_CHECK(ecert_seal_load_mem(ctx, data, size, &seal) != ECERT_OK);
		FUZZ_CHECK(seal == NULL);
	}
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	static const char *const names[] = { "v1", "v4", "v5" };
	const struct fuzz_kit *k = fuzz_kit();
	const uint8_t *p;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(names); i++) {
		p = ecert_seal_der(k->seal[i], &n);
		put(arg, names[i], p, n);
	}
	p = ecert_seal_der(k->other_seal, &n);
	put(arg, "digests", p, n);
	p = ecert_seal_der(k->rsa_seal, &n);
	put(arg, "rsa", p, n);
	p = ecert_seal_der(k->evil_seal, &n);
	put(arg, "evil", p, n);
}
