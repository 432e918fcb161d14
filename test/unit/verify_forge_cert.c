/* SPDX-License-Identifier: Apache-2.0 */
/* Forged certificates: keys that are none, names that speak, constraints of issuers,
 * what the wrong ID signed. */
#include "../negative/forge_store.h"

#define SM2_CURVE "\x06\x08\x2a\x81\x1c\xcf\x55\x01\x82\x2d"
#define P256_CURVE "\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"
/* x = 1 is on the curve; here it is p + 1, which a reader that reduces takes for it. */
#define UNREDUCED "\xff\xff\xff\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" \
	"\xff\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x9f\x7a\x09\x14\x33\xa8\x1e\x3f\x21" \
	"\x8f\x40\x5f\x79\x23\x55\xbf\x2a\xa9\x8b\x5f\xfa\x95\x98\x2f\x03\x87\x08\x00\x06\x52\x79" \
	"\xa3"
/* The generator of P-256 (FIPS 186-4 D.1.2.3). */
#define P256_POINT "\x6b\x17\xd1\xf2\xe1\x2c\x42\x47\xf8\xbc\xe6\xe5\x63\xa4\x40\xf2\x77\x03\x7d" \
	"\x81\x2d\xeb\x33\xa0\xf4\xa1\x39\x45\xd8\x98\xc2\x96\x4f\xe3\x42\xe2\xfe\x1a\x7f\x9b\x8e" \
	"\xe7\xeb\x4a\x7c\x0f\x9e\x16\x2b\xce\x33\x57\x6b\x31\x5e\xce\xcb\xb6\x40\x68\x37\xbf\x51" \
	"\xf5"

/* Lab A's certificate with other bytes in the place of some, signed by the root anew. */
static void
sign_as_patched(struct forge *f, const char *mark, size_t skip, const char *bytes, size_t n,
    const char *id)
{
	struct eci_bytes der = eci_cert_der(forge.signer.cert);
	struct eci_der d = eci_der(forge.ctx, "forge", ECERT_R_NONE, der.ptr, der.len), in;
	struct party by = party_of(&forge.root);
	struct eci_buf tbs = { 0 }, out = { 0 };
	struct fwho who = { 0 };
	struct eci_der_val v;
	size_t i, len = mark != NULL ? strlen(mark) : 0;

	CHECK_OK(forge.ctx, eci_der_enter(&d, 0x30, "cert", &in, NULL));
	CHECK_OK(forge.ctx, eci_der_get(&in, 0x30, "tbs", &v));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &tbs, v.whole.ptr, v.whole.len));
	for (i = 0; mark != NULL && memcmp(tbs.ptr + i, mark, len) != 0; i++)
		CHECK(i + skip + n < tbs.len);
	if (mark != NULL)
		memcpy(tbs.ptr + i + skip, bytes, n);
	out = signed_by(forge.ctx, &tbs, &by, id);
	CHECK_OK(forge.ctx, eci_cert_load(forge.ctx, "forged", out.ptr, out.len, &who.cert));
	eci_buf_free(&out);
	forge_keep(who);
	forge_sign_as(f, who);
	f->signer.key = forge.signer.key;
	f->sig_cert = forge.signer.cert;
}

static void
key_unreduced(struct forge *f)
{
	sign_as_patched(f, "\x03\x42", 4, UNREDUCED, 64, NULL);
}

static void
key_of_p256(struct forge *f)
{
	sign_as_patched(f, "\x03\x42", 4, P256_POINT, 64, NULL);
}

static void
curve_of_p256(struct forge *f)
{
	sign_as_patched(f, SM2_CURVE, 0, P256_CURVE, 10, NULL);
}

static void
key_at_infinity(struct forge *f)
{
	static const char zero[64];

	sign_as_patched(f, "\x03\x42", 4, zero, 64, NULL);
}

static void
empty_id(struct forge *f)
{
	sign_as_patched(f, NULL, 0, NULL, 0, "");
}

static void
other_id(struct forge *f)
{
	sign_as_patched(f, NULL, 0, NULL, 0, "ALICE123@YAHOO.COM");
}

static void
name_changed(struct forge *f)
{
	struct eci_bytes der = eci_cert_der(forge.signer.cert);
	struct eci_buf b = { 0 };
	struct fwho who = { 0 };
	size_t i;

	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, der.ptr, der.len));
	for (i = 0; i + 5 < b.len && memcmp(b.ptr + i, "Lab A", 5) != 0; i++)
		;
	b.ptr[i + 4] = 'Z';
	CHECK_OK(forge.ctx, eci_cert_load(forge.ctx, "forged", b.ptr, b.len, &who.cert));
	eci_buf_free(&b);
	forge_keep(who);
	forge_sign_as(f, who);
	f->signer.key = forge.signer.key;
}

/* ---- extensions ---- */

static void
sign_as_extended(struct forge *f, const char *oid, bool critical, const char *hex)
{
	struct party p = { 0 }, by = party_of(&forge.root);
	struct fwho who = forge_leaf("Lab A", &forge.root);
	struct eci_buf more = { 0 };

	p = party_of(&who);
	put_extension_hex(forge.ctx, &more, oid, critical, hex);
	extend(forge.ctx, &p, &by, &more);
	eci_buf_free(&more);
	forge_sign_as(f, forge_keep((struct fwho){ p.key, p.cert }));
}

static void
unknown_critical(struct forge *f)
{
	sign_as_extended(f, "1.2.3.4.5", true, "0500");
}

static void
unknown_plain(struct forge *f)
{
	sign_as_extended(f, "1.2.3.4.5", false, "0500");
}

