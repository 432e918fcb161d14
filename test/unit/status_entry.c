/* SPDX-License-Identifier: Apache-2.0 */
/* status_entry.c - what an entry may say, and no more. */
#include "status_kit.h"

static void
entries(void)
{
	static const struct {
		const char           *name, *text;
		enum eci_status_state state;
		const char           *reason;
		bool                  stolen;
		const char           *note, *other;
	} rows[] = {
		{ "active", SEAL_LIST("{\"id\":\"s\",\"state\":\"active\",\"since\":\"2025-06-01T08:00:00Z\"}"),
		    ECI_ST_ACTIVE, NULL, false, NULL, NULL },
		{ "revoked", SEAL_LIST("{" REVOKED "}"), ECI_ST_REVOKED, NULL, false, NULL, NULL },
		{ "revoked, the key is in other hands", SEAL_LIST("{" REVOKED
		    ",\"reason\":\"keyCompromise\"}"), ECI_ST_REVOKED, "keyCompromise", true, NULL, NULL },
		{ "revoked for another seal", SEAL_LIST("{" REVOKED ",\"reason\":\"superseded\","
		    "\"replaced_by\":\"33010600000002\",\"note\":\"机构更名\"}"), ECI_ST_REVOKED,
		    "superseded", false, "机构更名", "33010600000002" },
		{ "lost", SEAL_LIST("{" LOST "}"), ECI_ST_LOST, NULL, true, NULL, NULL },
		{ "suspended", SEAL_LIST("{\"id\":\"s\",\"state\":\"suspended\",\"since\":"
		    "\"2026-01-01T00:00:00Z\",\"reason\":\"certificateHold\"}"), ECI_ST_SUSPENDED,
		    "certificateHold", false, NULL, NULL },
		{ "renewed", SEAL_LIST("{\"id\":\"s\",\"state\":\"renewed\",\"since\":"
		    "\"2026-01-01T00:00:00Z\"}"), ECI_ST_RENEWED, NULL, false, NULL, NULL },
		{ "void", CERT_LIST("{" VOIDED "}"), ECI_ST_VOID, NULL, false, NULL, NULL },
		{ "void, replaced", CERT_LIST("{" VOIDED ",\"replaced_by\":\"S2\"}"), ECI_ST_VOID, NULL,
		    false, NULL, "S2" },
		{ "supplemented", CERT_LIST("{" MORE ",\"supplements\":[\"S1-1\"]}"),
		    ECI_ST_SUPPLEMENTED, NULL, false, NULL, "S1-1" },
		{ "retention ended", CERT_LIST("{\"id\":\"" ID_OF("S1") "\",\"state\":"
		    "\"retention-ended\",\"since\":\"2026-01-01T00:00:00Z\"}"),
		    ECI_ST_RETENTION_ENDED, NULL, false, NULL, NULL },
	};
	ecert_ctx *ctx = kit_ctx();
	struct eci_status_entry got;
	ecert_status *list = NULL;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_OK(ctx, status_read(ctx, rows[i].text, &list));
		if (list == NULL)
			continue;
		CHECK_INT(list->n, 1);
		CHECK(eci_status_find(list, list->rows[0].id, 0, &got));
		CHECK_INT(got.state, rows[i].state);
		CHECK_INT(got.stolen, rows[i].stolen);
		CHECK_STR(got.reason != NULL ? got.reason : "", rows[i].reason != NULL ?
		    rows[i].reason : "");
		CHECK_STR(got.note != NULL ? got.note : "", rows[i].note != NULL ?
		    rows[i].note : "");
		CHECK_INT(got.n_others, rows[i].other != NULL);
		if (got.n_others == 1 && rows[i].other != NULL)
			CHECK_STR(got.others, rows[i].other);
		ecert_status_free(list);
	}
}

#define SINCE "\"since\":\"2025-06-01T08:00:00Z\""
#define AT_1 "list: entry 1: "

