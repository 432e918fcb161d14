/* SPDX-License-Identifier: Apache-2.0 */
/* SignatureMethod and the algorithm of the value. */
#include "../negative/forge_cms.h"

static const char *method;

static void
with_method(struct forge *f, struct fcms *c)
{
	(void)f;
	c->method = method;
}

static const struct { const char *method; ecert_verdict want; ecert_reason why; } rows[] = {
	{ "1.2.156.10197.1.501", V, 0 },
	{ "1.2.156.10197.501", V, 0 },
	{ "1.2.156.10197.1.301.1", V, 0 },
	{ "SM2", V, 0 },
	{ "sm2", V, 0 },
	{ "SM3withSM2", V, 0 },
	{ "SM3WITHSM2", V, 0 },
	{ "SM2withSM3", V, 0 },
	{ NULL, V, 0 },
	{ "", X, R(ALG_MISMATCH) },
	{ "1.2.156.10197.1.301", X, R(ALG_MISMATCH) },
	{ "1.2.156.10197.1.401", X, R(ALG_MISMATCH) },
	{ "1.2.840.113549.1.1.11", X, R(ALG_MISMATCH) },
	{ "SHA256withRSA", X, R(ALG_MISMATCH) },
	{ "SHA1withRSA", X, R(ALG_MISMATCH) },
	{ " SM2 ", V, 0 },              /* as XML text */
	{ "SM2withSM3x", X, R(ALG_MISMATCH) },
};

int
main(void)
{
	struct cms_case c = { .before = with_method };
	char name[64];
	size_t i;

	forge_start();
	for (i = 0; i < ECI_COUNT(rows); i++) {
		method = rows[i].method;
		snprintf(name, sizeof(name), "SignatureMethod %s", method != NULL ? method : "absent");
		c.name = name;
		c.want = rows[i].want;
		c.any[0] = rows[i].why;
		cms_run(&c, 1);
	}
	forge_end();
	return unit_end();
}