static void
name_of(struct forge *f, const char *cn)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .cn = cn }, &forge.root));
}

static void
name_terminal(struct forge *f)
{
	name_of(f, "Lab \x1b[2J\x1b[1;1HVALID");
}

static void
name_of_lines(struct forge *f)
{
	name_of(f, "Lab\nVALID\nsignature 1 of 1: VALID");
}

static void
name_right_to_left(struct forge *f)
{
	name_of(f, "Lab \xe2\x80\xae\x41");
}

/* ---- issuers ---- */

/* Whoever issued certificates without being allowed to. */
static void
below_signer(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .cn = "Lab B" }, &forge.signer));
}

/* The name of the trusted root, and the key of somebody else. */
static void
below_namesake(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .cn = "Lab A" }, &forge.evil_root));
}

static void
too_deep(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .cn = "Lab A" }, &forge.below_ca));
}

static void
backwards(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .from = T_UNTIL, .until = T_FROM },
	    &forge.root));
}

static void
no_signing(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .usage = "keyAgreement" }, &forge.root));
}

static void
lists_alone(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .usage = "cRLSign" }, &forge.root));
}

static void
signs_alone(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .usage = "digitalSignature" },
	    &forge.root));
}

static void
value_of_other_key(struct forge *f)
{
	f->signer.key = forge.evil_signer.key;
}

static const struct forge_case cases[] = {
	{ "x not below p", key_unreduced, NULL, NULL, NULL, X,
	    { R(KEY_BAD), R(CERT_MALFORMED), R(SES_SIG_BAD) } },
	{ "a point of P-256 under the OID of SM2", key_of_p256, NULL, NULL, NULL, X,
	    { R(KEY_BAD), R(CERT_MALFORMED) } },
	{ "a point of SM2 under the OID of P-256", curve_of_p256, NULL, NULL, NULL, X,
	    { R(KEY_BAD), R(CERT_MALFORMED), R(SES_SIG_BAD) } },
	{ "the point 0, 0", key_at_infinity, NULL, NULL, NULL, X,
	    { R(KEY_BAD), R(CERT_MALFORMED) } },
	{ "issued under the empty ID", empty_id, NULL, NULL, NULL, U, { R(CERT_UNTRUSTED) } },
	{ "issued under another ID", other_id, NULL, NULL, NULL, U, { R(CERT_UNTRUSTED) } },
	{ "the name changed", name_changed, NULL, NULL, NULL, U, { R(CERT_UNTRUSTED) } },
	{ "an unknown critical extension", unknown_critical, NULL, NULL, NULL, X,
	    { R(CERT_CONSTRAINT), R(CERT_UNTRUSTED) } },
	{ "issued by lab A", below_signer, NULL, NULL, NULL, U,
	    { R(CERT_UNTRUSTED), R(CERT_CONSTRAINT) } },
	{ "issued by a namesake of the root", below_namesake, NULL, NULL, NULL, U,
	    { R(CERT_UNTRUSTED) } },
	{ "below an authority that may have none below it", too_deep, NULL, NULL, NULL, X,
	    { R(CERT_CONSTRAINT), R(CERT_UNTRUSTED) } },
	{ "ends before it begins", backwards, NULL, NULL, NULL, X,
	    { R(CERT_EXPIRED), R(CERT_MALFORMED) } },
	{ "for key agreement", no_signing, NULL, NULL, NULL, X, { R(CERT_USAGE) } },
	{ "for revocation lists", lists_alone, NULL, NULL, NULL, X, { R(CERT_USAGE) } },
	{ "another key than the certificate's", value_of_other_key, NULL, NULL, NULL, X,
	    { R(SES_SIG_BAD) } },
	{ "genuine: an unknown extension that is not critical", unknown_plain, NULL, NULL, NULL,
	    V, { 0 } },
	{ "genuine: digitalSignature alone", signs_alone, NULL, NULL, NULL, V, { 0 } },
	{ "genuine: a name with a terminal's escape", name_terminal, NULL, NULL, NULL, V, { 0 } },
	{ "genuine: a name of several lines", name_of_lines, NULL, NULL, NULL, V, { 0 } },
	{ "genuine: a name that turns round", name_right_to_left, NULL, NULL, NULL, V, { 0 } },
};

/* Nothing of a name goes to the terminal as it is. */
static void
test_names(void)
{
	forge_hook *const names[] = { name_terminal, name_of_lines, name_right_to_left };
	struct forge_case c = { .name = "" };
	ecert_report *report = NULL;
	char *text = NULL;
	struct forge f;
	size_t i;

	unit_case("names are shown escaped");
	for (i = 0; i < ECI_COUNT(names); i++) {
		c.before = names[i];
		forge_make(&f, &c);
		CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x.ofd",
		    forge.policy, &report));
		CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, report, "en", &text));
		CHECK(text != NULL && strchr(text, '\x1b') == NULL &&
		    strstr(text, "\nVALID") == NULL && strstr(text, "\xe2\x80\xae") == NULL);
		ecert_free(text);
		ecert_report_free(report);
		forge_free(&f);
	}
}

/* The empty ID is accepted where that was asked for, and said. */
static const struct forge_case asked[] = {
	{ "genuine: issued under the empty ID, and that was asked for", empty_id, NULL, NULL,
	    NULL, V, { 0 } },
	{ "issued under another ID all the same", other_id, NULL, NULL, NULL, U,
	    { R(CERT_UNTRUSTED) } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	test_names();
	ecert_policy_set_insecure_empty_sm2_id(forge.policy, 1);
	forge_run(asked, ECI_COUNT(asked));
	forge_end();
	return unit_end();
}
