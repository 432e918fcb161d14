/* SPDX-License-Identifier: Apache-2.0 */
/* Forged seals: who made them, for whom, until when. */
#include "../negative/forge_item.h"

static void
other_signs(struct forge *f)
{
	f->signer = forge.other;
}

static void
list_patched(struct forge *f)
{
	struct eci_bytes a = eci_cert_der(forge.signer.cert);
	struct eci_bytes b = eci_cert_der(forge.other.cert);
	size_t i;

	/* In the finished seal: lab B's certificate where lab A's stands. */
	f->signer = forge.other;
	if (a.len != b.len)
		f->seal.ptr[f->seal.len - 1] ^= 1;
	for (i = 0; a.len == b.len && i + a.len <= f->seal.len; i++)
		if (memcmp(f->seal.ptr + i, a.ptr, a.len) == 0)
			memcpy(f->seal.ptr + i, b.ptr, b.len);
	forge_set(f, SIG_SEAL, f->seal.ptr, f->seal.len);
	forge_describe(f);
}

static void
picture_patched(struct forge *f)
{
	size_t i;

	for (i = 0; i + 4 <= f->seal.len; i++)
		if (memcmp(f->seal.ptr + i, "seal", 4) == 0)
			memcpy(f->seal.ptr + i, "fake", 4);
	forge_set(f, SIG_SEAL, f->seal.ptr, f->seal.len);
	forge_describe(f);
}

static void
file_differs(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_SEAL);

	e->p[e->n - 1] ^= 1;
	forge_describe(f);
}

static void
no_seal_sig(struct forge *f, struct eci_buf *sig)
{
	(void)f;
	sig->len = 0;
}

static void
seal_unsigned(struct forge *f)
{
	f->seal_sig = no_seal_sig;
}

static void
list_type_2(struct forge *f)
{
	static uint8_t sm3[32];

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, f->listed.ptr, f->listed.len, sm3));
	f->list_type = 2;
	f->listed = (struct eci_bytes){ sm3, 32 };
}

static void
list_type_2_other(struct forge *f)
{
	list_type_2(f);
	f->signer = forge.other;
}

static void
seal_ended(struct forge *f)
{
	f->seal_until = T_SIGN - 1;
}

static void
seal_ends(struct forge *f)
{
	f->seal_until = T_SIGN;
}

static void
seal_not_yet(struct forge *f)
{
	f->seal_from = T_SIGN + 1;
}

static void
seal_ended_since(struct forge *f)
{
	f->seal_until = T_NOW - 1;
}

/* A value appended to a SEQUENCE. */
static void
append(struct eci_buf *seq, const void *p, size_t n)
{
	struct eci_der d = eci_der(forge.ctx, "forge", ECERT_R_SES_MALFORMED, seq->ptr,
	    seq->len);
	struct eci_buf body = { 0 };
	struct eci_der_val v;

	CHECK_OK(forge.ctx, eci_der_any(&d, "seq", &v));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &body, v.body.ptr, v.body.len));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &body, p, n));
	seq->len = 0;
	CHECK_OK(forge.ctx, eci_der_put_buf(forge.ctx, seq, 0x30, &body));
	eci_buf_free(&body);
}

#define EXT_CRITICAL "\x30\x0c\x30\x0a\x06\x02\x2a\x03\x01\x01\xff\x04\x01\x00"
#define EXT_PLAIN "\x30\x09\x30\x07\x06\x02\x2a\x03\x04\x01\x00"
#define EXT_FALSE "\x30\x0c\x30\x0a\x06\x02\x2a\x03\x01\x01\x00\x04\x01\x00"

#define EXT(name, hook, bytes) \
static void \
name##_ext(struct forge *f, struct eci_buf *seq) \
{ \
	(void)f; \
	append(seq, bytes, sizeof(bytes) - 1); \
} \
static void \
name(struct forge *f) \
{ \
	f->hook = name##_ext; \
}

EXT(seal_critical, info, EXT_CRITICAL)
EXT(seal_plain, info, EXT_PLAIN)
EXT(seal_false, info, EXT_FALSE)
EXT(seal_extra, info, "\x05\x00")
EXT(tbs_critical, tbs, "\xa0\x0e" EXT_CRITICAL)
EXT(tbs_plain, tbs, "\xa0\x0b" EXT_PLAIN)
EXT(tbs_extra, tbs, "\x05\x00")

