/* SPDX-License-Identifier: Apache-2.0 */
/* Each flaw of a seal or seal signature, in every version of them; and versions
 * that are mixed. */
#include "../negative/forge_run.h"
#include "../negative/forge_list.h"

#include "crypto/crypto_priv.h"
#include "ses_edit.h"

#define V1 ECERT_SES_V1
#define V4 ECERT_SES_V4
#define V5 ECERT_SES_V5

static struct fent *
value_of(struct forge *f)
{
	return forge_find(f, SIG_VALUE);
}

/* The last from in n bytes at p becomes to, of the same length. */
static void
patch(uint8_t *p, size_t n, const void *from, const void *to, size_t len)
{
	size_t i, at = SIZE_MAX;

	for (i = 0; i + len <= n; i++)
		if (memcmp(p + i, from, len) == 0)
			at = i;
	if (at == SIZE_MAX)
		unit_fail(__FILE__, __LINE__, "nothing to replace");
	else
		memcpy(p + at, to, len);
}

/* ---- TBS_Sign changed by somebody without a key ---- */

static void
time_changed(struct forge *f)
{
	struct fent *e = value_of(f);

	patch(e->p, e->n, "231114221320Z", "231114221321Z", 13);
}

static void
property_changed(struct forge *f)
{
	struct fent *e = value_of(f);

	patch(e->p, e->n, "Sign_0/Signature.xml", "Sign_9/Signature.xml", 20);
}

static void
hash_changed(struct forge *f)
{
	static uint8_t sm3[32], other[32];
	const struct fent *xml = forge_find(f, SIG_XML);
	struct fent *e = value_of(f);

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, xml->p, xml->n, sm3));
	patch(e->p, e->n, sm3, other, 32);
}

/* Another's certificate in the signer's place; both have keys of their own. */
static void
cert_changed(struct forge *f)
{
	struct eci_bytes from = eci_cert_der(forge.signer.cert);
	struct eci_buf out = { 0 };
	struct fent *e = value_of(f);
	struct eci_bytes raw, whole = { e->p, e->n };

	CHECK(from.len > 0);
	CHECK_OK(forge.ctx, eci_der_put(forge.ctx, &out, ECI_DER_OCTET_STRING,
	    eci_cert_der(forge.other.cert).ptr, eci_cert_der(forge.other.cert).len));
	raw = (struct eci_bytes){ out.ptr, out.len };
	{
		struct eci_buf spoilt = { 0 };

		ses_edit(forge.ctx, whole, f->version == V1 ? "0.5" : "1", raw, &spoilt);
		forge_set(f, SIG_VALUE, spoilt.ptr, spoilt.len);
		eci_buf_free(&spoilt);
	}
	eci_buf_free(&out);
}

/* ---- the seal ---- */

static void
seal_name_changed(struct forge *f)
{
	patch(f->seal.ptr, f->seal.len, "Laboratory A", "Laboratory B", 12);
	forge_set(f, SIG_SEAL, f->seal.ptr, f->seal.len);
	forge_describe(f);
}

static void
seal_file_changed(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_SEAL);

	patch(e->p, e->n, "Laboratory A", "Laboratory B", 12);
	forge_describe(f);
}

static void
seal_unsigned_sig(struct forge *f, struct eci_buf *sig)
{
	(void)f;
	sig->len = 0;
}

static void
seal_unsigned(struct forge *f)
{
	f->seal_sig = seal_unsigned_sig;
}

/* Signed by another maker than the one whose certificate is in it. */
static void
maker_key_other(struct forge *f)
{
	f->maker.key = forge.other.key;
}

static void
maker_self(struct forge *f)
{
	f->maker = forge.signer;
}

static void
maker_encipherment(struct forge *f)
{
	f->maker = forge_leaf_of((struct eci_issue){ .cn = "Seal maker",
	    .usage = "keyEncipherment" }, &forge.root);
}

static void
maker_expired(struct forge *f)
{
	f->maker = forge_leaf_of((struct eci_issue){ .cn = "Seal maker", .until = T_SEAL - 1 },
	    &forge.root);
}

static void
other_signs(struct forge *f)
{
	f->signer = forge.other;
}

static void
key_other(struct forge *f)
{
	f->signer.key = forge.other.key;
}

