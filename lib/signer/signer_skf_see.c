/* SPDX-License-Identifier: Apache-2.0 */
/* signer_skf_see.c - what a token shows without a PIN, and how its library was
 * compiled, for reports to those who cannot try one. */
#include <stdio.h>
#include <string.h>

#include "signer/signer_skf.h"

#define ROOM 512
#define PATH 200

/* DEVINFO, GM/T 0016-2012 6.4.2: texts stand at the same place in all layouts. */
static const struct {
	const char *name;
	size_t      at, len;
} texts[] = {
	{ "manufacturer", 2, 64 }, { "issuer", 66, 64 }, { "label", 130, 32 },
	{ "serial", 162, 32 },
};

/* What comes after the two versions at 194: eight ULONG, two of them of use here. */
static const struct layout {
	unsigned    width;
	bool        packed;
	size_t      size, numbers;
} layouts[] = {
	{ 4, true, 294, 198 }, { 4, false, 296, 200 }, { 8, true, 326, 198 },
	{ 8, false, 328, 200 },
};
enum { TOTAL_SPACE = 4, FREE_SPACE = 5 };

static void
add_number(const struct eci_token_seen *seen, const char *path, const char *name, uint64_t n)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)n);
	eci_seen_add(seen, path, name, text);
}

/* What is written twice alike over different bytes was written. */
static uint32_t
probe(const struct eci_skf *d, uint8_t info[ROOM], size_t *written)
{
	uint64_t a[ROOM / 8], b[ROOM / 8];
	const uint8_t *pa = (const uint8_t *)a, *pb = (const uint8_t *)b;
	uint32_t code;

	memset(a, 0x00, sizeof(a));
	memset(b, 0xff, sizeof(b));
	if ((code = eci_skf_code(d->api.dev_info(d->at[ECI_SKF_DEVICE], a))) != ECI_SKF_OK ||
	    (code = eci_skf_code(d->api.dev_info(d->at[ECI_SKF_DEVICE], b))) != ECI_SKF_OK)
		return code;
	for (*written = ROOM; *written > 0 && pa[*written - 1] != pb[*written - 1]; --*written)
		;
	memcpy(info, pa, ROOM);
	return ECI_SKF_OK;
}

/* What the settings say, and where they leave it open, what was seen. */
static const struct layout *
layout_of(const struct eci_skf *d, size_t written)
{
	const char *packing = eci_token_get(d->token, "packing");
	size_t i;

	if (packing != NULL && strcmp(packing, "auto") == 0)
		packing = NULL;
	for (i = 0; i < ECI_COUNT(layouts); i++) {
		const struct layout *l = &layouts[i];

		if (d->width != 0 && packing != NULL) {
			if (l->width == d->width && l->packed == (strcmp(packing, "packed") == 0))
				return l;
		} else if (l->size == written && (d->width == 0 || l->width == d->width) &&
		    (packing == NULL || l->packed == (strcmp(packing, "packed") == 0)))
			return l;
	}
	return NULL;
}

static uint64_t
number_at(const struct layout *l, const uint8_t *info, size_t i)
{
	uint64_t v = 0;

	memcpy(&v, info + l->numbers + i * l->width, l->width);
	return v;
}

static void
see_info(const struct eci_skf *d, const char *path, const struct eci_token_seen *seen)
{
	const struct layout *l;
	uint8_t info[ROOM];
	size_t i, n, written;
	char text[65];

	if (d->api.dev_info == NULL || probe(d, info, &written) != ECI_SKF_OK)
		return;
	for (i = 0; i < ECI_COUNT(texts); i++) {
		memcpy(text, info + texts[i].at, texts[i].len);
		text[texts[i].len] = '\0';
		for (n = strlen(text); n > 0 && text[n - 1] == ' '; n--)
			text[n - 1] = '\0';
		eci_seen_add(seen, path, texts[i].name, text);
	}
	add_number(seen, path, "#devinfo_bytes", written);
	if ((l = layout_of(d, written)) == NULL)
		return;
	add_number(seen, path, "#ulong", l->width);
	eci_seen_add(seen, path, "packing", l->packed ? "packed" : "natural");
	add_number(seen, path, "#total_space", number_at(l, info, TOTAL_SPACE));
	add_number(seen, path, "#free_space", number_at(l, info, FREE_SPACE));
}

