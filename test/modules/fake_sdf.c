/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fake_sdf.c - an HSM by GM/T 0018 that is not there.  Built with fields of 64 and of 32
 * bytes (FAKE_FIELD), with the InternalSign of old that has an algorithm (FAKE_OLDABI),
 * and without the functions that a module may lack (FAKE_FEW) or must not (FAKE_MUTE).
 * Its one key has the index 7; the declarations are its own.
 */
#include <string.h>

#include "fake_busy.h"
#include "fake_core.h"

#ifndef FAKE_FIELD
#define FAKE_FIELD 64
#endif
#define INDEX 7
#define SGD_SM2_1 0x00020200

struct ecc_public {
	unsigned bits;
	uint8_t  x[FAKE_FIELD], y[FAKE_FIELD];
};
struct ecc_signature {
	uint8_t r[FAKE_FIELD], s[FAKE_FIELD];
};
struct device_info {
	char     issuer[40], name[16], serial[16];
	unsigned version, standard, asym[2], sym, hash, buffer;
};

enum {
	OK = 0, FAIL = 0x01000001, COMM_FAIL = 0x01000003, NO_DEVICE = 0x01000005,
	NO_SESSION = 0x01000006, DENIED = 0x01000007, NO_KEY = 0x01000008,
	NO_ALGORITHM = 0x01000009, SIGN_FAILED = 0x0100000D, WRONG_STEP = 0x01000010,
	NO_RIGHT = 0x01000018, BAD_ARGUMENT = 0x0100001D, CARD_PIN = 0x010363CE
};

const char *const fake_sign_function = "SDF_InternalSign_ECC";
const char *const fake_module_faults[] = { "no-device", "no-session", "session-limit",
	"right-denied", "right-needed", "password-short", "key-index-missing", "sansec-code",
	"pub-off-curve", "pub-bits-wrong", "pub-left-aligned", "sig-left-aligned",
	"sig-contiguous", "sig-dirty-padding", "sig-partial-write", "overrun",
	"info-terminated-not", NULL };

static unsigned sessions;

static unsigned long
start(struct fake_call *c, const char *function)
{
	unsigned long rc;

	if (!fake_begin(c, function))
		return FAIL;
	if (fake_is_removed(c))
		return COMM_FAIL;
	return fake_code(c, &rc) ? rc : OK;
}

/* ---- device and sessions ---- */

static int
open_device(const char *function, const char *path, void **device)
{
	struct fake_call c;
	unsigned long rc = start(&c, function);

	if (path != NULL)
		fake_say(&c, " path=%s", path);
	if (rc == OK && fake_fault(&c, "no-device") != NULL)
		rc = NO_DEVICE;
	if (rc == OK) {
		sessions = 0;
		*device = fake_handle_new(&c, "device", NULL);
	}
	return (int)fake_end(&c, rc);
}

FAKE_API int SDF_OpenDevice(void **device);
FAKE_API int
SDF_OpenDevice(void **device)
{
	return open_device("SDF_OpenDevice", NULL, device);
}

FAKE_API int SDF_CloseDevice(void *device);
FAKE_API int
SDF_CloseDevice(void *device)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SDF_CloseDevice");

	/* What is gone is given back all the same. */
	if (!fake_handle_free(&c, device, "device"))
		rc = BAD_ARGUMENT;
	return (int)fake_end(&c, rc);
}

FAKE_API int SDF_OpenSession(void *device, void **session);
FAKE_API int
SDF_OpenSession(void *device, void **session)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SDF_OpenSession");
	const char *limit = fake_fault(&c, "session-limit");

	if (!fake_handle_is(&c, device, "device"))
		rc = BAD_ARGUMENT;
	if (rc == OK && (fake_fault(&c, "no-session") != NULL ||
	    (limit != NULL && sessions == (unsigned)(*limit - '0'))))
		rc = NO_SESSION;
	if (rc == OK) {
		sessions++;
		*session = fake_handle_new(&c, "session", device);
	}
	return (int)fake_end(&c, rc);
}

FAKE_API int SDF_CloseSession(void *session);
FAKE_API int
SDF_CloseSession(void *session)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SDF_CloseSession");

	if (fake_handle_free(&c, session, "session"))
		sessions--;
	else
		rc = BAD_ARGUMENT;
	return (int)fake_end(&c, rc);
}