static void
seal_ended(struct forge *f)
{
	f->seal_until = T_SIGN - 1;
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

static void
made_after_use(struct forge *f)
{
	f->seal_made = T_SIGN + 301;
}

static void
signer_expired(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .until = T_SIGN - 1 }, &forge.root));
}

static void
signer_encipherment(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .usage = "keyEncipherment" },
	    &forge.root));
}

static void
in_future(struct forge *f)
{
	f->time = T_NOW + 301;
}

static void
property_other(struct forge *f)
{
	f->property = "/Doc_0/Signs/Sign_9/Signature.xml";
}

static void
hash_other(struct forge *f)
{
	static const uint8_t zero[32];

	f->data_hash = zero;
	f->data_hash_len = 32;
}

static void
id_empty(struct forge *f)
{
	f->user_id = "";
}

static void
value_tail(struct forge *f)
{
	struct fent *e = value_of(f);
	struct eci_buf b = { 0 };

	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, e->p, e->n));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, "\x05\x00", 2));
	forge_set(f, SIG_VALUE, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
seal_extra_info(struct forge *f, struct eci_buf *info)
{
	struct eci_buf out = { 0 };

	(void)f;
	ses_edit(forge.ctx, forge_bytes(info), "3+", (struct eci_bytes){ (const uint8_t *)
	    "\x30\x0c\x30\x0a\x06\x02\x2a\x03\x01\x01\xff\x04\x01\x00", 14 }, &out);
	info->len = 0;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, info, out.ptr, out.len));
	eci_buf_free(&out);
}

static void
seal_critical(struct forge *f)
{
	f->info = seal_extra_info;
}

/* certListType 2 with the digest of the listed certificate. */
static void
digests(struct forge *f)
{
	static uint8_t sm3[32];

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, f->listed.ptr, f->listed.len, sm3));
	f->list_type = 2;
	f->listed = (struct eci_bytes){ sm3, 32 };
}

static void
digests_other(struct forge *f)
{
	digests(f);
	f->signer = forge.other;
}

static void
digests_bit(struct forge *f)
{
	static uint8_t sm3[32];

	digests(f);
	memcpy(sm3, f->listed.ptr, 32);
	sm3[31] ^= 1;
	f->listed.ptr = sm3;
}

static void
sha_name_info(struct forge *f, struct eci_buf *info)
{
	(void)f;
	patch(info->ptr, info->len, "\x13\x03" "SM3", "\x13\x03" "SHA", 5);
}

static void
digests_sha(struct forge *f)
{
	digests(f);
	f->info = sha_name_info;
}

static const struct forge_case all[] = {
	{ "good", NULL, NULL, NULL, NULL, V, { 0 } },
	{ "page changed", NULL, NULL, forge_page_changed, NULL, X, { R(DIGEST_MISMATCH) } },
	{ "signing time changed", NULL, NULL, time_changed, NULL, X, { R(SES_SIG_BAD) } },
	{ "propertyInfo changed", NULL, NULL, property_changed, NULL, X, { R(SES_SIG_BAD) } },
	{ "dataHash changed", NULL, NULL, hash_changed, NULL, X, { R(SES_SIG_BAD) } },
	{ "signer's certificate exchanged", NULL, NULL, cert_changed, NULL, X,
	    { R(SES_SIG_BAD) } },
	{ "another key than the certificate's", key_other, NULL, NULL, NULL, X,
	    { R(SES_SIG_BAD) } },
	{ "signed under the empty user ID", id_empty, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "dataHash of other bytes", hash_other, NULL, NULL, NULL, X, { R(SES_DATAHASH) } },
	{ "propertyInfo of another signature", property_other, NULL, NULL, NULL, X,
	    { R(SES_PROPERTY) } },
	{ "DER after the value", NULL, NULL, value_tail, NULL, X, { R(SES_MALFORMED) } },
	{ "signed in the future", in_future, NULL, NULL, NULL, X, { R(TIME_FUTURE) } },
	{ "signer expired when signing", signer_expired, NULL, NULL, NULL, X,
	    { R(CERT_EXPIRED) } },
	{ "signer's certificate is for encryption", signer_encipherment, NULL, NULL, NULL, X,
	    { R(CERT_USAGE) } },
	{ "signer is not in the list", other_signs, NULL, NULL, NULL, X, { R(SEAL_CERTLIST) } },
	{ "seal's name changed", NULL, seal_name_changed, NULL, NULL, X, { R(SEAL_SIG_BAD) } },
	{ "Seal.esl is another seal", NULL, NULL, seal_file_changed, NULL, X,
	    { R(SEAL_MISMATCH) } },
	{ "seal without signature", seal_unsigned, NULL, NULL, NULL, X, { R(SEAL_SIG_BAD) } },
	{ "seal signed by another than its maker", maker_key_other, NULL, NULL, NULL, X,
	    { R(SEAL_SIG_BAD) } },
	{ "seal made by its user", maker_self, NULL, NULL, NULL, U, { R(SEAL_MAKER_UNTRUSTED) } },
	{ "maker's certificate is for encryption", maker_encipherment, NULL, NULL, NULL, X,
	    { R(CERT_USAGE) } },
	{ "maker expired before the seal was made", maker_expired, NULL, NULL, NULL, X,
	    { R(CERT_EXPIRED) } },
	{ "seal ended before it was used", seal_ended, NULL, NULL, NULL, X, { R(SEAL_EXPIRED) } },
	{ "seal not yet valid when used", seal_not_yet, NULL, NULL, NULL, X,
	    { R(SEAL_EXPIRED) } },
	{ "seal ended since", seal_ended_since, NULL, NULL, NULL, V, { 0 } },
	{ "seal made after it was used", made_after_use, NULL, NULL, NULL, X,
	    { R(SEAL_EXPIRED) } },
	{ "critical extension in the seal", seal_critical, NULL, NULL, NULL, X,
	    { R(SES_CRITICAL_EXT) } },
};