static ecert_err
see_pair(ecert_ctx *ctx, const struct eci_skf *d, const char *path, bool sign,
    const struct eci_token_seen *seen)
{
	struct eci_cert *cert = NULL;
	char below[PATH];
	ecert_err e;

	snprintf(below, sizeof(below), "%s.%s", path, sign ? "signing" : "encryption");
	e = eci_skf_cert(ctx, d, sign, &cert);
	if (e != ECERT_OK)
		eci_seen_add(seen, below, "error", ecert_errmsg(ctx));
	else if (cert != NULL) {
		eci_seen_cert(seen, below, cert);
		if (sign)
			eci_seen_add(seen, below, "key", eci_skf_check_key(ctx, d, cert) == ECERT_OK ?
			    "same" : "another");
	}
	eci_cert_free(cert);
	return e == ECERT_E_NOMEM ? e : ECERT_OK;
}

static void
see_tries(ecert_ctx *ctx, const struct eci_skf *d, const char *path,
    const struct eci_token_seen *seen)
{
	uint32_t left, most;
	bool known;

	if (eci_skf_tries(ctx, d, &left, &most, &known) != ECERT_OK || !known)
		return;
	add_number(seen, path, "#pin_tries_left", left);
	add_number(seen, path, "#pin_tries", most);
}

/* What is in the place we are in; one that does not open does not hide the others. */
static ecert_err
see_level(ecert_ctx *ctx, struct eci_skf *d, const char *path, const struct eci_token_seen *seen)
{
	static const char *const names[] = { "devices", "applications", "containers" };
	size_t level = d->n_open, i;
	struct eci_skf_list list;
	char below[PATH];
	ecert_err e;

	snprintf(below, sizeof(below), "%s%s%s.[]", path, *path != '\0' ? "." : "", names[level]);
	seen->add(seen->arg, below, "");
	if ((e = eci_skf_list(ctx, d, &list)) != ECERT_OK && level > ECI_SKF_DEVICE) {
		eci_seen_add(seen, path, "error", ecert_errmsg(ctx));
		e = e == ECERT_E_NOMEM ? e : ECERT_OK;
	}
	for (i = 0; e == ECERT_OK && i < list.n; i++) {
		snprintf(below, sizeof(below), "%s%s%s.%zu", path, *path != '\0' ? "." : "",
		    names[level], i);
		eci_seen_add(seen, below, "name", list.v[i]);
		if ((e = eci_skf_enter(ctx, d, list.v[i])) != ECERT_OK) {
			eci_seen_add(seen, below, "error", ecert_errmsg(ctx));
			e = e == ECERT_E_NOMEM ? e : ECERT_OK;
		} else if (level == ECI_SKF_CONTAINER) {
			if ((e = see_pair(ctx, d, below, true, seen)) == ECERT_OK)
				e = see_pair(ctx, d, below, false, seen);
		} else {
			if (level == ECI_SKF_DEVICE)
				see_info(d, below, seen);
			else
				see_tries(ctx, d, below, seen);
			e = see_level(ctx, d, below, seen);
		}
		eci_skf_leave(d, level);
	}
	eci_skf_list_free(&list);
	return e;
}

ecert_err
eci_skf_see(ecert_ctx *ctx, const ecert_token *token, const struct eci_token_seen *seen)
{
	struct eci_skf d;
	ecert_err e;

	memset(&d, 0, sizeof(d));
	if ((e = eci_skf_start(ctx, token, &d)) == ECERT_OK) {
		seen->add(seen->arg, "maker", d.maker->name);
		e = see_level(ctx, &d, "", seen);
	}
	eci_skf_end(&d);
	return e;
}
