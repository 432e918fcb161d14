/* SPDX-License-Identifier: Apache-2.0 */
/* id_org.c - check characters of organisation codes. */
#include "id/id_priv.h"

#include <string.h>

static int
index_in(const char *alphabet, char c)
{
	const char *p = c == '\0' ? NULL : strchr(alphabet, c);

	return p == NULL ? -1 : (int)(p - alphabet);
}

/* GB 11714-1997: eight characters weighted, then 11 less the sum modulo 11. */
int
ecert_org_code_valid(const char *code)
{
	static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const int weight[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int i, v, sum = 0;

	if (code == NULL || strlen(code) != 9)
		return 0;
	for (i = 0; i < 8; i++) {
		if ((v = index_in(alphabet, code[i])) < 0)
			return 0;
		sum += v * weight[i];
	}
	/* 10 is written X, 11 is written 0. */
	return code[8] == "0X987654321"[sum % 11];
}

/* GB 32100-2015: modulo 31 over an alphabet without I, O, S, V and Z. */
int
ecert_uscc_valid(const char *code)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	static const int weight[17] = {
		1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
	};
	int i, v, sum = 0;

	if (code == NULL || strlen(code) != 18)
		return 0;
	for (i = 0; i < 17; i++) {
		if ((v = index_in(alphabet, code[i])) < 0)
			return 0;
		sum += v * weight[i];
	}
	return code[17] == alphabet[(31 - sum % 31) % 31];
}
