/* SPDX-License-Identifier: Apache-2.0 */
/* net_new.c - bounds, and objects beside one another. */
#include "unit.h"

#include "net/net_priv.h"

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_net *a = NULL, *b = NULL;

	unit_case("nothing to free");
	ecert_net_free(NULL);
	unit_case("defaults");
	if (ecert_net_new(ctx, &a) != ECERT_OK) {
		unit_skip("no libcurl");
		return unit_end();
	}
	CHECK_INT(a->seconds, 20);
	CHECK_INT(a->max, 16 << 20);
	unit_case("no exchange lasts for ever");
	ecert_net_set_timeout(a, 0);
	CHECK_INT(a->seconds, 1);
	ecert_net_set_timeout(a, UINT32_MAX);
	CHECK_INT(a->seconds, 86400);
	unit_case("a handle for each thread, and used again");
	{
		CURL *one = eci_net_take(a), *two = eci_net_take(a), *v[NET_IDLE_MAX + 2];
		size_t i;

		CHECK(one != NULL && two != NULL && one != two);
		eci_net_give(a, one);
		CHECK(eci_net_take(a) == one);
		eci_net_give(a, one);
		eci_net_give(a, two);
		for (i = 0; i < ECI_COUNT(v); i++)
			v[i] = eci_net_take(a);
		for (i = 0; i < ECI_COUNT(v); i++)
			eci_net_give(a, v[i]);
		CHECK_INT(a->n_idle, NET_IDLE_MAX);
	}
	unit_case("two at once");
	CHECK_OK(ctx, ecert_net_new(ctx, &b));
	ecert_net_free(a);
	ecert_net_set_max_bytes(b, 7);
	CHECK_INT(b->max, 7);
	ecert_net_free(b);
	return unit_end();
}