static const struct forge_case later[] = {
	{ "listed by digest", digests, NULL, NULL, NULL, V, { 0 } },
	{ "another certificate's digest", digests_other, NULL, NULL, NULL, X,
	    { R(SEAL_CERTLIST) } },
	{ "a bit of the digest changed", digests_bit, NULL, NULL, NULL, X, { R(SEAL_CERTLIST) } },
	{ "digest by a name nobody knows", digests_sha, NULL, NULL, NULL, X,
	    { R(SEAL_CERTLIST) } },
};

/* V1: what an IA5String holds names nobody for certain. */
static void
put_id(struct eci_buf *info, const char *path)
{
	struct eci_buf out = { 0 };

	ses_edit(forge.ctx, forge_bytes(info), path,
	    (struct eci_bytes){ (const uint8_t *)"\x16\x01" "2", 3 }, &out);
	info->len = 0;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, info, out.ptr, out.len));
	eci_buf_free(&out);
}

static void
id_info(struct forge *f, struct eci_buf *info)
{
	(void)f;
	put_id(info, "2.2.0");
}

static void
beside_id_info(struct forge *f, struct eci_buf *info)
{
	(void)f;
	put_id(info, "2.2.0+");
}

static void
listed_by_id(struct forge *f)
{
	f->info = id_info;
}

static void
listed_beside_id(struct forge *f)
{
	f->info = beside_id_info;
}

static const struct forge_case v1_only[] = {
	{ "listed by an identifier", listed_by_id, NULL, NULL, NULL, X, { R(SEAL_CERTLIST) } },
	{ "listed, and an identifier beside it", listed_beside_id, NULL, NULL, NULL, V, { 0 } },
};

static void
run_as(ecert_ses_version v, const struct forge_case *cases, size_t n)
{
	struct forge f;
	size_t i;

	forge.version = v;
	for (i = 0; i < n; i++) {
		unit_case("V%d: %s", (int)v, cases[i].name);
		forge_make(&f, &cases[i]);
		forge_judge(&f, forge.policy, cases[i].want, cases[i].any);
		forge_free(&f);
	}
	forge.version = 0;
}

/* ---- versions that do not belong together ---- */

static void
as_v1(struct forge *f)
{
	f->version = V1;
}

static void
as_v4(struct forge *f)
{
	f->version = V4;
}

static void
as_v5(struct forge *f)
{
	f->version = V5;
}

/* The number in the seal's header, by the signer, who has not the maker's key. */
static void
relabel(struct forge *f, const char *from, const char *to, ecert_ses_version v)
{
	patch(f->seal.ptr, f->seal.len, from, to, 7);
	forge_set(f, SIG_SEAL, f->seal.ptr, f->seal.len);
	forge_describe(f);
	f->version = v;
}

