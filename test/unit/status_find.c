/* SPDX-License-Identifier: Apache-2.0 */
/* status_find.c - the entries about one thing, whatever the order of the list. */
#include "status_kit.h"

#define AT(id, state, since) \
	"{\"id\":\"" id "\",\"state\":\"" state "\",\"since\":\"" since "T00:00:00Z\"}"
#define CERT(state, since, more) \
	"{\"id\":\"" ID_OF("S1") "\",\"state\":\"" state "\",\"since\":\"" since "T00:00:00Z\"" more "}"

static void
order(void)
{
	static const enum eci_status_state b[] = { ECI_ST_SUSPENDED, ECI_ST_ACTIVE, ECI_ST_LOST };
	struct eci_status_entry got;
	ecert_ctx *ctx = kit_ctx();
	ecert_status *list = NULL;
	size_t i;

	unit_case("by time, whatever the order of the list");
	CHECK_OK(ctx, status_read(ctx, SEAL_LIST(AT("b", "lost", "2025-03-01") ","
	    AT("c", "revoked", "2025-01-01") "," AT("b", "suspended", "2025-01-01") ","
	    AT("ab", "lost", "2025-01-01") "," AT("b", "active", "2025-02-01")), &list));
	if (list == NULL)
		return;
	for (i = 0; i < ECI_COUNT(b); i++) {
		CHECK(eci_status_find(list, "b", i, &got));
		CHECK_INT(got.state, b[i]);
		CHECK_STR(got.id, "b");
	}
	CHECK(!eci_status_find(list, "b", 3, &got));
	unit_case("what is not in the list");
	CHECK(!eci_status_find(list, "a", 0, &got));
	CHECK(!eci_status_find(list, "bb", 0, &got));
	CHECK(!eci_status_find(list, "d", 0, &got));
	CHECK(!eci_status_find(list, "", 0, &got));
	CHECK(eci_status_find(list, "c", 0, &got));
	CHECK(!eci_status_find(list, "c", 1, &got));
	CHECK(!eci_status_find(list, "c", SIZE_MAX, &got));
	ecert_status_free(list);
}

static void
contradictions(void)
{
	static const struct status_flaw rows[] = {
		{ "the same twice", SEAL_LIST(AT("a", "lost", "2025-01-01") "," AT("a", "lost", "2025-01-01")),
		    "list: two entries about a since the same time" },
		{ "two states since one time", SEAL_LIST(AT("a", "revoked", "2025-01-01") ","
		    AT("b", "lost", "2025-01-01") "," AT("a", "active", "2025-01-01")),
		    "list: two entries about a since the same time" },
		{ "active after revoked", SEAL_LIST(AT("a", "active", "2025-02-01") ","
		    AT("a", "revoked", "2025-01-01")),
		    "list: a: revoked is final, and active comes after it" },
		{ "lost after revoked", SEAL_LIST(AT("a", "revoked", "2025-01-01") ","
		    AT("a", "lost", "2025-01-02")),
		    "list: a: revoked is final, and lost comes after it" },
		{ "renewed while lost", SEAL_LIST(AT("a", "lost", "2025-01-01") ","
		    AT("a", "renewed", "2025-01-02")),
		    "list: a: renewed while lost; say when it was active again" },
		{ "renewed while suspended", SEAL_LIST(AT("a", "suspended", "2025-01-01") ","
		    AT("a", "renewed", "2025-01-02")),
		    "list: a: renewed while suspended; say when it was active again" },
		{ "supplemented after void", CERT_LIST(CERT("void", "2025-01-01", "") ","
		    CERT("supplemented", "2025-02-01", ",\"supplements\":[\"a\"]")),
		    "list: " ID_OF("S1") ": supplemented after it was void" },
		{ "void twice", CERT_LIST(CERT("void", "2025-01-01", "") ","
		    CERT("void", "2025-02-01", "")),
		    "list: " ID_OF("S1") ": void after it was void" },
		{ "void after retention", CERT_LIST(CERT("retention-ended", "2025-01-01", "") ","
		    CERT("void", "2025-02-01", "")),
		    "list: " ID_OF("S1") ": retention-ended is final, and void comes after it" },
	};
	ecert_ctx *ctx = kit_ctx();
	ecert_status *list = NULL;

	status_flaws(rows, ECI_COUNT(rows));
	unit_case("all that can follow each other, of a seal");
	CHECK_OK(ctx, status_read(ctx, SEAL_LIST(AT("a", "active", "2025-01-01") ","
	    AT("a", "renewed", "2025-01-02") "," AT("a", "renewed", "2025-01-03") ","
	    AT("a", "lost", "2025-01-04") "," AT("a", "active", "2025-01-05") ","
	    AT("a", "suspended", "2025-01-06") "," AT("a", "lost", "2025-01-07") ","
	    AT("a", "revoked", "2025-01-08")), &list));
	ecert_status_free(list);
	unit_case("all that can follow each other");
	CHECK_OK(ctx, status_read(ctx, CERT_LIST(
	    CERT("supplemented", "2025-01-01", ",\"supplements\":[\"a\"]") ","
	    CERT("supplemented", "2025-02-01", ",\"supplements\":[\"b\"]") ","
	    CERT("void", "2025-03-01", "") "," CERT("retention-ended", "2025-04-01", "")), &list));
	ecert_status_free(list);
}

