/* SPDX-License-Identifier: Apache-2.0 */
/* What a line says takes the place of what the run says, and what is wrong with it is
 * said with its key. */
#include "batch_kit.h"

static struct fixture f;
static const atomic_int stop;
static struct eci_line_how how = { .stop = &stop };

/* The line, which ends with e and, where it fails, says so. */
static void
line_is(const char *json, ecert_err want, const char *says)
{
	struct eci_item *item = calloc(1, sizeof(*item));
	struct eci_line_end end;

	if (item == NULL)
		exit(1);
	item->line = 5;
	MUST(f.ctx, eci_item_json(f.ctx, "x", json, strlen(json), item));
	free(item->input);
	free(item->output);
	item->input = strdup(at("in.ofd"));
	item->output = strdup(at("out.ofd"));
	unlink(item->output);
	eci_line_begin(f.ctx, &how, item, NULL, &end);
	eci_line_sign(f.ctx, item, &end);
	CHECK_INT(end.e, want);
	CHECK((end.e != ECERT_OK) == (end.message != NULL));
	if (end.message != NULL && strstr(end.message, says) == NULL)
		CHECK_STR(end.message, says);
	CHECK(end.json != NULL && strstr(end.json, "{\"line\":5,") == end.json);
	CHECK((access(item->output, F_OK) == 0) == (want == ECERT_OK));
	CHECK(!end.skipped);
	eci_line_end_free(&end);
	eci_item_free(item);
}

/* Stamps of the only signature of what the last line made. */
static void
stamps_are(size_t n, uint64_t page, double x, bool has_seal)
{
	struct eci_ofd_sig sig;
	ecert_doc *doc = NULL;

	MUST(f.ctx, ecert_doc_open(f.ctx, at("out.ofd"), &doc));
	read_sig(f.ctx, doc, 0, &sig);
	CHECK_INT(sig.n_stamps, n);
	CHECK((sig.seal_entry != NULL) == has_seal);
	if (sig.n_stamps > 0) {
		CHECK_INT(sig.stamps[0].page_id, page);
		CHECK(sig.stamps[0].boundary[0] > x - 0.01 && sig.stamps[0].boundary[0] < x + 0.01);
	}
	eci_ofd_sig_free(&sig);
	ecert_doc_free(doc);
}

static void
test_places(ecert_sign_job *job)
{
	ecert_sign_opts *opts = NULL;

	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	MUST(f.ctx, ecert_sign_opts_add_place(f.ctx, opts, 1, 20, 20));
	MUST(f.ctx, ecert_sign_opts_add_ride(f.ctx, opts, ECERT_EDGE_RIGHT, ECERT_RIDE_CENTRED));
	ecert_sign_job_set_opts(job, opts);
	unit_case("what the line leaves open");
	line_is("{}", ECERT_OK, "");
	stamps_are(3, 1, 20, true);
	unit_case("places of the line, edges of the run");
	line_is("{\"place\":[\"2:50,50\"]}", ECERT_OK, "");
	stamps_are(3, 7, 50, true);
	unit_case("edges of the line, places of the run");
	line_is("{\"ride\":\"left\"}", ECERT_OK, "");
	stamps_are(3, 1, 20, true);
	unit_case("every page");
	line_is("{\"every-page\":\"30,30\",\"ride\":[]}", ECERT_OK, "");
	stamps_are(4, 1, 30, true);
	unit_case("a signature without a seal has no places");
	line_is("{\"type\":\"sign\"}", ECERT_OK, "");
	stamps_are(0, 0, 0, false);
	line_is("{\"type\":\"sign\",\"place\":\"1:2,3\"}", ECERT_E_ARG, "no place");
	unit_case("and the other way round");
	ecert_sign_job_set_opts(job, NULL);
	ecert_sign_opts_free(opts);
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	MUST(f.ctx, ecert_sign_opts_set_type(f.ctx, opts, ECERT_SIGN_PLAIN));
	ecert_sign_job_set_opts(job, opts);
	line_is("{\"type\":\"seal\",\"place\":\"1:40,40\"}", ECERT_OK, "");
	stamps_are(1, 1, 40, true);
	line_is("{}", ECERT_OK, "");
	stamps_are(0, 0, 0, false);
	ecert_sign_opts_free(opts);
	ecert_sign_job_set_opts(job, NULL);
	unit_case("without options");
	line_is("{\"place\":\"1:60,40\"}", ECERT_OK, "");
	stamps_are(1, 1, 60, true);
}

