/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates of signers: what they are for, and when. */
#include "../negative/forge_item.h"

static void
signer_expired(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .until = T_SIGN - 1 }, &forge.root));
}

static void
signer_last_second(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .until = T_SIGN }, &forge.root));
}

static void
signer_early(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .from = T_SIGN + 1 }, &forge.root));
}

static void
signer_first_second(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .from = T_SIGN }, &forge.root));
}

static void
signer_expired_now(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .until = T_NOW - 1 }, &forge.root));
}

static void
signer_encipherment(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .usage = "keyEncipherment" }, &forge.root));
}

/* One of its own, which tools like to mark as CA; and one that may do nothing else. */
static void
maker_ca(struct forge *f)
{
	f->maker = forge_keep(forge_issue_as((struct eci_issue){ .cn = "Maker CA", .ca = true,
	    .pathlen = -1, .usage = "digitalSignature,keyCertSign" }, &forge.root));
}

static void
maker_ca_alone(struct forge *f)
{
	f->maker = forge_keep(forge_issue_as((struct eci_issue){ .cn = "Maker CA", .ca = true,
	    .pathlen = -1, .usage = "keyCertSign,cRLSign" }, &forge.root));
}

/* Neither when the seal was made nor when it was used. */
static void
maker_late(struct forge *f)
{
	f->maker = forge_leaf_of((struct eci_issue){ .cn = "Maker", .from = T_SIGN + 1 },
	    &forge.root);
}

/* A time-stamp authority of the same root is no signer. */
static void
signer_tsa(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .usage = "digitalSignature",
	    .ext_usage = "timeStamping", .ext_usage_critical = true }, &forge.root));
}

static void
signer_tsa_soft(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .usage = "digitalSignature",
	    .ext_usage = "timeStamping" }, &forge.root));
}

static void
signer_no_usage(struct forge *f)
{
	forge_sign_as(f, forge_keep(forge_issue_as((struct eci_issue){ .cn = "Lab A", .pathlen = -1 },
	    &forge.root)));
}

static void
signer_ca(struct forge *f)
{
	forge_sign_as(f, forge_keep(forge_issue_as((struct eci_issue){ .cn = "Lab CA", .ca = true,
	    .pathlen = -1, .usage = "digitalSignature,keyCertSign,cRLSign" }, &forge.root)));
}

/* A point that is not on the curve. */
static void
key_bad(struct forge *f)
{
	static const uint8_t mark[] = { 0x03, 0x42, 0x00, 0x04 };
	struct eci_bytes der = eci_cert_der(forge.signer.cert);
	struct fwho who = { NULL, NULL };
	struct eci_buf b = { 0 };
	size_t i;

	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, der.ptr, der.len));
	for (i = 0; i + 68 < b.len && memcmp(b.ptr + i, mark, 4) != 0; i++)
		;
	b.ptr[i + 67] ^= 1;
	CHECK_OK(forge.ctx, eci_cert_load(forge.ctx, "forged", b.ptr, b.len, &who.cert));
	eci_buf_free(&b);
	forge_keep(who);
	forge_sign_as(f, who);
	f->signer.key = forge.signer.key;
	f->sig_cert = forge.signer.cert;
}

static const struct forge_case cases[] = {
	{ "a time-stamp authority's certificate signs", signer_tsa, NULL, NULL, NULL, X,
	    { R(CERT_USAGE) } },
	{ "the same, purpose not critical: a note", signer_tsa_soft, NULL, NULL, NULL, V,
	    { R(CERT_USAGE) } },
	{ "signer expired before signing", signer_expired, NULL, NULL, NULL, X,
	    { R(CERT_EXPIRED) } },
	{ "signed in the certificate's last second", signer_last_second, NULL, NULL, NULL, V,
	    { R(CERT_EXPIRED_NOW) } },
	{ "signer's certificate starts later", signer_early, NULL, NULL, NULL, X,
	    { R(CERT_EXPIRED) } },
	{ "signed in the certificate's first second", signer_first_second, NULL, NULL, NULL, V,
	    { 0 } },
	{ "expired since", signer_expired_now, NULL, NULL, NULL, V, { R(CERT_EXPIRED_NOW) } },
	{ "certificate for encryption", signer_encipherment, NULL, NULL, NULL, X,
	    { R(CERT_USAGE) } },
	{ "no key usage is noted", signer_no_usage, NULL, NULL, NULL, V, { R(CERT_USAGE) } },
	{ "a CA signs", signer_ca, NULL, NULL, NULL, X, { R(CERT_USAGE) } },
	{ "a CA made the seal", maker_ca, NULL, NULL, NULL, U, { R(SEAL_MAKER_UNTRUSTED) } },
	{ "a CA made the seal that may only certify", maker_ca_alone, NULL, NULL, NULL, X,
	    { R(CERT_USAGE) } },
	{ "the seal's maker was certified after it was used", maker_late, NULL, NULL, NULL, X,
	    { R(CERT_EXPIRED) } },
	{ "public key not on the curve", key_bad, NULL, NULL, NULL, X, { R(KEY_BAD) } },
};

