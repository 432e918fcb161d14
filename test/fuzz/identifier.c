/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identifier.c - certificate identifiers.  What was read can be written and read
 * again; strict reading accepts a part of what lenient reading does, and means the
 * same; file names are names on every system.
 */
#include "fuzz.h"

const struct fuzz_effort fuzz_effort = { .cuts = 64, .mutations = 2000 };

static ecert_id *
parse(ecert_ctx *ctx, const ecert_id_opts *opts, const char *text, size_t len)
{
	ecert_id *id = NULL;
	ecert_err e = ecert_id_parse(ctx, opts, text, len, &id);

	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (id != NULL) && (e == ECERT_OK || e == ECERT_E_ID));
	if (e == ECERT_E_ID) {
		fuzz_check_shown(ecert_id_fault_component(ctx));
		fuzz_check_shown(ecert_id_fault_rule(ctx));
		FUZZ_CHECK(ecert_id_fault_position(ctx) >= 1);
		FUZZ_CHECK(ecert_id_fault_position(ctx) <= len + 1);
	}
	return id;
}

static void
check_parts(const ecert_id *id)
{
	size_t i;

	fuzz_check_shown(ecert_id_text(id));
	fuzz_check_shown(ecert_id_root(id));
	fuzz_check_shown(ecert_id_issuer(id));
	fuzz_check_shown(ecert_id_authority(id));
	fuzz_check_shown(ecert_id_serial(id));
	fuzz_check_shown(ecert_id_separator(id));
	FUZZ_CHECK(ecert_id_type(id) >= 1 && ecert_id_type(id) <= 8);
	FUZZ_CHECK(ecert_type_name(ecert_id_type(id), "zh") != NULL);
	for (i = 0; i < ecert_id_deviation_count(id); i++) {
		fuzz_check_shown(ecert_id_deviation_code(id, i));
		fuzz_check_shown(ecert_id_deviation_text(id, i));
	}
}

/* The canonical text, and the one with "." where there is one, name the same; the
 * canonical one is a fixed point. */
static void
check_again(ecert_ctx *ctx, const ecert_id_opts *opts, const ecert_id *id)
{
	const char *text = ecert_id_text(id), *ascii = ecert_id_ascii(id);
	ecert_id *again = parse(ctx, opts, text, strlen(text));

	FUZZ_CHECK(again != NULL && ecert_id_equal(id, again) && ecert_id_equal(again, id));
	FUZZ_CHECK(strcmp(ecert_id_text(again), text) == 0);
	FUZZ_CHECK(ecert_id_deviation_count(again) <= ecert_id_deviation_count(id));
	ecert_id_free(again);
	if (ascii == NULL)
		return;
	/* It can be read where the root is told. */
	ecert_id_opts *known = NULL;
	FUZZ_MUST(ctx, ecert_id_opts_new(ctx, &known));
	FUZZ_MUST(ctx, ecert_id_opts_add_root(ctx, known, ecert_id_root(id)));
	again = parse(ctx, known, ascii, strlen(ascii));
	FUZZ_CHECK(again != NULL && ecert_id_equal(id, again));
	ecert_id_free(again);
	ecert_id_opts_free(known);
}

/* The strict writer makes of the parts what was read, or refuses a deviation. */
static void
check_made(ecert_ctx *ctx, const ecert_id *id, bool strict)
{
	ecert_id *made = NULL, *next = NULL;
	ecert_err e;

	e = ecert_id_make(ctx, ecert_id_root(id), ecert_id_type(id), ecert_id_issuer(id),
	    ecert_id_authority(id), ecert_id_serial(id), ecert_id_revision(id), &made);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK(e == ECERT_OK || e == ECERT_E_ID);
	FUZZ_CHECK(e == ECERT_OK || !strict);
	if (e == ECERT_OK) {
		FUZZ_CHECK(strcmp(ecert_id_text(made), ecert_id_text(id)) == 0);
		FUZZ_CHECK(ecert_id_equal(made, id));
	}
	e = ecert_id_next(ctx, id, &next);
	fuzz_check_error(ctx, e);
	if (e == ECERT_OK) {
		FUZZ_CHECK(made != NULL && ecert_id_revision(next) == ecert_id_revision(id) + 1);
		FUZZ_CHECK(!ecert_id_equal(next, id));
		FUZZ_CHECK(strcmp(ecert_id_serial(next), ecert_id_serial(id)) == 0);
	}
	ecert_id_free(made);
	ecert_id_free(next);
}

