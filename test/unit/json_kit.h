/* SPDX-License-Identifier: Apache-2.0 */
/* json_kit.h - for the tests of JSON that is written. */
#ifndef JSON_KIT_H
#define JSON_KIT_H

#include "json/json.h"
#include "unit.h"

/* As text; j is freed. */
static inline void
check_text(struct eci_json *j, const char *want)
{
	ecert_ctx *ctx = unit_ctx();
	char *text = NULL;

	CHECK_OK(ctx, eci_json_text(ctx, j, &text));
	if (text != NULL)
		CHECK_STR(text, want);
	ecert_free(text);
	eci_json_free(j);
}

#endif