static const struct item_case told[] = {
	{ "the signer's key", NULL, NULL, NULL, { ECI_V_SIGNER_KEY, PASS, 0, false,
	    "CN=Lab A, O=Forge, C=CN, serial 02" }, 1 },
	{ "the maker's key", NULL, NULL, NULL, { ECI_V_MAKER_KEY, PASS, 0, false,
	    "CN=Seal maker, O=Forge, C=CN, serial 04" }, 1 },
	{ "another purpose, not critical", signer_tsa_soft, NULL, NULL, { ECI_V_SIGNER_USAGE, NOTE,
	    R(CERT_USAGE), true, "is for something else" }, 1 },
	{ "no key usage", signer_no_usage, NULL, NULL, { ECI_V_SIGNER_USAGE, NOTE, R(CERT_USAGE),
	    true, "has no key usage" }, 1 },
	{ "a maker that may certify", maker_ca, NULL, NULL, { ECI_V_MAKER_USAGE, NOTE,
	    R(CERT_USAGE), true, "is a certification authority" }, 1 },
	{ "a maker that may only certify", maker_ca_alone, NULL, NULL, { ECI_V_MAKER_USAGE, FAIL,
	    R(CERT_USAGE), false, "may not sign" }, 1 },
	{ "expired since", signer_expired_now, NULL, NULL, { ECI_V_SIGNER_VALIDITY, NOTE,
	    R(CERT_EXPIRED_NOW), false, "when it was used, not at the time of this verdict" }, 1 },
	{ "of a maker certified after the seal was used", maker_late, NULL, NULL,
	    { ECI_V_MAKER_VALIDITY, FAIL, R(CERT_EXPIRED), false, "when the seal was made, " }, 1 },
};