static void
replace(struct eci_buf *b, const char *from, const char *to, size_t n)
{
	size_t i;

	for (i = 0; i + n <= b->len; i++)
		if (memcmp(b->ptr + i, from, n) == 0) {
			memcpy(b->ptr + i, to, n);
			return;
		}
	unit_fail(__FILE__, __LINE__, "nothing to replace");
}

#define PATCH(name, from, to) \
static void \
name##_info(struct forge *f, struct eci_buf *info) \
{ \
	(void)f; \
	replace(info, from, to, sizeof(from) - 1); \
} \
static void \
name(struct forge *f) \
{ \
	f->info = name##_info; \
}

PATCH(header_id, "\x16\x02" "ES", "\x16\x02" "EX")
PATCH(header_version, "\x16\x02" "ES\x02\x01\x04", "\x16\x02" "ES\x02\x01\x09")
PATCH(list_type_3, "Laboratory A\x02\x01\x01", "Laboratory A\x02\x01\x03")
PATCH(list_type_lies, "Laboratory A\x02\x01\x01", "Laboratory A\x02\x01\x02")

static void
maker_expired(struct forge *f)
{
	f->maker = forge_leaf_of((struct eci_issue){ .cn = "Seal maker", .until = T_SEAL - 1 },
	    &forge.root);
}

static void
maker_encipherment(struct forge *f)
{
	f->maker = forge_leaf_of((struct eci_issue){ .cn = "Seal maker",
	    .usage = "keyEncipherment" }, &forge.root);
}

#define OID_OTHER "\x06\x08\x2a\x81\x1c\xcf\x55\x01\x83\x76"
#define OID_RSA "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"

static void
v5(struct forge *f)
{
	f->version = ECERT_SES_V5;
}

VALUE(seal_alg, seal_done, 2, OID_OTHER)
VALUE(seal_rsa, seal_done, 2, OID_RSA)

static void
maker_ended(struct forge *f)
{
	f->maker = forge_keep(forge_issue_as((struct eci_issue){ .cn = "Seal maker",
		    .pathlen = -1, .until = T_SIGN - 1,
		    .usage = "digitalSignature,nonRepudiation" }, &forge.root));
}

static void
v5_maker_ended(struct forge *f)
{
	v5(f);
	maker_ended(f);
}

static void
made_after_use(struct forge *f)
{
	f->seal_made = T_SIGN + 301;
}

static void
made_with_use(struct forge *f)
{
	f->seal_made = T_SIGN + 300;
}

static void
made_in_future(struct forge *f)
{
	f->seal_made = T_NOW + 8640000;
}

