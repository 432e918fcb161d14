/* SPDX-License-Identifier: Apache-2.0 */
/* seal-make_ext.c - extension data on the command line and on the terminal. */
#include <stdlib.h>
#include <string.h>

#include "seal-make.h"

static bool
is_ext(const char *name)
{
	return strcmp(name, "ext") == 0 || strcmp(name, "ext-critical") == 0;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Exits unless s is hexadecimal throughout. */
static uint8_t *
from_hex(const char *opt, const char *value, const char *s, size_t *n)
{
	size_t len = strlen(s), i;
	uint8_t *out;

	for (i = 0; i < len && hex_digit(s[i]) >= 0; i++)
		continue;
	if (len % 2 != 0 || i < len)
		tool_usage(_("--%s %s: OID=HEX in pairs of hexadecimal digits, or OID=@FILE"), opt,
		    tool_show(value));
	if ((out = malloc(len / 2 + 1)) == NULL) {
		tool_fail("%s", _("out of memory"));
		tool_quit();
	}
	for (i = 0; i < len / 2; i++)
		out[i] = (uint8_t)(hex_digit(s[2 * i]) << 4 | hex_digit(s[2 * i + 1]));
	*n = len / 2;
	return out;
}

/* "1.2.3=48656c6c6f" or "1.2.3=@FILE" */
static void
add_one(ecert_ctx *ctx, const char *opt, const char *value, ecert_seal_spec *spec)
{
	const bool critical = strcmp(opt, "ext-critical") == 0;
	const char *eq = strchr(value, '=');
	char oid[256], what[320];
	uint8_t *p;
	size_t n = 0;

	if (eq == NULL || (size_t)(eq - value) >= sizeof(oid) || strcmp(eq + 1, "@") == 0)
		tool_usage(_("--%s %s: OID=HEX in pairs of hexadecimal digits, or OID=@FILE"), opt,
		    tool_show(value));
	memcpy(oid, value, (size_t)(eq - value));
	oid[eq - value] = '\0';
	p = eq[1] == '@' ? tool_read(eq + 2, &n) : from_hex(opt, value, eq + 1, &n);
	snprintf(what, sizeof(what), "--%s", opt);
	tool_must(ctx, what, ecert_seal_spec_add_ext(ctx, spec, oid, critical, p, n));
	free(p);
	if (critical)
		tool_warn(_("extension %s is critical: whoever does not know it refuses the seal; "
		    "ecert-sign and ecert-verify know none"), oid);
}

void
seal_add_exts(ecert_ctx *ctx, const struct tool_args *a, ecert_seal_spec *spec)
{
	size_t i;

	for (i = 0; i < a->n_given; i++)
		if (is_ext(a->given[i].name))
			add_one(ctx, a->given[i].name, a->given[i].value, spec);
}

bool
seal_ext_reads(const struct tool_args *a, const char *path)
{
	const char *eq;
	size_t i;

	for (i = 0; i < a->n_given; i++)
		if (is_ext(a->given[i].name) && (eq = strchr(a->given[i].value, '=')) != NULL &&
		    eq[1] == '@' && tool_same_file(eq + 2, path))
			return true;
	return false;
}

void
seal_ext_lines(const ecert_seal *seal)
{
	const size_t most = 64;
	const uint8_t *p;
	size_t i, k, n;

	for (i = 0; i < ecert_seal_ext_count(seal); i++) {
		printf("%s: %s%s: ", _("extension"), ecert_seal_ext_oid(seal, i),
		    ecert_seal_ext_critical(seal, i) ? _(" (critical)") : "");
		p = ecert_seal_ext_value(seal, i, &n);
		for (k = 0; k < n && k < most; k++)
			printf("%02x", p[k]);
		if (n > most)
			printf(_("... (%zu bytes)"), n);
		putchar('\n');
	}
}
