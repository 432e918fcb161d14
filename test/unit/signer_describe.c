/* SPDX-License-Identifier: Apache-2.0 */
/* The tree that is made of what a device shows; what it shows: signer_*_see. */
#include "device_kit.h"

static const struct {
	const char *name, *names, *has;
} cases[] = {
	{ "names with what a terminal must not get", "D\033[31m:A:K", "\"name\":\"D\\\\x1b[31m\"" },
	{ "names that are no text", "D:A:\xb2\xe2", "\"name\":\"\\\\xb2\\\\xe2\"" },
	{ "names that turn text round", "D:A:\xe2\x80\xaex", "\"name\":\"\\\\u{202e}x\"" },
	{ "names with points", "a.b.0:c.d:0.1", "{\"name\":\"a.b.0\",\"manufacturer\"" },
	{ "names with quotes", "D:A:\"", "\"name\":\"\\\"\"" },
	{ "several of each", "D:A:K,D:A:L,D:B:M,E:C:N", "\"name\":\"N\"" },
};

int
main(void)
{
	struct device d;
	size_t i;

	device_make(&d);
	for (i = 0; i < ECI_COUNT(cases); i++) {
		struct row r = { cases[i].name, "fake_skf8n", NULL, "cert-absent", NULL, .want = OPENS,
		    .names = cases[i].names };

		see_row(&d, ECERT_TOKEN_SKF, &r, &cases[i].has, 1);
	}
	device_free(&d);
	return unit_end();
}