static void
spellings(void)
{
	static const struct { const char *id, *want; } rows[] = {
		{ "Ab1", NULL }, { "AB1", "Ab1" }, { " ab1", "Ab1" }, { "ab1  ", "Ab1" }, { "ab", NULL },
		{ "ab12", NULL },
		{ "b 2", "b 2 " }, { "b2", NULL }, { "b 2 ", NULL }, { "", NULL }, { " ", NULL },
		{ "é", NULL },
	};
	ecert_ctx *ctx = kit_ctx();
	ecert_status *list = NULL;
	size_t i;

	CHECK_OK(ctx, status_read(ctx, SEAL_LIST(AT("Ab1", "lost", "2025-03-01") ","
	    AT("É", "lost", "2025-01-01") "," AT("b 2 ", "lost", "2025-01-01")), &list));
	for (i = 0; list != NULL && i < ECI_COUNT(rows); i++) {
		unit_case("another spelling of \"%s\"", rows[i].id);
		CHECK_STR(eci_status_alike(list, rows[i].id), rows[i].want);
	}
	ecert_status_free(list);
}

static int
count(void *arg, uint64_t done, uint64_t total)
{
	CHECK(done < total);
	++*(int *)arg;
	return 0;
}

static void
many(void)
{
	int times = 0;

	struct eci_buf text = { 0 };
	struct eci_status_entry got;
	ecert_ctx *ctx = kit_ctx();
	ecert_status *list = NULL;
	size_t i, found = 0;
	char id[32];

	unit_case("ten thousand");
	CHECK_OK(ctx, eci_buf_adds(ctx, &text, SEALS_HEAD));
	for (i = 0; i < 10000; i++)
		CHECK_OK(ctx, eci_buf_addf(ctx, &text, "%s{\"id\":\"%zu\",\"state\":\"lost\","
		    "\"since\":\"2025-06-01T08:00:00Z\"}", i > 0 ? "," : "", i * 7919 % 10007));
	CHECK_OK(ctx, eci_buf_adds(ctx, &text, TAIL));
	ecert_ctx_set_progress(ctx, count, &times);
	CHECK_OK(ctx, status_read_n(ctx, (char *)text.ptr, text.len, &list));
	CHECK_INT(times, 2);
	for (i = 0; list != NULL && i < 10007; i++) {
		snprintf(id, sizeof(id), "%zu", i);
		found += eci_status_find(list, id, 0, &got) && strcmp(got.id, id) == 0;
	}
	CHECK_INT(found, 10000);
	ecert_status_free(list);
	eci_buf_free(&text);
}

int
main(void)
{
	order();
	contradictions();
	spellings();
	many();
	return unit_end();
}
