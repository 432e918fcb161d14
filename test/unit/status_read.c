/* SPDX-License-Identifier: Apache-2.0 */
/* status_read.c - what a list says of itself. */
#include "status_kit.h"

#define F "\"format\":\"libecert-status-1\""
#define K "\"kind\":\"seals\""
#define N "\"number\":7"
#define E "\"entries\":[]"
#define X "\"next\":\"2026-02-01T00:00:00Z\""

static void
heads(void)
{
	static const struct {
		const char       *name, *text;
		ecert_status_kind kind;
		int64_t           number, next;
		const char       *issuer;
	} rows[] = {
		{ "seals", "{" F "," K "," N "," E "}", ECERT_STATUS_SEALS, 7, 0, NULL },
		{ "in another order, with all there can be",
		    "{" E "," N "," X ",\"issuer\":\"某发布机构\"," K "," F "}",
		    ECERT_STATUS_SEALS, 7, 1769904000, "某发布机构" },
		{ "certificates", "{" F ",\"kind\":\"certificates\",\"number\":0," X "," E "}",
		    ECERT_STATUS_CERTIFICATES, 0, 1769904000, NULL },
	};
	ecert_ctx *ctx = kit_ctx();
	ecert_status *list = NULL;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_OK(ctx, status_read(ctx, rows[i].text, &list));
		if (list == NULL)
			continue;
		CHECK_INT(list->kind, rows[i].kind);
		CHECK_INT(list->number, rows[i].number);
		CHECK_INT(list->next, rows[i].next);
		CHECK_INT(list->made, KIT_NOW);
		CHECK_INT(list->n, 0);
		if (rows[i].issuer != NULL)
			CHECK_STR(list->issuer, rows[i].issuer);
		else
			CHECK(list->issuer == NULL);
		ecert_status_free(list);
	}
}

static void
flaws(void)
{
	static const struct status_flaw rows[] = {
		{ "no format", "{" K "," N "," E "}", "list: format: not \"libecert-status-1\"" },
		{ "a later format", "{\"format\":\"libecert-status-2\"," K "," N "," E "}",
		    "list: format: not \"libecert-status-1\"" },
		{ "no kind", "{" F "," N "," E "}",
		    "list: kind: neither \"seals\" nor \"certificates\"" },
		{ "another kind", "{" F ",\"kind\":\"keys\"," N "," E "}",
		    "list: kind: neither \"seals\" nor \"certificates\"" },
		{ "no number", "{" F "," K "," E "}", "list: number: not a whole number from 0" },
		{ "number below 0", "{" F "," K ",\"number\":-1," E "}",
		    "list: number: not a whole number from 0" },
		{ "number with a fraction", "{" F "," K ",\"number\":1.0," E "}",
		    "list: number: not a whole number from 0" },
		{ "a member nobody knows", "{" F "," K "," N ",\"nxt\":1," E "}",
		    "list: nxt: not a member of a list" },
		{ "next is a date", "{" F "," K "," N ",\"next\":\"2026-02-01\"," E "}",
		    "list: next: not a time YYYY-MM-DDThh:mm:ssZ" },
		{ "next in local time", "{" F "," K "," N ",\"next\":\"2026-02-01T00:00:00+\"," E "}",
		    "list: next: not a time YYYY-MM-DDThh:mm:ssZ" },
		{ "next is when it was made", "{" F "," K "," N
		    ",\"next\":\"2026-01-01T00:00:00Z\"," E "}",
		    "list: next: not after the list was made" },
		{ "certificates without next", "{" F ",\"kind\":\"certificates\"," N "," E "}",
		    "list: next: missing; a list of certificates needs it" },
		{ "issuer is empty", "{" F "," K "," N ",\"issuer\":\"\"," E "}",
		    "list: issuer: not a text, or empty" },
		{ "issuer with a control", "{" F "," K "," N ",\"issuer\":\"a\\u202eb\"," E "}",
		    "list: issuer: a control or invisible character" },
		{ "entries twice", "{" F "," K "," N "," E "," E "}", NULL },
		{ "format twice", "{" F "," F "," K "," N "," E "}", NULL },
		{ "text behind", "{" F "," K "," N "," E "}x", NULL },
	};
	ecert_ctx *ctx = kit_ctx();
	ecert_status *list = NULL;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++)
		if (rows[i].message != NULL)
			status_flaws(&rows[i], 1);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		if (rows[i].message != NULL)
			continue;
		unit_case("no JSON: %s", rows[i].name);
		CHECK_ERR(ctx, status_read(ctx, rows[i].text, &list), ECERT_E_CONFIG);
		CHECK(strncmp(ecert_errmsg(ctx), "list: line 1, column ", 21) == 0);
	}
}

static void
where(void)
{
	static const char text[] = SEAL_LIST("{" LOST "},{\"id\":1");
	ecert_ctx *ctx = kit_ctx();
	ecert_status *list = NULL;
	char cut[sizeof(text)];
	size_t n;

	unit_case("the entry at fault is named");
	CHECK_ERR(ctx, status_read(ctx, SEAL_LIST("{" LOST "},{\"id\":1}"), &list), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "list: entry 2: id: not a text, or empty");
	CHECK_ERR(ctx, status_read(ctx, SEAL_LIST("{" LOST "},{id:1}"), &list), ECERT_E_CONFIG);
	CHECK(strncmp(ecert_errmsg(ctx), "list: entry 2: line 1, column ", 30) == 0);
	unit_case("cut at every length");
	memcpy(cut, text, sizeof(cut));
	for (n = 0; n < sizeof(cut) - 1; n++) {
		CHECK_ERR(ctx, status_read_n(ctx, cut, n, &list), ECERT_E_CONFIG);
		CHECK(list == NULL);
	}
}

int
main(void)
{
	heads();
	flaws();
	where();
	return unit_end();
}