static void
v4_to_v5(struct forge *f)
{
	relabel(f, "\x16\x02" "ES\x02\x01\x04", "\x16\x02" "ES\x02\x01\x05", V5);
}

static void
v5_to_v4(struct forge *f)
{
	relabel(f, "\x16\x02" "ES\x02\x01\x05", "\x16\x02" "ES\x02\x01\x04", V4);
}

static void
v1_to_v4(struct forge *f)
{
	relabel(f, "\x16\x02" "ES\x02\x01\x01", "\x16\x02" "ES\x02\x01\x04", V1);
}

/* Both numbers, by anybody. */
static void
all_v4_to_v5(struct forge *f)
{
	struct fent *e = value_of(f);

	patch(e->p, e->n, "\x16\x02" "ES\x02\x01\x04", "\x16\x02" "ES\x02\x01\x05", 7);
	patch(e->p, 64, "\x02\x01\x04\x30", "\x02\x01\x05\x30", 4);
	patch(forge_find(f, SIG_SEAL)->p, 64, "\x16\x02" "ES\x02\x01\x04",
	    "\x16\x02" "ES\x02\x01\x05", 7);
}

static void
tbs_only(struct forge *f)
{
	patch(value_of(f)->p, 64, "\x02\x01\x04\x30", "\x02\x01\x05\x30", 4);
}

static const struct forge_case mixed[] = {
	{ "V1 seal in a V4 signature", as_v1, as_v4, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "V1 seal in a V5 signature", as_v1, as_v5, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "V4 seal in a V1 signature", as_v4, as_v1, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "V4 seal in a V5 signature", as_v4, as_v5, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "V5 seal in a V1 signature", as_v5, as_v1, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "V5 seal in a V4 signature", as_v5, as_v4, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "V4 seal relabelled V5 by its user", as_v4, v4_to_v5, NULL, NULL, X,
	    { R(SEAL_SIG_BAD) } },
	{ "V5 seal relabelled V4 by its user", as_v5, v5_to_v4, NULL, NULL, X,
	    { R(SEAL_SIG_BAD) } },
	{ "V1 seal relabelled V4 by its user", as_v1, v1_to_v4, NULL, NULL, X,
	    { R(SES_MALFORMED) } },
	{ "V4 relabelled V5 throughout", as_v4, NULL, all_v4_to_v5, NULL, X,
	    { R(DIGEST_MISMATCH) } },
	{ "V4 signature relabelled V5", as_v4, NULL, tbs_only, NULL, X, { R(SES_MALFORMED) } },
};

/* ---- the maker, judged when the seal was made (V5) or used ---- */

/* A maker by himself in the store, and the list of his issuer. */
struct store {
	int64_t       from, until;       /* of the maker's certificate; 0: as the others */
	int64_t       revoked;           /* 0: not */
	const char   *reason;            /* CRLReason, NULL: none */
	int64_t       invalid;           /* invalidityDate, 0: none */
};

static void
add_list(const struct store *s, const struct fwho *maker)
{
	uint64_t serial = strtoull(eci_cert_serial(maker->cert), NULL, 16);
	struct eci_buf crl = { 0 };

	CHECK_OK(forge.ctx, eci_issue_crl(forge.ctx, forge.root.key, forge.root.cert, T_NOW - 1000,
	    T_NOW + 1000, 2, s->revoked != 0 ? &serial : NULL, &s->revoked, s->revoked != 0,
	    &crl));
	forge_list_why(&forge.root, &crl, s->reason, s->invalid);
	CHECK_OK(forge.ctx, ecert_trust_add_crls(forge.ctx, forge.trust, crl.ptr, crl.len));
	eci_buf_free(&crl);
}

static struct fwho store_maker;

static void
with_store_maker(struct forge *f)
{
	f->maker = store_maker;
}