static void
flaws(void)
{
	static const struct status_flaw rows[] = {
		{ "no id", SEAL_LIST("{\"state\":\"lost\"," SINCE "}"), AT_1 "id: not a text, or empty" },
		{ "an empty id", SEAL_LIST("{\"id\":\"\",\"state\":\"lost\"," SINCE "}"),
		    AT_1 "id: not a text, or empty" },
		{ "an id with a control", SEAL_LIST("{\"id\":\"a\\u0007\",\"state\":\"lost\"," SINCE "}"),
		    AT_1 "id: a control or invisible character" },
		{ "no state", SEAL_LIST("{\"id\":\"s\"," SINCE "}"), AT_1 "state: not a text" },
		{ "an unknown state", SEAL_LIST("{\"id\":\"s\",\"state\":\"Lost\"," SINCE "}"),
		    AT_1 "state: \"Lost\" is none of this kind of list" },
		{ "a certificate's state", SEAL_LIST("{\"id\":\"s\",\"state\":\"void\"," SINCE "}"),
		    AT_1 "state: \"void\" is none of this kind of list" },
		{ "a seal's state", CERT_LIST("{\"id\":\"" ID_OF("S1") "\",\"state\":\"lost\"," SINCE "}"),
		    AT_1 "state: \"lost\" is none of this kind of list" },
		{ "no time", SEAL_LIST("{\"id\":\"s\",\"state\":\"lost\"}"),
		    AT_1 "since: not a time YYYY-MM-DDThh:mm:ssZ" },
		{ "a date", SEAL_LIST("{\"id\":\"s\",\"state\":\"lost\",\"since\":\"2025-06-01\"}"),
		    AT_1 "since: not a time YYYY-MM-DDThh:mm:ssZ" },
		{ "a day that is none", SEAL_LIST("{\"id\":\"s\",\"state\":\"lost\","
		    "\"since\":\"2025-06-31T08:00:00Z\"}"),
		    AT_1 "since: not a time YYYY-MM-DDThh:mm:ssZ" },
		{ "a second after the list was made", SEAL_LIST("{\"id\":\"s\",\"state\":\"lost\","
		    "\"since\":\"2026-01-01T00:00:01Z\"}"),
		    AT_1 "since: later than the list was made" },
		{ "a misspelt member", SEAL_LIST("{" LOST ",\"reson\":\"keyCompromise\"}"),
		    AT_1 "reson: not a member of an entry" },
		{ "a certificate's member", SEAL_LIST("{" LOST ",\"supplements\":[\"a\"]}"),
		    AT_1 "supplements: not a member of an entry" },
		{ "a seal's member", CERT_LIST("{" VOIDED ",\"reason\":\"superseded\"}"),
		    AT_1 "reason: not a member of an entry" },
		{ "an unknown reason", SEAL_LIST("{" REVOKED ",\"reason\":\"key compromise\"}"),
		    AT_1 "reason: none of RFC 5280 5.3.1" },
		{ "a reason in the place of none", SEAL_LIST("{" LOST ",\"reason\":\"keyCompromise\"}"),
		    AT_1 "reason: only revoked and suspended have one" },
		{ "a note that is no text", SEAL_LIST("{" LOST ",\"note\":7}"),
		    AT_1 "note: not a text, or empty" },
		{ "supplemented by nothing", CERT_LIST("{" MORE "}"), AT_1 "supplements: missing" },
		{ "no supplement", CERT_LIST("{" MORE ",\"supplements\":[]}"),
		    AT_1 "supplements: not an array of 1 to 64 texts" },
		{ "a supplement alone", CERT_LIST("{" MORE ",\"supplements\":\"S1-1\"}"),
		    AT_1 "supplements: not an array of 1 to 64 texts" },
		{ "supplements as an object", CERT_LIST("{" MORE ",\"supplements\":{\"a\":\"b\"}}"),
		    AT_1 "supplements: not an array of 1 to 64 texts" },
		{ "beyond retention and replaced", CERT_LIST("{\"id\":\"" ID_OF("S1") "\",\"state\":"
		    "\"retention-ended\"," SINCE ",\"replaced_by\":\"S2\"}"),
		    AT_1 "replaced_by: nothing was replaced" },
		{ "a supplement that is no text", CERT_LIST("{" MORE ",\"supplements\":[1]}"),
		    AT_1 "supplements: not a text, or empty" },
		{ "void with supplements", CERT_LIST("{" VOIDED ",\"supplements\":[\"a\"]}"),
		    AT_1 "supplements: only what is supplemented has them" },
		{ "supplemented and replaced", CERT_LIST("{" MORE
		    ",\"supplements\":[\"a\"],\"replaced_by\":\"b\"}"),
		    AT_1 "replaced_by: nothing was replaced" },
		{ "no identifier", CERT_LIST("{\"id\":\"S1\",\"state\":\"void\"," SINCE "}"),
		    AT_1 "id: no certificate identifier" },
		{ "an identifier in another form", CERT_LIST("{\"id\":\"2.25.4711.1.2·7·12345678X·"
		    "CNAS L0001·S1·0\",\"state\":\"void\"," SINCE "}"),
		    AT_1 "id: not in its canonical form, " ID_OF("S1") },
		{ "a member twice", SEAL_LIST("{" LOST ",\"id\":\"t\"}"),
		    AT_1 "line 1, column 78: an object that has a name twice ends here" },
	};

	status_flaws(rows, ECI_COUNT(rows));
}

