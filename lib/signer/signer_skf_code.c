/* SPDX-License-Identifier: Apache-2.0 */
/* signer_skf_code.c - what SKF functions return, in words. */
#include <string.h>

#include "signer/signer_skf.h"

#define BASE 0x0A000000u

/* GM/T 0016-2012 annex A; the meaning where the name does not give it. */
static const struct {
	const char *name, *text;
} codes[] = {
	[0x01] = { "FAIL", "the device gives no reason" },
	[0x02] = { "UNKNOWNERR", "the device gives no reason" },
	[0x03] = { "NOTSUPPORTYETERR", "the device cannot do that" },
	[0x04] = { "FILEERR", NULL },
	[0x05] = { "INVALIDHANDLEERR", "the session is lost" },
	[0x06] = { "INVALIDPARAMERR", NULL },
	[0x07] = { "READFILEERR", NULL },
	[0x08] = { "WRITEFILEERR", NULL },
	[0x09] = { "NAMELENERR", NULL },
	[0x0a] = { "KEYUSAGEERR", "the key is not for that" },
	[0x0b] = { "MODULUSLENERR", NULL },
	[0x0c] = { "NOTINITIALIZEERR", "the device was not initialised" },
	[0x0d] = { "OBJERR", NULL },
	[0x0e] = { "MEMORYERR", NULL },
	[0x0f] = { "TIMEOUTERR", "the device did not answer in time" },
	[0x10] = { "INDATALENERR", "the device does not take 32 bytes to sign" },
	[0x11] = { "INDATAERR", NULL },
	[0x12] = { "GENRANDERR", NULL },
	[0x13] = { "HASHOBJERR", NULL },
	[0x14] = { "HASHERR", NULL },
	[0x15] = { "GENRSAKEYERR", NULL },
	[0x16] = { "RSAMODULUSLENERR", NULL },
	[0x17] = { "CSPIMPRTPUBKEYERR", NULL },
	[0x18] = { "RSAENCERR", NULL },
	[0x19] = { "RSADECERR", NULL },
	[0x1a] = { "HASHNOTEQUALERR", NULL },
	[0x1b] = { "KEYNOTFOUNTERR", "there is no key for signing" },
	[0x1c] = { "CERTNOTFOUNTERR", "there is no certificate" },
	[0x1d] = { "NOTEXPORTERR", NULL },
	[0x1e] = { "DECRYPTPADERR", NULL },
	[0x1f] = { "MACLENERR", NULL },
	[0x20] = { "BUFFER_TOO_SMALL", NULL },
	[0x21] = { "KEYINFOTYPEERR", "a key of another kind" },
	[0x22] = { "NOT_EVENTERR", NULL },
	[0x23] = { "DEVICE_REMOVED", "the device is not there" },
	[0x24] = { "PIN_INCORRECT", "the PIN is wrong" },
	[0x25] = { "PIN_LOCKED", "the PIN is locked" },
	[0x26] = { "PIN_INVALID", "the PIN is not valid" },
	[0x27] = { "PIN_LEN_RANGE", "the PIN is too short or too long" },
	[0x28] = { "USER_ALREADY_LOGGED_IN", NULL },
	[0x29] = { "USER_PIN_NOT_INITIALIZED", "no PIN has been set yet" },
	[0x2a] = { "USER_TYPE_INVALID", NULL },
	[0x2b] = { "APPLICATION_NAME_INVALID", "not a name of an application" },
	[0x2c] = { "APPLICATION_EXISTS", NULL },
	[0x2d] = { "USER_NOT_LOGGED_IN", "nobody is logged in" },
	[0x2e] = { "APPLICATION_NOT_EXISTS", "there is no such application" },
	[0x2f] = { "FILE_ALREADY_EXIST", NULL },
	[0x30] = { "NO_ROOM", NULL },
};

uint32_t
eci_skf_code(eci_skf_num rc)
{
	return (uint32_t)(rc & 0xffffffffu);
}

/* From 0x31 on makers differ: what failed tells more than the code. */
static const char *
text_of(const struct eci_skf *d, const char *operation, uint32_t code)
{
	if (strcmp(operation, "SKF_OpenContainer") == 0 && eci_skf_no_container(d->maker, code))
		return "there is no such container";
	if (code > BASE && code - BASE < ECI_COUNT(codes))
		return codes[code - BASE].text;
	return "a code of the maker's";
}

ecert_err
eci_skf_failed(ecert_ctx *ctx, const struct eci_skf *d, const char *operation, uint32_t code)
{
	bool known = code > BASE && code - BASE < ECI_COUNT(codes);
	const char *name = known ? codes[code - BASE].name : NULL;
	const char *text = text_of(d, operation, code);

	return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
	    "%s gives 0x%08X%s%s%s%s%s", operation, (unsigned)code, name != NULL ? " (SAR_" : "",
	    name != NULL ? name : "", name != NULL ? ")" : "", text != NULL ? ": " : "",
	    text != NULL ? text : "");
}
