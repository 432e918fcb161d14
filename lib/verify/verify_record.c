/* SPDX-License-Identifier: Apache-2.0 */
/* verify_record.c - the issuer's business record, as ecert-verify(1) describes it. */
#include <string.h>

#include "verify/verify_priv.h"

static ecert_err
bad(ecert_ctx *ctx, const char *member, const char *why)
{
	struct eci_buf shown = { 0 };
	ecert_err e;

	if ((e = eci_buf_adds(ctx, &shown, "")) == ECERT_OK &&
	    (e = eci_escape(ctx, &shown, member, strlen(member))) == ECERT_OK)
		e = eci_fail(ctx, ECERT_E_CONFIG, "record: %.200s: %s", (char *)shown.ptr, why);
	eci_buf_free(&shown);
	return e;
}

static ecert_err
check_id(ecert_ctx *ctx, const char *text)
{
	ecert_id *id = NULL;
	char why[256];
	ecert_err e;

	if ((e = ecert_id_parse(ctx, NULL, text, strlen(text), &id)) == ECERT_E_ID) {
		/* The message is about to be replaced by one that holds it. */
		strncpy(why, ecert_errmsg(ctx), sizeof(why) - 1);
		why[sizeof(why) - 1] = '\0';
		e = eci_fail(ctx, ECERT_E_CONFIG, "record: identifier: %s", why);
	}
	ecert_id_free(id);
	return e;
}

static bool
is_digest(const char *s)
{
	return strlen(s) == (size_t)2 * ECI_SM3_LEN &&
	    strspn(s, "0123456789abcdefABCDEF") == (size_t)2 * ECI_SM3_LEN;
}

static ecert_err
check_custom(ecert_ctx *ctx, const struct eci_jval *custom)
{
	size_t i;

	if (eci_json_kind(custom) != ECI_J_OBJECT || eci_json_count(custom) == 0)
		return bad(ctx, "custom", "not an object with members");
	for (i = 0; i < eci_json_count(custom); i++)
		if (eci_json_get_str(eci_json_at(custom, i)) == NULL ||
		    eci_json_key(custom, i)[0] == '\0')
			return bad(ctx, eci_json_key(custom, i), "not a string with a name");
	return ECERT_OK;
}

static ecert_err
check_member(ecert_ctx *ctx, const char *key, const struct eci_jval *value)
{
	const char *text = eci_json_get_str(value);

	if (strcmp(key, "custom") == 0)
		return check_custom(ctx, value);
	if (strcmp(key, "identifier") != 0 && strcmp(key, "number") != 0 &&
	    strcmp(key, "sm3") != 0)
		return bad(ctx, key, "unknown; known are identifier, number, sm3, custom");
	if (text == NULL || text[0] == '\0')
		return bad(ctx, key, "not a string, or empty");
	if (strcmp(key, "identifier") == 0)
		return check_id(ctx, text);
	if (strcmp(key, "sm3") == 0 && !is_digest(text))
		return bad(ctx, key, "not 64 hexadecimal digits");
	return ECERT_OK;
}

/* What is not understood is refused: passed over, it would look confirmed. */
static ecert_err
check(ecert_ctx *ctx, const struct eci_jval *root)
{
	ecert_err e = ECERT_OK;
	size_t i;

	if (eci_json_kind(root) != ECI_J_OBJECT)
		return eci_fail(ctx, ECERT_E_CONFIG, "record: not an object");
	if (eci_json_count(root) == 0)
		return eci_fail(ctx, ECERT_E_CONFIG, "record: it expects nothing");
	for (i = 0; e == ECERT_OK && i < eci_json_count(root); i++)
		e = check_member(ctx, eci_json_key(root, i), eci_json_at(root, i));
	return e;
}

ecert_err
ecert_policy_set_expect(ecert_ctx *ctx, ecert_policy *policy, const char *json, size_t len)
{
	struct eci_jdoc *doc = NULL;
	ecert_err e;

	eci_clear(ctx);
	if ((e = eci_json_read(ctx, "record", json, len, &doc)) == ECERT_OK &&
	    (e = check(ctx, eci_json_root(doc))) == ECERT_OK) {
		eci_json_done(policy->expect);
		policy->expect = doc;
		doc = NULL;
	}
	eci_json_done(doc);
	return e;
}
