/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

static const struct {
	const char *pass, *says;     /* NULL: good */
} rows[] = {
	{ "Tr7!kappa", NULL }, { "a1-b2-c3", NULL }, { "Grau5%en", NULL },
	{ "correct horse battery 4", NULL }, { "12ab-34cd", NULL }, { "kestrel-20261399", NULL },
	{ "x1990-13-44!", NULL }, { "\xe6\xb5\x8b\xe8\xaf\x95\xe5\xae\xa4-7xyz", NULL },
	{ "\xe6\xb5\x8b\xe8\xaf\x95\xe5\xae\xa4\xe6\xb5\x8b\xe8\xaf\x95\xe8\xaf\x95-7!", NULL },
	{ "99-x-11-y", NULL }, { "10.20.30.a", NULL },
	{ "", "8 characters" }, { "a1-b2-c", "8 characters" }, { "secret", "8 characters" },
	{ "\xe6\xb5\x8b\xe8\xaf\x95-7", "8 characters" },
	{ "abcdefgh", "mix" }, { "correct horse battery", "mix" }, { "82739405", "mix" },
	{ "abcd1829", "mix" }, { "!!!!!!!!", "mix" }, { "1!2!3!4!", "mix" }, { "abcdefg!", "mix" },
	{ "abc-123-x", "follow" }, { "abc-321-x", "follow" }, { "abc-111-x", "follow" },
	{ "lamp-7890!", "follow" }, { "x!000000", "follow" },
	{ "born-19900712!", "meaning" }, { "born+20261130", "meaning" },
	{ "call:13800138000", "follow" }, { "call:13805138264", "meaning" },
	{ "call:15926358471.", "meaning" },
	{ "Password-8", "everybody" }, { "my+ADMIN+7", "everybody" }, { "qwerty-7!", "everybody" },
	{ "woaini-5-2-0", "everybody" }, { "changeit-1", "everybody" },
};

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("passphrase %zu", i);
		CHECK_ERR(ctx, ecert_pass_check(ctx, rows[i].pass),
		    rows[i].says == NULL ? ECERT_OK : ECERT_E_ARG);
		if (rows[i].says == NULL)
			continue;
		CHECK(strstr(ecert_errmsg(ctx), "LD/T 03-2022 8.2.3 a)") != NULL);
		CHECK(strstr(ecert_errmsg(ctx), rows[i].says) != NULL);
		/* Nothing of it is shown. */
		CHECK(rows[i].pass[0] == '\0' || strstr(ecert_errmsg(ctx), rows[i].pass) == NULL);
	}
	unit_case("none");
	CHECK_ERR(ctx, ecert_pass_check(ctx, NULL), ECERT_E_ARG);
	return unit_end();
}