static void
lengths(void)
{
	ecert_ctx *ctx = kit_ctx();
	ecert_status *list = NULL;
	char id[1026], text[2048];

	unit_case("texts of bounded length");
	memset(id, 'a', sizeof(id));
	id[1024] = '\0';
	snprintf(text, sizeof(text), SEAL_LIST("{\"id\":\"%s\",\"state\":\"lost\"," SINCE "}"), id);
	CHECK_OK(ctx, status_read(ctx, text, &list));
	ecert_status_free(list);
	id[1024] = 'a';
	id[1025] = '\0';
	snprintf(text, sizeof(text), SEAL_LIST("{\"id\":\"%s\",\"state\":\"lost\"," SINCE "}"), id);
	CHECK_ERR(ctx, status_read(ctx, text, &list), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), AT_1 "id: 1025 bytes, more than 1024");
}

static void
supplements(void)
{
	struct eci_status_entry got;
	ecert_ctx *ctx = kit_ctx();
	ecert_status *list = NULL;
	char text[1024];
	int i, n;
	size_t at;

	for (n = 64; n <= 65; n++) {
		unit_case("%d supplements", n);
		at = (size_t)snprintf(text, sizeof(text), CERTS_HEAD "{" MORE ",\"supplements\":[");
		for (i = 0; i < n; i++)
			at += (size_t)snprintf(text + at, sizeof(text) - at, "%s\"a\"", i ? "," : "");
		snprintf(text + at, sizeof(text) - at, "]}" TAIL);
		CHECK_ERR(ctx, status_read(ctx, text, &list), n == 64 ? ECERT_OK : ECERT_E_CONFIG);
		CHECK_INT(list != NULL ? list->rows[0].n_others : 0, n == 64 ? 64 : 0);
		ecert_status_free(list);
	}

	unit_case("several supplements");
	CHECK_OK(ctx, status_read(ctx, CERT_LIST("{" MORE ",\"supplements\":[\"a, b\",\"c\"]}"), &list));
	if (list == NULL)
		return;
	CHECK(eci_status_find(list, ID_OF("S1"), 0, &got));
	CHECK_INT(got.n_others, 2);
	CHECK_STR(got.others, "a, b");
	CHECK_STR(got.others + strlen(got.others) + 1, "c");
	ecert_status_free(list);
}

int
main(void)
{
	entries();
	flaws();
	lengths();
	supplements();
	return unit_end();
}