static void
check_file_name(ecert_ctx *ctx, const ecert_id *id)
{
	char *name = NULL;
	ecert_err e;

	e = ecert_file_name(ctx, ecert_id_type(id), ecert_id_serial(id), ecert_id_authority(id),
	    ecert_id_issuer(id), NULL, ecert_id_root(id), &name);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (name != NULL));
	if (name != NULL) {
		fuzz_check_shown(name);
		FUZZ_CHECK(strlen(name) <= 255 && name[strcspn(name, "/\\:*?\"<>|")] == '\0');
		FUZZ_CHECK(strlen(name) > 4 && strcmp(name + strlen(name) - 4, ".ofd") == 0);
	}
	ecert_free(name);
}

/* A check character finds every single error. */
static void
check_code(const char *code)
{
	char changed[19];
	int uscc = ecert_uscc_valid(code), org = ecert_org_code_valid(code);
	size_t i, n = strlen(code);

	FUZZ_CHECK(!uscc || n == 18);
	FUZZ_CHECK(!org || n == 9);
	for (i = 0; (uscc || org) && i < n; i++) {
		memcpy(changed, code, n + 1);
		changed[i] = code[i] == '7' ? '8' : '7';
		FUZZ_CHECK(!ecert_uscc_valid(changed) && !ecert_org_code_valid(changed));
	}
}

static void
check_all(ecert_ctx *ctx, const char *text, size_t len, const ecert_id_opts *strict_opts,
    const ecert_id_opts *rooted)
{
	ecert_id *id = parse(ctx, NULL, text, len), *strict, *other;

	strict = parse(ctx, strict_opts, text, len);
	FUZZ_CHECK(strict == NULL || (id != NULL && ecert_id_equal(id, strict)));
	if (strict != NULL)
		FUZZ_CHECK(ecert_id_deviation_count(strict) == 0);
	if ((other = parse(ctx, rooted, text, len)) != NULL) {
		check_parts(other);
		check_again(ctx, rooted, other);
	}
	if (id != NULL) {
		check_parts(id);
		check_again(ctx, NULL, id);
		check_made(ctx, id, strict != NULL);
		check_file_name(ctx, id);
		check_code(ecert_id_issuer(id));
	}
	ecert_id_free(id);
	ecert_id_free(strict);
	ecert_id_free(other);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ecert_id_opts *strict = NULL, *rooted = NULL;
	ecert_ctx *ctx;

	fuzz_watch();
	ctx = fuzz_ctx();
	FUZZ_MUST(ctx, ecert_id_opts_new(ctx, &strict));
	ecert_id_opts_set_strict(strict, 1);
	FUZZ_MUST(ctx, ecert_id_opts_new(ctx, &rooted));
	FUZZ_MUST(ctx, ecert_id_opts_add_root(ctx, rooted, "1.2.156.1.1"));
	FUZZ_MUST(ctx, ecert_id_opts_add_root(ctx, rooted, "1.2.156"));
	check_all(ctx, (const char *)data, size, strict, rooted);
	ecert_id_opts_free(strict);
	ecert_id_opts_free(rooted);
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	static const struct { const char *name, *text; } v[] = {
		{ "canonical", "1.2.156.1.1\xe2\x80\xa2" "7\xe2\x80\xa2" "11430000006122244L"
		    "\xe2\x80\xa2" "CNAS L0001\xe2\x80\xa2" "2026-0001\xe2\x80\xa2" "0" },
		{ "dots", "1.2.156.1.1.7.11430000006122244L.L0001.2026-0001.0" },
		{ "middle-dot", "1.2.156\xc2\xb7" "1\xc2\xb7" "00612224-4\xc2\xb7\xc2\xb7"
		    "\xe8\x82\xa1 1.2\xc2\xb7" "12" },
		{ "wide", "\xef\xbc\x91.2.156.1.1\xe3\x83\xbb" "8\xe3\x83\xbb" "11430000006122244l"
		    "\xe3\x83\xbb" "A+B\xe3\x83\xbb" "x\xe3\x83\xbb" "3" },
		{ "mixed", " 1.2.156.1.1 \xe2\x80\xa2 7 . 11430000006122244L \xef\xbc\x8e L1 . S . 9 " },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(v); i++)
		put(arg, v[i].name, v[i].text, strlen(v[i].text));
}