/* By which time a certificate is judged, and how that is called. */
static void
test_times(void)
{
#define MADE .has_made = true, .made
	static const struct {
		const char       *name;
		enum eci_vrole    role;
		ecert_ses_version ses;
		int64_t           from, until;     /* of the certificate */
		struct eci_vwhen  when;
		struct item       want;
	} rows[] = {
		{ "an authority, when it stamped", ECI_ROLE_TSA, 0, T_FROM, T_SIGN - 1,
		    { .known = true, .used = T_SIGN }, { ECI_V_TSA_VALIDITY, FAIL, R(CERT_EXPIRED),
		    false, "at the time of the stamp, 2023-11-14T22:13:20Z: CN=Lab A" } },
		{ "a signer, when he signed", ECI_ROLE_SIGNER, 0, T_FROM, T_SIGN - 1,
		    { .known = true, .used = T_SIGN }, { ECI_V_SIGNER_VALIDITY, FAIL,
		    R(CERT_EXPIRED), false, "at signing time, 2023-11-14T22:13:20Z: CN=Lab A" } },
		{ "no time", ECI_ROLE_SIGNER, 0, T_FROM, T_UNTIL, { .known = false },
		    { ECI_V_SIGNER_VALIDITY, UNDEC, R(UNSUPPORTED), false, "no signing time" } },
		{ "no time, the seal made before", ECI_ROLE_MAKER, ECERT_SES_V4, T_SIGN, T_UNTIL,
		    { .known = false, MADE = T_SIGN - 1 }, { ECI_V_MAKER_VALIDITY, FAIL,
		    R(CERT_EXPIRED), false, "when the seal was made, " } },
		{ "no time, the seal made within", ECI_ROLE_MAKER, ECERT_SES_V4, T_FROM, T_UNTIL,
		    { .known = false, MADE = T_SEAL }, { ECI_V_MAKER_VALIDITY, UNDEC,
		    R(UNSUPPORTED), false, "no signing time" } },
		{ "V4, the seal made before", ECI_ROLE_MAKER, ECERT_SES_V4, T_SIGN - 1, T_UNTIL,
		    { .known = true, .used = T_SIGN, MADE = T_SIGN - 2 }, { ECI_V_MAKER_VALIDITY, NOTE,
		    R(CERT_EXPIRED), true, "the seal claims to have been made at" } },
		{ "V5, the seal made before", ECI_ROLE_MAKER, ECERT_SES_V5, T_SIGN - 1, T_UNTIL,
		    { .known = true, .used = T_SIGN, MADE = T_SIGN - 2 }, { ECI_V_MAKER_VALIDITY, FAIL,
		    R(CERT_EXPIRED), false, "when the seal was made, " } },
		{ "V5, a signer is judged when he signed", ECI_ROLE_SIGNER, ECERT_SES_V5, T_FROM,
		    T_SIGN - 1, { .known = true, .used = T_SIGN }, { ECI_V_SIGNER_VALIDITY, FAIL,
		    R(CERT_EXPIRED), false, "at signing time" } },
		{ "V4, the seal made after", ECI_ROLE_MAKER, ECERT_SES_V4, T_FROM, T_SIGN - 1,
		    { .known = true, .used = T_SEAL, MADE = T_SIGN }, { ECI_V_MAKER_VALIDITY, FAIL,
		    R(CERT_EXPIRED), false, "when the seal was made, " } },
		{ "V4, made within, used after", ECI_ROLE_MAKER, ECERT_SES_V4, T_FROM, T_SIGN - 1,
		    { .known = true, .used = T_SIGN, MADE = T_SEAL }, { ECI_V_MAKER_VALIDITY, FAIL,
		    R(CERT_EXPIRED), false, "at signing time" } },
		{ "V5, made within, used after", ECI_ROLE_MAKER, ECERT_SES_V5, T_FROM, T_SIGN - 1,
		    { .known = true, .used = T_SIGN, MADE = T_SEAL }, { ECI_V_MAKER_VALIDITY, NOTE,
		    R(CERT_EXPIRED_NOW), false, "when the seal was made, not when it was used" } },
		{ "ended since", ECI_ROLE_MAKER, ECERT_SES_V5, T_FROM, T_NOW - 1,
		    { .known = true, .used = T_SIGN, MADE = T_SEAL }, { ECI_V_MAKER_VALIDITY, NOTE,
		    R(CERT_EXPIRED_NOW), false, "when it was used, not at the time of this" } },
		{ "valid now", ECI_ROLE_MAKER, ECERT_SES_V5, T_FROM, T_NOW,
		    { .known = true, .used = T_SIGN, MADE = T_SEAL }, { ECI_V_MAKER_VALIDITY, PASS, 0,
		    false, "2020-09-13T12:26:40Z .. 2025-06-15T15:06:40Z" } },
	};
	struct eci_vrun run = { .rep = NULL };
	struct eci_vat at;
	struct fwho who;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("judged: %s", rows[i].name);
		who = forge_issue_as((struct eci_issue){ .cn = "Lab A", .pathlen = -1,
		    .from = rows[i].from, .until = rows[i].until }, &forge.root);
		item_begin(&run, &at);
		at.ses = rows[i].ses;
		CHECK_OK(forge.ctx, eci_verify_cert_time(&at, rows[i].role, who.cert, &rows[i].when));
		item_check(run.rep, &rows[i].want, 1);
		CHECK_INT(run.rep->n_items, 1);
		forge_who_free(&who);
	}
	ecert_report_free(run.rep);
}

/* What is examined alone was not signed. */
static void
test_moment(void)
{
	struct eci_vrun run = { .rep = NULL };
	struct eci_vmoment m;
	struct eci_vat at;

	unit_case("the time of a document, and of a seal alone");
	item_begin(&run, &at);
	eci_verify_moment(&at, T_SIGN, &m);
	CHECK_STR(m.en, "at signing time, 2023-11-14T22:13:20Z");
	CHECK_STR(m.zh, "签名时（2023-11-14T22:13:20Z）");
	run.rep->of_seal = true;
	eci_verify_moment(&at, T_SIGN, &m);
	CHECK_STR(m.en, "at 2023-11-14T22:13:20Z");
	CHECK_STR(m.zh, "在 2023-11-14T22:13:20Z");
	ecert_report_free(run.rep);
}

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	item_run(told, ECI_COUNT(told));
	test_times();
	test_moment();
	forge_end();
	return unit_end();
}