static void
test_bad(void)
{
	static const struct { const char *json; ecert_err e; const char *says; } rows[] = {
		{ "{\"place\":\"1:2\"}", ECERT_E_ARG, "place: not PAGE:X,Y: 1:2" },
		{ "{\"place\":[\"1:20,20\",\"x\"]}", ECERT_E_ARG, "place: not PAGE:X,Y: x" },
		{ "{\"place\":\"9:20,20\"}", ECERT_E_ARG, "9" },
		{ "{\"every-page\":\"1:2,3\"}", ECERT_E_ARG, "every-page: not X,Y" },
		{ "{\"place-at\":\"\"}", ECERT_E_ARG, "place-at: " },
		{ "{\"place-at\":\"nowhere\"}", ECERT_E_NOTFOUND, "nowhere" },
		{ "{\"place-at\":\"a\",\"hit\":\"0\"}", ECERT_E_ARG, "place-at: hit: not a number from 1" },
		{ "{\"ride\":\"middle\"}", ECERT_E_ARG, "ride: not left|right|top|bottom" },
		{ "{\"ride\":[\"left\",\"left:3\"]}", ECERT_E_ARG, "ride: " },
		{ "{\"type\":\"stamp\"}", ECERT_E_CONFIG, "type: neither seal nor sign: stamp" },
		{ "{\"identifier\":\"1.2.3\"}", ECERT_E_ID, "identifier: " },
		{ "{\"identifier\":\"\"}", ECERT_E_ID, "identifier: " },
		{ "{\"seal\":\"/nonexistent.esl\"}", ECERT_E_IO, "/nonexistent.esl" },
		{ "{\"number\":\"7\"}", ECERT_E_INVALID, "no certificate number" },
		{ "{\"number\":\"7\",\"identifier\":\"" ID_1 "\"}", ECERT_E_INVALID,
		    "the certificate number is XZ-2026-0001; 7 was expected" },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("line %s", rows[i].json);
		line_is(rows[i].json, rows[i].e, rows[i].says);
	}
}

static void
test_identifiers(ecert_sign_job *job)
{
	ecert_id *id = NULL;
	ecert_doc *doc = NULL;

	unit_case("an identifier, and its number");
	line_is("{\"identifier\":\"" ID_1 "\",\"number\":\"XZ-2026-0001\"}", ECERT_OK, "");
	unit_case("one that is there is not replaced unless that is said");
	MUST(f.ctx, ecert_id_parse(f.ctx, NULL, ID_2, strlen(ID_2), &id));
	doc = open_doc(f.ctx, NULL);
	MUST(f.ctx, ecert_doc_set_id(f.ctx, doc, id, 0));
	MUST(f.ctx, ecert_doc_save(f.ctx, doc, at("in.ofd")));
	line_is("{\"identifier\":\"" ID_1 "\"}", ECERT_E_STATE, "identifier");
	line_is("{\"identifier\":\"" ID_1 "\",\"replace-identifier\":true}", ECERT_OK, "");
	ecert_sign_job_set_id(job, NULL, ECERT_TAG_REPLACE);
	line_is("{\"identifier\":\"" ID_1 "\"}", ECERT_OK, "");
	line_is("{\"identifier\":\"" ID_1 "\",\"replace-identifier\":false}", ECERT_E_STATE,
	    "identifier");
	ecert_sign_job_set_id(job, NULL, 0);
	put_doc(f.ctx, at("in.ofd"), NULL);
	ecert_doc_free(doc);
	ecert_id_free(id);
}

static void
test_seals(ecert_sign_job *job)
{
	const uint8_t *der;
	char line[500];
	size_t n;

	unit_case("a seal of the line, where the run has none");
	der = ecert_seal_der(f.seal, &n);
	put_bytes(at("a.esl"), der, n);
	ecert_sign_job_set_seal(job, NULL);
	snprintf(line, sizeof(line), "{\"seal\":\"%s\"}", at("a.esl"));
	line_is(line, ECERT_OK, "");
	unit_case("no seal at all");
	line_is("{}", ECERT_E_CONFIG, "no seal");
	line_is("{\"type\":\"sign\"}", ECERT_OK, "");
	ecert_sign_job_set_seal(job, f.seal);
}

int
main(void)
{
	ecert_sign_job *job;

	fixture_make(&f);
	job = new_job(&f);
	how.job = job;
	MUST(f.ctx, eci_seals_new(f.ctx, &how.seals));
	put_doc(f.ctx, at("in.ofd"), NULL);
	test_places(job);
	test_bad();
	test_identifiers(job);
	test_seals(job);
	eci_seals_free(how.seals);
	ecert_sign_job_free(job);
	fixture_free(&f);
	return unit_end();
}