static const struct forge_case cases[] = {
	{ "seal made after it was used", made_after_use, NULL, NULL, NULL, X,
	    { R(SEAL_EXPIRED) } },
	{ "seal made as it was used, clocks differ", made_with_use, NULL, NULL, NULL, V, { 0 } },
	{ "seal made in the future", made_in_future, NULL, NULL, NULL, X, { R(TIME_FUTURE) } },
	{ "lab B signs with lab A's seal", other_signs, NULL, NULL, NULL, X,
	    { R(SEAL_CERTLIST) } },
	{ "certificate list replaced", NULL, list_patched, NULL, NULL, X,
	    { R(SEAL_SIG_BAD), R(SEAL_CERTLIST), R(SEAL_MISMATCH) } },
	{ "seal picture replaced", NULL, picture_patched, NULL, NULL, X, { R(SEAL_SIG_BAD) } },
	{ "Seal.esl is another seal", NULL, file_differs, NULL, NULL, X, { R(SEAL_MISMATCH) } },
	{ "seal without signature", seal_unsigned, NULL, NULL, NULL, X,
	    { R(SEAL_SIG_BAD), R(SES_MALFORMED) } },
	{ "certificates listed by digest", list_type_2, NULL, NULL, NULL, V, { 0 } },
	{ "another certificate's digest", list_type_2_other, NULL, NULL, NULL, X,
	    { R(SEAL_CERTLIST) } },
	{ "certListType 3", list_type_3, NULL, NULL, NULL, X,
	    { R(SES_MALFORMED), R(SEAL_CERTLIST) } },
	{ "certListType 2 over certificates", list_type_lies, NULL, NULL, NULL, X,
	    { R(SES_MALFORMED), R(SEAL_CERTLIST) } },
	{ "seal ended before signing", seal_ended, NULL, NULL, NULL, X, { R(SEAL_EXPIRED) } },
	{ "seal not yet valid", seal_not_yet, NULL, NULL, NULL, X, { R(SEAL_EXPIRED) } },
	{ "signed in the seal's last second", seal_ends, NULL, NULL, NULL, V, { 0 } },
	{ "seal ended since", seal_ended_since, NULL, NULL, NULL, V, { 0 } },
	{ "header ID is not ES", header_id, NULL, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "header version 9", header_version, NULL, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "maker expired before the seal was made", maker_expired, NULL, NULL, NULL, X,
	    { R(CERT_EXPIRED) } },
	{ "maker's certificate is for encryption", maker_encipherment, NULL, NULL, NULL, X,
	    { R(CERT_USAGE) } },
	{ "critical extension in the seal", seal_critical, NULL, NULL, NULL, X,
	    { R(SES_CRITICAL_EXT) } },
	{ "extension in the seal", seal_plain, NULL, NULL, NULL, V, { 0 } },
	{ "critical FALSE written out", seal_false, NULL, NULL, NULL, V, { 0 } },
	{ "something more in the seal", seal_extra, NULL, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "critical extension in the signature", tbs_critical, NULL, NULL, NULL, X,
	    { R(SES_CRITICAL_EXT) } },
	{ "extension in the signature", tbs_plain, NULL, NULL, NULL, V, { 0 } },
	{ "something more in the signature", tbs_extra, NULL, NULL, NULL, X,
	    { R(SES_MALFORMED) } },
	{ "V4, another algorithm of the seal", seal_alg, NULL, NULL, NULL, X,
	    { R(ALG_WEAK) } },
	{ "V4, RSA for the seal", seal_rsa, NULL, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "V4, maker's certificate ended before the seal was used", maker_ended, NULL, NULL,
	    NULL, X, { R(CERT_EXPIRED) } },
	{ "V5, maker's certificate ended before the seal was used", v5_maker_ended, NULL, NULL,
	    NULL, U, { R(SEAL_MAKER_UNTRUSTED) } },
};

/* By a clock that is ahead of ours, within what clocks may differ. */
static void
begins_just_now(struct forge *f)
{
	f->time = T_NOW + 200;
	f->seal_from = T_NOW + 100;
}

static const struct item_case told[] = {
	{ "who may use the seal", other_signs, NULL, NULL, { ECI_V_SEAL_CERTLIST, FAIL,
	    R(SEAL_CERTLIST), false, "is not among the 1 who may use this seal" }, 1 },
};

static void
ended_just_now(struct forge *f)
{
	f->seal_until = T_NOW;
}

/* That a seal ended since it was used is told, and nothing is where it did not. */
static void
test_since(void)
{
	static const struct { struct forge_case c; size_t notes; } rows[] = {
		{ { "told: seal ended since", seal_ended_since, NULL, NULL, NULL, V, { 0 } }, 1 },
		{ { "told: the seal's last second", ended_just_now, NULL, NULL, NULL, V, { 0 } }, 0 },
		{ { "told: the seal has not begun", begins_just_now, NULL, NULL, NULL, V, { 0 } }, 1 },
	};
	ecert_report *report;
	struct forge f;
	size_t i, k, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].c.name);
		report = NULL;
		forge_make(&f, &rows[i].c);
		CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
		    forge.policy, &report));
		for (n = k = 0; report != NULL && k < report->n_items; k++)
			n += report->items[k].check == ECI_V_SEAL_VALIDITY &&
			    report->items[k].outcome == ECERT_CHECK_NOTE;
		CHECK_INT(n, rows[i].notes);
		ecert_report_free(report);
		forge_free(&f);
	}
}

static void
test_alone(void)
{
	struct forge_case c = { .name = "" };
	ecert_report *report = NULL;
	ecert_seal *seal = NULL;
	struct forge f;

	unit_case("a seal alone, no trust store");
	forge_make(&f, &c);
	CHECK_OK(forge.ctx, ecert_seal_load_mem(forge.ctx, f.seal.ptr, f.seal.len, &seal));
	(void)ecert_seal_verify(forge.ctx, seal, NULL, &report);
	CHECK_INT(report != NULL ? ecert_report_verdict(report) : -1, U);
	ecert_report_free(report);
	ecert_seal_free(seal);
	forge_free(&f);
}

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	item_run(told, ECI_COUNT(told));
	test_since();
	test_alone();
	forge_end();
	return unit_end();
}
