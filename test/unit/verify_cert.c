/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates of signers: what they are for, and when. */
#include "../negative/forge_run.h"

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

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	forge_end();
	return unit_end();
}
