/* SPDX-License-Identifier: Apache-2.0 */
/* signer_skf_maker.c - where makers' libraries are known to leave the standard. */
#include <string.h>

#include "signer/signer_skf.h"

/* From headers and clients that are public; none was tried on a device. */
static const struct eci_skf_maker makers[] = {
	{ "any", { NULL }, 0, NULL, 0 },
	{ "feitian", { "epass", "es3003", "entersafe" }, 8, "EnterSafe", 0x0A000001 },
	{ "longmai", { "gm3000" }, 4, NULL, 0 },
	{ "wxt", { "wxt" }, 4, NULL, 0x0A000036 },
	{ "wisec", { "wisec" }, 0, NULL, 0x0A000036 },
	{ "linguo", { "lg3073", "bjca" }, 0, "BJCA-Application", 0 },
};

/* One of these in headers of several makers. */
static const uint32_t no_container[] = { 0x0A000031, 0x0A000034, 0x0A000036, 0x0A000047,
	0x0A000101 };

static bool
has_part(const char *path, const char *part)
{
	const char *base = strrchr(path, '/');
	size_t n = strlen(part), i;

	for (path = base != NULL ? base + 1 : path; *path != '\0'; path++) {
		for (i = 0; i < n && eci_ascii_lower((unsigned char)path[i]) == part[i]; i++)
			;
		if (i == n)
			return true;
	}
	return false;
}

const struct eci_skf_maker *
eci_skf_maker(const ecert_token *token)
{
	const char *name = eci_token_get(token, "maker");
	size_t i, k;

	for (i = 0; i < ECI_COUNT(makers); i++) {
		if (name != NULL && strcmp(makers[i].name, name) == 0)
			return &makers[i];
		for (k = 0; name == NULL && k < ECI_COUNT(makers[i].library) &&
		    makers[i].library[k] != NULL; k++)
			if (has_part(eci_token_library(token), makers[i].library[k]))
				return &makers[i];
	}
	return &makers[0];
}

bool
eci_skf_no_container(const struct eci_skf_maker *maker, uint32_t code)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(no_container); i++)
		if (code == no_container[i])
			return true;
	return code != ECI_SKF_OK && code == maker->no_container;
}
