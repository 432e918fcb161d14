/* SPDX-License-Identifier: Apache-2.0 */
/* TSTInfo.tsa is a name of the certificate. */
#include "crypto_more.h"
#include "tsp_case.h"

static struct eci_buf tail;

static void
set_name(struct ftoken *t, const struct eci_cert *cert, uint8_t tag, bool other_strings)
{
	struct eci_bytes der = eci_cert_der(cert);
	struct eci_der d = eci_der(forge.ctx, "w", ECERT_R_NONE, der.ptr, der.len), in, tbs;
	struct eci_der_val v;
	size_t i;

	CHECK_OK(forge.ctx, eci_der_enter(&d, 0x30, "cert", &in, NULL));
	CHECK_OK(forge.ctx, eci_der_enter(&in, 0x30, "tbs", &tbs, NULL));
	for (i = 0; i < 6; i++)        /* version .. subject */
		CHECK_OK(forge.ctx, eci_der_any(&tbs, "field", &v));
	tail.len = 0;
	cms_add(&tail, v.whole.ptr, v.whole.len);
	if (other_strings)
		cms_other_strings(tail.ptr, tail.len);
	cms_wrap(&tail, 0, tag);
	cms_wrap(&tail, 0, 0xa0);
	t->tail = forge_bytes(&tail);
}

SET(subject, set_name(t, t->who.cert, 0xa4, false))
SET(subject_strings, set_name(t, t->who.cert, 0xa4, true))
SET(of_another, set_name(t, forge.signer.cert, 0xa4, false))
/* The right name does not make up for the wrong certificate. */
SET(subject_ess_other, subject(t); t->ess = forge.signer.cert)
SET(other_kind, set_name(t, t->who.cert, 0xa5, false))
SET(dns, t->tail = BYTES("\xa0\x05\x82\x03" "tsa"))
SET(not_a_name, t->tail = BYTES("\xa0\x06\xa4\x04\x30\x02\x05\x00"))

static const struct tsp_case cases[] = {
	{ "the subject", subject, T_GOOD, NULL },
	{ "the subject in other strings", subject_strings, T_GOOD, NULL },
	{ "the subject of another", of_another, T_CHECK, "names another authority" },
	{ "the subject, and another certificate's digest", subject_ess_other, T_CHECK,
	    "names another certificate" },
	{ "the subject as another kind of name", other_kind, T_CHECK, "names another authority" },
	{ "a name the certificate does not have", dns, T_CHECK, "names another authority" },
	{ "no name at all", not_a_name, T_CHECK, "names another authority" },
};

#define SAN "2.5.29.17"
#define TSA "3005" "8203" "747361"

/* Alternative names of the authority's certificate: any of them is one of its names. */
static void
test_alternatives(void)
{
	static const struct { const char *name, *oid, *san; bool critical; enum tsp_at at; } rows[] = {
		{ "an alternative name", SAN, TSA, false, T_GOOD },
		{ "an alternative name, critical", SAN, TSA, true, T_GOOD },
		{ "the second alternative name", SAN, "300a" "8203" "747362" "8203" "747361", false,
		    T_GOOD },
		{ "another alternative name", SAN, "3005" "8203" "747362", false, T_CHECK },
		{ "the alternative name as another kind", SAN, "3005" "8603" "747361", false, T_CHECK },
		{ "a longer alternative name", SAN, "3006" "8204" "74736161", false, T_CHECK },
		{ "alternative names that are none", SAN, "8203747361", false, T_CHECK },
		{ "the name in another extension", "2.5.29.18", TSA, false, T_CHECK },
		{ "the name in an extension whose number is longer", "2.5.29.17.1", TSA, false, T_CHECK },
	};
	struct party root = { tsp_root.key, tsp_root.cert }, p;
	struct eci_buf b = { 0 }, more = { 0 };
	struct fwho made, who;
	struct ftoken t;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		made = token_tsa(&tsp_root, false);
		p = (struct party){ made.key, made.cert };
		put_extension_hex(forge.ctx, &more, rows[i].oid, rows[i].critical, rows[i].san);
		extend(forge.ctx, &p, &root, &more);
		who = (struct fwho){ p.key, p.cert };
		token_base(&t, who, DATA);
		dns(&t);
		token_make(&t, &b);
		tsp_read(&b, rows[i].at, rows[i].at == T_CHECK ? "names another authority" : NULL);
		forge_who_free(&who);
		eci_buf_free(&more);
	}
	eci_buf_free(&b);
}

int
main(void)
{
	tsp_start();
	tsp_run(cases, ECI_COUNT(cases));
	test_alternatives();
	eci_buf_free(&tail);
	tsp_end();
	return unit_end();
}
