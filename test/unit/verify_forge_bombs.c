/* SPDX-License-Identifier: Apache-2.0 */
/* Bombs, and why each is refused; what refusing them costs, and two more that take long
 * to make, are in test/cost. */
#include "../cost/cost.h"
#include "../cost/cost_bombs.h"

static const struct {
	const char   *name;
	ecert_verdict want;
	ecert_reason  any[6];
} wanted[] = {
	{ "4 GB declared", X, { R(ZIP_LIMIT) } },
	{ "high ratio", X, { R(ZIP_LIMIT) } },
	{ "high ratio, four times", X, { R(ZIP_LIMIT) } },
	{ "1 GiB of spaces", X, { R(ZIP_LIMIT), R(XML_LIMIT), R(DIGEST_MISMATCH) } },
	{ "60,000 entries", X, { R(ZIP_LIMIT) } },
	{ "overlapping entries", X, { R(ZIP_AMBIGUOUS), R(ZIP_LIMIT) } },
	{ "packages in packages", U, { R(COVERAGE_EXTRA) } },
	{ "a billion laughs", X, { R(XML_UNSAFE) } },
	{ "quadratic entities", X, { R(XML_UNSAFE) } },
	{ "100,000 attributes", X, { R(XML_LIMIT), R(XML_MALFORMED) } },
	{ "200,000 nested elements", X, { R(XML_LIMIT) } },
	{ "a value that never ends", X, { R(SES_MALFORMED), R(SES_SIG_BAD) } },
	{ "100,000 rows of one signature", X, { R(SIG_LIST_BAD), R(XML_LIMIT) } },
};

static cost_fn *
bomb_of(const char *name)
{
	size_t i;

	for (i = 0; cost_bombs[i].name != NULL; i++)
		if (strcmp(cost_bombs[i].name, name) == 0)
			return cost_bombs[i].make;
	return NULL;
}

static void
bomb(const char *name, ecert_verdict want, const ecert_reason any[6])
{
	cost_fn *make = bomb_of(name);
	struct forge f = { 0 };
	struct cdoc d = { 0 };

	CHECK(make != NULL);
	if (make == NULL)
		return;
	forge_base(&d.f);
	make(&d);
	if (d.raw.len > 0)
		cms_add(&f.file, d.raw.ptr, d.raw.len);
	else
		cost_zip(&d, &f.file);
	cost_free(&d);
	forge_judge_as(&f, forge.policy, want, any, true);
	eci_buf_free(&f.file);
}

int
main(void)
{
	size_t i;

	forge_start();
	(void)cost_random;     /* what only costly documents need */
	for (i = 0; i < ECI_COUNT(wanted); i++) {
		unit_case("%s", wanted[i].name);
		bomb(wanted[i].name, wanted[i].want, wanted[i].any);
	}
	forge_end();
	return unit_end();
}