/* ---- the right to the key: a session's ---- */

static unsigned long
check_password(struct fake_call *c, const uint8_t *password, unsigned len)
{
	unsigned left;

	if (fake_fault(c, "password-short") != NULL)
		return BAD_ARGUMENT;
	if (fake_try_pin(c, (const char *)password, len, &left) == FAKE_PIN_OK &&
	    fake_fault(c, "right-denied") == NULL)
		return OK;
	return fake_fault(c, "sansec-code") != NULL ? CARD_PIN : NO_RIGHT;
}

static int
get_right(const char *function, void *session, unsigned index, const uint8_t *password,
    unsigned len)
{
	struct fake_call c;
	unsigned long rc = start(&c, function);

	fake_say(&c, " index=%u", index);
	if (!fake_handle_is(&c, session, "session"))
		rc = BAD_ARGUMENT;
	if (rc == OK)
		rc = check_password(&c, password, len);
	if (rc == OK) {
		fake_say(&c, " new=right:1");
		fake_handle_name(session, "right");
	}
	return (int)fake_end(&c, rc);
}

FAKE_API int SDF_GetPrivateKeyAccessRight(void *session, unsigned index, uint8_t *password,
    unsigned len);
FAKE_API int
SDF_GetPrivateKeyAccessRight(void *session, unsigned index, uint8_t *password, unsigned len)
{
	return get_right("SDF_GetPrivateKeyAccessRight", session, index, password, len);
}

FAKE_API int SDF_ReleasePrivateKeyAccessRight(void *session, unsigned index);
FAKE_API int
SDF_ReleasePrivateKeyAccessRight(void *session, unsigned index)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SDF_ReleasePrivateKeyAccessRight");

	fake_say(&c, " index=%u", index);
	if (!fake_handle_is(&c, session, "session"))
		rc = BAD_ARGUMENT;
	else {
		fake_say(&c, " free=right:1");
		fake_handle_name(session, "");
	}
	return (int)fake_end(&c, rc);
}

#ifndef FAKE_FEW
FAKE_API int SDF_OpenDeviceWithConf(void **device, const char *path);
FAKE_API int
SDF_OpenDeviceWithConf(void **device, const char *path)
{
	return open_device("SDF_OpenDeviceWithConf", path, device);
}

FAKE_API int SDF_GetPrivateKeyAccessRight_Ex(void *session, unsigned index, unsigned type,
    uint8_t *password, unsigned len);
FAKE_API int
SDF_GetPrivateKeyAccessRight_Ex(void *session, unsigned index, unsigned type,
    uint8_t *password, unsigned len)
{
	return type != 2 ? BAD_ARGUMENT :
	    get_right("SDF_GetPrivateKeyAccessRight_Ex", session, index, password, len);
}

static void
put_text(const struct fake_call *c, char *out, size_t cap, const char *text)
{
	memset(out, fake_fault(c, "info-terminated-not") != NULL ? 'x' : ' ', cap);
	memcpy(out, text, strlen(text));
}

FAKE_API int SDF_GetDeviceInfo(void *session, struct device_info *info);
FAKE_API int
SDF_GetDeviceInfo(void *session, struct device_info *info)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SDF_GetDeviceInfo");

	if (!fake_handle_is(&c, session, "session"))
		rc = BAD_ARGUMENT;
	if (rc == OK) {
		put_text(&c, info->issuer, sizeof(info->issuer), "Nobody");
		put_text(&c, info->name, sizeof(info->name), "False HSM");
		put_text(&c, info->serial, sizeof(info->serial), "0001");
		info->standard = 1;
	}
	return (int)fake_end(&c, rc);
}
#endif

/* ---- the key ---- */

static void
shape_point(const struct fake_call *c, struct ecc_public *key)
{
#if FAKE_FIELD == 64
	if (fake_fault(c, "pub-left-aligned") != NULL) {
		memmove(key->x, key->x + 32, 32);
		memmove(key->y, key->y + 32, 32);
		memset(key->x + 32, 0, 32);
		memset(key->y + 32, 0, 32);
	}
#endif
	if (fake_fault(c, "pub-off-curve") != NULL)
		key->y[FAKE_FIELD - 1] ^= 1;
	if (fake_fault(c, "pub-bits-wrong") != NULL)
		key->bits = 384;
}

