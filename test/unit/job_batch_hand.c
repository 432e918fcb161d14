/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of one hand: each has the record it has alone, with the digest of its own
 * result; how many go into one. */
#include "batch_kit.h"

static struct fixture f;
static atomic_int stop;

static struct eci_hand *
hand_of(size_t n)
{
	struct eci_hand *hand = calloc(1, sizeof(*hand));
	char line[900];
	size_t i;

	for (i = 0; hand != NULL && i < n; i++) {
		snprintf(line, sizeof(line), "{\"input\":\"%s/%s\",\"output\":\"%s/out%zu.ofd\"}",
		    unit_dir(), i == 2 ? "bad.ofd" : "in.ofd", unit_dir(), i);
		hand->item[i] = calloc(1, sizeof(*hand->item[i]));
		if (hand->item[i] == NULL)
			exit(1);
		MUST(f.ctx, eci_item_json(f.ctx, "x", line, strlen(line), hand->item[i]));
		hand->item[i]->line = i + 1;
		hand->n++;
	}
	return hand;
}

static bool
has_digest_of(const char *json, const char *path)
{
	char want[2 * ECI_SM3_LEN + 1], text[100];
	uint8_t digest[ECI_SM3_LEN];
	struct eci_buf b = { 0 };

	MUST(f.ctx, eci_read_file(f.ctx, path, 1 << 24, &b));
	MUST(f.ctx, eci_sm3(f.ctx, b.ptr, b.len, digest));
	eci_hex(digest, sizeof(digest), want);
	snprintf(text, sizeof(text), "\"size\":%zu,\"sm3\":\"%s\"", b.len, want);
	eci_buf_free(&b);
	return json != NULL && strstr(json, text) != NULL;
}

static void
test_records(const struct eci_line_how *how)
{
	size_t n, i;

	for (n = 1; n <= ECI_HAND_MAX; n += n == 1 ? 2 : 5) {
		struct eci_hand *hand = hand_of(n);

		unit_case("%zu lines: every record has the digest of its file", n);
		eci_hand_sign(f.ctx, how, hand);
		CHECK_INT(hand->begun, n);
		for (i = 0; i < n; i++)
			if (i == 2)
				CHECK(hand->end[i].e != ECERT_OK && strstr(hand->end[i].json,
				    "\"status\":\"failed\"") != NULL);
			else
				CHECK(hand->end[i].e == ECERT_OK && has_digest_of(hand->end[i].json,
				    hand->item[i]->output));
		eci_hand_free(hand);
	}
}

static void
test_stop(const struct eci_line_how *how)
{
	struct eci_hand *hand = hand_of(2);

	unit_case("stopped: one line is done, the others are not begun");
	unlink(at("out1.ofd"));
	atomic_store(&stop, 1);
	eci_hand_sign(f.ctx, how, hand);
	CHECK_INT(hand->begun, 1);
	CHECK(has_digest_of(hand->end[0].json, at("out0.ofd")));
	CHECK(access(at("out1.ofd"), F_OK) != 0);
	atomic_store(&stop, 0);
	eci_hand_free(hand);
	unit_case("a hand that nobody takes up");
	eci_hand_free(hand_of(3));
}

static void
test_size(void)
{
	static const struct { uint64_t ms; size_t n, want; } rows[] = {
		{ 0, 0, 1 }, { 0, 1, ECI_HAND_MAX }, { 3, 1, ECI_HAND_MAX }, { 24, 8, ECI_HAND_MAX },
		{ 20, 1, 4 }, { 49, 1, 2 }, { 50, 1, 1 }, { 99, 1, 1 }, { 5000, 1, 1 },
		{ 40000, 8, 1 }, { 8 * 20, 8, 4 },
	};
	size_t i;

	unit_case("the slower, the fewer");
	for (i = 0; i < ECI_COUNT(rows); i++)
		CHECK_INT(eci_hand_size(rows[i].ms, rows[i].n), rows[i].want);
}

int
main(void)
{
	struct eci_line_how how = { .stop = &stop };
	ecert_sign_job *job;

	fixture_make(&f);
	job = new_job(&f);
	how.job = job;
	MUST(f.ctx, eci_seals_new(f.ctx, &how.seals));
	put_doc(f.ctx, at("in.ofd"), NULL);
	put_bytes(at("bad.ofd"), "no document", 11);
	test_records(&how);
	test_stop(&how);
	test_size();
	eci_seals_free(how.seals);
	ecert_sign_job_free(job);
	fixture_free(&f);
	return unit_end();
}
