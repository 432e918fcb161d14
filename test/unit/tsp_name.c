/* SPDX-License-Identifier: Apache-2.0 */
/* TSTInfo.tsa is a name of the certificate. */
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
SET(other_kind, set_name(t, t->who.cert, 0xa5, false))
SET(dns, t->tail = BYTES("\xa0\x05\x82\x03" "tsa"))
SET(not_a_name, t->tail = BYTES("\xa0\x06\xa4\x04\x30\x02\x05\x00"))

static const struct tsp_case cases[] = {
	{ "the subject", subject, T_GOOD, NULL },
	{ "the subject in other strings", subject_strings, T_GOOD, NULL },
	{ "the subject of another", of_another, T_CHECK, "names another authority" },
	{ "the subject as another kind of name", other_kind, T_CHECK, "names another authority" },
	{ "a name the certificate does not have", dns, T_CHECK, "names another authority" },
	{ "no name at all", not_a_name, T_CHECK, "names another authority" },
};

int
main(void)
{
	tsp_start();
	tsp_run(cases, ECI_COUNT(cases));
	eci_buf_free(&tail);
	tsp_end();
	return unit_end();
}