static void
judge(ecert_ses_version v, const struct store *s, ecert_verdict want, ecert_reason r)
{
	const struct forge_case plain = { .name = "", .before = with_store_maker };
	const ecert_reason any[6] = { r };
	ecert_trust *was = forge.trust, *trust = NULL;
	ecert_policy *policy = NULL;
	struct forge f;

	store_maker = forge_issue_as((struct eci_issue){ .cn = "Seal maker", .pathlen = -1,
	    .from = s->from, .until = s->until, .usage = "digitalSignature,nonRepudiation" },
	    &forge.root);
	CHECK_OK(forge.ctx, ecert_trust_new(forge.ctx, &trust));
	forge.trust = trust;
	forge_trust_cert(&forge.root, ecert_trust_add_roots);
	forge_trust_cert(&store_maker, ecert_trust_add_makers);
	add_list(s, &store_maker);
	forge.trust = was;
	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	forge.version = v;
	forge_make(&f, &plain);
	forge_judge(&f, policy, want, any);
	forge_free(&f);
	forge.version = 0;
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	forge_who_free(&store_maker);
}

/* GM/T 0031-2025 judges the maker when the seal was made; its predecessors want him
 * in order whenever it is used. */
static void
test_makers(void)
{
	static const struct {
		const char   *name;
		struct store  s;
		ecert_verdict v1, v5;        /* V4 as V1 */
		ecert_reason  r1, r5;
	} rows[] = {
		{ "in order", { 0 }, V, V, 0, 0 },
		{ "ended between making and use", { .until = T_SIGN - 1 }, X, V, R(CERT_EXPIRED),
		    R(CERT_EXPIRED_NOW) },
		{ "ended since the use", { .until = T_NOW - 1 }, V, V, R(CERT_EXPIRED_NOW),
		    R(CERT_EXPIRED_NOW) },
		{ "ended as the seal was made", { .until = T_SEAL }, X, V, R(CERT_EXPIRED),
		    R(CERT_EXPIRED_NOW) },
		{ "ended before the seal was made", { .until = T_SEAL - 1 }, X, X,
		    R(CERT_EXPIRED), R(CERT_EXPIRED) },
		{ "began after the seal was made", { .from = T_SEAL + 1 }, V, X, R(CERT_EXPIRED),
		    R(CERT_EXPIRED) },
		{ "revoked before the seal was made", { .revoked = T_SEAL - 1 }, X, X,
		    R(CERT_REVOKED), R(CERT_REVOKED) },
		{ "revoked between making and use", { .revoked = T_SIGN - 1 }, X, V,
		    R(CERT_REVOKED), R(CERT_REVOKED) },
		{ "revoked between making and use, superseded",
		    { .revoked = T_SIGN - 1, .reason = "\4" }, X, V, R(CERT_REVOKED),
		    R(CERT_REVOKED) },
		{ "revoked between making and use, key stolen",
		    { .revoked = T_SIGN - 1, .reason = "\1" }, X, X, R(CERT_REVOKED),
		    R(CERT_REVOKED) },
		{ "revoked since the use, key stolen", { .revoked = T_SIGN + 1, .reason = "\1" },
		    U, U, R(CERT_REVOKED), R(CERT_REVOKED) },
		{ "revoked since the use, superseded", { .revoked = T_SIGN + 1, .reason = "\4" },
		    V, V, R(CERT_REVOKED), R(CERT_REVOKED) },
		{ "revoked since the use, key stolen between making and use",
		    { .revoked = T_SIGN + 1, .reason = "\1", .invalid = T_SIGN - 1 }, X, X,
		    R(CERT_REVOKED), R(CERT_REVOKED) },
		{ "revoked since the use, key stolen before the seal was made",
		    { .revoked = T_SIGN + 1, .reason = "\1", .invalid = T_SEAL - 1 }, X, X,
		    R(CERT_REVOKED), R(CERT_REVOKED) },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("V1, maker %s", rows[i].name);
		judge(V1, &rows[i].s, rows[i].v1, rows[i].r1);
		unit_case("V4, maker %s", rows[i].name);
		judge(V4, &rows[i].s, rows[i].v1, rows[i].r1);
		unit_case("V5, maker %s", rows[i].name);
		judge(V5, &rows[i].s, rows[i].v5, rows[i].r5);
	}
}

int
main(void)
{
	forge_start();
	run_as(V1, all, ECI_COUNT(all));
	run_as(V1, v1_only, ECI_COUNT(v1_only));
	run_as(V4, all, ECI_COUNT(all));
	run_as(V4, later, ECI_COUNT(later));
	run_as(V5, all, ECI_COUNT(all));
	run_as(V5, later, ECI_COUNT(later));
	forge_run(mixed, ECI_COUNT(mixed));
	test_makers();
	forge_end();
	return unit_end();
}