FAKE_API int SDF_ExportSignPublicKey_ECC(void *session, unsigned index, struct ecc_public *key);
FAKE_API int
SDF_ExportSignPublicKey_ECC(void *session, unsigned index, struct ecc_public *key)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SDF_ExportSignPublicKey_ECC");
	uint8_t xy[64];

	fake_say(&c, " index=%u", index);
	if (!fake_handle_is(&c, session, "session"))
		rc = BAD_ARGUMENT;
	if (rc == OK && (index != INDEX || fake_fault(&c, "key-index-missing") != NULL ||
	    !fake_point(&c, FAKE_SIGN, xy)))
		rc = NO_KEY;
	if (rc == OK) {
		memset(key, 0, sizeof(*key));
		key->bits = 256;
		memcpy(key->x + FAKE_FIELD - 32, xy, 32);
		memcpy(key->y + FAKE_FIELD - 32, xy + 32, 32);
		shape_point(&c, key);
	}
	return (int)fake_end(&c, rc);
}

/* ---- signing ---- */

#ifndef FAKE_MUTE
static void
place(const struct fake_call *c, const uint8_t rs[64], struct ecc_signature *out)
{
	uint8_t *p = (uint8_t *)out;
	size_t r = FAKE_FIELD - 32, s = 2 * FAKE_FIELD - 32;

	if (fake_fault(c, "sig-left-aligned") != NULL) {
		r = 0;
		s = FAKE_FIELD;
	} else if (fake_fault(c, "sig-contiguous") != NULL) {
		r = 0;
		s = 32;
	}
	memset(out, 0, sizeof(*out));
	memcpy(p + r, rs, 32);
	memcpy(p + s, rs + 32, 32);
	if (fake_fault(c, "sig-dirty-padding") != NULL)
		p[5] = p[70 % sizeof(*out)] = 0x77;
	if (fake_fault(c, "overrun") != NULL)
		memset((uint8_t *)out + sizeof(*out), 0x77, 64);
}

static unsigned long
sign(struct fake_call *c, void *session, unsigned index, const uint8_t *data, unsigned len,
    struct ecc_signature *out)
{
	uint8_t rs[64];

	fake_say(c, " index=%u len=%u", index, len);
	if (!fake_handle_is(c, session, "session"))
		return BAD_ARGUMENT;
	if (index != INDEX)
		return NO_KEY;
	if (fake_fault(c, "right-needed") != NULL && *fake_handle_text(session) == '\0')
		return DENIED;
	if (len != 32)
		return BAD_ARGUMENT;
	if (fake_fault(c, "sig-partial-write") != NULL)
		return OK;
	fake_wait(c);
	if (!fake_sm2_sign(c, data, len, rs))
		return SIGN_FAILED;
	place(c, rs, out);
	return OK;
}

static int
sign_alone(void *session, unsigned index, unsigned alg, const uint8_t *data, unsigned len,
    struct ecc_signature *out)
{
	bool alone = fake_busy_enter(session);
	struct fake_call c;
	unsigned long rc;

	rc = start(&c, "SDF_InternalSign_ECC");
	if (!alone) {
		fake_say(&c, " bad=concurrent");
		rc = WRONG_STEP;
	}
	if (rc == OK && alg != SGD_SM2_1)
		rc = NO_ALGORITHM;
	if (rc == OK)
		rc = sign(&c, session, index, data, len, out);
	rc = fake_end(&c, rc);
	if (alone)
		fake_busy_leave(session);
	return (int)rc;
}

#ifdef FAKE_OLDABI
FAKE_API int SDF_InternalSign_ECC(void *session, unsigned index, unsigned alg, uint8_t *data,
    unsigned len, struct ecc_signature *out);
FAKE_API int
SDF_InternalSign_ECC(void *session, unsigned index, unsigned alg, uint8_t *data, unsigned len,
    struct ecc_signature *out)
{
	return sign_alone(session, index, alg, data, len, out);
}
#else
FAKE_API int SDF_InternalSign_ECC(void *session, unsigned index, uint8_t *data, unsigned len,
    struct ecc_signature *out);
FAKE_API int
SDF_InternalSign_ECC(void *session, unsigned index, uint8_t *data, unsigned len,
    struct ecc_signature *out)
{
	return sign_alone(session, index, SGD_SM2_1, data, len, out);
}
#endif
#endif
