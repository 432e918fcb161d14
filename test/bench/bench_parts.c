/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_parts.c - what the steps of signing and verifying take: as OpenSSL, zlib and
 * libxml2 do them one after the other, and as the library does; the rest is what all
 * of it takes, less the steps.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	BASE, WHOLE, SM3_BEFORE, SM3, INFLATE_BEFORE, READ, OPEN, CRC_BEFORE, CRC, SM2_BEFORE, SM2,
	XML_BEFORE, XML, DOC, LISTS, ROWS_BOTH,
	WRITE_BEFORE = ROWS_BOTH, WRITE, SAME, ROWS_SIGN
};

/* Worked out from the others, round by round. */
struct worked_out {
	struct bench_row inflate, rest;
};

static double *
room(size_t n)
{
	double *v = calloc(n, sizeof(*v));

	if (v == NULL)
		bench_die(NULL, "out of memory");
	return v;
}

static void
work_out(const struct bench_row *r, size_t rounds, int signing, struct worked_out *w)
{
	double *inflate = room(rounds), *rest = room(rounds);
	size_t i;

	for (i = 0; i < rounds; i++) {
		inflate[i] = r[READ].us[i] - r[OPEN].us[i] - r[CRC].us[i];
		rest[i] = r[WHOLE].us[i] - inflate[i] - r[SM3].us[i] - r[CRC].us[i] -
		    r[SM2].us[i] - r[XML].us[i] - r[DOC].us[i] - r[LISTS].us[i];
		if (signing)
			rest[i] -= r[WRITE].us[i] + r[SAME].us[i];
	}
	w->inflate = (struct bench_row){ NULL, NULL, NULL, inflate, rounds };
	w->rest = (struct bench_row){ NULL, NULL, NULL, rest, rounds };
}

/* before: NULL where nothing else was ever done. */
static void
say(const char *name, const struct bench_row *before, const struct bench_row *now,
    const struct bench_row *r)
{
	printf("    %-48s", name);
	if (before != NULL)
		printf(" %9.1f %9.1f %7.2f", bench_stat(before->us, before->n).median,
		    bench_stat(now->us, now->n).median, bench_ratio(now, before));
	else
		printf(" %9s %9.1f %7s", "-", bench_stat(now->us, now->n).median, "-");
	printf(" %7.1f %% %7.3f\n", 100 * bench_ratio(now, &r[WHOLE]), bench_ratio(now, &r[BASE]));
}

static void
say_all(const struct bench_row *r, const struct worked_out *w, int signing)
{
	printf("  %-50s %9s %9s %7s %9s %7s\n", signing ? "signing, CPU us" : "verifying the next, CPU us",
	    "before", "now", "ratio", "share", "of B");
	say("SM3 of all entries", &r[SM3_BEFORE], &r[SM3], r);
	say("inflate of all entries", &r[INFLATE_BEFORE], &w->inflate, r);
	say("CRC of all entries", &r[CRC_BEFORE], &r[CRC], r);
	say(signing ? "SM2: a value made, and checked" : "SM2: a value checked", &r[SM2_BEFORE], &r[SM2], r);
	say("XML: a pass over every part", &r[XML_BEFORE], &r[XML], r);
	say(signing ? "opened: container, OFD.xml, Document.xml, twice" :
	    "opened: container, OFD.xml, Document.xml", NULL, &r[DOC], r);
	say("Signatures.xml and Signature.xml read", NULL, &r[LISTS], r);
	if (signing) {
		say("new parts deflated, the others copied", &r[WRITE_BEFORE], &r[WRITE], r);
		say("self-check: copied parts compared", NULL, &r[SAME], r);
	}
	say("the rest", NULL, &w->rest, r);
	say("together; before: B", &r[BASE], &r[WHOLE], r);
}

static void
measure(struct bench_work *k, struct bench_inner *s, size_t rounds, size_t times, int signing)
{
	struct bench_base *base = signing ? k->plain : k->sealed;
	struct bench_row r[ROWS_SIGN] = {
		[BASE] = { "", signing ? bench_run_base_sign : bench_run_base_verify, k, NULL, 0 },
		[WHOLE] = { "", signing ? bench_run_sign : bench_run_verify, k, NULL, 0 },
		[SM3_BEFORE] = { "", bench_sm3_inflated, base, NULL, 0 },
		[SM3] = { "", bench_inner_sm3, s, NULL, 0 },
		[INFLATE_BEFORE] = { "", bench_inflate, base, NULL, 0 },
		[READ] = { "", bench_inner_read, s, NULL, 0 },
		[OPEN] = { "", bench_inner_open, s, NULL, 0 },
		[CRC_BEFORE] = { "", bench_crc, base, NULL, 0 },
		[CRC] = { "", bench_inner_crc, s, NULL, 0 },
		[SM2_BEFORE] = { "", signing ? bench_sm2_both : bench_sm2_verify, base, NULL, 0 },
		[SM2] = { "", signing ? bench_inner_sign : bench_inner_verify, s, NULL, 0 },
		[XML_BEFORE] = { "", bench_inner_xml_parsed, s, NULL, 0 },
		[XML] = { "", bench_inner_xml, s, NULL, 0 },
		[DOC] = { "", signing ? bench_inner_docs : bench_inner_doc, s, NULL, 0 },
		[LISTS] = { "", bench_inner_lists, s, NULL, 0 },
		[WRITE_BEFORE] = { "", bench_inner_write_plainly, s, NULL, 0 },
		[WRITE] = { "", bench_inner_write, s, NULL, 0 },
		[SAME] = { "", bench_inner_same, s, NULL, 0 },
	};
	size_t n = signing ? ROWS_SIGN : ROWS_BOTH;
	struct worked_out w;

	bench_inner_set(s, !signing);
	bench_rounds(r, n, rounds, times);
	work_out(r, rounds, signing, &w);
	say_all(r, &w, signing);
	free(w.inflate.us);
	free(w.rest.us);
	bench_rows_free(r, n);
}

int
bench_parts(const char *dir, const char *name, size_t rounds, size_t times)
{
	struct bench_world w = { 0 };
	struct bench_work k = { .w = &w };
	struct bench_inner *s;

	bench_world_open(&w, dir);
	bench_work_open(&k, dir, name, (rounds + 1) * times);
	s = bench_inner_new(&k);
	printf("%s, step by step: %zu bytes unpacked, %zu entries; %zu rounds of %zu\n", name,
	    bench_base_inflated(k.plain), bench_base_entries(k.plain), rounds, times);
	measure(&k, s, rounds, times, 1);
	measure(&k, s, rounds, times, 0);
	bench_inner_free(s);
	bench_work_close(&k);
	bench_world_close(&w);
	return 0;
}
